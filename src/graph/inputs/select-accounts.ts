// Which accounts a list is about.
import type { Account, AssigneeKind } from '../../domain/account.ts';
import { skipped, type AccountCoverage } from '../../domain/coverage.ts';
import { unknownAccount, type Loaders } from '../../loaders/loaders.ts';

export interface AccountFilter {
  readonly accountKeys?: readonly string[] | null;
  readonly providers?: readonly string[] | null;
}

/** Accounts the filter leaves, in the order of the configuration. Throws UNKNOWN_ACCOUNT for a key that is none. */
export function selectAccounts(
  loaders: Loaders,
  filter: AccountFilter | null | undefined,
): readonly Account[] {
  const keys = filter?.accountKeys;
  for (const key of keys ?? []) if (!loaders.account(key)) throw unknownAccount(key);
  return loaders.accounts.filter(
    (account) =>
      (keys == null || keys.includes(account.key)) &&
      (filter?.providers == null || filter.providers.includes(account.provider)),
  );
}

/** The account with this key. Throws UNKNOWN_ACCOUNT. */
export function requireAccount(loaders: Loaders, key: string): Account {
  const account = loaders.account(key);
  if (!account) throw unknownAccount(key);
  return account;
}

/** Accounts that have assignees of a kind, and a line of coverage for each that has not. */
export function withKind(
  loaders: Loaders,
  accounts: readonly Account[],
  kind: AssigneeKind,
): { having: readonly Account[]; lacking: readonly AccountCoverage[] } {
  const having = accounts.filter((account) => loaders.has(account.key, kind));
  const lacking = accounts.filter((account) => !loaders.has(account.key, kind));
  return { having, lacking: lacking.map((account) => skipped(account.key, 'NOT_SUPPORTED')) };
}
