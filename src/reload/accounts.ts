// The accounts in force: those of the configuration, brought to life, and exchanged when a reload changes their entries.
import { isSame } from '../config/compare.ts';
import { findingsOfProvider, type AccountFindings } from '../config/insight/findings.ts';
import { AccountInventory } from '../config/inventory/settings.ts';
import type { Current } from '../domain/reload/current.ts';
import type { ProviderAccount } from '../providers/provider.ts';
import type { ConfiguredAccount } from '../providers/registry.ts';
import type { UpstreamRuntime } from '../upstream/upstream.ts';

/** Keys of accounts that a reload makes, makes anew or ends. */
export interface AccountKeys {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** What an exchange does. */
export interface AccountsExchanged extends AccountKeys {
  /** Those that go on, and are swept in another way from now on. */
  readonly inventory: readonly string[];
  /** Those that go on, and have other findings from now on. */
  readonly findings: readonly string[];
}

/** An entry of the configuration. How it is swept, and what of it is no finding, may be exchanged without making the account anew; the defaults hold where it is absent. */
type Entry = ConfiguredAccount & {
  readonly inventory?: AccountInventory;
  readonly findings?: AccountFindings;
};

export interface AccountsInForce {
  /** In the order of the configuration. A request goes on with those it began with. */
  readonly current: Current<readonly ProviderAccount[]>;
  /** The same by key: this map itself changes. For work that outlasts a reload, such as a change set. */
  readonly byKey: ReadonlyMap<string, ProviderAccount>;
  /** How an account is swept; the defaults for one that is not configured. */
  readonly inventoryOf: (accountKey: string) => AccountInventory;
  /** What an account says about its findings; the defaults for one that is not configured. */
  readonly findingsOf: (accountKey: string) => AccountFindings;
  /** Makes what is new, and tells what that is; nothing is in force before `commit`. Throws when an account cannot be made. */
  prepare(configured: readonly Entry[]): AccountsExchanged & { commit(): void };
}

interface Alive {
  readonly configured: Entry;
  readonly account: ProviderAccount;
}

/** Brings the accounts to life. One whose entry stays the same keeps its circuit, its budget, its token and its flights. */
export function createAccounts(configured: readonly Entry[], surroundings: UpstreamRuntime): AccountsInForce {
  const byKey = new Map<string, ProviderAccount>();
  const inventories = new Map<string, AccountInventory>();
  const byDefault = AccountInventory.parse({});
  const inventoryOf = (key: string): AccountInventory => inventories.get(key) ?? byDefault;
  const findings = new Map<string, AccountFindings>();
  const noneSaid = findingsOfProvider(null).parse({});
  const findingsOf = (key: string): AccountFindings => findings.get(key) ?? noneSaid;
  const runtime: UpstreamRuntime = { ...surroundings, sweepSettings: inventoryOf };
  let alive: readonly Alive[] = [];
  let list: readonly ProviderAccount[] = [];

  function prepare(next: readonly Entry[]) {
    const before = new Map(alive.map((one) => [one.configured.key, one]));
    const after = next.map((one): Alive => {
      const known = before.get(one.key);
      return known && isSame(known.configured.settings, one.settings)
        ? { ...known, configured: one }
        : { configured: one, account: one.create(runtime) };
    });
    const kept = new Set(after.map((one) => one.configured.key));
    const anew = after
      .filter(({ account, configured: { key } }) => before.get(key)?.account !== account)
      .map(keyOf);
    const goingOn = after.filter((one) => !anew.includes(keyOf(one)));
    const inventory = goingOn
      .filter(({ configured: { key, inventory: its = byDefault } }) => !isSame(its, inventoryOf(key)))
      .map(keyOf);
    const otherFindings = goingOn
      .filter(({ configured: { key, findings: its = noneSaid } }) => !isSame(its, findingsOf(key)))
      .map(keyOf);
    const removed = [...before.keys()].filter((key) => !kept.has(key));
    return {
      added: anew.filter((key) => !before.has(key)),
      changed: anew.filter((key) => before.has(key)),
      removed,
      inventory,
      findings: otherFindings,
      commit(): void {
        alive = after;
        list = after.map(({ account }) => account);
        for (const key of removed) byKey.delete(key);
        for (const { account } of after) byKey.set(account.account.key, account);
        inventories.clear();
        findings.clear();
        for (const { configured: one } of after) {
          if (one.inventory) inventories.set(one.key, one.inventory);
          if (one.findings) findings.set(one.key, one.findings);
        }
        // What was read of another tenant, or by whoever sees less, is not handed on.
        for (const key of anew) runtime.onWrite?.(key);
      },
    };
  }

  prepare(configured).commit();
  return { current: () => list, byKey, inventoryOf, findingsOf, prepare };
}

function keyOf({ configured }: Alive): string {
  return configured.key;
}
