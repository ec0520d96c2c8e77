// Calls that belong to no request of ours: logins and token renewals, which all requests waiting for a token share.
import type { Call } from '../domain/call.ts';
import { ProblemError, problem } from '../domain/problem.ts';
import { fixedCredentials } from './fixed-credentials.ts';
import type { UpstreamRuntime } from './upstream.ts';

/** Sends nothing along: for login endpoints, which carry their credentials in the request itself. */
export const anonymous = fixedCredentials(() => ({}));

/** A call with a time limit of its own, in milliseconds, which counts in the upstream report of no request. */
export function backgroundCall(runtime: UpstreamRuntime, limitMs: number): Call {
  const abort = new AbortController();
  const late = new ProblemError(
    problem('UPSTREAM_TIMEOUT', 'PROVIDER', 'The provider did not answer a login in time.', {
      retryable: true,
    }),
  );
  setTimeout(() => abort.abort(late), limitMs).unref();
  return { signal: abort.signal, deadline: runtime.now() + limitMs, record: () => undefined };
}
