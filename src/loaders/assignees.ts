// Reading assignees by id or address, and what they hold.
import DataLoader from 'dataloader';
import { align, slotOf } from '../batching/align.ts';
import { isEmptySlot } from '../batching/slots.ts';
import type { AssigneeKind } from '../domain/account.ts';
import { sameAddress, type Assignee, type AssigneeOf, type User } from '../domain/assignee.ts';
import type { Assignment } from '../domain/assignment.ts';
import type { Call } from '../domain/call.ts';
import type { Slot, Slots } from '../domain/page.ts';
import { ProblemError, asProblemError } from '../domain/problem.ts';
import type { Collection, ProviderAccount, UserCollection } from '../providers/provider.ts';
import { memo } from './memo.ts';
import {
  inAccountAll,
  keyLoader,
  notSupported,
  readBatch,
  type KeyLoader,
  type ReadContext,
} from './read-context.ts';

/** Assignees of the accounts of a caller. NOT_SUPPORTED for a kind that the account's provider does not have. */
export interface AssigneeReads {
  /** null when it does not exist. */
  assignee<K extends AssigneeKind>(
    kind: K,
    accountKey: string,
    externalId: string,
  ): Promise<AssigneeOf<K> | null>;
  /** The same with every field that any read tells, at the price of that read; null when it no longer exists. */
  assigneeInFull<K extends AssigneeKind>(kind: K, known: AssigneeOf<K>): Promise<AssigneeOf<K> | null>;
  usersByEmail(accountKey: string, email: string): Promise<readonly User[]>;
  /** Everything an assignee holds. */
  assignmentsOf(assignee: Assignee): Promise<readonly Assignment[]>;
  /** Whether an assignee may be offered more than any read shows. */
  mayBeOffered(assignee: Assignee): boolean;
}

/** The loaders of one kind, by account. */
interface KindLoaders<K extends AssigneeKind> {
  byId(accountKey: string): KeyLoader<AssigneeOf<K>>;
  /** null where a look-up by id leaves nothing out. */
  inFull(accountKey: string): AssigneeLoader<AssigneeOf<K>, AssigneeOf<K>> | null;
}

/** Loads what is known of assignees by the assignees themselves, each once. */
type AssigneeLoader<A extends Assignee, T> = DataLoader<A, T | null, string>;

/** The assignee reads of one request. */
export function createAssigneeReads(context: ReadContext): AssigneeReads {
  const { accounts } = context;
  const of: { readonly [K in AssigneeKind]: KindLoaders<K> } = {
    USER: kindLoaders(context, 'USER'),
    DEVICE: kindLoaders(context, 'DEVICE'),
    WORKSPACE: kindLoaders(context, 'WORKSPACE'),
    ENTITY: kindLoaders(context, 'ENTITY'),
  };
  const emails = memo((accountKey: string) => {
    const users = accounts.provider(accountKey).assignees.USER;
    if (!users) throw lacks(accountKey, 'USER');
    return keyLoader(context, 'user_by_email', accountKey, (keys, call) => readByEmails(users, keys, call));
  });
  /** By kind: the port reads the holdings of one kind at a time. */
  const holdings = memo((kind: AssigneeKind, accountKey: string) => {
    const { assignments } = accounts.provider(accountKey);
    const loader = `assignments_of_${nameOf(kind)}`;
    return assigneeLoader<Assignee, readonly Assignment[]>(context, loader, accountKey, (assignees, call) =>
      assignments.ofAssignees(assignees, call),
    );
  });

  return {
    assignee: async (kind, accountKey, externalId) =>
      of[kind].byId(accountKey).load(accounts.canonical(accountKey, kind, externalId)),
    async assigneeInFull(kind, known) {
      const { accountKey } = known;
      const loader = of[kind].inFull(accountKey);
      if (loader === null) return known;
      return loader.load({ ...known, externalId: accounts.canonical(accountKey, kind, known.externalId) });
    },
    usersByEmail: async (accountKey, email) => (await emails(accountKey).load(sameAddress(email))) ?? [],
    async assignmentsOf(assignee) {
      if (assignee.assignments) return assignee.assignments;
      const { kind, accountKey } = assignee;
      const externalId = accounts.canonical(accountKey, kind, assignee.externalId);
      return (await holdings(kind, accountKey).load({ ...assignee, externalId })) ?? [];
    },
    mayBeOffered: (assignee) =>
      accounts.provider(assignee.accountKey).assignments.mayBeOffered?.(assignee) ?? false,
  };
}

/** Own people first: only addresses that none of them has are looked for outside the organisation. */
async function readByEmails(
  { byEmails, outsideByEmails }: UserCollection,
  keys: readonly string[],
  call: Call,
): Promise<Slots<readonly User[]>> {
  const own = await byEmails(keys, call);
  const left = keys.filter((key) => isEmptySlot(slotOf(own, key)));
  if (!outsideByEmails || left.length === 0) return own;
  const outside = await outsideByEmails(left, call).catch(asProblemError);
  const slots = left.map((key): [string, Slot<readonly User[]>] => {
    const slot = outside instanceof ProblemError ? outside : slotOf(outside, key);
    return [key, slot instanceof ProblemError || slot === null ? slot : [slot]];
  });
  return new Map([...own, ...slots]);
}

function kindLoaders<K extends AssigneeKind>(context: ReadContext, kind: K): KindLoaders<K> {
  const collectionOf = (accountKey: string) => collectionIn(context.accounts.provider(accountKey), kind);
  return {
    byId: memo((accountKey) => keyLoader(context, nameOf(kind), accountKey, collectionOf(accountKey).byIds)),
    inFull: memo((accountKey) => {
      const read = collectionOf(accountKey).inFull;
      return read === undefined ? null : assigneeLoader(context, `${nameOf(kind)}_in_full`, accountKey, read);
    }),
  };
}

/** A kind in names of loaders. */
function nameOf(kind: AssigneeKind): string {
  return kind.toLowerCase();
}

/** Assignees as keys: two values with one external id are one assignee. */
function assigneeLoader<A extends Assignee, T>(
  context: ReadContext,
  loader: string,
  accountKey: string,
  read: (assignees: readonly A[], call: Call) => Promise<Slots<T>>,
): AssigneeLoader<A, T> {
  return new DataLoader<A, T | null, string>(
    async (assignees) => {
      const ids = assignees.map(({ externalId }) => externalId);
      const batch = { loader, accountKey, keys: ids.length };
      const slots = await readBatch(context, batch, (call) => read(assignees, call));
      return inAccountAll(accountKey, align(ids, slots));
    },
    { cacheKeyFn: ({ externalId }) => externalId },
  );
}

/** The assignees of a kind in an account. Throws NOT_SUPPORTED where its provider has none. */
export function collectionIn<K extends AssigneeKind>(
  { account, assignees }: ProviderAccount,
  kind: K,
): Collection<AssigneeOf<K>> {
  const collections: { readonly [Kind in AssigneeKind]?: Collection<AssigneeOf<Kind>> } = assignees;
  const found = collections[kind];
  if (!found) throw lacks(account.key, kind);
  return found;
}

function lacks(accountKey: string, kind: AssigneeKind): ProblemError {
  return notSupported(accountKey, `assignees of kind ${kind}`);
}
