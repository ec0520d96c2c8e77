// Contracts in the configuration: what is taken, and what is refused before anything is asked.
import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { differences } from '../../src/config/compare.ts';
import { contractOf } from '../../src/config/insight/contracts.ts';
import { readConfig } from '../../src/config/read.ts';
import { accountSchemas } from '../../src/providers/registry.ts';
import { present } from '../support/assertions.ts';

const ACCOUNTS = [
  { key: 'listings', name: 'L', provider: 'YEXT', apiKey: 'k' },
  { key: 'others', name: 'O', provider: 'YEXT', apiKey: 'l' },
];
const CONTRACT = {
  license: { account: 'listings', name: 'Listings*' },
  pricePerSeatMonth: { minorUnits: 1350, currency: 'USD' },
  pays: 'PURCHASED',
  term: { start: '2026-01-01', end: '2026-12-31' },
};
const ends = (term: object): object => ({ ...CONTRACT, term: { ...CONTRACT.term, ...term } });
const costs = (price: object): object => ({
  ...CONTRACT,
  pricePerSeatMonth: { ...CONTRACT.pricePerSeatMonth, ...price },
});
const about = (license: object): object => ({ ...CONTRACT, license: { account: 'listings', ...license } });

function read(...contracts: readonly object[]) {
  return readConfig({
    text: stringify({ accounts: ACCOUNTS, contracts }),
    environment: {},
    accountSchemas,
  });
}

function configOf(...contracts: readonly object[]) {
  const result = read(...contracts);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

function problemsOf(...contracts: readonly object[]): readonly string[] {
  const result = read(...contracts);
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path}: ${message}`);
}

describe('a contract', () => {
  it('is taken as it is written, with its defaults', () => {
    expect(configOf(CONTRACT).contracts.map(contractOf)).toEqual([
      {
        accountKey: 'listings',
        license: { name: 'Listings*' },
        pricePerSeatMonth: { minorUnits: 1350, currency: 'USD' },
        pays: 'PURCHASED',
        seats: null,
        start: '2026-01-01',
        end: '2026-12-31',
        noticeDays: 0,
        renews: false,
      },
    ]);
    expect(configOf().contracts).toEqual([]);
  });

  it('may be about a day, a leap day, an id with any letters in it, and 2^53 - 1 yen', () => {
    const most = { minorUnits: Number.MAX_SAFE_INTEGER, currency: 'JPY' };
    const [one, other, another] = configOf(
      ends({ start: '2028-02-29', end: '2028-02-29' }),
      about({ id: 'LP * Süd' }),
      { ...costs(most), license: { account: 'others', name: '*' }, seats: 1 },
    ).contracts;
    expect(present(one).term.end).toBe('2028-02-29');
    expect(present(other).license).toEqual({ account: 'listings', id: 'LP * Süd' });
    expect(present(another).pricePerSeatMonth).toEqual(most);
  });

  it.each([
    ['a currency that nobody has', costs({ currency: 'XYZ' }), 'pricePerSeatMonth.currency'],
    ['a currency in small letters', costs({ currency: 'usd' }), 'pricePerSeatMonth.currency'],
    ['a part of a cent', costs({ minorUnits: 13.5 }), 'pricePerSeatMonth.minorUnits'],
    ['an amount beyond 2^53 - 1', costs({ minorUnits: 2 ** 53 }), 'pricePerSeatMonth.minorUnits'],
    ['an amount below nothing', costs({ minorUnits: -1 }), 'pricePerSeatMonth.minorUnits'],
    [
      'more than 2^53 - 1 for all seats',
      { ...costs({ minorUnits: 2 ** 52 }), seats: 2 },
      'pricePerSeatMonth.minorUnits',
    ],
    ['a day that there is not', ends({ start: '2026-02-29' }), 'term.start'],
    ['a day in another form', ends({ end: '31.12.2026' }), 'term.end'],
    ['an end before the start', ends({ end: '2025-12-31' }), 'term.end'],
    ['a notice as long as the term', ends({ noticeDays: 365 }), 'term.noticeDays'],
    ['a star in the middle', about({ name: 'Listings * Core' }), 'license.name'],
    ['two stars', about({ name: 'Listings**' }), 'license.name'],
    ['an accent without a letter', about({ name: '\u0301' }), 'license.name'],
    // It would be about every license.
    ['an accent without a letter, and a star', about({ name: '\u0301*' }), 'license.name'],
    ['other words for what is paid', { ...CONTRACT, pays: 'MONTHLY' }, 'pays'],
    ['seats below nothing', { ...CONTRACT, seats: -1 }, 'seats'],
    ['a setting that there is not', { ...CONTRACT, discount: 5 }, ''],
  ])('is refused with its place: %s', (_what, contract, place) => {
    const path = place === '' ? 'contracts.0' : `contracts.0.${place}`;
    const problems = problemsOf(contract);
    expect(problems.filter((problem) => problem.startsWith(`${path}: `))).not.toEqual([]);
    expect(problems.join()).not.toContain('Listings');
  });

  it('is refused where its account is none, beside whatever else is wrong', () => {
    expect(problemsOf({ ...about({ account: 'listing', name: 'x' }), seats: 'many' }).toSorted()).toEqual([
      'contracts.0.license.account: is no account here',
      expect.stringMatching(/^contracts\.0\.seats: /),
    ]);
  });
});

describe('two contracts', () => {
  it.each([
    ['one name in other letters', about({ name: 'LISTINGS*' })],
    ['the last day of one is the first of the other', ends({ start: '2026-12-31', end: '2027-12-30' })],
  ])('about the same licenses on one day are refused: %s', (_what, other) => {
    expect(problemsOf(about({ name: 'x' }), CONTRACT, other)).toEqual([
      'contracts.2: is about the same licenses as contracts.1, and both hold on some days',
    ]);
  });

  it('are refused when they name one id', () => {
    expect(problemsOf(about({ id: 'a' }), about({ id: 'a' }))).toHaveLength(1);
  });

  it.each([
    ['neither', {}],
    ['both', { id: 'LP', name: 'Listings' }],
  ])('says that it takes an id or a name, where there is %s', (_what, license) => {
    expect(problemsOf(about(license))).toEqual([
      'contracts.0.license: must have `account`, and either `id` or `name`',
    ]);
  });

  it('may follow one another, be about other licenses, or about those of other accounts', () => {
    expect(
      problemsOf(
        ends({ renews: true }),
        ends({ start: '2027-01-01', end: '2027-12-31' }),
        about({ id: 'Listings*' }),
        about({ name: 'Listings' }),
        about({ account: 'others', name: 'Listings*' }),
      ),
    ).toEqual([]);
  });
});

it('are exchanged by a reload as a whole', () => {
  const found = differences(configOf(CONTRACT), configOf(ends({ end: '2027-01-31' })));
  expect(found).toEqual({ exchanged: ['contracts'], needRestart: [] });
});
