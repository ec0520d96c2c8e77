// What became of the changes of a write that failed: one table for every provider and for the change engine. What an answer tells of
// single changes, each provider reads itself (`writes/outcomes.ts`).
import type { Call } from '../domain/call.ts';
import type { Change, Sent } from '../domain/change.ts';
import { asProblemError, type Problem, type ProblemCode } from '../domain/problem.ts';

/** A `Sent` for every change, by its id. */
export type Outcomes = ReadonlyMap<string, Sent>;

type ByCode = Readonly<Partial<Record<ProblemCode, Sent['status']>>>;

/** Failures of which it is known what they leave. After any other one the write may have been made. */
const KNOWN: ByCode = {
  // Nothing left this machine, or the provider says that it did not process it.
  UPSTREAM_THROTTLED: 'NOT_SENT',
  UPSTREAM_CIRCUIT_OPEN: 'NOT_SENT',
  UPSTREAM_OVERLOADED: 'NOT_SENT',
  // The provider refused the call as a whole.
  UPSTREAM_REJECTED: 'REJECTED',
  UPSTREAM_FORBIDDEN: 'REJECTED',
  UPSTREAM_CREDENTIALS: 'REJECTED',
  // Refused by the adapter itself, before anything was sent: another try would end the same way.
  BAD_ID: 'REJECTED',
  BAD_INPUT: 'REJECTED',
};

/** What is known of a change after its write failed. `unlike` has the codes that mean something else at this provider, or of this call. */
export function sentAfter(error: unknown, unlike: ByCode = {}): Sent {
  const { problem } = asProblemError(error);
  return sent(unlike[problem.code] ?? KNOWN[problem.code] ?? 'UNKNOWN', problem);
}

/** What is known of a change whose write surely did not leave: it can be sent later, unless it would fail the same way again. */
export function notSent(error: unknown, mayPass = asProblemError(error).problem.retryable): Sent {
  return sent(mayPass ? 'NOT_SENT' : 'REJECTED', asProblemError(error).problem);
}

/** What is known of a change whose call was given up before its write was sent; null while it was not. */
export function abortedBefore({ signal }: Call): Sent | null {
  return signal.aborted ? notSent(signal.reason, true) : null;
}

/** The same for every change of a group. */
export function forAll(changes: readonly Change[], sent: Sent): Outcomes {
  return forEachChange(changes, () => sent);
}

/** One `Sent` for every change of a group. */
export function forEachChange(changes: readonly Change[], sentOf: (change: Change) => Sent): Outcomes {
  return new Map(changes.map((change) => [change.id, sentOf(change)]));
}

function sent(status: Sent['status'], problem: Problem): Sent {
  const { upstreamRequestId } = problem;
  return { status, problem, upstreamRequestIds: upstreamRequestId === null ? [] : [upstreamRequestId] };
}
