// Contracts that are to be decided on: the terms that somebody can still end, or that end by themselves.
import type { Contract, ContractTerm } from '../../domain/insight/contract.ts';
import { isAbout, isFollowed, termFor, termsByDay, type NamedLicense } from './matching.ts';
import { termToDecide } from './terms.ts';

/** A term that is to be decided on, with the licenses that are left to it; none where the account has none that the contract is about. */
export interface ToDecide<License> {
  readonly term: ContractTerm;
  readonly licenses: readonly License[];
}

/**
 * In the order of the days until which that has time, those of one day in the order of the file. Licenses for which something else is agreed
 * from the day after on are decided.
 */
export function toDecide<License extends NamedLicense>(
  contracts: readonly Contract[],
  licenses: readonly License[],
  today: string,
): readonly ToDecide<License>[] {
  const termsOf = termsByDay(contracts);
  const found = contracts.flatMap((contract): ToDecide<License>[] => {
    const term = termToDecide(contract, today);
    if (term === null) return [];
    const about = licenses.filter((license) => isAbout(contract, license));
    const last = termsOf(term.end);
    const its = about
      .filter((license) => termFor(last, license)?.contract === contract)
      .filter((license) => !isFollowed(termsOf, term, license));
    return about.length > 0 && its.length === 0 ? [] : [{ term, licenses: its }];
  });
  return found.toSorted((one, other) => Date.parse(one.term.decideBy) - Date.parse(other.term.decideBy));
}
