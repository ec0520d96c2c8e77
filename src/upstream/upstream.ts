// The way of every request to a provider: one flight for identical reads, a place in the queue, the circuit breaker,
// credentials, the request itself, and polite retries for reads. Knows no provider: what differs is passed in.
import type { AccountStatus } from '../domain/account.ts';
import type { Call } from '../domain/call.ts';
import { isOutage } from '../domain/inventory/freshness.ts';
import { ProblemError, type Problem } from '../domain/problem.ts';
import { callSpan, joinedSpan } from './send/call-span.ts';
import { createConnection, type Connection } from './send/connection.ts';
import { inSpan } from '../domain/telemetry/tracer.ts';
import type { Outcomes } from './send/attempt-parts.ts';
import { createBackground, type Background } from './send/background-guard.ts';
import { createDriftCounter, type DriftCounter } from './drift.ts';
import { createGuard, type Guard } from './send/guard.ts';
import { toMoment } from './moments.ts';
import { observed } from './send/observed.ts';
import { recording, sendPartsPatiently } from './send/parts.ts';
import type {
  PartOutcome,
  PartsRequest,
  UpstreamOptions,
  UpstreamRequest,
  UpstreamRuntime,
} from './ports.ts';
import { createFlights, type Flights, type Run, type Start } from './send/single-flight.ts';
import type { UpstreamResponse } from './transport.ts';
import { sendPatiently } from './send/tries.ts';

export type {
  Authorizer,
  PartAnswer,
  PartOutcome,
  PartsRequest,
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
  /**
   * Several requests that the provider takes in one: for each key, in order, a 2xx or accepted answer, or a ProblemError. A part is
   * renewed credentials for, paused for and sent again as a whole request is, but never once it has been answered.
   * Throws ProblemError with the account's key when nothing was answered at all.
   */
  sendParts<P>(request: PartsRequest<P>, call: Call): Promise<ReadonlyMap<string, PartOutcome>>;
  status(): AccountStatus;
  /** Counts what the provider sends otherwise than documented. */
  readonly drift: DriftCounter;
}

/** What the requests of one account share. */
interface Shared {
  readonly connection: Connection;
  readonly guard: Guard;
  readonly background: Background;
  readonly flights: Flights<UpstreamResponse>;
  readonly catalogues: Flights<UpstreamResponse>;
  readonly batches: Flights<ReadonlyMap<string, PartOutcome>>;
  /** Writes that are over: a read after one must not be answered with what was read before it. */
  writes: number;
}

/** The way to the provider of one account. */
export function createUpstream(runtime: UpstreamRuntime, options: UpstreamOptions): Upstream {
  const connection = createConnection(runtime, options);
  const guard = createGuard(connection);
  const background = createBackground(connection, guard);
  const drift = createDriftCounter(runtime.now);
  const none = (): number => 0;
  const shared: Shared = {
    connection,
    guard,
    background,
    flights: createFlights(none),
    catalogues: createFlights(() => runtime.limits().catalogueMs),
    batches: createFlights(none),
    writes: 0,
  };
  return {
    send: (request, call) =>
      request.effect === 'WRITE' ? writeOne(shared, request, call) : readOne(shared, request, call),
    async sendParts(request, call) {
      if (request.parts.size === 0) return new Map();
      const recorded = recording(connection, call);
      const packed = { ...request.pack(request.parts), operation: request.operation };
      const sent: Start<Outcomes> = (signal, tell) => {
        const span = callSpan(connection, packed, call);
        tell(span.trace);
        return observed(recorded, request, { trace: call.trace, span }, async (one, tellFailed) => {
          const outcomes = await sendPartsPatiently(one, background.guardFor(call), request, signal);
          for (const problem of problemsIn(outcomes)) tellFailed(problem);
          return outcomes;
        });
      };
      const alone = (): Promise<Outcomes> => sent(call.signal, () => undefined);
      if (request.effect === 'WRITE') return write(shared, alone);
      if (isAlone(call)) return alone();
      const keys = JSON.stringify([...request.parts.keys()]);
      return readParts(shared, { ...packed, keys }, call, sent);
    },
    status: () => statusOf(shared, drift),
    drift,
  };
}

async function write<T>(shared: Shared, send: () => Promise<T>): Promise<T> {
  const { runtime, accountKey } = shared.connection;
  runtime.onWrite?.(accountKey);
  try {
    return await send();
  } finally {
    shared.writes += 1;
    runtime.onWrite?.(accountKey);
  }
}

function writeOne(shared: Shared, request: UpstreamRequest, call: Call): Promise<UpstreamResponse> {
  return write(shared, () => sendAlone(shared, request, call));
}

