// RENEWAL_DUE: a contract is to be decided on.
import type { Contract, ContractTerm } from '../../domain/insight/contract.ts';
import type { Found } from '../../domain/insight/finding.ts';
import type { InventoryAccounts } from '../../domain/inventory/accounts.ts';
import type { Log } from '../../domain/log.ts';
import type { Current } from '../../domain/reload/current.ts';
import { paidLicenses } from '../../inventory/reading/all-licenses.ts';
import type { InventoryReads } from '../../store/inventory/reads/api.ts';
import { addDays } from '../../domain/insight/days.ts';
import { toDecide } from '../contracts/to-decide.ts';
import { nameOf, worthALook } from '../contracts/worth-a-look.ts';
import type { GivenRule } from './given-rule.ts';

interface RenewalDeps {
  readonly store: Pick<InventoryReads, 'findLicenses'> & InventoryAccounts;
  readonly contracts: Current<readonly Contract[]>;
  /** Days before the last one on which a contract can be ended. */
  readonly renewalDays: () => number;
  readonly log: Pick<Log, 'warn'>;
}

/**
 * One finding a contract and license. It stands from `renewalDays` before the last day on which the contract can be ended, up to that day;
 * one that does not renew stands until it ends, and is HIGH once it is too late to give notice, as the licenses end with it.
 */
export function renewalDue({ store, contracts, renewalDays, log }: RenewalDeps): GivenRule {
  const told = new Map<string, ReadonlySet<string>>();

  /** Each once, as long as it is so. */
  function tell(accountKey: string, warnings: ReturnType<typeof worthALook>): void {
    const before = told.get(accountKey);
    const lines = new Map(
      warnings.map(({ contract, why }) => [`${nameOf(contract)}: ${why}`, { contract, why }]),
    );
    for (const [line, { contract, why }] of lines) {
      if (before?.has(line)) continue;
      log.warn({ account: accountKey, contract: nameOf(contract), why }, 'a contract should be looked at');
    }
    told.set(accountKey, new Set(lines.keys()));
  }

  return {
    code: 'RENEWAL_DUE',
    async found(accountKey, today) {
      const own = contracts().filter((contract) => contract.accountKey === accountKey);
      if (own.length === 0) return [];
      const licenses = (await paidLicenses(store, [accountKey])).map(({ value }) => value);
      const [account] = await store.inventoryAccounts([accountKey]);
      // Before it has been swept whole, licenses may be missing.
      if (account !== undefined && account.since !== null) tell(accountKey, worthALook(own, licenses, today));
      return toDecide(own, licenses, today)
        .filter(({ term }) => addDays(term.decideBy, -renewalDays()) <= today)
        .flatMap(({ term, licenses: its }) => its.map(({ externalId }) => foundFor(term, externalId, today)));
    },
  };
}

/** Its term tells it from the one of the year before, which may have been dismissed. */
function foundFor({ contract, end, decideBy }: ContractTerm, licenseId: string, today: string): Found {
  return {
    licenseId,
    assignee: null,
    key: end,
    severity: today > decideBy ? 'HIGH' : 'MEDIUM',
    confidence: 'CERTAIN',
    seats: 0,
    evidence: [
      { name: 'decideBy', value: decideBy },
      { name: 'endsOn', value: end },
      { name: 'renews', value: String(contract.renews) },
    ],
  };
}
