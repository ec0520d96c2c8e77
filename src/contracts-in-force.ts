// Contracts by the configuration in force, and the days that they go by. A part of the composition root.
import { dayOf } from './changes/schedules/calendar.ts';
import { contractOf } from './config/insight/contracts.ts';
import type { Config } from './config/read.ts';
import type { Contract } from './domain/insight/contract.ts';
import { inOneSpelling } from './insight/contracts/spelling.ts';
import type { Current } from './domain/reload/current.ts';
import type { AccountsInForce } from './reload/accounts.ts';

export interface ContractsInForce {
  /** In the order of the file; ids of licenses in the one spelling that rows have. */
  readonly contracts: Current<readonly Contract[]>;
  /** The day of a moment, RFC 3339 UTC. */
  readonly dayOf: (moment: string) => string;
}

/** Follows the contracts through reloads. */
export function contractsInForce(
  current: Current<Pick<Config<unknown>, 'contracts' | 'changes'>>,
  accounts: Pick<AccountsInForce, 'byKey'>,
): ContractsInForce {
  let from: Config<unknown>['contracts'] | null = null;
  let known: readonly Contract[] = [];
  return {
    contracts() {
      const { contracts } = current();
      if (contracts !== from)
        known = contracts.map((entry) => inOneSpelling(contractOf(entry), accounts.byKey));
      from = contracts;
      return known;
    },
    dayOf: (moment) => dayOf(Date.parse(moment), current().changes.zone),
  };
}
