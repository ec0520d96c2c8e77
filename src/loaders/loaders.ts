// What one request reads: every key once, keys that are asked for together in one batch. Nothing is kept for the next request but
// pages that it may go on in the middle of.
import DataLoader from 'dataloader';
import { align, unread } from '../batching/align.ts';
import type { Account, AccountStatus, AssigneeKind } from '../domain/account.ts';
import { sameAddress, type Assignee, type AssigneeOf, type User } from '../domain/assignee.ts';
import type { Assignment } from '../domain/assignment.ts';
import type { Call } from '../domain/call.ts';
import type { License, LicenseKey } from '../domain/license.ts';
import type { Listed, Page, Slot } from '../domain/page.ts';
import { ProblemError, callerError, problem } from '../domain/problem.ts';
import type { Collection, FeatureToggle, IdKind, ProviderAccount } from '../providers/provider.ts';
import { memo } from './memo.ts';
import type { HeldPages, ReadPage } from './page-hold.ts';

/** One list of an account, page by page. */
export interface PagedList<T> {
  /** With `resumes`, a page that was kept will do: the walk that asks has been given rows of it. */
  read(cursor: string | null, resumes: boolean): Promise<Page<T>>;
  /** Keeps a page that a walk is in the middle of for the next request, or lets go of it. */
  left(cursor: string | null, isUnfinished: boolean): void;
}

/** Everything below throws ProblemError; `UNKNOWN_ACCOUNT` for a key that is not configured or not for this caller. */
export interface Loaders {
  readonly accounts: readonly Account[];
  /** Undefined when there is no such account. */
  account(key: string): Account | undefined;
  status(accountKey: string): AccountStatus;
  /** Whether this text can be an id there at all. */
  accepts(accountKey: string, kind: IdKind, externalId: string): boolean;
  /** The one spelling of an id: the same thing under two would be read twice, and be two things in one answer. */
  canonical(kind: IdKind, accountKey: string, externalId: string): string;
  /** Whether the account's provider has assignees of this kind. */
  has(accountKey: string, kind: AssigneeKind): boolean;
  /** Every license of an account. */
  catalogue(accountKey: string): Promise<Listed<License>>;
  /** From the catalogue; null when it is not in there. */
  license(key: LicenseKey): Promise<License | null>;
  /** One that is asked for by itself is read by itself, where the provider lets it; several come from the catalogue. null when there is none. */
  licenseAlone(key: LicenseKey): Promise<License | null>;
  /** With everything the provider has on it, where the catalogue leaves something out. */
  licenseInFull(key: LicenseKey): Promise<License | null>;
  /** null when it does not exist. */
  assignee(kind: AssigneeKind, accountKey: string, externalId: string): Promise<Assignee | null>;
  /** The same with every field that any read tells, at the price of that read; null when it no longer exists. */
  assigneeInFull(known: Assignee): Promise<Assignee | null>;
  usersByEmail(accountKey: string, email: string): Promise<readonly User[]>;
  /** Everything an assignee holds. */
  assignmentsOf(assignee: Assignee): Promise<readonly Assignment[]>;
  /** Whether an assignee may be offered more than any read shows. */
  mayBeOffered(assignee: Assignee): boolean;
  /** Throws NOT_SUPPORTED when it is read, where the provider has none. */
  assignees<K extends AssigneeKind>(accountKey: string, kind: K): PagedList<AssigneeOf<K>>;
  assignments(accountKey: string): PagedList<Assignment>;
  licenseAssignments(key: LicenseKey): PagedList<Assignment>;
  /** External ids. Throws NOT_SUPPORTED where the provider cannot. */
  inferLicenses(accountKey: string, roleIds: readonly string[]): Promise<readonly string[]>;
  /** Throws NOT_SUPPORTED where the provider has none. */
  featureToggle(accountKey: string, featureName: string): Promise<FeatureToggle>;
}

