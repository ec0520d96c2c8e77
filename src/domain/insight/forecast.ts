// How many seats of a license will be held: by the days that were observed, with what the same method was off by on days that are over.
import type { Days, SeatDay } from '../inventory/history.ts';
import {
  MOST_DAYS,
  WEEK,
  demandOf,
  expectedBy,
  heldOn,
  levelOf,
  observedFurther,
  trendFrom,
  trendOf,
  type Demand,
  type Observed,
  type Trend,
} from './demand.ts';
import { dayNumber, dayOf } from './days.ts';
import { median, upperBound } from './order-statistics.ts';

/** What part of the cases an interval holds. */
const SHARE = 0.9;
/** Forecasts are made anew from days a week apart: at least so many, and no more than cost a millisecond. */
const LEAST_ORIGINS = 5;
const MOST_ORIGINS = 26;
/** So many days are observed before a day can be forecast, and as many more as it is away: a month of trend, and five weeks of forecasts. */
const DAYS_BEFORE = 65;

/** So far ahead it can be told how often intervals held: the forecasts of half a year are looked at. */
export const FARTHEST_COVERED = (MOST_ORIGINS - LEAST_ORIGINS) * WEEK;

/** What is asked. */
export interface ForecastQuestion {
  /** Ascending; days that were not observed are left out. Those of `daysToRead`. */
  readonly days: readonly SeatDay[];
  /** `YYYY-MM-DD`: the last day that can have been observed. */
  readonly today: string;
  /** Days from today. */
  readonly ahead: number;
  /** How many seats there are where the provider does not tell it; null: not known. */
  readonly contractSeats: number | null;
}

/** What is expected of a day, `YYYY-MM-DD`. In nine of ten cases `low` to `high` holds. */
export interface ForecastPoint {
  readonly day: string;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}

/** How good the method was. */
export interface BackTest {
  /** Forecasts that were made anew, each with the days before it alone. */
  readonly origins: number;
  /** In parts of what was held. */
  readonly medianError: number;
  /** What part of them lay within the interval that could be told by then; null where none could. */
  readonly coverage: number | null;
}

/** Days are `YYYY-MM-DD`. */
export interface SeatForecast {
  readonly status: 'SHOWN' | 'TOO_SOON' | 'NOT_COUNTED' | 'TOO_UNSURE';
  /** The day from which enough will have been observed; null unless it is TOO_SOON. */
  readonly availableOn: string | null;
  /** All that follows is null or empty unless it is SHOWN. */
  readonly perDay: number | null;
  readonly points: readonly ForecastPoint[];
  readonly runsOutOn: string | null;
  readonly runsOutEarliest: string | null;
  readonly backTest: BackTest | null;
}

/** The days that a forecast is made of. */
export function daysToRead(today: string, ahead: number): Days {
  const most = ahead + MOST_DAYS + MOST_ORIGINS * WEEK;
  return { from: dayOf(dayNumber(today) - most), to: today };
}

const NONE: SeatForecast = {
  status: 'TOO_UNSURE',
  availableOn: null,
  perDay: null,
  points: [],
  runsOutOn: null,
  runsOutEarliest: null,
  backTest: null,
};

/** The forecast of a license. */
export function forecastSeats({ days, today, ahead, contractSeats }: ForecastQuestion): SeatForecast {
  const latest = days.at(-1);
  if (latest?.countable === false) return { ...NONE, status: 'NOT_COUNTED' };
  const demand = demandOf(days);
  const now = dayNumber(today);
  const tested = demand && test(demand, now + ahead - demand.last);
  const trend = demand && tested && trendOf(demand, demand.last);
  if (demand === null || tested === null || trend === null) {
    return { ...NONE, status: 'TOO_SOON', availableOn: dayOf(availableOn(demand, now, ahead)) };
  }
  const widths = widthsOf(demand, tested);
  if (2 * (widths.at(-1) ?? 0) > levelOf(trend)) return NONE;
  const points = Array.from({ length: ahead }, (_, index) => {
    const day = now + index + 1;
    return pointOf(trend, day, widths[day - demand.last - 1] ?? 0);
  });
  const seats = latest?.total ?? contractSeats;
  const firstAbove = (bound: 'expected' | 'high'): string | null =>
    seats === null ? null : (points.find((point) => point[bound] > seats)?.day ?? null);
  return {
    ...NONE,
    status: 'SHOWN',
    perDay: rounded(trend.perDay, 4),
    points,
    runsOutOn: firstAbove('expected'),
    runsOutEarliest: firstAbove('high'),
    backTest: backTestOf(demand, tested),
  };
}

