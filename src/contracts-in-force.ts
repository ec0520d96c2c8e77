// Contracts by the configuration in force, and the days that they go by. A part of the composition root.
import { dayOf } from './changes/schedules/calendar.ts';
import { contractOf } from './config/insight/contracts.ts';
import type { Config } from './config/read.ts';
import type { Contract, ContractTerm } from './domain/insight/contract.ts';
import { inOneSpelling } from './insight/contracts/spelling.ts';
import type { Current } from './domain/reload/current.ts';
import { termFor, termsOn } from './insight/contracts/matching.ts';
import type { RunsOutDeps } from './insight/rules/runs-out.ts';
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

/** By the contracts in force: the term that counts for a license on a day, `YYYY-MM-DD`. */
export function contractTerms(contracts: Current<readonly Contract[]>): RunsOutDeps['termOf'] {
  let known: { from: readonly Contract[]; day: string; terms: readonly ContractTerm[] } | null = null;
  return (license, day) => {
    const from = contracts();
    if (known?.from !== from || known.day !== day) known = { from, day, terms: termsOn(from, day) };
    const term = termFor(known.terms, license);
    return term && { end: term.end, seats: term.contract.seats };
  };
}
