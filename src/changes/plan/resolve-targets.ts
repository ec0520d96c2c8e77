// From wishes to changes: every target found, or the reason why not. Reads in batches, sends nothing.
import type { Assignee } from '../../domain/assignee.ts';
import type { Call } from '../../domain/call.ts';
import { assigneeKey, type Change } from '../../domain/change.ts';
import type { ChangeRecord, RequestedChange } from '../../domain/change-set.ts';
import type { License } from '../../domain/license.ts';
import { ProblemError, type Problem } from '../../domain/problem.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import { AccountReader } from './account-lookup.ts';
import type { OwnChanges } from '../../store/own-changes-api.ts';
import { at, placed, refuse } from './refuse.ts';
import type { Wish } from '../change-request.ts';
import type { Found } from './current-state.ts';

/** A wish with its targets, or what is wrong with it. */
export type Resolved =
  | {
      readonly wish: Wish;
      readonly change: Change;
      /**
       * Of a removal whose license or assignee the provider does not list: what is wrong with it, unless the one is held by the
       * other all the same. null when both are there.
       */
      readonly missing: Problem | null;
      readonly problem: null;
    }
  | {
      readonly wish: Wish;
      readonly change: null;
      /** What there is of its targets. */
      readonly requested: RequestedChange;
      readonly problem: Problem;
    };

export interface ResolveOptions {
  readonly accounts: ReadonlyMap<string, ProviderAccount>;
  readonly call: Call;
  readonly newId: () => string;
  readonly store: Pick<OwnChanges, 'openChanges'>;
}

/** The wishes, one entry each and in order, and what was read of the catalogues on the way. */
export interface Resolution {
  readonly resolved: readonly Resolved[];
  /** Licenses by account; none for an account that could not be read. */
  readonly catalogues: ReadonlyMap<string, readonly License[]>;
  /**
   * Assignees by account, where what they hold may be told by them. Nobody whom an open change was about before: what a read shows
   * of such a one may be of before it.
   */
  readonly found: ReadonlyMap<string, Found>;
}

/** Finds the targets of wishes. An account that could not be read is the problem of each of its wishes. */
export async function resolveWishes(wishes: readonly Wish[], options: ResolveOptions): Promise<Resolution> {
  const readers = new Map<string, AccountReader>();
  const readerOf = (account: ProviderAccount): AccountReader => {
    const { key } = account.account;
    const reader = readers.get(key) ?? new AccountReader(account, options.call);
    readers.set(key, reader);
    return reader;
  };
  for (const wish of wishes) {
    const account = accountOf(wish, options.accounts);
    if (account) readerOf(account).want(wish);
  }
  const found = new Map<string, Found>();
  await Promise.all(
    [...readers].map(async ([key, reader]) => {
      const told = options.accounts.get(key)?.writes?.heldAsFound !== undefined;
      const open = told ? await options.store.openChanges(key, reader.wanted) : [];
      await reader.read();
      if (told) found.set(key, withoutOpen(reader.found, open));
    }),
  );

  const resolved = wishes.map((wish): Resolved => {
    const account = accountOf(wish, options.accounts);
    const target = account ? readerOf(account).find(wish) : unknownAccount(wish);
    if (target instanceof ProblemError) {
      const targets = account ? readerOf(account).targetsOf(wish) : NO_TARGETS;
      const requested = changeOf(wish, { ...targets, site: null }, options.newId());
      return { wish, change: null, requested, problem: placed(target.problem, wish) };
    }
    const { missing, ...targets } = target;
    const change = changeOf(wish, targets, options.newId());
    return { wish, change, missing: missing && placed(missing.problem, wish), problem: null };
  });
  const catalogues = new Map([...readers].map(([key, reader]) => [key, reader.catalogue]));
  return { resolved, catalogues, found };
}

function withoutOpen(assignees: readonly Assignee[], open: readonly ChangeRecord[]): Found {
  const found = new Map(assignees.map((assignee) => [assigneeKey(assignee), assignee]));
  for (const { change } of open) found.delete(assigneeKey(change.assignee));
  return found;
}

const NO_TARGETS = { accountKey: null, licenseId: null, assignee: null };

function changeOf<Targets extends Pick<RequestedChange, 'accountKey' | 'licenseId' | 'assignee' | 'site'>>(
  { action, removalOn, calling }: Wish,
  targets: Targets,
  id: string,
) {
  return { id, action, ...targets, removalOn, calling };
}

function accountOf(wish: Wish, accounts: ResolveOptions['accounts']): ProviderAccount | undefined {
  return wish.license instanceof ProblemError ? undefined : accounts.get(wish.license.accountKey);
}

function unknownAccount(wish: Wish): ProblemError {
  if (wish.fault !== null) return wish.fault;
  if (wish.license instanceof ProblemError) return at('license', wish.license);
  return refuse(
    'license',
    'UNKNOWN_ACCOUNT',
    'There is no such account.',
    'Query `accounts { key }` for those there are.',
  );
}
