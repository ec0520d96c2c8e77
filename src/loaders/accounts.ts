// Which accounts there are for one caller, and what can be said of them without asking a provider.
import type { Account, AccountStatus, AssigneeKind } from '../domain/account.ts';
import { unknownAccount } from '../domain/problem.ts';
import type { IdKind, ProviderAccount } from '../providers/provider.ts';

/** Everything but `lookUp` and `accepts` throws UNKNOWN_ACCOUNT for a key that is not configured or not for this caller. */
export interface AccountDirectory {
  /** In the order of the configuration. */
  readonly all: readonly Account[];
  /** Undefined when there is no such account. */
  lookUp(key: string): Account | undefined;
  get(key: string): Account;
  status(key: string): AccountStatus;
  /** Whether the account's provider has assignees of this kind. */
  has(key: string, kind: AssigneeKind): boolean;
  /** Whether this text can be an id there at all. */
  accepts(key: string, kind: IdKind, externalId: string): boolean;
  /** The one spelling of an id. Under two spellings, a thing would be read twice and be two things in one answer. */
  canonical(key: string, kind: IdKind, externalId: string): string;
  /** What to know before a license is taken away there; null where its provider takes no changes. */
  removal(key: string): { readonly caveat: string | null } | null;
}

/** The same, for those who ask the providers. */
export interface ProviderDirectory extends AccountDirectory {
  provider(key: string): ProviderAccount;
}

/** The directory of a caller who may see these accounts. */
export function createAccountDirectory(accounts: readonly ProviderAccount[]): ProviderDirectory {
  const byKey = new Map(accounts.map((one) => [one.account.key, one]));

  function provider(key: string): ProviderAccount {
    const found = byKey.get(key);
    if (!found) throw unknownAccount(key);
    return found;
  }

  return {
    all: accounts.map(({ account }) => account),
    lookUp: (key) => byKey.get(key)?.account,
    get: (key) => provider(key).account,
    status: (key) => provider(key).status(),
    has: (key, kind) => provider(key).assignees[kind] !== undefined,
    accepts: (key, kind, externalId) => byKey.get(key)?.accepts(kind, externalId) ?? false,
    canonical: (key, kind, externalId) => provider(key).canonicalId?.(kind, externalId) ?? externalId,
    removal(key) {
      const { writes } = provider(key);
      return writes ? { caveat: writes.removalCaveat ?? null } : null;
    },
    provider,
  };
}
