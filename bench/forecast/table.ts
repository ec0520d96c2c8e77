// How far forecasts of made-up licenses are off, and how often their intervals hold, beside "as many as today".
import type { SeatDay } from '../../src/domain/inventory/history.ts';
import { daysToRead, forecastSeats } from '../../src/domain/insight/forecast.ts';
import { median } from '../../src/domain/insight/order-statistics.ts';
import { SERIES, seriesOf, type SeriesName } from './series.ts';

export const DISTANCES = [30, 90] as const;

/** Two years, in which forecasts are made every two weeks once there is half a year of days, of licenses that differ in their seed. */
const DAYS = 730;
const FIRST_ORIGIN = 182;
const APART = 14;
const SEEDS = [1, 2, 3, 4, 5];

export interface ForecastFigures {
  readonly series: SeriesName;
  readonly distance: number;
  /** Forecasts that were shown, and those that were not. */
  readonly shown: number;
  readonly notShown: number;
  /** Medians, in parts of what was held. */
  readonly error: number;
  readonly lastValueError: number;
  /** What part of the intervals held. */
  readonly coverage: number;
}

interface Outcome {
  readonly error: number;
  readonly lastValueError: number;
  readonly isWithin: boolean;
}

/** Of each series and distance. */
export function forecastFigures(): readonly ForecastFigures[] {
  return SERIES.flatMap((series) => DISTANCES.map((distance) => figuresOf(series, distance)));
}

function figuresOf(series: SeriesName, distance: number): ForecastFigures {
  const outcomes = SEEDS.flatMap((seed) => outcomesOf(seriesOf(series, DAYS, seed), distance));
  const shown = outcomes.filter((outcome) => outcome !== null);
  const middle = (numberOf: (outcome: Outcome) => number): number =>
    median(Float64Array.from(shown, numberOf));
  return {
    series,
    distance,
    shown: shown.length,
    notShown: outcomes.length - shown.length,
    error: middle(({ error }) => error),
    lastValueError: middle(({ lastValueError }) => lastValueError),
    coverage: shown.filter(({ isWithin }) => isWithin).length / shown.length,
  };
}

/** Each forecast knows the days before it alone. */
function outcomesOf(days: readonly SeatDay[], distance: number): readonly (Outcome | null)[] {
  const origins = Math.floor((DAYS - 1 - distance - FIRST_ORIGIN) / APART) + 1;
  return Array.from({ length: origins }, (_, index) =>
    outcomeOf(days, FIRST_ORIGIN + index * APART, distance),
  );
}

function outcomeOf(days: readonly SeatDay[], origin: number, distance: number): Outcome | null {
  const [last, target] = [days[origin], days[origin + distance]];
  if (last === undefined || target === undefined) throw new Error('the series is too short');
  const { from } = daysToRead(last.day, distance);
  const known = days.slice(0, origin + 1).filter(({ day }) => day >= from);
  const { points } = forecastSeats({ days: known, today: last.day, ahead: distance, contractSeats: null });
  const point = points.at(-1);
  if (point === undefined) return null;
  // What change sets of ours do later is no demand: nobody can have expected it.
  const own = days
    .slice(origin + 1, origin + distance + 1)
    .reduce((sum, { ownChange }) => sum + ownChange, 0);
  const demand = target.held - own;
  const partOf = (expected: number): number => Math.abs(expected - demand) / Math.max(1, demand);
  return {
    error: partOf(point.expected),
    lastValueError: partOf(last.held),
    isWithin: point.low <= demand && demand <= point.high,
  };
}

/** Lines for a terminal. */
export function forecastTable(figures: readonly ForecastFigures[]): string {
  const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;
  const lines = figures.map(({ series, distance, shown, notShown, error, lastValueError, coverage }) => [
    series,
    `${distance} days`,
    percent(error),
    percent(lastValueError),
    coverage.toFixed(2),
    notShown === 0 ? String(shown) : `${shown} (${notShown} not shown)`,
  ]);
  const rows = [['series', 'ahead', 'error', 'last value', 'coverage', 'forecasts'], ...lines];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lineOf = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('   ');
  return rows.map((row) => lineOf(row)).join('\n');
}
