// When an account is swept again. Pure.
import type { SweepReason } from '../domain/inventory/accounts.ts';
import type { SweepTimes } from '../store/inventory/sweeping/api.ts';

const MINUTE_MS = 60_000;

/** Sweeping takes about one part in so many of the time. */
const PARTS = 20;
const SHORTEST_MS = 15 * MINUTE_MS;
const LONGEST_MS = 24 * 60 * MINUTE_MS;
/** Licenses and their seats are a call or two: they are read so often. */
const SEATS_MS = 15 * MINUTE_MS;
/** What the vendor counts is other after changes of ours: it is read so often while there are some. */
const SEATS_AFTER_CHANGES_MS = MINUTE_MS;

/** Milliseconds from the start of one sweep to that of the next. */
export function intervalOf(
  times: Pick<SweepTimes, 'startedAt' | 'finishedAt'>,
  everyMinutes: number | null,
): number {
  if (everyMinutes !== null) return everyMinutes * MINUTE_MS;
  if (times.startedAt === null || times.finishedAt === null) return SHORTEST_MS;
  const took = Date.parse(times.finishedAt) - Date.parse(times.startedAt);
  return Math.min(Math.max(took * PARTS, SHORTEST_MS), LONGEST_MS);
}

/** When the next sweep is due, in milliseconds since the epoch. */
export function nextSweepAt(
  times: Pick<SweepTimes, 'startedAt' | 'finishedAt'>,
  everyMinutes: number | null,
  now: number,
): number {
  const since = timeOf(times.startedAt, now);
  return since === null ? 0 : since + intervalOf(times, everyMinutes);
}

/** Why an account is to be swept now; null when it is not. */
export function dueReason(times: SweepTimes, everyMinutes: number | null, now: number): SweepReason | null {
  if (times.isOpen) return null;
  if (wasAskedFor(times, now)) return 'ASKED';
  if (now >= nextSweepAt(times, everyMinutes, now)) return 'DUE';
  const since = timeOf(times.licensesAt, now) ?? 0;
  const changedAt = timeOf(times.changedAt, now);
  const isChanged = changedAt !== null && changedAt >= since;
  return now >= since + (isChanged ? SEATS_AFTER_CHANGES_MS : SEATS_MS) ? 'SEATS' : null;
}

/** A time far ahead was told by a clock that was: it says nothing, and must not keep what is due back until it comes. */
export function timeOf(at: string | null, now: number): number | null {
  const time = at === null ? null : Date.parse(at);
  return time !== null && time > now + SHORTEST_MS ? null : time;
}

/**
 * Whether somebody has asked for a sweep that was not made: only the seats were being read then, or they released one that was held. One that
 * was asked for by a clock that is ahead has to wait: no sweep that begins before then would count as the one.
 */
function wasAskedFor({ askedAt, startedAt }: SweepTimes, now: number): boolean {
  if (askedAt === null || Date.parse(askedAt) > now) return false;
  return startedAt === null || Date.parse(askedAt) > Date.parse(startedAt);
}
