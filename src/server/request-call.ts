// How long one request lasts. A query ends at its deadline or when its client goes away, and its upstream reads end with it. A mutation
// ends at its deadline alone: a client that was cut off asks again, and must find a definite answer.
import type { ServerResponse } from 'node:http';
import type { Call, UpstreamEvent } from '../domain/call.ts';
import { ProblemError, problem } from '../domain/problem.ts';
import type { Trace } from '../domain/telemetry/trace.ts';

export interface RequestCall extends Call {
  readonly trace: Trace;
  /** What was asked of providers so far. */
  readonly events: readonly UpstreamEvent[];
  /** The same request for mutations: it does not end when the client goes away, which `gone` tells instead. */
  readonly forChanges: Call;
  /** Makes it a mutation: it lasts so many milliseconds from its start, and goes on when the client is gone. */
  take(deadlineMs: number): void;
}

/** What a call is made with. */
interface CallSettings {
  readonly deadlineMs: number;
  readonly now: () => number;
  /** Hears of every read as it ends: those of a client that has gone end after its request. */
  readonly note: (event: UpstreamEvent) => void;
  readonly trace: Trace;
  /** What a query may do where a provider fails. */
  readonly advice?: string | undefined;
}

/** The call of a request that `response` answers. */
export function createRequestCall(
  response: ServerResponse,
  { deadlineMs, now, note, trace, advice }: CallSettings,
): RequestCall {
  const late = new AbortController();
  const gone = new AbortController();
  const events: UpstreamEvent[] = [];
  const started = now();
  let deadline = started + deadlineMs;
  let goesOn = false;
  let timer = setTimeout(() => late.abort(tooLate()), deadlineMs);
  response.on('close', () => {
    if (response.writableFinished || !goesOn) clearTimeout(timer);
    // Nobody waits for it any more: it need not keep the process alive either.
    else timer.unref();
    if (!response.writableFinished) gone.abort(clientGone());
  });
  const record = (event: UpstreamEvent): void => {
    events.push(event);
    note(event);
  };
  return {
    signal: AbortSignal.any([late.signal, gone.signal]),
    get deadline() {
      return deadline;
    },
    events,
    record,
    trace,
    advice,
    forChanges: {
      trace,
      signal: late.signal,
      gone: gone.signal,
      get deadline() {
        return deadline;
      },
      record,
    },
    take(newDeadlineMs) {
      goesOn = true;
      if (late.signal.aborted) return;
      clearTimeout(timer);
      deadline = started + newDeadlineMs;
      timer = setTimeout(() => late.abort(tooLate()), Math.max(0, deadline - now()));
      if (response.destroyed) timer.unref();
    },
  };
}

function tooLate(): ProblemError {
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

/** Why a request ends whose client has gone. */
export function clientGone(): ProblemError {
  return new ProblemError(
    problem('CLIENT_GONE', 'CALLER', 'The client went away before the answer was ready.'),
  );
}

export interface EventCall extends Call {
  /** It is over: its deadline is called off. */
  end(): void;
}

/** The call of one event of a subscription, which ends with the subscription or at its own deadline. */
export function createEventCall(
  subscription: AbortSignal,
  { deadlineMs, now, note, trace }: CallSettings,
): EventCall {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(tooLate()), deadlineMs);
  return {
    signal: AbortSignal.any([late.signal, subscription]),
    deadline: now() + deadlineMs,
    record: note,
    trace,
    end: () => clearTimeout(timer),
  };
}
