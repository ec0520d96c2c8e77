// What the overview works out by itself.
import { describe, expect, it } from '@jest/globals';
import { daysOf } from '../../../src/console/pages/overview/days.ts';
import { sumByDay } from '../../../src/console/pages/overview/sum-by-day.ts';
import { savingOf, urgencyOf } from '../../../src/console/pages/renewals/renewal.ts';

describe('sumByDay', () => {
  it('begins on the day on which all were read, and carries a count over days without one', () => {
    const one = [
      { day: '2026-11-01', held: 5 },
      { day: '2026-11-02', held: 6 },
      { day: '2026-11-04', held: 7 },
    ];
    const other = [
      { day: '2026-11-02', held: 10 },
      { day: '2026-11-03', held: 11 },
    ];
    expect(sumByDay([one, other, []])).toEqual([
      { day: '2026-11-02', held: 16 },
      { day: '2026-11-03', held: 17 },
      { day: '2026-11-04', held: 18 },
    ]);
  });

  it('is empty without history', () => {
    expect(sumByDay([[], []])).toEqual([]);
  });
});

it('days are counted over the ends of months', () => {
  expect(daysOf(new Date('2026-11-25T10:00:00Z'))).toEqual({
    now: '2026-11-25T10:00:00.000Z',
    yesterday: '2026-11-24T10:00:00.000Z',
    ninetyDaysAgo: '2026-08-27',
    inThirtyDays: '2026-12-25',
    inNinetyDays: '2027-02-23',
  });
});

describe('a renewal', () => {
  const monthly = { minorUnits: 1_120_000, currency: 'EUR' };

  it.each([
    ['fewer would do', { seats: 80, suggestedSeats: 60, monthly }, { minorUnits: 280_000, currency: 'EUR' }],
    ['as many are needed', { seats: 80, suggestedSeats: 80, monthly }, null],
    ['more are needed', { seats: 80, suggestedSeats: 90, monthly }, null],
    ['no forecast', { seats: 80, suggestedSeats: null, monthly }, null],
    ['no price', { seats: 80, suggestedSeats: 60, monthly: null }, null],
  ])('saves what it comes to: %s', (_what, numbers, saving) => {
    expect(savingOf(numbers)).toEqual(saving);
  });

  it.each([
    ['2026-11-30', 'over'],
    ['2026-12-20', 'warning'],
    ['2027-02-01', ''],
  ])('that is to be decided on by %s is %j', (day, urgency) => {
    expect(urgencyOf(day, '2026-11-25')).toBe(urgency);
  });
});
