// How accounts are swept, and how they stand in the inventory, by the configuration in force. A part of the composition root.
import type { Config } from './config/read.ts';
import type { InventoryAccount, RecordedAccount } from './domain/inventory/accounts.ts';
import type { Current } from './domain/reload/current.ts';
import { standingOf } from './inventory/standing.ts';
import type { FindingSettings } from './config/insight/findings.ts';
import type { FinderSettings } from './insight/finder.ts';
import type { SweepSettings } from './inventory/sweep-port.ts';
import type { AccountsInForce } from './reload/accounts.ts';

export interface SweepsInForce {
  readonly settingsOf: (accountKey: string) => SweepSettings;
  /** What holds for the findings of all. */
  readonly findings: Current<FindingSettings>;
  /** What its findings are worked out with. */
  readonly findingSettingsOf: (accountKey: string) => FinderSettings;
  /** What that makes of what is recorded of an account. */
  readonly standing: (recorded: RecordedAccount) => InventoryAccount;
  /** Whether any account is swept. */
  readonly isAny: () => boolean;
}

/** Follows the accounts through reloads. */
export function sweepsInForce(
  {
    inventory,
    findings,
  }: Pick<Config<unknown>, 'inventory'> & { readonly findings: Current<FindingSettings> },
  accounts: AccountsInForce,
  now: () => number,
): SweepsInForce {
  const settingsOf = (accountKey: string): SweepSettings => {
    const { everyMinutes, off } = accounts.inventoryOf(accountKey);
    return { everyMinutes, off: off || inventory.off };
  };
  return {
    settingsOf,
    findings,
    findingSettingsOf: (accountKey) => ({
      all: findings(),
      account: accounts.findingsOf(accountKey),
      off: settingsOf(accountKey).off,
    }),
    standing: (recorded) => standingOf(recorded, settingsOf(recorded.accountKey), now()),
    isAny: () => accounts.current().some(({ account }) => !settingsOf(account.key).off),
  };
}
