// Which contract holds for a license on a day.
import type { Contract, ContractSearch, ContractTerm } from '../../domain/insight/contract.ts';
import { namePattern } from '../../domain/insight/name-pattern.ts';
import { nameKey } from '../../domain/inventory/folded.ts';
import type { LicenseKey } from '../../domain/license.ts';
import { dayAfter, termOn } from './terms.ts';

/** A license as contracts name it. */
export interface NamedLicense extends LicenseKey {
  readonly name: string | null;
}

/** Whether a contract is about a license. Names are compared as they are sorted by, and so does the store. */
export function isAbout(
  { accountKey, license }: Pick<Contract, 'accountKey' | 'license'>,
  of: NamedLicense,
): boolean {
  if (accountKey !== of.accountKey) return false;
  if ('id' in license) return license.id === of.externalId;
  const name = nameKey(of.name);
  const { text, isPrefix } = namePattern(license.name);
  return name !== null && (isPrefix ? name.startsWith(text) : name === text);
}

/**
 * The terms that hold on a day, the one that counts first: those that are written down in the order of the file, then those that contracts go
 * on with, the latest contract first, because a newer one stands for what was agreed anew.
 */
export function termsOn(contracts: readonly Contract[], day: string): readonly ContractTerm[] {
  const terms = contracts.map((contract) => termOn(contract, day)).filter((term) => term !== null);
  const later = terms.filter((term) => isLater(term));
  return [
    ...terms.filter((term) => !isLater(term)),
    ...later.toSorted((one, other) => compare(other.contract.end, one.contract.end)),
  ];
}

/** The same of any day, worked out once for each. */
export function termsByDay(contracts: readonly Contract[]): (day: string) => readonly ContractTerm[] {
  const known = new Map<string, readonly ContractTerm[]>();
  return (day) => {
    const terms = known.get(day) ?? termsOn(contracts, day);
    known.set(day, terms);
    return terms;
  };
}

/** Whether a term follows the one that is written down. */
function isLater({ contract, start }: ContractTerm): boolean {
  return start > contract.end;
}

/** As texts are ordered by their letters. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The one of these terms that counts for a license; null when none is about it. */
export function termFor(terms: readonly ContractTerm[], license: NamedLicense): ContractTerm | null {
  return terms.find(({ contract }) => isAbout(contract, license)) ?? null;
}

/** Licenses whose contract ends before a day, by the terms that hold: as a filter of the store. */
export function endingBefore(terms: readonly ContractTerm[], day: string): readonly ContractSearch[] {
  return terms.map(({ contract: { accountKey, license }, end }) => ({
    accountKey,
    license,
    isMeant: end < day,
  }));
}

/** Whether something else is agreed for a license from the day after a term: nothing is left to decide. */
export function isFollowed(
  termsOf: (day: string) => readonly ContractTerm[],
  term: ContractTerm,
  license: NamedLicense,
): boolean {
  const next = termFor(termsOf(dayAfter(term)), license);
  return next !== null && next.contract !== term.contract;
}
