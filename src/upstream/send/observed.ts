// One call over a connection, observed: each HTTP request is told with its outcome, the call's failure once, after its last try.
import type { Call } from '../../domain/call.ts';
import { asProblemError, type Problem } from '../../domain/problem.ts';
import { traceparentOf, type Trace } from '../../domain/telemetry/trace.ts';
import { inSpan, type Span } from '../../domain/telemetry/tracer.ts';
import type { UpstreamOutcome } from '../../domain/telemetry/upstream-events.ts';
import { explainStatus } from '../explain.ts';
import type { PartsRequest, UpstreamRequest } from '../ports.ts';
import type { TransportRequest, UpstreamResponse } from '../transport.ts';
import { isSuccess } from './attempt.ts';
import { tellCall } from './call-span.ts';
import type { Connection } from './connection.ts';
import { HeldBack } from './unsent.ts';

type Named = Pick<UpstreamRequest | PartsRequest<unknown>, 'operation' | 'effect' | 'isLogin'>;

/** What has been seen of one call so far. */
interface Progress {
  attempts: number;
  /** The last one. */
  answer: UpstreamResponse | null;
}

/** A call, and its span, which ends with it. */
export interface SpannedCall extends Pick<Call, 'trace'> {
  readonly span: Span;
}

/** Sends over the connection, with the ids of the call's request. Throws what `send` throws; other failures it tells by itself. */
export async function observed<T>(
  connection: Connection,
  request: Named,
  { trace, span }: SpannedCall,
  send: (connection: Connection, tell: (problem: Problem) => void) => Promise<T>,
): Promise<T> {
  const { runtime, accountKey } = connection;
  const { operation } = request;
  const progress: Progress = { attempts: 0, answer: null };
  const started = runtime.now();
  const tell = (problem: Problem): void =>
    runtime.observer?.failed({
      accountKey,
      operation,
      attempts: progress.attempts,
      status: progress.answer?.status ?? null,
      problem,
      ms: runtime.now() - started,
      trace,
    });
  const transport = async (sent: TransportRequest): Promise<UpstreamResponse> => {
    progress.attempts += 1;
    const headers = runtime.limits().idsToProviders
      ? { ...idsOf(trace && span.trace), ...sent.headers }
      : sent.headers;
    const answer = await exchange(connection, request, { ...sent, headers });
    progress.answer = answer;
    const unusable = (problem: Problem): void => {
      connection.seen.lastProblem = problem;
      runtime.observer?.unusable({ accountKey, operation });
      tell(problem);
    };
    return { ...answer, unusable };
  };
  const own: Connection = { ...connection, transport, span };
  return await inSpan(span, async () => {
    try {
      return await send(own, tell);
    } catch (error) {
      if (isFailure(error)) tell(asProblemError(error).problem);
      throw error;
    } finally {
      tellCall(own, progress);
    }
  });
}

/** Whether it tells of a call that was tried. */
function isFailure(error: unknown): boolean {
  return !(error instanceof HeldBack) && asProblemError(error).problem.code !== 'CLIENT_GONE';
}

/** Told with what it came to. */
async function exchange(
  { runtime, transport, accountKey, policy }: Connection,
  { operation, effect, isLogin = false }: Named,
  sent: TransportRequest,
): Promise<UpstreamResponse> {
  const started = runtime.now();
  const tell = (outcome: UpstreamOutcome): void =>
    runtime.observer?.exchanged({ accountKey, operation, isLogin, outcome, ms: runtime.now() - started });
  try {
    const answer = await transport(sent);
    const now = runtime.now();
    if (isSuccess(answer)) tell(effect === 'READ' && answer.content === 'OTHER' ? 'bad_answer' : 'ok');
    else if (answer.status === 404) tell('not_found');
    else tell(outcomeOfAnswer(explainStatus(answer, policy.explain(answer, now), accountKey, now).code));
    return answer;
  } catch (error) {
    tell(sent.signal.aborted ? 'aborted' : outcomeOfFailure(asProblemError(error).problem.code));
    throw error;
  }
}

/** Of an answer outside 2xx. */
function outcomeOfAnswer(code: Problem['code']): UpstreamOutcome {
  if (code === 'UPSTREAM_CREDENTIALS') return 'unauthorized';
  if (code === 'UPSTREAM_THROTTLED') return 'throttled';
  return code === 'UPSTREAM_UNAVAILABLE' ? 'server_error' : 'refused';
}

/** Of a request without an answer, or with one that was not read to its end. */
function outcomeOfFailure(code: Problem['code']): UpstreamOutcome {
  if (code === 'UPSTREAM_TIMEOUT') return 'timeout';
  return code === 'UPSTREAM_BAD_RESPONSE' ? 'bad_answer' : 'unreachable';
}

/** Headers by which a provider can name the request, in a support case or in a trace. */
function idsOf(trace: Trace | undefined): Readonly<Record<string, string>> {
  if (trace === undefined) return {};
  return {
    'x-request-id': trace.requestId,
    traceparent: traceparentOf(trace),
    ...(trace.state !== null && { tracestate: trace.state }),
  };
}
