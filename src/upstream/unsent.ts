// Why a request was not sent at all.
import { ProblemError, problem } from '../domain/problem.ts';

/** `until`: milliseconds since the epoch. */
export function stillThrottled(accountKey: string, until: number): ProblemError {
  return new ProblemError(
    problem('UPSTREAM_THROTTLED', 'PROVIDER', 'The provider asked for a pause.', {
      accountKey,
      retryable: true,
      retryAt: new Date(until).toISOString(),
    }),
  );
}

/** `until`: milliseconds since the epoch. */
export function circuitOpen(accountKey: string, until: number): ProblemError {
  return new ProblemError(
    problem(
      'UPSTREAM_CIRCUIT_OPEN',
      'PROVIDER',
      'The provider failed repeatedly; it is left alone for a moment.',
      { accountKey, retryable: true, retryAt: new Date(until).toISOString() },
    ),
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
