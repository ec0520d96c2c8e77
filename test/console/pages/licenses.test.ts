import { describe, expect, it } from '@jest/globals';
import { countsByAccount, licenseFilters } from '../../../src/console/pages/licenses/filters.ts';
import { statesOf } from '../../../src/console/pages/licenses/states-of.ts';
import { seatTrend } from '../../../src/console/pages/licenses/trend-points.ts';

const at = (text: string, typed = '') =>
  licenseFilters({
    query: new URLSearchParams(text),
    typed,
    today: '2026-11-26',
    vendors: ['WEBEX', 'YEXT'],
  });

describe('the filters of the licenses', () => {
  it('are none at first', () => {
    expect(at('')).toMatchObject({
      filter: {},
      elsewhere: {},
      order: { field: 'NAME', direction: 'ASC' },
      asOf: null,
    });
  });

  it('hold together, and their counts leave out what they are counts of', () => {
    const { filter, elsewhere, inState } = at(
      'vendor=WEBEX&account=acme&state=OVERBOOKED&countable=yes',
      'pro',
    );
    const common = { search: 'pro', countable: true };
    const where = { providers: ['WEBEX'], accountKeys: ['acme'] };
    expect(filter).toEqual({ ...common, ...where, findings: ['OVERBOOKED'] });
    expect(elsewhere).toEqual({ ...common, findings: ['OVERBOOKED'] });
    expect(inState('RUNS_OUT')).toEqual({ ...common, ...where, findings: ['RUNS_OUT'] });
  });

  it('look at licenses that are listed no more when just these are asked for', () => {
    expect(at('state=LICENSE_NOT_LISTED').filter).toEqual({ findings: ['LICENSE_NOT_LISTED'], listed: null });
  });

  it('know no states of the past', () => {
    expect(at('state=OVERBOOKED&asOf=2026-01-01')).toMatchObject({
      filter: {},
      asOf: '2026-01-01T23:59:59.999Z',
    });
  });

  it('leave out what nobody knows', () => {
    const { filter, strange } = at('vendor=NOBODY&state=FULL&sort=SIZE.ASC');
    expect(filter).toEqual({});
    expect(strange.map(({ value }) => value)).toEqual(['NOBODY', 'FULL', 'SIZE.ASC']);
  });
});

describe('counts by vendor and account', () => {
  const rows = [
    { account: { key: 'a', provider: 'WEBEX' } },
    { account: { key: 'b', provider: 'WEBEX' } },
    { account: { key: 'a', provider: 'WEBEX' } },
  ];

  it('are of all that match', () => {
    expect(Object.fromEntries(countsByAccount(rows, 3) ?? [])).toEqual({ a: 2, b: 1, WEBEX: 3 });
  });

  it('are not told when not all of them were read', () => {
    expect(countsByAccount(rows, 4)).toBeNull();
    expect(countsByAccount(rows, null)).toBeNull();
  });
});

describe('the states of licenses', () => {
  const found = (code: 'OVERBOOKED' | 'UNUSED_SEATS' | 'IDLE_HOLDER', id: string | null) => ({
    code,
    subject: { license: id === null ? null : { id } },
  });

  it('are the findings about them, the gravest first, each once', () => {
    const states = statesOf([
      found('UNUSED_SEATS', 'l'),
      found('OVERBOOKED', 'l'),
      found('OVERBOOKED', 'l'),
      found('IDLE_HOLDER', 'm'),
      found('OVERBOOKED', null),
    ]);
    expect(states.get('l')).toEqual(['OVERBOOKED', 'UNUSED_SEATS']);
    expect(states.get('m')).toEqual([]);
    expect(states.size).toBe(2);
  });
});

describe('the trend of a license', () => {
  const seen = [
    { day: '2026-11-25', held: 8, total: 10 },
    { day: '2026-11-26', held: 9, total: 12 },
  ];

  it('goes on with what is expected, under the limit of today', () => {
    const expected = [
      { day: '2026-11-26', expected: 9, low: 9, high: 9 },
      { day: '2026-11-27', expected: 9.5, low: 8, high: 11 },
    ];
    expect(seatTrend(seen, { expected, isLimited: true })).toEqual({
      points: [
        { day: '2026-11-25', value: 8, limit: 10 },
        { day: '2026-11-26', value: 9, limit: 12 },
        { day: '2026-11-27', value: 9.5, limit: 12, band: [8, 11] },
      ],
      today: 1,
    });
  });

  it('has no limit where the vendor counts no seats', () => {
    const nothing = { expected: [], isLimited: false };
    // Some tell a number that nothing holds them to.
    for (const total of [null, 4]) {
      expect(seatTrend([{ day: '2026-11-26', held: 3, total }], nothing).points).toEqual([
        { day: '2026-11-26', value: 3, limit: null },
      ]);
    }
    expect(seatTrend([], nothing).today).toBe(0);
  });
});