/** Loaders of one request over the accounts its caller may see. `held` are the pages that callers of the same rights may go on in. */
export function createLoaders(
  accounts: readonly ProviderAccount[],
  call: Call,
  held: HeldPages | null = null,
): Loaders {
  const byKey = new Map(accounts.map((one) => [one.account.key, one]));

  function of(accountKey: string): ProviderAccount {
    const found = byKey.get(accountKey);
    if (!found) throw unknownAccount(accountKey);
    return found;
  }

  function canonical(kind: IdKind, accountKey: string, externalId: string): string {
    return of(accountKey).canonicalId?.(kind, externalId) ?? externalId;
  }

  const listed = new Set<string>();
  const catalogue = memo((accountKey: string) => {
    listed.add(accountKey);
    return of(accountKey).catalogue(call);
  });
  const catalogueIndex = memo(async (accountKey: string) => {
    const { items, gap } = await catalogue(accountKey);
    const index = new Map(items.map((license) => [license.externalId, license]));
    return (licenseId: string): Slot<License> => {
      const found = index.get(licenseId);
      if (found) return found;
      // A catalogue that is not whole does not say that there is no such license.
      return gap === undefined ? null : unread();
    };
  });
  const alone = memo((accountKey: string) => {
    const read = of(accountKey).licensesInFull;
    return new DataLoader<string, License | null>(async (ids) => {
      if (read !== undefined && ids.length === 1 && !listed.has(accountKey)) {
        return told(accountKey, align(ids, await read(ids, call)));
      }
      return told(accountKey, ids.map(await catalogueIndex(accountKey)));
    });
  });
  const inFull = memo((accountKey: string) => {
    const read = of(accountKey).licensesInFull;
    return read === undefined
      ? null
      : new DataLoader<string, License | null>(async (ids) =>
          told(accountKey, align(ids, await read(ids, call))),
        );
  });
  const assignees = memo((scope: string) => {
    const [kind, accountKey] = unscope(scope);
    const read = collection(of(accountKey), kind).byIds;
    return new DataLoader<string, Assignee | null>(async (ids) =>
      told(accountKey, align(ids, await read(ids, call))),
    );
  });
  const fullAssignees = memo((scope: string) => {
    const [kind, accountKey] = unscope(scope);
    const read = collection(of(accountKey), kind).inFull;
    if (read === undefined) return null;
    return new DataLoader<Assignee, Assignee | null, string>(
      async (known) => {
        const ids = known.map(({ externalId }) => externalId);
        return told(accountKey, align(ids, await read(known, call)));
      },
      { cacheKeyFn: ({ externalId }) => externalId },
    );
  });
  const emails = memo((accountKey: string) => {
    const users = of(accountKey).assignees.USER;
    if (!users) throw lacks(accountKey, 'USER');
    return new DataLoader<string, readonly User[] | null>(async (keys) =>
      told(accountKey, align(keys, await users.byEmails(keys, call))),
    );
  });
  const holdings = memo((scope: string) => {
    const [, accountKey] = unscope(scope);
    const { assignments } = of(accountKey);
    return new DataLoader<Assignee, readonly Assignment[] | null, string>(
      async (keys) =>
        told(
          accountKey,
          align(
            keys.map((key) => key.externalId),
            await assignments.ofAssignees(keys, call),
          ),
        ),
      { cacheKeyFn: (assignee) => assignee.externalId },
    );
  });
  /** What is decided on what is read is not decided on what was read before. */
  const kept = call.thorough === true ? null : held;
  function paged<T>(
    accountKey: string,
    name: readonly string[],
    readPage: (cursor: string | null) => Promise<Page<T>>,
  ): PagedList<T> {
    const placeOf = (cursor: string | null): string => JSON.stringify([...name, cursor]);
    const pages = new Map<string | null, Promise<ReadPage<T>>>();
    const done = new Map<string | null, ReadPage<T>>();
    async function readNow(cursor: string | null): Promise<ReadPage<T>> {
      const since = kept?.now(accountKey) ?? NEVER;
      const read = { page: await readPage(cursor), since };
      done.set(cursor, read);
      return read;
    }
    return {
      async read(cursor, resumes) {
        const known = pages.get(cursor);
        if (known !== undefined) return (await known).page;
        const found = resumes ? kept?.find(accountKey, placeOf(cursor)) : null;
        if (found) {
          call.record({ accountKey, kind: 'SHARED', waitedMs: 0 });
          return found as Page<T>; // a place names its list, and only pages of that list are kept there, by `left`
        }
        const reading = readNow(cursor);
        pages.set(cursor, reading);
        return (await reading).page;
      },
      left(cursor, isUnfinished) {
        const read = done.get(cursor);
        if (!isUnfinished) kept?.release(accountKey, placeOf(cursor));
        else if (read !== undefined) kept?.keep(accountKey, placeOf(cursor), read);
      },
    };
  }
  const lists = memo((scope: string) => {
    const [kind, accountKey] = unscope(scope);
    return paged(accountKey, [kind], async (cursor) => collection(of(accountKey), kind).page(cursor, call));
  });
  const allAssignments = memo((accountKey: string) =>
    paged(accountKey, ['assignments'], async (cursor) => of(accountKey).assignments.page(cursor, call)),
  );
  const holders = memo((scope: string) => {
    const [accountKey, licenseId] = JSON.parse(scope) as [string, string]; // written below
    return paged(accountKey, ['holders', licenseId], async (cursor) =>
      of(accountKey).assignments.ofLicense(licenseId, cursor, call),
    );
  });

  return {
    accounts: accounts.map((one) => one.account),
    account: (key) => byKey.get(key)?.account,
    status: (accountKey) => of(accountKey).status(),
    accepts: (accountKey, kind, externalId) => byKey.get(accountKey)?.accepts(kind, externalId) ?? false,
    canonical,
    has: (accountKey, kind) => of(accountKey).assignees[kind] !== undefined,
    catalogue,
    async license({ accountKey, externalId }) {
      const slotOf = await catalogueIndex(accountKey);
      const [slot = null] = told(accountKey, [slotOf(canonical('LICENSE', accountKey, externalId))]);
      if (slot instanceof ProblemError) throw slot;
      return slot;
    },
    licenseAlone: async ({ accountKey, externalId }) =>
      alone(accountKey).load(canonical('LICENSE', accountKey, externalId)),
    async licenseInFull(key) {
      const loader = inFull(key.accountKey);
      return loader ? loader.load(canonical('LICENSE', key.accountKey, key.externalId)) : this.license(key);
    },
    assignee: (kind, accountKey, externalId) =>
      assignees(`${kind}:${accountKey}`).load(canonical(kind, accountKey, externalId)),
    async assigneeInFull(known) {
      const { kind, accountKey } = known;
      const loader = fullAssignees(`${kind}:${accountKey}`);
      if (loader === null) return known;
      return loader.load({ ...known, externalId: canonical(kind, accountKey, known.externalId) });
    },
    usersByEmail: async (accountKey, email) => (await emails(accountKey).load(sameAddress(email))) ?? [],
    async assignmentsOf(assignee) {
      if (assignee.assignments) return assignee.assignments;
      const { kind, accountKey } = assignee;
      const externalId = canonical(kind, accountKey, assignee.externalId);
      return (await holdings(`${kind}:${accountKey}`).load({ ...assignee, externalId })) ?? [];
    },
    mayBeOffered: (assignee) => of(assignee.accountKey).assignments.mayBeOffered?.(assignee) ?? false,
    assignees: <K extends AssigneeKind>(accountKey: string, kind: K) =>
      // The collection of a kind holds that kind.
      lists(`${kind}:${accountKey}`) as PagedList<AssigneeOf<K>>,
    assignments: (accountKey) => allAssignments(accountKey),
    licenseAssignments({ accountKey, externalId }) {
      return holders(JSON.stringify([accountKey, canonical('LICENSE', accountKey, externalId)]));
    },
    async inferLicenses(accountKey, roleIds) {
      const infer = of(accountKey).inferLicenses;
      if (!infer) throw notSupported(accountKey, 'inferring licenses from roles');
      return infer(roleIds, call);
    },
    async featureToggle(accountKey, featureName) {
      const read = of(accountKey).featureToggle;
      if (!read) throw notSupported(accountKey, 'feature toggles');
      return read(featureName, call);
    },
  };
}