/** Sends a request that nobody else is answered with. Of a sweep each try is told, because its budget and its figures count all of them. */
async function sendAlone(
  { connection, background }: Shared,
  request: UpstreamRequest,
  call: Call,
): Promise<UpstreamResponse> {
  const { runtime, accountKey } = connection;
  const started = runtime.now();
  const spanned = { trace: call.trace, span: callSpan(connection, request, call) };
  const sent = (by: Connection): Promise<UpstreamResponse> =>
    observed(by, request, spanned, (one) =>
      sendPatiently(one, background.guardFor(call), request, call.signal),
    );
  if (call.purpose === 'SWEEP') return await sent(recording(connection, call));
  try {
    return await sent(connection);
  } finally {
    call.record({ accountKey, kind: 'SENT', waitedMs: runtime.now() - started });
  }
}

/** A read for the inventory never joins one under way, which may have left before a write of ours; one of a sweep is also held back in ways that others are not. */
function isAlone({ purpose, alone = false }: Call): boolean {
  return alone || purpose === 'SWEEP';
}

async function readOne(shared: Shared, request: UpstreamRequest, call: Call): Promise<UpstreamResponse> {
  if (isAlone(call)) return await sendAlone(shared, request, call);
  const { connection, background, flights, catalogues, writes } = shared;
  const { runtime, accountKey } = connection;
  const started = runtime.now();
  const flight = (request.catalogue ? catalogues : flights).run(
    `${writes} ${shareKey(request)}`,
    call.signal,
    // Whoever joins is told of the failure, and the log and the provider once, as of the first.
    (signal, tell) => {
      const span = callSpan(connection, request, call);
      tell(span.trace);
      return observed(connection, request, { trace: call.trace, span }, (one) =>
        sendPatiently(one, background.guardFor(call), request, signal),
      );
    },
  );
  try {
    return await answerOf(flight, connection, request, call);
  } finally {
    const waitedMs = runtime.now() - started;
    call.record({ accountKey, kind: flight.joined ? 'SHARED' : 'SENT', waitedMs });
  }
}

async function readParts(
  { connection, batches, writes }: Shared,
  request: ShareRequest & { readonly operation: string; readonly keys: string },
  call: Call,
  send: Start<Outcomes>,
): Promise<Outcomes> {
  const { runtime, accountKey } = connection;
  const started = runtime.now();
  const flight = batches.run(`${writes} ${shareKey(request)} ${request.keys}`, call.signal, send);
  try {
    return await answerOf(flight, connection, request, call);
  } finally {
    if (flight.joined) call.record({ accountKey, kind: 'SHARED', waitedMs: runtime.now() - started });
  }
}

/** The answer of a flight; who joins it has a span of its own for the wait. */
async function answerOf<T>(
  { answer, joined, trace }: Run<T>,
  connection: Connection,
  request: Pick<UpstreamRequest, 'method' | 'operation'>,
  call: Call,
): Promise<T> {
  const span = joined ? joinedSpan(connection, request, call, trace) : null;
  try {
    return await (span === null ? answer : inSpan(span, () => answer));
  } catch (error) {
    throw advised(error, call);
  }
}

/** The same failure, with what this caller may do about it: a flight has several. */
function advised(error: unknown, { advice }: Call): unknown {
  if (advice === undefined || !isOutage(error)) return error;
  const hint = [error.problem.hint, advice].filter(Boolean).join(' ');
  return new ProblemError({ ...error.problem, hint }, { cause: error });
}

/** One of each code: parts fail by the hundred with the same. */
function problemsIn(outcomes: ReadonlyMap<string, PartOutcome>): readonly Problem[] {
  const byCode = new Map<string, Problem>();
  for (const outcome of outcomes.values()) {
    if (outcome instanceof ProblemError) byCode.set(outcome.problem.code, outcome.problem);
  }
  return [...byCode.values()];
}

function statusOf({ connection, guard, background }: Shared, drift: DriftCounter): AccountStatus {
  const { runtime, authorizer, seen } = connection;
  const { lastSuccessAt, lastProblem, throttledUntil, loginHeldUntil, budget } = seen;
  const until = Math.max(throttledUntil, loginHeldUntil, guard.openUntil() ?? 0);
  return {
    circuit: guard.circuit(),
    lastSuccessAt: toMoment(lastSuccessAt),
    lastProblem,
    pausedUntil: toMoment(until > runtime.now() ? until : null),
    nextLoginAt: toMoment(authorizer.nextLoginAt?.() ?? null),
    ...guard.load(),
    drift: drift.seen(),
    budget,
    ...background.status(),
  };
}

type ShareRequest = Pick<UpstreamRequest, 'method' | 'url' | 'json'>;

function shareKey(request: ShareRequest): string {
  return `${request.method} ${request.url} ${request.json === undefined ? '' : JSON.stringify(request.json)}`;
}
