// What has happened in the period: who got which license when, and who had one and has lost it. It ends with what is held now.
import type { AssignmentStatus } from '../domain/assignment.ts';
import type { EventOrigin } from '../domain/inventory/events.ts';
import { DAY_MS, calendarOf, type Calendar, type Period, type Share } from './calendar.ts';
import type { Candidate, Known, KnownHolder, KnownLicense } from './known.ts';

/** A license held by somebody, from one moment to another. */
export interface Span {
  readonly license: KnownLicense;
  readonly assigneeId: number;
  /** The holding that goes on; null for one that has ended. */
  readonly holdingId: number | null;
  readonly status: AssignmentStatus;
  readonly removalOn: string | null;
  readonly assignedAt: Date | null;
  /** null: since before the period. */
  readonly from: Date | null;
  /** null: until now. */
  readonly to: Date | null;
  /** Who ended it. */
  readonly endedBy: EventOrigin;
}

/** How a license has come to be held as it is. */
export type Course = 'RUNS_OUT' | 'RECLAIMED' | 'FLAT' | 'GROWS' | 'TOLD';

export interface Story {
  readonly spans: readonly Span[];
  readonly courses: ReadonlyMap<number, Course>;
}

/** What goes on as in the period runs out in so many days. */
const RUNS_OUT_IN = 60;
/** So long ago a change set took seats away, in days; where the period is shorter, in its middle. */
const RECLAIMED_AGO = 120;
/** Fewer holders show no course. */
const FEWEST = 10;

/** Makes it up. The same inventory, period and seed have the same. */
export function storyOf(known: Known, period: Period, share: Share): Story {
  const courses = coursesOf(known);
  const teller: Teller = { known, period, share, calendar: calendarOf(period) };
  const spans = known.licenses.flatMap((license) =>
    spansOf(teller, license, courses.get(license.id) ?? 'GROWS'),
  );
  return { spans, courses };
}

interface Teller {
  readonly known: Known;
  readonly period: Period;
  readonly share: Share;
  readonly calendar: Calendar;
}

/** One license runs out, one was reclaimed from, one stayed as it was; where the provider tells since when each is held, that holds. */
function coursesOf({ licenses, holders, candidates }: Known): ReadonlyMap<number, Course> {
  const heldBy = ({ id }: KnownLicense): readonly KnownHolder[] => holders.get(id) ?? [];
  const courses = new Map<number, Course>();
  for (const license of licenses) {
    if (heldBy(license).some(({ assignedAt }) => assignedAt !== null)) courses.set(license.id, 'TOLD');
  }
  const take = (course: Course, order: (license: KnownLicense) => number): void => {
    const free = licenses.filter(
      (license) => !courses.has(license.id) && isCounted(license) && heldBy(license).length >= FEWEST,
    );
    const [best] = free.toSorted((one, other) => order(one) - order(other));
    if (best !== undefined && order(best) < Infinity) courses.set(best.id, course);
  };
  take('RUNS_OUT', (license) => {
    const held = heldBy(license).length;
    const left = (license.seats?.total ?? 0) - held;
    return left > 0 && held >= 2 * FEWEST ? left / held : Infinity;
  });
  take('RECLAIMED', (license) => {
    const held = heldBy(license).length;
    return (candidates.get(license.id)?.length ?? 0) >= held / 4 ? -held : Infinity;
  });
  take('FLAT', (license) => -heldBy(license).length);
  return courses;
}

function isCounted({ isListed, seats }: KnownLicense): boolean {
  return isListed && seats !== null && seats.countable && seats.total !== null;
}

function spansOf(teller: Teller, license: KnownLicense, course: Course): readonly Span[] {
  const { known, share } = teller;
  const byChance = <T extends Candidate>(rows: readonly T[]): readonly T[] => {
    const keyed = rows.map((row) => ({
      row,
      key: share('who', ...wordsOf(license), row.kind, row.externalId),
    }));
    return keyed.toSorted((one, other) => one.key - other.key).map(({ row }) => row);
  };
  const holders = byChance(known.holders.get(license.id) ?? []);
  const others = byChance(known.candidates.get(license.id) ?? []);
  if (course === 'TOLD') return holders.map((holder) => toldSpan(teller, license, holder));
  const { came, went, reclaimed } = numbersOf(teller, { license, course, holders, others });
  const joined = holders.map((holder, place) => {
    // Evenly, so that the trend is one.
    const at = place < came ? (place + share('when', ...wordsOf(license), place)) / came : null;
    return {
      ...ofHolder(license, holder),
      from: at === null ? null : teller.calendar.coming(at, share('hour', ...wordsOf(license), place)),
    };
  });
  const left = others.slice(0, went).map((other, place) => {
    const at = share('left', ...wordsOf(license), other.externalId);
    return ended(license, other, teller.calendar.going(at, (place + 1) / (went + 1)));
  });
  const taken = others.slice(went, went + reclaimed).map((other) => ({
    ...ended(license, other, reclaimedAt(teller.period)),
    endedBy: 'THIS_API' as const,
  }));
  return [...joined, ...left, ...taken];
}

function wordsOf({ accountKey, externalId }: KnownLicense): readonly [string, string] {
  return [accountKey, externalId];
}

interface Numbers {
  readonly license: KnownLicense;
  readonly course: Course;
  readonly holders: readonly KnownHolder[];
  readonly others: readonly Candidate[];
}

/** How many came in the period, how many went by and by, and how many a change set took it from. */
function numbersOf({ period, share }: Teller, { license, course, holders, others }: Numbers) {
  const held = holders.length;
  const none = { came: 0, went: 0, reclaimed: 0 };
  switch (course) {
    case 'RUNS_OUT': {
      const days = (period.to - period.from) / DAY_MS;
      const left = (license.seats?.total ?? held) - held;
      return { ...none, came: Math.min(held - 1, Math.round((left * days) / RUNS_OUT_IN)) };
    }
    case 'RECLAIMED':
      return {
        ...none,
        came: Math.round(held / 5),
        reclaimed: Math.min(others.length, Math.round(held / 3)),
      };
    case 'GROWS': {
      const went = Math.min(others.length, Math.round(held / 12));
      const growth = 0.1 + 0.3 * share('growth', ...wordsOf(license));
      return { ...none, came: Math.min(held, went + Math.round(held * growth)), went };
    }
    default:
      return none;
  }
}

function ofHolder(license: KnownLicense, holder: KnownHolder): Span {
  const { id, assigneeId, status, removalOn, assignedAt } = holder;
  const open = { from: null, to: null, endedBy: 'EXTERNAL' as const };
  return { license, assigneeId, holdingId: id, status, removalOn, assignedAt, ...open };
}

/** Observed a quarter of an hour after its provider says that it began. */
function toldSpan({ period }: Teller, license: KnownLicense, holder: KnownHolder): Span {
  const at = (holder.assignedAt?.getTime() ?? 0) + 15 * 60_000;
  const isIn = at > period.from && at < period.to - DAY_MS;
  return { ...ofHolder(license, holder), from: isIn ? new Date(at) : null };
}

function ended(license: KnownLicense, { assigneeId }: Candidate, to: Date): Span {
  const told = { holdingId: null, status: 'ACTIVE' as const, removalOn: null, assignedAt: null };
  return { license, assigneeId, ...told, from: null, to, endedBy: 'EXTERNAL' };
}

/** At ten in the morning. */
function reclaimedAt({ from, to }: Period): Date {
  const ago = Math.min(RECLAIMED_AGO * DAY_MS, (to - from) / 2);
  return new Date(Math.floor((to - ago) / DAY_MS) * DAY_MS + 10 * 3_600_000);
}