/** Of pages that are not kept. */
const NEVER = { at: 0, writes: 0 };

function collection(account: ProviderAccount, kind: AssigneeKind): Collection<Assignee> {
  const found: Collection<Assignee> | undefined = account.assignees[kind];
  if (!found) throw lacks(account.account.key, kind);
  return found;
}

function unscope(scope: string): [AssigneeKind, string] {
  const cut = scope.indexOf(':');
  return [scope.slice(0, cut) as AssigneeKind, scope.slice(cut + 1)]; // written by the loaders above
}

/** The slots of an account, its key on every problem: batching does not know accounts. */
function told<T>(accountKey: string, slots: readonly Slot<T>[]): Slot<T>[] {
  return slots.map((slot) =>
    slot instanceof ProblemError && slot.problem.accountKey === null
      ? new ProblemError({ ...slot.problem, accountKey }, { cause: slot.cause })
      : slot,
  );
}

/** The error for an account key that is not configured, or not for this caller. */
export function unknownAccount(accountKey: string) {
  return callerError(
    'UNKNOWN_ACCOUNT',
    `There is no account ${JSON.stringify(accountKey.slice(0, 60))}.`,
    'Query `accounts { key }` for those there are.',
  );
}

function lacks(accountKey: string, kind: AssigneeKind): ProblemError {
  return notSupported(accountKey, `assignees of kind ${kind}`);
}

function notSupported(accountKey: string, what: string): ProblemError {
  const message = `The provider of account ${JSON.stringify(accountKey)} has no ${what}.`;
  const hint = "See the account's `capabilities`.";
  return new ProblemError(problem('NOT_SUPPORTED', 'CALLER', message, { accountKey, hint }));
}
