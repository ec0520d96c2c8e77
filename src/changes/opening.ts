// Opening what may not be there yet: tried until it is, while everything else goes on.
import type { Log } from '../domain/log.ts';
import { asProblemError, type ProblemError } from '../domain/problem.ts';

export interface Opening<T> {
  /** Waits for the attempt under way; throws ProblemError when the last one failed. */
  ready(): Promise<T>;
  /** Gives up trying; what was opened, or null. */
  stop(): Promise<T | null>;
}

/** Opens now, and again `retryMs` after each failure. The signal of `open` ends an opening that nobody wants any more. `sleep` rejects when its signal aborts. */
export function keepOpening<T>(
  open: (signal: AbortSignal) => Promise<T>,
  deps: {
    readonly retryMs: number;
    readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
    readonly log: Log;
  },
): Opening<T> {
  const stopping = new AbortController();
  let attempt: Promise<T | ProblemError> = tryOnce();

  async function tryOnce(): Promise<T | ProblemError> {
    try {
      return await open(stopping.signal);
    } catch (error) {
      const failure = asProblemError(error);
      if (stopping.signal.aborted) return failure;
      deps.log.warn({ problem: failure.problem.code, err: failure.cause }, 'the database cannot be opened');
      void again();
      return failure;
    }
  }

  async function again(): Promise<void> {
    try {
      await deps.sleep(deps.retryMs, stopping.signal);
    } catch {
      // Told to stop: there is no next attempt.
      return;
    }
    attempt = tryOnce();
  }

  return {
    async ready() {
      const opened = await attempt;
      // The errors of opening are ProblemErrors, and nothing that is opened is one.
      if (isFailure(opened)) throw opened;
      return opened;
    },
    async stop() {
      stopping.abort();
      const opened = await attempt;
      return isFailure(opened) ? null : opened;
    },
  };
}

function isFailure<T>(opened: T | ProblemError): opened is ProblemError {
  return opened instanceof Error;
}
