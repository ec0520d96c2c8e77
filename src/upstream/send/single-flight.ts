// Identical reads under way at the same time are sent once; an answer may be kept for a moment after.
import type { Current } from '../../domain/reload/current.ts';
import type { Trace } from '../../domain/telemetry/trace.ts';

export interface Flights<T> {
  /**
   * Joins the read with this key or starts it. A caller whose signal aborts gets the signal's reason; the read itself is
   * aborted only when nobody waits for it any more. `joined` tells whether another caller's read was used; `trace` is what that one
   * told of itself when it started.
   */
  run(key: string, signal: AbortSignal, start: Start<T>): Run<T>;
}

/** Starts a read; what it calls `tell` with before it first waits is kept for those who join. */
export type Start<T> = (signal: AbortSignal, tell: (trace: Trace) => void) => Promise<T>;

/** A read that was joined or started. */
export interface Run<T> {
  readonly answer: Promise<T>;
  readonly joined: boolean;
  readonly trace: Trace | undefined;
}

interface Flight<T> {
  readonly answer: Promise<T>;
  readonly abort: AbortController;
  readonly trace: Trace | undefined;
  waiting: number;
  landed: boolean;
}

/** `keepMs`: how long a successful answer is handed on after it arrived; 0 for not at all. Failures are never kept. */
export function createFlights<T>(keepMs: Current<number>): Flights<T> {
  const flights = new Map<string, Flight<T>>();

  function launch(key: string, start: Start<T>): Flight<T> {
    const abort = new AbortController();
    let trace: Trace | undefined;
    const answer = start(abort.signal, (its) => (trace = its));
    const flight: Flight<T> = { answer, abort, trace, waiting: 0, landed: false };
    const forget = (): void => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    const land = (): void => {
      flight.landed = true;
      const kept = keepMs();
      if (kept > 0) setTimeout(forget, kept).unref();
      else forget();
    };
    answer.then(land, forget);
    flights.set(key, flight);
    return flight;
  }

  return {
    run(key, signal, start) {
      const present = flights.get(key);
      const joined = present !== undefined && !present.abort.signal.aborted;
      const flight = joined ? present : launch(key, start);
      return { answer: wait(flight, signal), joined, trace: flight.trace };
    },
  };
}

async function wait<T>(flight: Flight<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    callOffUnused(flight, signal.reason);
    throw signal.reason;
  }
  flight.waiting += 1;
  let leave: (() => void) | undefined;
  try {
    return await Promise.race([
      flight.answer,
      new Promise<never>((_, reject) => {
        leave = () => reject(signal.reason as Error); // every signal of ours aborts with a ProblemError
        signal.addEventListener('abort', leave, { once: true });
      }),
    ]);
  } finally {
    if (leave) signal.removeEventListener('abort', leave);
    flight.waiting -= 1;
    if (signal.aborted) callOffUnused(flight, signal.reason);
  }
}

/** An answer that is there already stays for those to come. */
function callOffUnused<T>(flight: Flight<T>, reason: unknown): void {
  if (flight.waiting === 0 && !flight.landed) flight.abort.abort(reason);
}
