// What a story comes to: seats day by day, and events in their order.
import type { Seats } from '../domain/license.ts';
import type { NumberedEvent } from '../store/inventory/observing/moment.ts';
import type { FormerSeats } from '../store/inventory/observing/former-seats.ts';
import { DAY_MS, type Period } from './calendar.ts';
import type { KnownLicense } from './known.ts';
import type { Course, Span, Story } from './story.ts';

/** A row of `seat_counts`. */
export interface CountedDay {
  readonly licenseId: number;
  readonly day: string;
  readonly total: number | null;
  readonly assigned: number | null;
  readonly available: number | null;
  readonly lowestAvailable: number | null;
  readonly held: number;
  readonly ownChange: number;
}

/** An event without its number and whose change it is. */
export type MadeEvent = Omit<NumberedEvent, 'seq' | 'changeId' | 'sweepId'>;

interface Turn {
  readonly at: number;
  readonly by: 1 | -1;
  readonly isOwn: boolean;
}

/** Between two sweeps. */
const BETWEEN_MS = 15 * 60_000;

/** Seats that were bought in the period. */
interface Bought {
  readonly license: KnownLicense;
  readonly at: Date;
  readonly seats: number;
}

export interface Counted {
  readonly days: readonly CountedDay[];
  /** In their order. */
  readonly events: readonly MadeEvent[];
  readonly formerSeats: readonly FormerSeats[];
}

/** Works it out. One license that grows has got some of its seats in the middle of the period. */
export function countStory(
  { spans, courses }: Story,
  licenses: readonly KnownLicense[],
  period: Period,
): Counted {
  const byLicense = Map.groupBy(spans, ({ license }) => license.id);
  const counters = licenses
    .filter(({ isListed }) => isListed)
    .map((license) => counterOf(license, byLicense.get(license.id) ?? []));
  const bought = buyingOf(counters, courses, period);
  const days = counters.flatMap((counter) => daysOf(counter, period, bought));
  const counter = counters.find(({ license }) => license.id === bought?.license.id);
  const purchases = bought && counter ? [purchaseOf(bought, counter)] : [];
  const events = [...spans.flatMap((span) => eventsOf(span)), ...purchases];
  return {
    days,
    events: events.toSorted((one, other) => one.at.getTime() - other.at.getTime()),
    formerSeats: counters.flatMap((one) => formerSeatsOf(one, bought)),
  };
}

/** Each turn changed how many were assigned, and the purchase how many there are. */
function formerSeatsOf(counter: Counter, bought: Bought | null): readonly FormerSeats[] {
  const { license, turns } = counter;
  const former: FormerSeats[] = [];
  const keep = (until: number, held: number, fewer: number): void => {
    const seats = seatsWith(counter, held, fewer);
    if (seats === null) return;
    former.push({ accountNo: license.accountNo, licenseId: license.id, until: new Date(until), seats });
  };
  let { held } = counter;
  for (const { at, by } of turns) {
    held -= by;
    keep(at, held, isBefore(bought, license, at) ? bought.seats : 0);
  }
  if (bought?.license.id === license.id) {
    const at = bought.at.getTime();
    keep(at, heldBefore(counter, at)[0] ?? counter.held, bought.seats);
  }
  return former;
}

/** How many hold a license now, and what changed that, latest first. */
interface Counter {
  readonly license: KnownLicense;
  readonly held: number;
  readonly turns: readonly Turn[];
}

function counterOf(license: KnownLicense, spans: readonly Span[]): Counter {
  const turns = spans.flatMap(({ from, to, endedBy }): Turn[] => [
    ...(from === null ? [] : [{ at: from.getTime(), by: 1 as const, isOwn: false }]),
    ...(to === null ? [] : [{ at: to.getTime(), by: -1 as const, isOwn: endedBy === 'THIS_API' }]),
  ]);
  return {
    license,
    held: spans.filter(({ to }) => to === null).length,
    turns: turns.toSorted((one, other) => other.at - one.at),
  };
}

