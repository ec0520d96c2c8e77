// Calls that belong to no request: what the engine reads and sends by itself.
import type { Call, UpstreamEvent } from '../domain/call.ts';
import { ProblemError, problem } from '../domain/problem.ts';

interface CallDeps {
  readonly now: () => number;
  readonly callMs: number;
}

/** A read with a time limit of its own, ended by the signal as well. */
export function backgroundReadCall(deps: CallDeps, signal: AbortSignal): Call {
  return timedCall(deps, signal, () => undefined);
}

/** A write with a time limit of its own and nothing else that could end it; `sent` counts the requests that left. */
export function writeCall(deps: CallDeps): { readonly call: Call; readonly sent: () => number } {
  let count = 0;
  const call = timedCall(deps, null, ({ kind }) => {
    if (kind === 'SENT') count += 1;
  });
  return { call, sent: () => count };
}

function timedCall(deps: CallDeps, signal: AbortSignal | null, record: (event: UpstreamEvent) => void): Call {
  const timer = new AbortController();
  const late = problem('UPSTREAM_TIMEOUT', 'PROVIDER', 'The provider did not answer in time.', {
    retryable: true,
  });
  setTimeout(() => timer.abort(new ProblemError(late)), deps.callMs).unref();
  return {
    signal: signal === null ? timer.signal : AbortSignal.any([signal, timer.signal]),
    deadline: deps.now() + deps.callMs,
    record,
  };
}
