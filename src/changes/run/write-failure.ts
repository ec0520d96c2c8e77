// What a failed write call means for the changes in it.
import type { Sent } from '../../domain/change.ts';
import type { ProblemCode, ProblemError } from '../../domain/problem.ts';

/** Nothing left this machine, or the provider says it did not process it. */
const NOT_SENT: readonly ProblemCode[] = [
  'UPSTREAM_THROTTLED',
  'UPSTREAM_CIRCUIT_OPEN',
  'UPSTREAM_OVERLOADED',
];
/** The provider refused the call as a whole. */
const REFUSED: readonly ProblemCode[] = [
  'UPSTREAM_REJECTED',
  'UPSTREAM_FORBIDDEN',
  'UPSTREAM_CREDENTIALS',
  'BAD_ID',
];

/** The same for every change of the call. */
export function sentByFailure({ problem }: ProblemError): Sent {
  const upstreamRequestIds = problem.upstreamRequestId === null ? [] : [problem.upstreamRequestId];
  const status = NOT_SENT.includes(problem.code)
    ? 'NOT_SENT'
    : REFUSED.includes(problem.code)
      ? 'REJECTED'
      : 'UNKNOWN';
  return { status, problem, upstreamRequestIds };
}
