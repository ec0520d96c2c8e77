// The way of every request to a provider: one flight for identical reads, a place in the queue, the circuit breaker,
// credentials, the request itself, and polite retries for reads. Knows no provider: what differs is passed in.
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  CircuitState as Circuit,
  ConsecutiveBreaker,
  TaskCancelledError,
  bulkhead,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';
import type { AccountStatus, CircuitState, RequestBudget } from '../domain/account.ts';
import type { Call } from '../domain/call.ts';
import type { Log } from '../domain/log.ts';
import { ProblemError, asProblemError, inAccount, type Problem } from '../domain/problem.ts';
import { createDriftCounter, type DriftCounter } from './drift.ts';
import { explainStatus, type Explanation } from './explain.ts';
import { laterOf, toMoment } from './moments.ts';
import { notJson } from './parse.ts';
import { waitBeforeRetry } from './retry.ts';
import { createFlights } from './single-flight.ts';
import type { Transport, UpstreamResponse } from './transport.ts';
import { HeldBack, circuitOpen, overloaded, stillThrottled } from './unsent.ts';

export type { UpstreamResponse } from './transport.ts';

export interface UpstreamLimits {
  /** Requests of one account under way at once. */
  readonly concurrency: number;
  /** Requests of one account that may wait for a place. */
  readonly queue: number;
  /** Further tries of a read. */
  readonly retries: number;
  /** The longest wait before a retry; a provider that asks for more is not waited for. Milliseconds. */
  readonly retryAfterCapMs: number;
  /** Failures in a row that open the circuit, and how long it stays open. */
  readonly breakerFailures: number;
  readonly breakerResetMs: number;
  /** How long the answer to a catalogue read is handed on. Milliseconds, 0 for not at all. */
  readonly catalogueMs: number;
}

/** What the outside world gives to every account's upstream. */
export interface UpstreamRuntime {
  readonly transport: Transport;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** Resolves after so many milliseconds; rejects with the signal's reason. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly limits: UpstreamLimits;
  readonly log: Log;
  /** Told of each write to an account before it is sent, and again when it is over, whatever came of it. A login is one. */
  readonly onWrite?: (accountKey: string) => void;
}

/** What a provider says with headers and failure bodies. */
export interface UpstreamPolicy {
  /** What an answer outside 2xx means, where it differs from what its status says. */
  explain(response: UpstreamResponse, now: number): Explanation;
  /** The request budget reported with an answer; null when there is none. */
  budget(response: UpstreamResponse, now: number): RequestBudget | null;
}

/** Puts credentials on requests. */
export interface Authorizer {
  headers(): Promise<Readonly<Record<string, string>>>;
  /** True when the answer refuses the credentials sent and others may be had: they have been dropped, send once more. */
  renew(response: UpstreamResponse, sent: Readonly<Record<string, string>>): boolean;
  /** When refused credentials are tried again, milliseconds since the epoch; null when they were not refused. Absent where nobody logs in. */
  readonly nextLoginAt?: () => number | null;
}

export interface UpstreamRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** READ may be retried and shared, whatever its method; WRITE is sent once. */
  readonly effect: 'READ' | 'WRITE';
  /** A catalogue read: its answer may be handed on for `limits.catalogueMs`. */
  readonly catalogue?: boolean;
  /** True for an answer outside 2xx that is an answer and no failure, a 404 for "does not exist" for instance. */
  readonly accept?: (response: UpstreamResponse) => boolean;
}

export interface Upstream {
  /** A 2xx or accepted answer. Throws ProblemError with the account's key. */
  send(request: UpstreamRequest, call: Call): Promise<UpstreamResponse>;
  status(): AccountStatus;
  /** Counts what the provider sends otherwise than documented. */
  readonly drift: DriftCounter;
}

export interface UpstreamOptions {
  readonly accountKey: string;
  readonly policy: UpstreamPolicy;
  readonly authorizer: Authorizer;
}

