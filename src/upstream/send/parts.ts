// Requests that carry several in one: each part is answered, refused, paused for and sent again by itself.
import type { Call } from '../../domain/call.ts';
import { ProblemError, type Problem } from '../../domain/problem.ts';
import type { PartOutcome, PartsRequest } from '../ports.ts';
import { attemptParts, failAll, only, type Outcomes } from './attempt-parts.ts';
import type { Connection } from './connection.ts';
import { tellsOfAnOutage, type Guard } from './guard.ts';
import { mayPass, mostPatient } from './retry.ts';
import { patiently } from './tries.ts';

/** Parts failed that may be sent again; each has its own problem, of which this is the one that decides when. */
class PartsFailed extends ProblemError {}

/** The same connection, which records each HTTP request as SENT, with the time since the one before it. */
export function recording(connection: Connection, call: Pick<Call, 'record'>): Connection {
  const { runtime, accountKey } = connection;
  let since = runtime.now();
  return {
    ...connection,
    async transport(request) {
      try {
        return await connection.transport(request);
      } finally {
        const now = runtime.now();
        call.record({ accountKey, kind: 'SENT', waitedMs: now - since });
        since = now;
      }
    },
  };
}

/** For each key, in order, a 2xx or accepted answer, or its problem. Throws only when nothing was answered at all. */
export async function sendPartsPatiently<P>(
  connection: Connection,
  guard: Pick<Guard, 'execute'>,
  request: PartsRequest<P>,
  signal: AbortSignal,
): Promise<Outcomes> {
  const outcomes = new Map<string, PartOutcome>();
  let asked = request.parts;

  async function attemptAsked(): Promise<PartsFailed | null> {
    const round = await attemptParts(connection, { ...request, parts: asked }, signal);
    const failed = new Map<string, Problem>();
    for (const [key, outcome] of round) {
      outcomes.set(key, outcome);
      if (outcome instanceof ProblemError && mayPass(outcome.problem)) failed.set(key, outcome.problem);
    }
    asked = only(asked, (key) => failed.has(key));
    const decisive = mostPatient([...failed.values()]);
    if (decisive === null) return null;
    const failure = new PartsFailed(decisive);
    // Thrown before the circuit breaker, which one part that fails among others does not concern.
    if ([...outcomes.values()].every(tellsOfAnOutage)) throw failure;
    return failure;
  }

  try {
    await patiently(connection, request.effect, signal, async () => {
      const failure = await guard.execute(attemptAsked, signal, connection.span);
      if (failure !== null) throw failure;
    });
  } catch (error) {
    if (outcomes.size === 0) throw error;
    if (!(error instanceof PartsFailed))
      failAll(outcomes, asked.keys(), signal.aborted ? signal.reason : error);
  }
  return outcomes;
}