function pointOf(trend: Trend, day: number, width: number): ForecastPoint {
  const expected = expectedBy(trend, day);
  const bound = (value: number): number => rounded(Math.max(0, value), 2);
  return {
    day: dayOf(day),
    expected: bound(expected),
    low: bound(expected - width),
    high: bound(expected + width),
  };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** The same forecast from days that are over, latest first. */
interface Tested {
  readonly distance: number;
  readonly trends: readonly Trend[];
}

/** null when there are too few to tell how far off they are. */
function test(demand: Demand, distance: number): Tested | null {
  if (demand.last - demand.first < DAYS_BEFORE + distance) return null;
  const trends = originsOf(demand, distance).flatMap((day) => trendOf(demand, day) ?? []);
  return trends.length < LEAST_ORIGINS ? null : { distance, trends };
}

/** Days of which there is a trend, and whose forecast can be compared with what came. */
function originsOf(observed: Observed, distance: number): readonly number[] {
  const latest = observed.last - distance;
  const all = Array.from({ length: MOST_ORIGINS }, (_, week) => latest - week * WEEK);
  return all.filter((day) => isObserved(observed, day + distance) && trendFrom(observed, day) !== null);
}

function isObserved({ first, before }: Observed, day: number): boolean {
  return (before[day - first + 1] ?? 0) > (before[day - first] ?? 0);
}

/** By how much each forecast was off so many days later; NaN where that day was not observed. */
function errorsOf(demand: Demand, trends: readonly Trend[], distance: number): Float64Array {
  const errors = new Float64Array(trends.length);
  for (const [index, trend] of trends.entries()) {
    const day = trend.day + distance;
    errors[index] = Math.abs(heldOn(demand, day) - expectedBy(trend, day));
  }
  return errors;
}

/** Half of the interval of each day behind the last one. One that too few can be compared on has that of the next. */
function widthsOf(demand: Demand, { distance, trends }: Tested): readonly number[] {
  const widths: number[] = [];
  let next = 0;
  for (let away = distance; away > 0; away -= 1) {
    const errors = errorsOf(demand, trends, away).filter((error) => !Number.isNaN(error));
    if (errors.length >= LEAST_ORIGINS) next = upperBound(errors, SHARE);
    widths.push(next);
  }
  return widths.toReversed();
}

function backTestOf(demand: Demand, { distance, trends }: Tested): BackTest {
  const errors = errorsOf(demand, trends, distance);
  const heldThen = (index: number): number => heldOn(demand, (trends[index]?.day ?? 0) + distance);
  const parts = errors.map((error, index) => error / Math.max(1, heldThen(index)));
  let [told, held] = [0, 0];
  for (const [index, { day }] of trends.entries()) {
    // What could be known of the method on that day: by forecasts of days that were over by then.
    const known = errors.filter((_error, other) => (trends[other]?.day ?? day) + distance <= day);
    if (known.length < LEAST_ORIGINS) continue;
    told += 1;
    if ((errors[index] ?? 0) <= upperBound(known, SHARE)) held += 1;
  }
  return {
    origins: trends.length,
    medianError: rounded(median(parts), 4),
    coverage: told === 0 ? null : rounded(held / told, 4),
  };
}

/** The first day on which there is a forecast, when every day from now on is observed. */
function availableOn(demand: Demand | null, today: number, ahead: number): number {
  const next = demand !== null && demand.last >= today ? today + 1 : today;
  const known: Observed = demand ?? { first: next, last: next - 1, before: new Int32Array(1) };
  const latest = Math.max(next, known.first) + DAYS_BEFORE + ahead + LEAST_ORIGINS * WEEK;
  const further = observedFurther(known, next, latest);
  for (let day = Math.max(next, known.first + DAYS_BEFORE + ahead); day < latest; day += 1) {
    const then = { ...further, last: day };
    if (originsOf(then, ahead).length >= LEAST_ORIGINS && trendFrom(then, day) !== null) return day;
  }
  return latest;
}