const CIRCUIT: Readonly<Record<Circuit, CircuitState>> = {
  [Circuit.Closed]: 'CLOSED',
  [Circuit.Open]: 'OPEN',
  [Circuit.HalfOpen]: 'HALF_OPEN',
  [Circuit.Isolated]: 'OPEN',
};

export function createUpstream(runtime: UpstreamRuntime, options: UpstreamOptions): Upstream {
  const { limits } = runtime;
  const { accountKey, policy, authorizer } = options;
  const places = bulkhead(limits.concurrency, limits.queue);
  const circuit = circuitBreaker(handleWhen(tellsOfAnOutage), {
    halfOpenAfter: limits.breakerResetMs,
    breaker: new ConsecutiveBreaker(limits.breakerFailures),
  });
  const flights = createFlights<UpstreamResponse>(0);
  const catalogues = createFlights<UpstreamResponse>(limits.catalogueMs);
  const drift = createDriftCounter(runtime.now);
  let lastSuccessAt: number | null = null;
  let lastProblem: Problem | null = null;
  let budget: RequestBudget | null = null;
  let openedAt = 0;
  let throttledUntil = 0;
  let loginHeldUntil = 0;
  /** Writes that are over: a read after one must not be answered with what was read before it. */
  let writes = 0;
  circuit.onBreak(() => {
    openedAt = runtime.now();
    runtime.log.warn({ account: accountKey }, 'circuit opened');
  });

  async function exchange(request: UpstreamRequest, signal: AbortSignal): Promise<UpstreamResponse> {
    const credentials = await credentialsInForce();
    const answer = await transmit(request, credentials, signal);
    if (isSuccess(answer) || !authorizer.renew(answer, credentials)) return answer;
    return transmit(request, await credentialsInForce(), signal);
  }

  /** Nothing can be sent without them: while the login is left alone, so is the account. */
  async function credentialsInForce(): Promise<Readonly<Record<string, string>>> {
    try {
      return await authorizer.headers();
    } catch (error) {
      const { code, retryAt } = asProblemError(error).problem;
      // When refused credentials are tried again is told by `nextLoginAt`.
      if (code !== 'UPSTREAM_CREDENTIALS') loginHeldUntil = laterOf(loginHeldUntil, retryAt);
      throw error;
    }
  }

  async function transmit(
    request: UpstreamRequest,
    credentials: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<UpstreamResponse> {
    const body = bodyOf(request);
    const answer = await runtime.transport({
      method: request.method,
      url: request.url,
      headers: { accept: 'application/json', ...body.headers, ...request.headers, ...credentials },
      ...(body.text !== undefined && { body: body.text }),
      signal,
    });
    budget = policy.budget(answer, runtime.now()) ?? budget;
    return answer;
  }

  /** One try: an answer, or a ProblemError. */
  async function attempt(request: UpstreamRequest, signal: AbortSignal): Promise<UpstreamResponse> {
    if (throttledUntil > runtime.now()) throw stillThrottled(accountKey, throttledUntil);
    const answer = await exchange(request, signal);
    if (isSuccess(answer) && answer.content === 'OTHER' && request.effect === 'READ')
      throw notJson(accountKey);
    if (isSuccess(answer) || request.accept?.(answer)) {
      lastSuccessAt = runtime.now();
      return answer;
    }
    const failure = failureOf(answer);
    // Asked for with 429 or with 503 (RFC 9110, 10.2.3): both mean to be left alone. Of answers to requests that were under way
    // together, a short pause does not end a longer one.
    throttledUntil = laterOf(throttledUntil, failure.problem.retryAt);
    throw failure;
  }

  async function guarded(request: UpstreamRequest, signal: AbortSignal): Promise<UpstreamResponse> {
    try {
      return await places.execute(() => circuit.execute(() => attempt(request, signal), signal), signal);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw translate(error);
    }
  }

  async function persistent(request: UpstreamRequest, signal: AbortSignal): Promise<UpstreamResponse> {
    const tries = request.effect === 'READ' ? limits.retries : 0;
    for (let failures = 0; ; failures += 1) {
      try {
        return await guarded(request, signal);
      } catch (error) {
        const failure = withAccount(error, accountKey);
        if (isNews(failure)) lastProblem = failure.problem;
        const wait = failures < tries ? waitAfter(failure.problem, failures) : null;
        if (wait === null) throw failure;
        await runtime.sleep(wait, signal);
      }
    }
  }

  /** The end of the pause being made, milliseconds since the epoch; null when none is. */
  function pausedUntil(): number | null {
    const reopens = circuit.state === Circuit.Open ? openedAt + limits.breakerResetMs : 0;
    const until = Math.max(throttledUntil, loginHeldUntil, reopens);
    return until > runtime.now() ? until : null;
  }

  function waitAfter(failed: Problem, failures: number): number | null {
    const { retryAfterCapMs } = limits;
    return waitBeforeRetry(failed, failures, {
      retryAfterCapMs,
      now: runtime.now(),
      random: runtime.random(),
    });
  }

  function failureOf(answer: UpstreamResponse): ProblemError {
    return new ProblemError(
      explainStatus(answer, policy.explain(answer, runtime.now()), accountKey, runtime.now()),
    );
  }

  function translate(error: unknown): ProblemError {
    if (error instanceof BrokenCircuitError) {
      return circuitOpen(accountKey, openedAt + limits.breakerResetMs, lastProblem);
    }
    if (error instanceof BulkheadRejectedError || error instanceof TaskCancelledError) {
      return overloaded(accountKey);
    }
    return asProblemError(error);
  }

  return {
    async send(request, call) {
      const started = runtime.now();
      const note = (joined: boolean): void =>
        call.record({ accountKey, kind: joined ? 'SHARED' : 'SENT', waitedMs: runtime.now() - started });
      if (request.effect === 'WRITE') {
        runtime.onWrite?.(accountKey);
        try {
          return await persistent(request, call.signal);
        } finally {
          writes += 1;
          runtime.onWrite?.(accountKey);
          note(false);
        }
      }
      const flight = (request.catalogue ? catalogues : flights).run(
        `${writes} ${shareKey(request)}`,
        call.signal,
        (signal) => persistent(request, signal),
      );
      try {
        return await flight.answer;
      } finally {
        note(flight.joined);
      }
    },
    status: () => ({
      circuit: CIRCUIT[circuit.state],
      lastSuccessAt: toMoment(lastSuccessAt),
      lastProblem,
      pausedUntil: toMoment(pausedUntil()),
      nextLoginAt: toMoment(authorizer.nextLoginAt?.() ?? null),
      drift: drift.seen(),
      budget,
    }),
    drift,
  };
}

/** Whether it tells of the provider: a request that was held back here, or was given up, does not. */
function isNews(failure: ProblemError): boolean {
  const { code } = failure.problem;
  return !(failure instanceof HeldBack) && code !== 'CLIENT_GONE' && code !== 'DEADLINE_EXCEEDED';
}

function isSuccess(answer: UpstreamResponse): boolean {
  return answer.status >= 200 && answer.status < 300;
}

/** Only an outage opens the circuit: a provider that refuses or throttles is up. */
function tellsOfAnOutage(error: unknown): boolean {
  return (
    error instanceof ProblemError &&
    (error.problem.code === 'UPSTREAM_UNAVAILABLE' || error.problem.code === 'UPSTREAM_TIMEOUT')
  );
}

function withAccount(error: unknown, accountKey: string): ProblemError {
  const failure = asProblemError(error);
  return failure.problem.code.startsWith('UPSTREAM_') ? inAccount(failure, accountKey) : failure;
}

function bodyOf(request: UpstreamRequest): { text?: string; headers: Record<string, string> } {
  if (request.form !== undefined) {
    return {
      text: new URLSearchParams(request.form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
  }
  if (request.json === undefined) return { headers: {} };
  return { text: JSON.stringify(request.json), headers: { 'content-type': 'application/json' } };
}

function shareKey(request: UpstreamRequest): string {
  return `${request.method} ${request.url} ${request.json === undefined ? '' : JSON.stringify(request.json)}`;
}
