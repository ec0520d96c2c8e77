// The accounts of the seeded company, out of its table.
import { COMPANY, VENDORS, type VendorName } from '../../emulators/company.ts';
import type { AccountEntry, SeededAccount } from '../../emulators/core/seeded.ts';

/** Keys of the accounts with these vendors, with all of them when none is named; in the order of the configuration. */
export function keysOf(...names: readonly VendorName[]): readonly string[] {
  return accountsOf(names).map(({ key }) => key);
}

/** Keys of the accounts in which people have a login; with a person, those in which that one has, by their number in the company. */
export function keysOfPeople(person?: number): readonly string[] {
  return accountsOf([]).flatMap(({ key, people }) => {
    const range = people?.(1);
    const isThere = range && (person === undefined || (range.from <= person && person < range.to));
    return isThere ? key : [];
  });
}

/** The accounts with these vendors alone, of those that a configuration has: for a test of figures that are about these. */
export function only(
  ...names: readonly VendorName[]
): (seeded: readonly AccountEntry[]) => readonly AccountEntry[] {
  return (seeded) => seeded.filter(({ key }) => keysOf(...names).includes(key));
}

function accountsOf(names: readonly VendorName[]): readonly SeededAccount[] {
  return (names.length === 0 ? VENDORS : names).flatMap((name) => COMPANY[name].accounts);
}
