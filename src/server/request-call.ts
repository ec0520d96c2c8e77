// The life of one request: it ends at its deadline, or when the client goes away, and all upstream reads with it.
import type { ServerResponse } from 'node:http';
import type { Call, UpstreamEvent } from '../domain/call.ts';
import { ProblemError, problem } from '../domain/problem.ts';

export interface RequestCall extends Call {
  /** What was asked of providers so far. */
  readonly events: readonly UpstreamEvent[];
  /** Moves the deadline to so long after the start, milliseconds. */
  allow(deadlineMs: number): void;
}

/** `note` hears of every read as it ends: those of a client that has gone end after its request. */
export function createRequestCall(
  response: ServerResponse,
  deadlineMs: number,
  now: () => number,
  note: (event: UpstreamEvent) => void,
): RequestCall {
  const abort = new AbortController();
  const events: UpstreamEvent[] = [];
  const started = now();
  let deadline = started + deadlineMs;
  let timer = setTimeout(() => abort.abort(late()), deadlineMs);
  response.on('close', () => {
    clearTimeout(timer);
    if (!response.writableFinished) abort.abort(gone());
  });
  return {
    signal: abort.signal,
    get deadline() {
      return deadline;
    },
    allow(newDeadlineMs) {
      if (abort.signal.aborted || response.destroyed) return;
      clearTimeout(timer);
      deadline = started + newDeadlineMs;
      timer = setTimeout(() => abort.abort(late()), Math.max(0, deadline - now()));
    },
    events,
    record: (event) => {
      events.push(event);
      note(event);
    },
  };
}

function late(): ProblemError {
  return new ProblemError(
    problem(
      'DEADLINE_EXCEEDED',
      'PROVIDER',
      'The provider had not answered when the time for this request was up.',
      {
        retryable: true,
        hint: 'Ask for less at once, or raise server.deadlineMs.',
      },
    ),
  );
}

function gone(): ProblemError {
  return new ProblemError(
    problem('CLIENT_GONE', 'CALLER', 'The client went away before the answer was ready.'),
  );
}
