// RUNS_OUT: seats that by the forecast run out before the contract ends.
import { describe, expect, it } from '@jest/globals';
import type { Found } from '../../../src/domain/insight/finding.ts';
import type { SeatDay } from '../../../src/domain/inventory/history.ts';
import { runsOut, type RunsOutDeps, type Term } from '../../../src/insight/rules/runs-out.ts';
import { dayOfSeries, seatDay } from '../../../bench/forecast/series.ts';
import { foundLicense } from './found-license.ts';

const COUNT = 400;
const TODAY = dayOfSeries(COUNT - 1);

interface Case {
  /** How many hold it, by the day; one more a day when absent: 499 of 520 today. */
  readonly held?: (index: number) => number;
  readonly total?: number | null;
  readonly days?: number;
  readonly term?: Term | null;
}

/** What the rule finds for one license. */
async function found({
  held = (index) => 100 + index,
  total = 520,
  days = COUNT,
  term = null,
}: Case): Promise<readonly Found[]> {
  const rows: SeatDay[] = Array.from({ length: COUNT }, (_, index) => ({
    ...seatDay(index, held(index)),
    total,
  }));
  const row = foundLicense({ accountKey: 'acme', externalId: 'l1' }, 1);
  const store: RunsOutDeps['store'] = {
    findLicenses: ({ visible }) =>
      Promise.resolve({ rows: visible[0] === 'acme' ? [row] : [], hasNext: false }),
    seatDays: (licenses, { from }) =>
      Promise.resolve(licenses.map(() => rows.slice(-days).filter(({ day }) => day >= from))),
  };
  return runsOut({ store, termOf: () => term }).found('acme', TODAY);
}

/** A day from today on. */
const inDays = (days: number): string => dayOfSeries(COUNT - 1 + days);

describe('RUNS_OUT', () => {
  it('finds a license whose seats run out within 90 days, and tells by what', async () => {
    expect(await found({})).toEqual([
      {
        licenseId: 'l1',
        assignee: null,
        key: null,
        severity: 'MEDIUM',
        confidence: 'LIKELY',
        seats: 9,
        evidence: [
          { name: 'runsOutOn', value: inDays(22) },
          { name: 'runsOutEarliest', value: inDays(22) },
          { name: 'seats', value: '520' },
          { name: 'held', value: '499' },
          { name: 'perDay', value: '1' },
          { name: 'coverage', value: '1' },
        ],
      },
    ]);
  });

  it.each([
    ['before the contract ends', 21, []],
    ['on its last day', 22, ['520']],
    ['in its term', 200, ['520']],
  ])('goes by the term of the contract: %s', async (_what, days, seats) => {
    const told = await found({ term: { end: inDays(days), seats: null } });
    expect(told.map(({ evidence }) => evidence.find(({ name }) => name === 'seats')?.value)).toEqual(seats);
    const ends = told.map(({ evidence }) => evidence.find(({ name }) => name === 'contractEnds')?.value);
    expect(ends).toEqual(seats.map(() => inDays(days)));
  });

  it('goes by the seats of the contract where the provider tells none', async () => {
    expect(await found({ total: null, term: { end: inDays(80), seats: 510 } })).toHaveLength(1);
    expect(await found({ total: null, term: { end: inDays(80), seats: null } })).toEqual([]);
    expect(await found({ total: null })).toEqual([]);
  });

  it.each<[string, Case]>([
    ['that has seats for longer', { total: 600 }],
    ['that nobody more holds', { held: () => 519 }],
    ['of which too little is known to tell how good forecasts are', { days: 122 }],
    [
      'of which forecasts have been no good',
      { held: (index) => 20 + Math.round((index / 60) ** 4 / 4), total: 525 },
    ],
    ['of which more are held than there are', { total: 490 }],
    ['whose contract is over', { term: { end: inDays(-1), seats: null } }],
  ])('finds no license %s', async (_what, about) => {
    expect(await found(about)).toEqual([]);
  });

  it('finds nothing in other accounts', async () => {
    const store: RunsOutDeps['store'] = {
      findLicenses: () => Promise.resolve({ rows: [], hasNext: false }),
      seatDays: () => Promise.resolve([]),
    };
    expect(await runsOut({ store, termOf: () => null }).found('other', TODAY)).toEqual([]);
  });
});
