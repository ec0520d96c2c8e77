// The way of every request to a provider: one flight for identical reads, a place in the queue, the circuit breaker,
// credentials, the request itself, and polite retries for reads. Knows no provider: what differs is passed in.
import type { AccountStatus } from '../domain/account.ts';
import type { Call } from '../domain/call.ts';
import { createConnection, type Connection } from './send/connection.ts';
import { createDriftCounter, type DriftCounter } from './drift.ts';
import { createGuard, type Guard } from './send/guard.ts';
import { toMoment } from './moments.ts';
import type { UpstreamOptions, UpstreamRequest, UpstreamRuntime } from './ports.ts';
import { createFlights } from './send/single-flight.ts';
import type { UpstreamResponse } from './transport.ts';
import { sendPatiently } from './send/tries.ts';

export type {
  Authorizer,
  UpstreamLimits,
  UpstreamOptions,
  UpstreamPolicy,
  UpstreamRequest,
  UpstreamRuntime,
} from './ports.ts';
export type { UpstreamResponse } from './transport.ts';

export interface Upstream {
  /** A 2xx or accepted answer. Throws ProblemError with the account's key. */
  send(request: UpstreamRequest, call: Call): Promise<UpstreamResponse>;
  status(): AccountStatus;
  /** Counts what the provider sends otherwise than documented. */
  readonly drift: DriftCounter;
}

/** The way to the provider of one account. */
export function createUpstream(runtime: UpstreamRuntime, options: UpstreamOptions): Upstream {
  const { accountKey } = options;
  const connection = createConnection(runtime, options);
  const guard = createGuard(connection);
  const flights = createFlights<UpstreamResponse>(0);
  const catalogues = createFlights<UpstreamResponse>(runtime.limits.catalogueMs);
  const drift = createDriftCounter(runtime.now);
  /** Writes that are over: a read after one must not be answered with what was read before it. */
  let writes = 0;

  async function write(request: UpstreamRequest, call: Call): Promise<UpstreamResponse> {
    const started = runtime.now();
    runtime.onWrite?.(accountKey);
    try {
      return await sendPatiently(connection, guard, request, call.signal);
    } finally {
      writes += 1;
      runtime.onWrite?.(accountKey);
      call.record({ accountKey, kind: 'SENT', waitedMs: runtime.now() - started });
    }
  }

  async function read(request: UpstreamRequest, call: Call): Promise<UpstreamResponse> {
    const started = runtime.now();
    const { answer, joined } = (request.catalogue ? catalogues : flights).run(
      `${writes} ${shareKey(request)}`,
      call.signal,
      (signal) => sendPatiently(connection, guard, request, signal),
    );
    try {
      return await answer;
    } finally {
      const waitedMs = runtime.now() - started;
      call.record({ accountKey, kind: joined ? 'SHARED' : 'SENT', waitedMs });
    }
  }

  return {
    send: (request, call) => (request.effect === 'WRITE' ? write(request, call) : read(request, call)),
    status: () => statusOf(connection, guard, drift),
    drift,
  };
}

function statusOf(
  { runtime, authorizer, seen }: Connection,
  guard: Guard,
  drift: DriftCounter,
): AccountStatus {
  const { lastSuccessAt, lastProblem, throttledUntil, loginHeldUntil, budget } = seen;
  const until = Math.max(throttledUntil, loginHeldUntil, guard.openUntil() ?? 0);
  return {
    circuit: guard.circuit(),
    lastSuccessAt: toMoment(lastSuccessAt),
    lastProblem,
    pausedUntil: toMoment(until > runtime.now() ? until : null),
    nextLoginAt: toMoment(authorizer.nextLoginAt?.() ?? null),
    drift: drift.seen(),
    budget,
  };
}

function shareKey(request: UpstreamRequest): string {
  return `${request.method} ${request.url} ${request.json === undefined ? '' : JSON.stringify(request.json)}`;
}
