// Which accounts a list is about.
import type { Account, AssigneeKind } from '../../domain/account.ts';
import { skipped, type AccountCoverage } from '../../domain/coverage.ts';
import type { AccountDirectory } from '../../loaders/accounts.ts';

export interface AccountFilter {
  readonly accountKeys?: readonly string[] | null;
  readonly providers?: readonly string[] | null;
}

/** Accounts the filter leaves, in the order of the configuration. Throws UNKNOWN_ACCOUNT for a key that is none. */
export function selectAccounts(
  directory: AccountDirectory,
  filter: AccountFilter | null | undefined,
): readonly Account[] {
  const keys = filter?.accountKeys;
  for (const key of keys ?? []) directory.get(key);
  return directory.all.filter(
    (account) =>
      (keys == null || keys.includes(account.key)) &&
      (filter?.providers == null || filter.providers.includes(account.provider)),
  );
}

/** Accounts that have assignees of a kind, and a line of coverage for each that has not. */
export function withKind(
  directory: AccountDirectory,
  accounts: readonly Account[],
  kind: AssigneeKind,
): { having: readonly Account[]; lacking: readonly AccountCoverage[] } {
  const having = accounts.filter(({ key }) => directory.has(key, kind));
  const lacking = accounts.filter(({ key }) => !directory.has(key, kind));
  return { having, lacking: lacking.map(({ key }) => skipped(key, 'NOT_SUPPORTED')) };
}
