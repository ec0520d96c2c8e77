// How many seats will be held: when there is a number, what it is, and how sure.
import { describe, expect, it } from '@jest/globals';
import type { SeatDay } from '../../../src/domain/inventory/history.ts';
import {
  FARTHEST_COVERED,
  daysToRead,
  forecastSeats,
  type SeatForecast,
} from '../../../src/domain/insight/forecast.ts';
import { dayOfSeries, seatDay } from '../../../bench/forecast/series.ts';

/** So many days, of which each day's number tells how many hold it. */
function daysOf(count: number, held: (index: number) => number): SeatDay[] {
  return Array.from({ length: count }, (_, index) => seatDay(index, held(index)));
}

interface Asked {
  readonly ahead?: number;
  readonly contractSeats?: number | null;
}

/** As it is on the last of the days. */
function forecastOf(
  days: readonly SeatDay[],
  { ahead = 30, contractSeats = null }: Asked = {},
): SeatForecast {
  const today = days.at(-1)?.day ?? dayOfSeries(0);
  const { from } = daysToRead(today, ahead);
  return forecastSeats({ days: days.filter(({ day }) => day >= from), today, ahead, contractSeats });
}

const growing = (index: number): number => 100 + index;

describe('the first forecast', () => {
  it.each([30, 90, 365])('is there 65 days and %i after the first day, and no number before', (ahead) => {
    const first = 65 + ahead;
    const before = forecastOf(daysOf(first, growing), { ahead });
    expect(before).toEqual({
      status: 'TOO_SOON',
      availableOn: dayOfSeries(first),
      perDay: null,
      points: [],
      runsOutOn: null,
      runsOutEarliest: null,
      backTest: null,
    });
    expect(forecastOf(daysOf(first + 1, growing), { ahead })).toMatchObject({
      status: 'SHOWN',
      availableOn: null,
    });
  });

  it('comes that long after today where no day was observed yet', () => {
    expect(forecastOf([])).toMatchObject({ status: 'TOO_SOON', availableOn: dayOfSeries(95), points: [] });
  });

  it('has the same day every day before', () => {
    const told = Array.from({ length: 95 }, (_, index) => forecastOf(daysOf(index + 1, growing)).availableOn);
    expect(new Set(told)).toEqual(new Set([dayOfSeries(95)]));
  });

  it('waits until enough days behind a gap were observed, and is there on the day that was told', () => {
    const observed = (index: number): boolean => index < 40 || index >= 110;
    const until = (count: number): SeatDay[] => daysOf(count, growing).filter((_, index) => observed(index));
    const soon = forecastOf(until(120));
    expect(soon.status).toBe('TOO_SOON');
    const count = Array.from({ length: 300 }, (_, index) => index + 120).find(
      (days) => forecastOf(until(days)).status === 'SHOWN',
    );
    expect(dayOfSeries((count ?? 0) - 1)).toBe(soon.availableOn);
    expect(count).toBeGreaterThan(96);
  });

  it('is not what change sets of yesterday make of it', () => {
    const days = daysOf(94, growing);
    expect(forecastOf([...days, seatDay(94, 20, -174)]).status).toBe('TOO_SOON');
  });
});

