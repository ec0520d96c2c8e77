// What a sweep does when a page could not be read. Pure.
import type { Problem, ProblemCode } from '../domain/problem.ts';

/** How far it is when a page fails. */
export interface FailingPage {
  /** Tries of this page that failed before. */
  readonly tries: number;
  /** When the first of them failed; null when none has. */
  readonly failingSince: string | null;
  /** From 1: how often the section was begun. */
  readonly attempt: number;
  /** When the sweep began. */
  readonly startedAt: string;
}

/** WAIT: the same page again, not before `until`; `isPause` when the provider asked for it, or our own share is used up. AGAIN: at once. RESTART: the section from its start. GIVE_UP: the section is incomplete. */
type AfterFailure =
  | { readonly next: 'WAIT'; readonly until: number; readonly isPause: boolean }
  | { readonly next: 'AGAIN' }
  | { readonly next: 'RESTART' }
  | { readonly next: 'GIVE_UP' };

const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;

const PAUSE_MS = 60 * SECOND_MS;
const FIRST_WAIT_MS = 30 * SECOND_MS;
const LONGEST_WAIT_MS = 900 * SECOND_MS;
/** How long a provider may be away before the section is given up. */
const AWAY_MS = 6 * HOUR_MS;
/** A copy that took longer than this is of no moment any more. */
const LONGEST_MS = 24 * HOUR_MS;
const ATTEMPTS = 3;
/** An answer that cannot be used is asked for so often in all. */
const READ_TRIES = 3;

const AWAY: ReadonlySet<ProblemCode> = new Set([
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_CIRCUIT_OPEN',
  'UPSTREAM_OVERLOADED',
  'DEADLINE_EXCEEDED',
]);

/** Whether a sweep has gone on for so long that it is given up, whatever its pages are like. */
export function isTooOld({ startedAt }: Pick<FailingPage, 'startedAt'>, now: number): boolean {
  return now >= Date.parse(startedAt) + LONGEST_MS;
}

export function afterFailure(problem: Problem, page: FailingPage, now: number): AfterFailure {
  if (isTooOld(page, now)) return { next: 'GIVE_UP' };
  const { code, retryAt } = problem;
  if (code === 'UPSTREAM_THROTTLED') {
    const until = retryAt === null ? now + PAUSE_MS : Math.max(Date.parse(retryAt), now);
    return { next: 'WAIT', until, isPause: true };
  }
  if (AWAY.has(code)) return waitFor(page, now);
  if (code === 'CURSOR_EXPIRED' || code === 'BAD_CURSOR') {
    return { next: page.attempt < ATTEMPTS ? 'RESTART' : 'GIVE_UP' };
  }
  const isUnusable = code === 'UPSTREAM_BAD_RESPONSE';
  return { next: isUnusable && page.tries + 1 < READ_TRIES ? 'AGAIN' : 'GIVE_UP' };
}

function waitFor({ tries, failingSince }: FailingPage, now: number): AfterFailure {
  if (failingSince !== null && now >= Date.parse(failingSince) + AWAY_MS) return { next: 'GIVE_UP' };
  const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(tries, 10), LONGEST_WAIT_MS);
  return { next: 'WAIT', until: now + wait, isPause: false };
}
