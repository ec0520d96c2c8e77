// RUNS_OUT: by the forecast more seats will be held than there are, before the contract ends.
import { daysBetween } from '../../domain/insight/days.ts';
import type { Evidence, Found } from '../../domain/insight/finding.ts';
import {
  FARTHEST_COVERED,
  daysToRead,
  forecastSeats,
  type SeatForecast,
} from '../../domain/insight/forecast.ts';
import type { SeatDay } from '../../domain/inventory/history.ts';
import { allLicenses } from '../../inventory/reading/all-licenses.ts';
import { chunk } from '../../batching/chunk.ts';
import type { InventoryHistory } from '../../store/inventory/history/api.ts';
import type { InventoryReads } from '../../store/inventory/reads/api.ts';
import type { NamedLicense } from '../contracts/matching.ts';
import type { GivenRule } from './given-rule.ts';

/** The contract of a license on a day, as far as the rule goes by it. */
export interface Term {
  /** `YYYY-MM-DD`: the last day. */
  readonly end: string;
  /** null where the provider's own count holds. */
  readonly seats: number | null;
}

export interface RunsOutDeps {
  readonly store: Pick<InventoryReads, 'findLicenses'> & Pick<InventoryHistory, 'seatDays'>;
  /** null where a license has no contract on the day. */
  readonly termOf: (license: NamedLicense, day: string) => Term | null;
}

/** Without a contract it is so many days that count. */
const USUAL_DAYS = 90;
/** How far ahead forecasts are looked at: near days are known better, and sooner. The last one goes to the end of the term. */
const DISTANCES = [30, 60, USUAL_DAYS];
/** What part of the intervals of the past has to have held. */
const LEAST_COVERAGE = 0.7;
/** The days of so many licenses are read together. */
const AT_ONCE = 100;

/** The rule over a store. */
export function runsOut({ store, termOf }: RunsOutDeps): GivenRule {
  return {
    code: 'RUNS_OUT',
    async found(accountKey, today) {
      const days = daysToRead(today, FARTHEST_COVERED);
      const found: Found[] = [];
      const all = await allLicenses(store, [accountKey], { asOf: null });
      for (const rows of chunk(all, AT_ONCE)) {
        const licenses = rows.map(({ value }) => value);
        const seatDays = await store.seatDays(licenses, days);
        for (const [index, license] of licenses.entries()) {
          const term = termOf(license, today);
          const one = foundIn({ license, days: seatDays[index] ?? [], today, term });
          if (one !== null) found.push(one);
        }
      }
      return found;
    },
  };
}

interface Looked {
  readonly license: NamedLicense;
  readonly days: readonly SeatDay[];
  readonly today: string;
  readonly term: Term | null;
}

/** By the nearest forecast that shows it and was good enough so far. null: nothing is found. */
function foundIn({ license, days, today, term }: Looked): Found | null {
  const { total = null, held = 0 } = days.at(-1) ?? {};
  const seats = total ?? term?.seats ?? null;
  // What has run out already is no forecast: that is OVERBOOKED.
  if (seats === null || held > seats) return null;
  for (const ahead of distancesOf(term, today)) {
    const forecast = forecastSeats({ days, today, ahead, contractSeats: seats });
    if (forecast.runsOutOn === null || !wasGood(forecast)) continue;
    const { expected = 0 } = forecast.points.at(-1) ?? {};
    return {
      licenseId: license.externalId,
      assignee: null,
      key: null,
      severity: 'MEDIUM',
      confidence: 'LIKELY',
      seats: Math.max(1, Math.ceil(expected - seats)),
      evidence: evidenceOf(forecast, { seats, held, ends: term && term.end }),
    };
  }
  return null;
}

function wasGood({ backTest }: SeatForecast): boolean {
  return (backTest?.coverage ?? 0) >= LEAST_COVERAGE;
}

function distancesOf(term: Term | null, today: string): readonly number[] {
  const left = term === null ? USUAL_DAYS : daysBetween(today, term.end);
  const farthest = Math.min(left, FARTHEST_COVERED);
  return farthest < 1 ? [] : [...DISTANCES.filter((ahead) => ahead < farthest), farthest];
}

interface Known {
  readonly seats: number;
  readonly held: number;
  readonly ends: string | null;
}

function evidenceOf(forecast: SeatForecast, { seats, held, ends }: Known): readonly Evidence[] {
  const { runsOutOn, runsOutEarliest, perDay, backTest } = forecast;
  const values = {
    runsOutOn,
    runsOutEarliest,
    seats,
    held,
    perDay,
    coverage: backTest?.coverage ?? null,
    contractEnds: ends,
  };
  return Object.entries(values).flatMap(([name, value]) =>
    value === null ? [] : { name, value: String(value) },
  );
}
