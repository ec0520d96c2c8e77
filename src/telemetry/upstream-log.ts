// A line in the log for each upstream call that failed, after its last try. Never a body, a header or a URL.
import type { Log } from '../domain/log.ts';
import type { FailedCall, UpstreamObserver } from '../domain/telemetry/upstream-events.ts';

/** The same failure of the same call is written once in so long; the next line says how many were left out. */
const QUIET_MS = 10_000;

/** Writes failed calls as warnings. Problems with credentials are errors: somebody has to do something. */
export function createUpstreamLog(log: Log, now: () => number): Pick<UpstreamObserver, 'failed'> {
  const written = new Map<string, { readonly at: number; leftOut: number }>();

  /** How many like it were left out before this one; null when this one is left out, too. */
  function take(call: FailedCall): number | null {
    const key = JSON.stringify([call.accountKey, call.operation, call.problem.code]);
    const last = written.get(key);
    if (last && now() - last.at < QUIET_MS) {
      last.leftOut += 1;
      return null;
    }
    written.set(key, { at: now(), leftOut: 0 });
    return last?.leftOut ?? 0;
  }

  return {
    failed(call) {
      const repeated = take(call);
      if (repeated === null) return;
      const write = call.problem.code === 'UPSTREAM_CREDENTIALS' ? 'error' : 'warn';
      log[write]({ ...lineOf(call), ...(repeated > 0 && { repeated }) }, 'an upstream call failed');
    },
  };
}

function lineOf({ accountKey, operation, status, problem, attempts, ms, trace }: FailedCall): object {
  const { code, providerCode, upstreamRequestId, message, hint } = problem;
  return {
    account: accountKey,
    operation,
    status,
    code,
    providerCode,
    upstreamRequestId,
    attempts,
    ms,
    why: message,
    hint,
    ...(trace && { requestId: trace.requestId, traceId: trace.traceId }),
  };
}
