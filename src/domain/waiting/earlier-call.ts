// A call that ends a little before the one it is part of, so that what it could not read can still be answered otherwise.
import type { Call } from '../call.ts';
import { ProblemError, problem } from '../problem.ts';

/** The same call, over `byMs` before its deadline; it ends as reads do that no provider answered in time. `now` is in milliseconds since the epoch. */
export function endingEarlier(call: Call, byMs: number, now: () => number): Call {
  const late = new AbortController();
  const why = problem('UPSTREAM_TIMEOUT', 'PROVIDER', 'The provider did not answer in time.', {
    retryable: true,
  });
  setTimeout(() => late.abort(new ProblemError(why)), Math.max(0, call.deadline - byMs - now())).unref();
  return {
    ...call,
    signal: AbortSignal.any([call.signal, late.signal]),
    deadline: call.deadline - byMs,
  };
}
