// The demand for a license, day by day, and its trend.
import type { SeatDay } from '../inventory/history.ts';
import { dayNumber } from './days.ts';
import { median } from './order-statistics.ts';

/** A trend is that of so many days, four of five of which were observed. */
const LEAST_DAYS = 30;
export const MOST_DAYS = 90;
export const WEEK = 7;

/** Which days were observed. */
export interface Observed {
  readonly first: number;
  readonly last: number;
  /** How many of the days before each day, from the first on. */
  readonly before: Int32Array;
}

/** How many would be held by today's count had change sets of ours added and taken none. */
export interface Demand extends Observed {
  /** By the day, from the first on; NaN for one that was not observed. */
  readonly held: Float64Array;
}

/** The demand on days in their order. null when there are none. What a change set of ours did to a day's count is taken out of all days before it. */
export function demandOf(days: readonly Pick<SeatDay, 'day' | 'held' | 'ownChange'>[]): Demand | null {
  const [start, end] = [days[0], days.at(-1)];
  if (start === undefined || end === undefined) return null;
  const [first, last] = [dayNumber(start.day), dayNumber(end.day)];
  const held = new Float64Array(last - first + 1).fill(Number.NaN);
  let own = 0;
  for (const day of days.toReversed()) {
    held[dayNumber(day.day) - first] = day.held + own;
    own += day.ownChange;
  }
  return { first, last, held, before: countsOf(held.length, (index) => !Number.isNaN(held[index])) };
}

/** The same days, and every day from one of them or a later one to the last. */
export function observedFurther(observed: Observed, from: number, last: number): Observed {
  const { first } = observed;
  const was = (day: number): boolean => countIn(observed, day, day) > 0;
  const before = countsOf(last - first + 1, (index) => first + index >= from || was(first + index));
  return { first, last, before };
}

function countsOf(length: number, isObserved: (index: number) => boolean): Int32Array {
  const before = new Int32Array(length + 1);
  for (let index = 0; index < length; index += 1) {
    before[index + 1] = (before[index] ?? 0) + (isObserved(index) ? 1 : 0);
  }
  return before;
}

/** How many days were observed from one day to another, both inclusive. */
function countIn({ first, last, before }: Observed, from: number, to: number): number {
  const until = (day: number): number => before[Math.min(Math.max(day, first), last + 1) - first] ?? 0;
  return until(to + 1) - until(from);
}

/** The first of the days that tell the trend of a day: as many as there may be. null when there are too few. */
export function trendFrom(observed: Observed, day: number): number | null {
  for (let days = Math.min(MOST_DAYS, day - observed.first + 1); days >= LEAST_DAYS; days -= 1) {
    const from = day - days + 1;
    if (countIn(observed, from, day) * 5 >= days * 4) return from;
  }
  return null;
}

/** What is expected of the days behind a day, by this one and those before it. */
export interface Trend {
  readonly day: number;
  readonly perDay: number;
  /** On that day, were it each day of the week. */
  readonly levels: Float64Array;
}

/** The trend of a day; null when too few days before it were observed. */
export function trendOf(demand: Demand, day: number): Trend | null {
  const from = trendFrom(demand, day);
  if (from === null) return null;
  const perDay = median(slopesOf(demand, from, day));
  return { day, perDay, levels: levelsOf(demand, perDay, { from, to: day }) };
}

/** What a trend expects of a day. */
export function expectedBy({ day: since, perDay, levels }: Trend, day: number): number {
  return (levels[day % WEEK] ?? 0) + perDay * (day - since);
}

/** What is held on the day itself, whichever day of the week it is. */
export function levelOf({ levels }: Trend): number {
  return median(levels.slice());
}

/** What was held on a day; NaN where it was not observed. */
export function heldOn({ first, held }: Demand, day: number): number {
  return held[day - first] ?? Number.NaN;
}

/**
 * Those of every pair of days that are whole weeks apart (Theil and Sen's, by seasons): up to 29 % of the days may be off without moving the
 * median far, and it takes an eighth of the pairs of all days, none of which has the week in it.
 */
function slopesOf(demand: Demand, from: number, to: number): Float64Array {
  const slopes = new Float64Array(MOST_PAIRS);
  let count = 0;
  for (let apart = WEEK; apart <= to - from; apart += WEEK) {
    for (let day = from + apart; day <= to; day += 1) {
      const slope = (heldOn(demand, day) - heldOn(demand, day - apart)) / apart;
      if (Number.isNaN(slope)) continue;
      slopes[count] = slope;
      count += 1;
    }
  }
  return slopes.subarray(0, count);
}

const MOST_PAIRS = (MOST_DAYS * MOST_DAYS) / (2 * WEEK);

/**
 * For each day of the week the median of its last three that were observed, each carried on to this one: where one holds less on Sundays, a
 * Sunday is expected to. That of all of them for a day of the week that was seen less often.
 */
function levelsOf(
  demand: Demand,
  perDay: number,
  { from, to }: { readonly from: number; readonly to: number },
): Float64Array {
  const levels = new Float64Array(WEEK).fill(Number.NaN);
  const latest = new Float64Array(WEEKS_OF_LEVEL);
  for (let back = 0; back < WEEK; back += 1) {
    let count = 0;
    for (let day = to - back; count < WEEKS_OF_LEVEL && day >= from; day -= WEEK) {
      const level = heldOn(demand, day) + perDay * (to - day);
      if (Number.isNaN(level)) continue;
      latest[count] = level;
      count += 1;
    }
    if (count === WEEKS_OF_LEVEL) levels[(to - back) % WEEK] = median(latest);
  }
  const known = levels.filter((level) => !Number.isNaN(level));
  if (known.length === WEEK) return levels;
  const usual = median(known);
  return levels.map((level) => (Number.isNaN(level) ? usual : level));
}

const WEEKS_OF_LEVEL = 3;
