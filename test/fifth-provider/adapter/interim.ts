// INTERIM: `upstream.sendParts` of the kit.
import { explainStatus } from '../../../src/upstream/explain.ts';
import { ProblemError } from '../../../src/domain/problem.ts';
import type { Call } from '../../../src/domain/call.ts';
import type { UpstreamRequest, UpstreamResponse } from '../../../src/upstream/upstream.ts';
import { badResponse } from '../../../src/upstream/parse.ts';
import type { Context } from './context.ts';
import { policy } from './failures.ts';

export interface PartAnswer {
  readonly key: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
}
export interface PartsRequest<P> {
  readonly effect: UpstreamRequest['effect'];
  readonly parts: ReadonlyMap<string, P>;
  readonly pack: (
    parts: ReadonlyMap<string, P>,
  ) => Pick<UpstreamRequest, 'method' | 'url' | 'headers' | 'json'>;
  readonly unpack: (answer: UpstreamResponse) => readonly PartAnswer[];
  readonly accept?: (part: UpstreamResponse) => boolean;
}
export type PartOutcome = UpstreamResponse | ProblemError;

export async function sendParts<P>(
  { upstream, accountKey }: Context,
  { effect, parts, pack, unpack, accept }: PartsRequest<P>,
  call: Call,
): Promise<ReadonlyMap<string, PartOutcome>> {
  const whole = await upstream.send({ ...pack(parts), effect }, call);
  const outcomes = new Map<string, PartOutcome>(
    [...parts.keys()].map((key) => [key, badResponse(accountKey, 'A part is missing.')]),
  );
  for (const { key, status, headers = {}, body } of unpack(whole)) {
    const answer: UpstreamResponse = {
      status,
      headers: { ...whole.headers, ...headers },
      body,
      content: body === undefined ? 'EMPTY' : 'JSON',
    };
    const isGood = (status >= 200 && status < 300) || accept?.(answer);
    const now = Date.now();
    outcomes.set(
      key,
      isGood ? answer : new ProblemError(explainStatus(answer, policy.explain(answer, now), accountKey, now)),
    );
  }
  return outcomes;
}

// INTERIM: src/providers/outcomes.ts of the branch fields.
import type { Change, Sent } from '../../../src/domain/change.ts';
import { asProblemError } from '../../../src/domain/problem.ts';
import { sentByFailure } from '../../../src/changes/run/write-failure.ts';

export type Outcomes = ReadonlyMap<string, Sent>;
export function sentAfter(error: unknown): Sent {
  return sentByFailure(asProblemError(error));
}
export function abortedBefore({ signal }: Call): Sent | null {
  if (!signal.aborted) return null;
  return { status: 'NOT_SENT', problem: asProblemError(signal.reason).problem, upstreamRequestIds: [] };
}
export function forEachChange(changes: readonly Change[], sentOf: (change: Change) => Sent): Outcomes {
  return new Map(changes.map((change) => [change.id, sentOf(change)]));
}
