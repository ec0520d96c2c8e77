// Which contract counts for a license.
import { describe, expect, it } from '@jest/globals';
import type { Contract } from '../../../src/domain/insight/contract.ts';
import {
  isAbout,
  isFollowed,
  termsByDay,
  termFor,
  termsOn,
} from '../../../src/insight/contracts/matching.ts';
import { termOn } from '../../../src/insight/contracts/terms.ts';
import { worthALook } from '../../../src/insight/contracts/worth-a-look.ts';
import { present } from '../../support/assertions.ts';
import { contractWith, licenseNamed } from '../made-contracts.ts';

const SUITE = licenseNamed('Meetings Suite');

function countsFor(contracts: readonly Contract[], day: string): number | null {
  const found = termFor(termsOn(contracts, day), SUITE);
  return found && contracts.indexOf(found.contract);
}

describe('a contract', () => {
  it.each([
    ['the name itself', 'Meetings Suite', true],
    ['another case', 'MEETINGS suite', true],
    ['accents', 'Méetings Suite', true],
    ['how it begins', 'Meetings*', true],
    ['the whole of it, and nothing after', 'Meetings Suite*', true],
    ['anything', '*', true],
    ['a part of it', 'Meetings', false],
    ['what is in its middle', 'Suite*', false],
    ['more than it has', 'Meetings Suite Plus*', false],
    ['letters of a pattern', 'Meeting_*', false],
  ])('is about a license by %s', (_what, name, isIt) => {
    expect(isAbout(contractWith({ license: { name } }), SUITE)).toBe(isIt);
  });

  it('is about none of another account, and by a name about none that has no name', () => {
    expect(isAbout(contractWith({ accountKey: 'other' }), SUITE)).toBe(false);
    expect(isAbout(contractWith({ license: { name: '*' } }), licenseNamed(null))).toBe(false);
    expect(isAbout(contractWith(), licenseNamed(null))).toBe(true);
    expect(isAbout(contractWith({ license: { id: 'Suite' } }), SUITE)).toBe(false);
  });
});

describe('of several contracts', () => {
  it('the first in the file counts', () => {
    const [byName, byId] = [contractWith({ license: { name: 'Meet*' } }), contractWith()];
    expect(countsFor([byName, byId], '2026-05-01')).toBe(0);
    expect(countsFor([byId, byName], '2026-05-01')).toBe(0);
  });

  it('one that is written down for the day comes before those that have gone on', () => {
    const old = contractWith({ start: '2024-01-01', end: '2024-12-31' });
    const older = contractWith({ start: '2023-01-01', end: '2023-12-31' });
    const now = contractWith({ renews: false });
    expect(countsFor([older, old, now], '2026-05-01')).toBe(2);
    expect(countsFor([older, old, now], '2027-05-01')).toBe(1);
    expect(countsFor([older, old, now], '2023-05-01')).toBe(0);
    expect(countsFor([now], '2027-05-01')).toBeNull();
  });

  it('the next one leaves nothing to decide', () => {
    const now = contractWith();
    const next = contractWith({ start: '2027-01-01', end: '2027-12-31' });
    const later = contractWith({ start: '2027-01-02', end: '2027-12-31' });
    const term = present(termOn(now, '2026-05-01'));
    expect(isFollowed(termsByDay([now, next]), term, SUITE)).toBe(true);
    expect(isFollowed(termsByDay([now, later]), term, SUITE)).toBe(false);
    expect(isFollowed(termsByDay([now]), term, SUITE)).toBe(false);
  });
});

describe('worth a look', () => {
  const known = (externalId: string, name: string, total: number | null = null, countable = true) => ({
    ...licenseNamed(name, externalId),
    seats: total === null ? null : { ...SEATS, total, countable },
  });
  const SEATS = { assigned: null, available: null, assignedToUsers: null, assignedToWorkspaces: null };
  const LICENSES = [
    known('suite', 'Meetings Suite', 500),
    known('plus', 'Meetings Plus'),
    known('c', 'C', 9),
  ];
  const whysOf = (...contracts: readonly Contract[]): readonly string[] =>
    worthALook(contracts, LICENSES, '2026-05-01').map(({ why }) => why);

  it('is a pattern, or an id, without a license, until the contract is over', () => {
    const nothing = ['is about no license that the account has'];
    expect(whysOf(contractWith({ license: { name: 'Meeting Suite*' } }))).toEqual(nothing);
    expect(whysOf(contractWith({ license: { id: 'gone' } }))).toEqual(nothing);
    const over = { license: { id: 'gone' }, start: '2025-01-01', end: '2026-04-30' };
    expect(whysOf(contractWith({ ...over, renews: false }))).toEqual([]);
    expect(whysOf(contractWith(over))).toEqual(nothing);
  });

  it('are two about one license on one day', () => {
    const named = contractWith({ license: { name: 'Meetings*' }, start: '2026-06-01', end: '2026-06-30' });
    expect(whysOf(contractWith(), named)).toEqual([
      'is about "Meetings Suite" (suite), and "suite" is about it on some of the same days: the first one in the file counts',
    ]);
    expect(whysOf(contractWith(), { ...named, start: '2027-01-01', end: '2027-06-30' })).toEqual([]);
  });

  it('are seats that the provider tells otherwise, or that several licenses have', () => {
    expect(whysOf(contractWith({ seats: 499 }))).toEqual([
      'says 499 seats, and the provider says 500 of "Meetings Suite" (suite)',
    ]);
    expect(whysOf(contractWith({ seats: 500 }))).toEqual([]);
    expect(whysOf(contractWith({ seats: 499, pays: 'ASSIGNED' }))).toEqual([]);
    expect(whysOf(contractWith({ seats: 499, start: '2026-06-01' }))).toEqual([]);
    expect(whysOf(contractWith({ seats: 500, license: { name: 'Meetings*' } }))).toEqual([
      'is about 2 licenses, and each of them is taken to have its 500 seats',
    ]);
  });
});
