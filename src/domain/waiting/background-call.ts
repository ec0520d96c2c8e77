// Upstream calls that are made outside of a request, with a time limit of their own.
import type { Call } from '../call.ts';
import { ProblemError, problem } from '../problem.ts';
import type { Trace } from '../telemetry/trace.ts';

interface CallDeps {
  readonly now: () => number;
  readonly callMs: number;
  /** Whose share of the budget it takes; absent: somebody waits. */
  readonly purpose?: Call['purpose'];
  readonly sweep?: Call['sweep'];
  readonly allowance?: Call['allowance'] | undefined;
}

/** A call that counts the requests that left. */
export interface CountedCall {
  readonly call: Call;
  readonly sent: () => number;
}

/** A read with a time limit of its own, ended by the signal as well. */
export function backgroundRead(deps: CallDeps, signal: AbortSignal, trace?: Trace): CountedCall {
  return counted((record) => ({ ...timedCall(deps, signal, record), trace }));
}

/** A write with a time limit of its own and nothing else that could end it. */
export function backgroundWrite(deps: CallDeps, trace?: Trace): CountedCall {
  return counted((record) => ({ ...timedCall(deps, null, record), trace }));
}

function counted(make: (record: Call['record']) => Call): CountedCall {
  let count = 0;
  const call = make(({ kind }) => {
    if (kind === 'SENT') count += 1;
  });
  return { call, sent: () => count };
}

function timedCall(deps: CallDeps, signal: AbortSignal | null, record: Call['record']): Call {
  const timer = new AbortController();
  const late = problem('UPSTREAM_TIMEOUT', 'PROVIDER', 'The provider did not answer in time.', {
    retryable: true,
  });
  setTimeout(() => timer.abort(new ProblemError(late)), deps.callMs).unref();
  return {
    signal: signal === null ? timer.signal : AbortSignal.any([signal, timer.signal]),
    deadline: deps.now() + deps.callMs,
    // What becomes of a change, or of a row, is decided on it.
    thorough: true,
    ...(deps.purpose && { purpose: deps.purpose }),
    ...(deps.sweep && { sweep: deps.sweep }),
    ...(deps.allowance && { allowance: deps.allowance }),
    record,
  };
}
