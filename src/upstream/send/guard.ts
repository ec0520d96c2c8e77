// What stands before an account's provider: a number of places for requests under way, and a circuit that failures open.
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  CircuitState as Circuit,
  ConsecutiveBreaker,
  TaskCancelledError,
  bulkhead,
  circuitBreaker,
  handleWhen,
  type BulkheadPolicy,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import type { CircuitState } from '../../domain/account.ts';
import { ProblemError, asProblemError } from '../../domain/problem.ts';
import type { UpstreamLimits } from '../ports.ts';
import type { Span } from '../../domain/telemetry/tracer.ts';
import type { Connection } from './connection.ts';
import { circuitOpen, overloaded } from './unsent.ts';

export interface Guard {
  /** Does the work when there is a place for it. Throws the signal's reason, UPSTREAM_CIRCUIT_OPEN, UPSTREAM_OVERLOADED or the work's problem. */
  execute<T>(work: () => Promise<T>, signal: AbortSignal, span?: Span | null): Promise<T>;
  circuit(): CircuitState;
  /** Work under way, and work that waits for a place. */
  load(): { readonly underWay: number; readonly queued: number };
  /** When an open circuit lets a request through again, milliseconds since the epoch; null while it is not open. */
  openUntil(): number | null;
}

/** Made for the limits that were in force then. */
interface Parts {
  readonly limits: UpstreamLimits;
  readonly places: BulkheadPolicy;
  readonly circuit: CircuitBreakerPolicy;
}

const CIRCUIT: Readonly<Record<Circuit, CircuitState>> = {
  [Circuit.Closed]: 'CLOSED',
  [Circuit.Open]: 'OPEN',
  [Circuit.HalfOpen]: 'HALF_OPEN',
  [Circuit.Isolated]: 'OPEN',
};

/** A guard whose circuit is closed. */
export function createGuard({ runtime, accountKey, seen }: Connection): Guard {
  let until = 0;
  let parts = partsFor(runtime.limits());

  /** The circuit stays as it is when a reload changes the limits; who waits for a place still gets one of the old ones. */
  function current(): Parts {
    const limits = runtime.limits();
    if (limits !== parts.limits) parts = partsFor(limits, parts.circuit.toJSON());
    return parts;
  }

  function partsFor(limits: UpstreamLimits, initialState?: unknown): Parts {
    const places = bulkhead(limits.concurrency, limits.queue);
    const circuit = circuitBreaker(handleWhen(tellsOfAnOutage), {
      halfOpenAfter: limits.breakerResetMs,
      breaker: new ConsecutiveBreaker(limits.breakerFailures),
      initialState,
    });
    circuit.onBreak((reason) => {
      until = runtime.now() + limits.breakerResetMs;
      const code = 'error' in reason ? asProblemError(reason.error).problem.code : null;
      runtime.log.warn({ account: accountKey, code }, 'circuit opened');
    });
    circuit.onReset(() => runtime.log.info({ account: accountKey }, 'circuit closed'));
    return { limits, places, circuit };
  }

  function translate(error: unknown): ProblemError {
    if (error instanceof BrokenCircuitError) return circuitOpen(accountKey, until, seen.lastProblem);
    if (error instanceof BulkheadRejectedError || error instanceof TaskCancelledError) {
      return overloaded(accountKey);
    }
    return asProblemError(error);
  }

  return {
    async execute(work, signal, span) {
      const { places, circuit } = current();
      const begin = places.executionSlots > 0 ? work : inPlace(work, span, runtime.now);
      try {
        return await places.execute(() => circuit.execute(begin, signal), signal);
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw translate(error);
      }
    },
    circuit: () => CIRCUIT[parts.circuit.state],
    load: () => ({
      underWay: parts.limits.concurrency - parts.places.executionSlots,
      queued: parts.limits.queue - parts.places.queueSlots,
    }),
    openUntil: () => (parts.circuit.state === Circuit.Open ? until : null),
  };
}

/** Tells how long the work has waited for its place. */
function inPlace<T>(
  work: () => Promise<T>,
  span: Span | null | undefined,
  now: () => number,
): () => Promise<T> {
  const since = now();
  return () => {
    span?.event('place taken', { 'license_graph.waited_ms': now() - since });
    return work();
  };
}

/** Only an outage opens the circuit: a provider that refuses or throttles is up. */
export function tellsOfAnOutage(error: unknown): boolean {
  return (
    error instanceof ProblemError &&
    (error.problem.code === 'UPSTREAM_UNAVAILABLE' || error.problem.code === 'UPSTREAM_TIMEOUT')
  );
}