/** The license that grows and has most seats; half of what was left then was bought. */
function buyingOf(
  counters: readonly Counter[],
  courses: ReadonlyMap<number, Course>,
  { from, to }: Period,
): Bought | null {
  const at = new Date(Math.floor((from + to) / 2 / DAY_MS) * DAY_MS + 9 * 3_600_000);
  const possible = counters.flatMap((counter) => {
    const { license } = counter;
    const { total = null, available = null } = license.seats ?? {};
    if (courses.has(license.id) || total === null || available === null) return [];
    const most = Math.max(...heldBefore(counter, at.getTime()), 0);
    const left = available + counter.held - most;
    return left < 2 ? [] : [{ license, at, seats: Math.floor(left / 2), total }];
  });
  return possible.toSorted((one, other) => other.total - one.total)[0] ?? null;
}

/** How many held it at any time before a moment. */
function heldBefore({ held, turns }: Counter, moment: number): readonly number[] {
  let now = held;
  const all: number[] = [];
  for (const { at, by } of turns) {
    if (at < moment) all.push(now);
    now -= by;
  }
  return [...all, now];
}

function daysOf(counter: Counter, { from, to }: Period, bought: Bought | null): readonly CountedDay[] {
  const { license, turns } = counter;
  const days: CountedDay[] = [];
  let { held } = counter;
  let next = 0;
  for (let day = Math.floor(to / DAY_MS); day >= Math.floor(from / DAY_MS); day -= 1) {
    const atEnd = held;
    let most = held;
    let own = 0;
    for (let turn = turns[next]; turn !== undefined && turn.at >= day * DAY_MS; turn = turns[next]) {
      held -= turn.by;
      most = Math.max(most, held);
      if (turn.isOwn) own += turn.by;
      next += 1;
    }
    const end = (day + 1) * DAY_MS - 1;
    const seats = seatsWith(counter, atEnd, isBefore(bought, license, end) ? bought.seats : 0);
    days.push({
      licenseId: license.id,
      day: new Date(day * DAY_MS).toISOString().slice(0, 10),
      total: seats?.total ?? null,
      assigned: seats?.assigned ?? null,
      available: seats?.available ?? null,
      lowestAvailable: seats === null || seats.available === null ? null : seats.available - (most - atEnd),
      held: atEnd,
      ownChange: own,
    });
  }
  return days;
}

function isBefore(bought: Bought | null, { id }: KnownLicense, moment: number): bought is Bought {
  return bought !== null && bought.license.id === id && moment < bought.at.getTime();
}

/** The seats of a license as they were when so many held it, and so many fewer had been bought. */
function seatsWith(
  { license: { seats }, held: heldNow }: Counter,
  held: number,
  fewer: number,
): Seats | null {
  if (seats === null) return null;
  const { total, assigned, available, countable } = seats;
  return {
    total: total === null ? null : total - fewer,
    assigned: assigned === null ? null : Math.max(0, assigned - (heldNow - held)),
    available: available === null ? null : available + (heldNow - held) - fewer,
    assignedToUsers: null,
    assignedToWorkspaces: null,
    countable,
  };
}

function purchaseOf(bought: Bought, counter: Counter): MadeEvent {
  const { license, at, seats } = bought;
  const held = heldBefore(counter, at.getTime())[0] ?? counter.held;
  return {
    at,
    notBefore: new Date(at.getTime() - BETWEEN_MS),
    accountNo: license.accountNo,
    what: 'SEATS_CHANGED',
    licenseId: license.id,
    assigneeId: null,
    origin: 'EXTERNAL',
    was: { seats: seatsWith(counter, held, seats) },
    became: { seats: seatsWith(counter, held, 0) },
  };
}

function eventsOf({ license, assigneeId, status, removalOn, from, to, endedBy }: Span): readonly MadeEvent[] {
  const about = { accountNo: license.accountNo, licenseId: license.id, assigneeId };
  const state = { assignment: { status, removalOn } };
  const when = (at: Date) => ({ at, notBefore: new Date(at.getTime() - BETWEEN_MS) });
  const got = { what: 'ASSIGNED', origin: 'EXTERNAL', was: null, became: state } as const;
  const lost = { what: 'REMOVED', origin: endedBy, was: state, became: null } as const;
  return [
    ...(from === null ? [] : [{ ...about, ...when(from), ...got }]),
    ...(to === null ? [] : [{ ...about, ...when(to), ...lost }]),
  ];
}
