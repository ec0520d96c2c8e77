// The runtime of a provider's account, for tests: real sockets and time, short time limits, no log.
import { setTimeout as sleep } from 'node:timers/promises';
import { steadyTime } from '../../emulators/core/clock.ts';
import type { Call, UpstreamEvent } from '../../src/domain/call.ts';
import { ProblemError, problem } from '../../src/domain/problem.ts';
import { createTransport } from '../../src/upstream/transport.ts';
import type { UpstreamLimits, UpstreamRuntime } from '../../src/upstream/upstream.ts';

const LIMITS: UpstreamLimits = {
  concurrency: 8,
  queue: 1000,
  retries: 2,
  retryAfterCapMs: 2000,
  breakerFailures: 5,
  breakerResetMs: 10_000,
  catalogueMs: 0,
  idsToProviders: true,
};

/** Changes to the runtime of `testRuntime`. */
export type RuntimeChanges = Partial<Omit<UpstreamRuntime, 'limits'>> & {
  readonly limits?: Partial<UpstreamLimits>;
  /** Time limit for an answer, 1,500 ms when absent. Has no effect with a transport of the test. */
  readonly answerTimeoutMs?: number;
};

/** A new runtime; `close` drops its idle connections. */
export function testRuntime({ limits, answerTimeoutMs = 1500, ...changes }: RuntimeChanges = {}): {
  readonly runtime: UpstreamRuntime;
  readonly close: () => void;
} {
  const { transport, close } = createTransport(() => ({
    connectTimeoutMs: 1000,
    answerTimeoutMs,
    maxSockets: 20,
    maxAnswerBytes: 33_554_432,
  }));
  const inForce = { ...LIMITS, ...limits };
  const silent = (): void => undefined;
  const runtime: UpstreamRuntime = {
    transport,
    now: steadyTime(),
    random: Math.random,
    sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
    log: { info: silent, warn: silent, error: silent },
    ...changes,
    limits: () => inForce,
  };
  return { runtime, close };
}

/** A call with a deadline in milliseconds; its upstream events are added to `events`. */
export function testCall(
  limitMs = 10_000,
): Call & { readonly events: UpstreamEvent[]; readonly abort: () => void } {
  const abort = new AbortController();
  const stop = (): void =>
    abort.abort(new ProblemError(problem('DEADLINE_EXCEEDED', 'PLATFORM', 'The deadline has passed.')));
  setTimeout(stop, limitMs).unref();
  const events: UpstreamEvent[] = [];
  return {
    signal: abort.signal,
    deadline: Date.now() + limitMs,
    record: (event) => events.push(event),
    events,
    abort: stop,
  };
}