describe('what is expected', () => {
  it('goes on as it went, day by day from tomorrow', () => {
    const { perDay, points, backTest } = forecastOf(daysOf(300, growing));
    expect(perDay).toBe(1);
    expect(points).toHaveLength(30);
    expect(points[0]).toEqual({ day: dayOfSeries(300), expected: 400, low: 400, high: 400 });
    expect(points.at(-1)).toEqual({ day: dayOfSeries(329), expected: 429, low: 429, high: 429 });
    expect(backTest).toEqual({ origins: 26, medianError: 0, coverage: 1 });
  });

  it('has the week in it', () => {
    const { points } = forecastOf(daysOf(300, (index) => 200 + index - (index % 7 >= 5 ? 40 : 0)));
    expect(points.map(({ expected }) => expected)).toEqual(
      points.map((_, index) => 500 + index - ((300 + index) % 7 >= 5 ? 40 : 0)),
    );
  });

  it('is not moved by what change sets of ours took or gave', () => {
    const taken = daysOf(300, (index) => (index < 280 ? growing(index) : growing(index) - 150));
    const isOwn = taken.map((day, index) => (index === 280 ? { ...day, ownChange: -150 } : day));
    const own = forecastOf(isOwn);
    expect(own).toMatchObject({ status: 'SHOWN', perDay: 1, backTest: { medianError: 0 } });
    expect(own.points[0]).toMatchObject({ expected: 250, low: 250, high: 250 });
    // The same by others is a change of what is wanted.
    expect(forecastOf(taken)).not.toMatchObject({ status: 'SHOWN', backTest: { medianError: 0 } });
  });

  it('does without days that were not observed, also where they are the last or the first ones', () => {
    const all = daysOf(400, growing);
    const some = all.filter((_, index) => index % 6 !== 0);
    expect(forecastOf(some).points).toEqual(forecastOf(all).points.slice());
    const today = dayOfSeries(399);
    const late = forecastSeats({ days: all.slice(0, 396), today, ahead: 30, contractSeats: null });
    expect(late.points[0]).toMatchObject({ day: dayOfSeries(400), expected: 500 });
    expect(late.points).toHaveLength(30);
  });

  it('is told without a number where the last weeks were not observed', () => {
    const days = daysOf(300, growing);
    const today = dayOfSeries(300 + 365);
    expect(forecastSeats({ days, today, ahead: 30, contractSeats: null })).toMatchObject({
      status: 'TOO_SOON',
      points: [],
    });
  });

  it('is not told where fewer than four of five days were observed', () => {
    const days = daysOf(300, growing);
    expect(forecastOf(days.filter((_, index) => index % 5 !== 0)).status).toBe('SHOWN');
    expect(forecastOf(days.filter((_, index) => index % 4 !== 0))).toMatchObject({
      status: 'TOO_SOON',
      points: [],
    });
  });

  it('is not moved by a day that is out of the way, also when it is the last one', () => {
    const { points } = forecastOf(daysOf(300, (index) => (index === 299 ? 0 : growing(index))));
    expect(points.map(({ expected }) => expected)).toEqual(points.map((_, index) => 400 + index));
  });

  it('is nothing where nobody ever held it', () => {
    const { status, perDay, points, runsOutOn } = forecastOf(
      daysOf(200, () => 0),
      { contractSeats: 0 },
    );
    expect({ status, perDay, runsOutOn }).toEqual({ status: 'SHOWN', perDay: 0, runsOutOn: null });
    expect(points.every(({ expected, low, high }) => expected === 0 && low === 0 && high === 0)).toBe(true);
  });

  it('has no bound below nothing', () => {
    const falling = daysOf(300, (index) => Math.max(0, Math.round(330 - index + (index % 3))));
    const { status, points } = forecastOf(falling, { ahead: 60 });
    expect(status).toBe('SHOWN');
    expect(points.at(-1)).toMatchObject({ expected: 0, low: 0 });
    expect(Math.min(...points.map(({ low }) => low))).toBe(0);
  });

  it('is not told where the interval is wider than what is held', () => {
    const wild = daysOf(300, (index) => (index % 10 < 5 ? 2 : 9));
    expect(forecastOf(wild)).toMatchObject({
      status: 'TOO_UNSURE',
      availableOn: null,
      points: [],
      perDay: null,
    });
  });

  it('is not told of licenses without seats that can be counted', () => {
    const days = daysOf(300, growing).map((day) => ({ ...day, countable: false }));
    expect(forecastOf(days)).toMatchObject({ status: 'NOT_COUNTED', points: [], backTest: null });
  });
});

describe('when seats run out', () => {
  /** One more a day, and a little up and down. */
  const days = daysOf(300, (index) => 100 + index + ((index * index) % 3));

  it('is the first day on which more are expected than there are, and the first by the upper bound', () => {
    const told = days.map((day) => ({ ...day, total: 415 }));
    const { points, runsOutOn, runsOutEarliest } = forecastOf(told);
    const firstAbove = (bound: 'expected' | 'high') => points.find((point) => point[bound] > 415)?.day;
    expect(runsOutOn).toBe(firstAbove('expected'));
    expect(runsOutEarliest).toBe(firstAbove('high'));
    expect(Date.parse(runsOutEarliest ?? '')).toBeLessThan(Date.parse(runsOutOn ?? ''));
  });

  it('goes by the seats of the contract where the provider tells none, and by none without one', () => {
    const { runsOutOn, runsOutEarliest } = forecastOf(days, { contractSeats: 415 });
    expect([runsOutOn, runsOutEarliest]).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    ]);
    expect(forecastOf(days)).toMatchObject({ runsOutOn: null, runsOutEarliest: null });
    const told = days.map((day) => ({ ...day, total: 9_999 }));
    expect(forecastOf(told, { contractSeats: 415 }).runsOutOn).toBeNull();
  });
});

describe('how good it was', () => {
  it('is told by forecasts of days that were over when the next was made', () => {
    const known = (count: number, ahead: number) =>
      forecastOf(daysOf(count, growing), { ahead }).backTest?.coverage;
    // 30 days of trend, five forecasts a week apart, whose days are over before the next is made.
    expect(known(65 + 2 * 30 + 1, 30)).toBe(1);
    expect(known(65 + 30 + 1, 30)).toBeNull();
    expect(known(700, FARTHEST_COVERED)).toBe(1);
    expect(known(1_000, FARTHEST_COVERED + 7)).toBeNull();
  });

  it('shows when nothing goes on as it went', () => {
    const faster = daysOf(600, (index) => 200 + Math.round((index / 60) ** 3));
    expect(forecastOf(faster, { ahead: 90 }).backTest?.coverage).toBe(0);
  });
});
