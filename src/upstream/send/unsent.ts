// The problems of requests that were not sent at all.
import { ProblemError, problem, type Problem } from '../../domain/problem.ts';

/** A request that was held back here because of an earlier answer: it says nothing new of the provider. */
export class HeldBack extends ProblemError {}

/** `until`: milliseconds since the epoch. */
export function stillThrottled(accountKey: string, until: number): ProblemError {
  return new HeldBack(
    problem('UPSTREAM_THROTTLED', 'PROVIDER', 'The provider asked for a pause.', {
      accountKey,
      retryable: true,
      retryAt: new Date(until).toISOString(),
    }),
  );
}

/** `until`: milliseconds since the epoch. `last`: what it failed with. */
export function circuitOpen(accountKey: string, until: number, last: Problem | null): ProblemError {
  return new HeldBack(
    problem(
      'UPSTREAM_CIRCUIT_OPEN',
      'PROVIDER',
      'The provider failed repeatedly; it is left alone for a moment.',
      {
        accountKey,
        retryable: true,
        retryAt: new Date(until).toISOString(),
        hint: last && `It last failed with ${last.code}: ${last.message}`,
      },
    ),
  );
}

/** A read of a sweep that was put off: it is not tried again within the call. */
export class PutOff extends HeldBack {}

/** `until`: milliseconds since the epoch. */
export function sweepShareUsedUp(accountKey: string, until: number): ProblemError {
  return new PutOff(
    problem('UPSTREAM_THROTTLED', 'PLATFORM', 'The share of sweeps is used up for the moment.', {
      accountKey,
      retryable: true,
      retryAt: new Date(until).toISOString(),
      hint: 'This is no failure: the rest is kept for people. The sweep goes on then.',
    }),
  );
}

/** What it would have told stays unknown. */
export function allowanceSpent(accountKey: string): ProblemError {
  return new PutOff(
    problem('UPSTREAM_TOO_MANY_PAGES', 'PLATFORM', 'As many requests were sent as this may take.', {
      accountKey,
    }),
  );
}

export function overloaded(accountKey: string): ProblemError {
  return new ProblemError(
    problem('UPSTREAM_OVERLOADED', 'PLATFORM', 'Too many requests to this account are waiting.', {
      accountKey,
      retryable: true,
      hint: 'Ask for less at once, or raise limits.queue.',
    }),
  );
}
