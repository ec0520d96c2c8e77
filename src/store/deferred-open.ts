// Opening a store that may not be reachable yet: tried until it is, while everything else goes on.
import { ProblemError, asProblemError } from '../domain/problem.ts';
import type { Outage } from './outage.ts';

export interface DeferredOpen<T> {
  /** Whether anybody has asked for it so far. */
  begun(): boolean;
  /** Begins when nobody has. Waits for the attempt under way; throws ProblemError when the last one failed. */
  ready(): Promise<T>;
  /** What was opened, for what has come out of it. Throws before. */
  opened(): T;
  /** Gives up trying; what was opened, or null. */
  stop(): Promise<T | null>;
}

/** Opens when it is asked for, and again `retryMs` after each failure. The signal of `open` ends an opening that nobody wants any more. `sleep` rejects when its signal aborts. */
export function deferOpen<T>(
  open: (signal: AbortSignal) => Promise<T>,
  deps: {
    readonly retryMs: number;
    readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
    readonly outage: Pick<Outage, 'failed' | 'over'>;
  },
): DeferredOpen<T> {
  const stopping = new AbortController();
  let attempt: Promise<T | ProblemError> | null = null;
  let there: { readonly opened: T } | null = null;

  async function tryOnce(): Promise<T | ProblemError> {
    try {
      const opened = await open(stopping.signal);
      deps.outage.over();
      there = { opened };
      return opened;
    } catch (error) {
      const failure = asProblemError(error);
      if (stopping.signal.aborted) return failure;
      deps.outage.failed(failure);
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
    begun: () => attempt !== null,
    async ready() {
      attempt ??= tryOnce();
      const opened = await attempt;
      // The errors of opening are ProblemErrors, and nothing that is opened is one.
      if (isFailure(opened)) throw opened;
      return opened;
    },
    opened() {
      if (there === null) throw new Error('nothing has been opened yet');
      return there.opened;
    },
    async stop() {
      stopping.abort();
      const opened = await attempt;
      return opened === null || isFailure(opened) ? null : opened;
    },
  };
}

function isFailure(opened: unknown): opened is ProblemError {
  return opened instanceof ProblemError;
}
