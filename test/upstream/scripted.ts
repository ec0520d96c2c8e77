// An upstream in front of a provider that follows a script, in a time that passes only when somebody waits.
import type { Call, UpstreamEvent } from '../../src/domain/call.ts';
import { silentLog } from '../../src/domain/log.ts';
import { ProblemError, problem } from '../../src/domain/problem.ts';
import type { UpstreamObserver } from '../../src/domain/telemetry/upstream-events.ts';
import type { TransportRequest, UpstreamResponse } from '../../src/upstream/transport.ts';
import {
  createUpstream,
  type Authorizer,
  type Upstream,
  type UpstreamLimits,
  type UpstreamPolicy,
  type UpstreamRequest,
  type UpstreamRuntime,
} from '../../src/upstream/upstream.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { testRuntime } from '../support/runtime.ts';

/** What the provider does with one request. */
export type Step = UpstreamResponse | Error | ((request: TransportRequest) => Promise<UpstreamResponse>);

const PLAIN: UpstreamPolicy = { explain: () => ({}), budget: () => null };

export interface Scripted {
  readonly upstream: Upstream;
  /** Sends a request, `READ` unless another is given, in a call that lasts. */
  send(request?: UpstreamRequest, call?: Call): Promise<UpstreamResponse>;
  /** Everything sent, in order. */
  readonly sent: readonly TransportRequest[];
  /** Milliseconds waited before further tries. */
  readonly waits: readonly number[];
  readonly warnings: readonly string[];
  /** The other lines of the log. */
  readonly noted: readonly string[];
  readonly clock: TestClock;
  /** What comes next; a request without a step fails the test. */
  next(...steps: readonly Step[]): void;
  /** What comes whenever nothing else does. */
  always(step: Step): void;
}

export interface ScriptedOptions {
  readonly limits?: Partial<UpstreamLimits>;
  readonly policy?: UpstreamPolicy;
  readonly authorizer?: Authorizer;
  readonly observer?: UpstreamObserver;
  readonly sweepSettings?: UpstreamRuntime['sweepSettings'];
}

export function createScripted(options: ScriptedOptions = {}): Scripted {
  const sent: TransportRequest[] = [];
  const warnings: string[] = [];
  const noted: string[] = [];
  const clock = createTestClock();
  const steps: Step[] = [];
  let fallback: Step = new Error('a request that the script does not know');

  async function play(request: TransportRequest): Promise<UpstreamResponse> {
    sent.push(request);
    const step = steps.shift() ?? fallback;
    await Promise.resolve();
    if (request.signal.aborted) throw request.signal.reason;
    if (step instanceof Error) throw step;
    return typeof step === 'function' ? step(request) : step;
  }

  const { runtime } = testRuntime({
    transport: play,
    ...(options.observer && { observer: options.observer }),
    ...(options.sweepSettings && { sweepSettings: options.sweepSettings }),
    now: () => clock.now,
    random: () => 0.5,
    sleep: clock.sleep,
    log: {
      ...silentLog,
      info: (details, message) => noted.push(`${message} ${JSON.stringify(details)}`),
      warn: (details, message) => warnings.push(`${message} ${JSON.stringify(details)}`),
    },
    limits: { breakerFailures: 100, ...options.limits },
  });
  const upstream = createUpstream(runtime, {
    accountKey: 'acme',
    policy: options.policy ?? PLAIN,
    authorizer: options.authorizer ?? { headers: () => Promise.resolve({}), renew: () => false },
  });
  return {
    upstream,
    send: (request = READ, call = openCall()) => upstream.send(request, call),
    sent,
    waits: clock.waits,
    warnings,
    noted,
    clock,
    next: (...more) => steps.push(...more),
    always: (step) => {
      fallback = step;
    },
  };
}

/** A JSON answer. */
export function answer(
  status: number,
  body: unknown = {},
  headers: Readonly<Record<string, string>> = {},
): UpstreamResponse {
  return { status, headers, body, content: 'JSON' };
}

export function failure(code: 'UPSTREAM_UNAVAILABLE' | 'UPSTREAM_TIMEOUT'): ProblemError {
  return new ProblemError(problem(code, 'PROVIDER', 'on the wire', { retryable: true }));
}

/** Answers when told to; ends with its request. */
export function createGate(): {
  readonly step: (request: TransportRequest) => Promise<UpstreamResponse>;
  open(response: UpstreamResponse): void;
} {
  const { promise, resolve } = Promise.withResolvers<UpstreamResponse>();
  const step = async ({ signal }: TransportRequest): Promise<UpstreamResponse> => {
    const aborted = Promise.withResolvers<never>();
    signal.addEventListener('abort', () => aborted.reject(signal.reason), { once: true });
    return Promise.race([promise, aborted.promise]);
  };
  return { step, open: resolve };
}

/** Tokens 1, 2, 3, ... each refused one makes way for the next. */
export function createTokens(): Authorizer & { readonly renewals: () => number } {
  let current = 1;
  return {
    headers: () => Promise.resolve({ authorization: `t${current}` }),
    renew(response, sent) {
      if (response.status !== 401) return false;
      if (sent['authorization'] === `t${current}`) current += 1;
      return true;
    },
    renewals: () => current - 1,
  };
}

export const READ: UpstreamRequest = {
  operation: 'readThings',
  method: 'GET',
  url: 'https://api.example/things',
  effect: 'READ',
};
export const WRITE: UpstreamRequest = {
  operation: 'addThing',
  method: 'POST',
  url: 'https://api.example/things',
  json: { name: 'a' },
  effect: 'WRITE',
};

export interface OpenCall extends Call {
  readonly events: readonly UpstreamEvent[];
  readonly reason: ProblemError;
  leave(): void;
}

/** A call that lasts until it is left. */
export function openCall(): OpenCall {
  const abort = new AbortController();
  const events: UpstreamEvent[] = [];
  const reason = new ProblemError(problem('CLIENT_GONE', 'CALLER', 'The client went away.'));
  return {
    signal: abort.signal,
    deadline: Number.POSITIVE_INFINITY,
    record: (event) => events.push(event),
    events,
    reason,
    leave: () => abort.abort(reason),
  };
}
