// The span of a call to a provider: from the call to its answer, with the wait for a place and all tries.
import type { Call } from '../../domain/call.ts';
import type { Trace } from '../../domain/telemetry/trace.ts';
import { silentTracer, type Span } from '../../domain/telemetry/tracer.ts';
import type { UpstreamRequest } from '../ports.ts';
import type { UpstreamResponse } from '../transport.ts';
import type { Connection } from './connection.ts';

type Named = Pick<UpstreamRequest, 'operation' | 'method'>;

/** Begins the span of a call. */
export function callSpan(connection: Connection, request: Named, { trace }: Pick<Call, 'trace'>): Span {
  const { runtime, accountKey } = connection;
  const tracer = runtime.tracer ?? silentTracer;
  const options = {
    kind: 'CLIENT',
    attributes: { 'http.request.method': request.method, 'license_graph.account': accountKey },
  } as const;
  // A login belongs to no request: all that wait for it share it.
  if (trace === undefined) return tracer.begin(nameOf(request), null, options);
  return tracer.start(nameOf(request), trace, options);
}

/** Begins the span of a call that another one is sent for: it waits for that one's answer. */
export function joinedSpan(
  { runtime, accountKey }: Connection,
  request: Named,
  { trace }: Pick<Call, 'trace'>,
  flight: Trace | undefined,
): Span | null {
  if (trace === undefined) return null;
  return (runtime.tracer ?? silentTracer).start(nameOf(request), trace, {
    // Nothing is sent for it: whoever counts CLIENT spans counts requests to providers.
    kind: 'INTERNAL',
    attributes: { 'license_graph.account': accountKey, 'license_graph.shared': true },
    links: flight ? [flight] : [],
  });
}

/** What a call came to, in the span that stands for it. */
export function tellCall(
  { policy, runtime, span }: Connection,
  { attempts, answer }: { readonly attempts: number; readonly answer: UpstreamResponse | null },
): void {
  // What an answer says of itself takes parsing.
  if (!span?.trace.isSampled) return;
  span.set({
    'http.request.resend_count': attempts > 1 ? attempts - 1 : null,
    'http.response.status_code': answer?.status,
    'license_graph.upstream_request_id': answer && policy.explain(answer, runtime.now()).upstreamRequestId,
  });
}

function nameOf({ method, operation }: Named): string {
  return `${method} ${operation}`;
}
