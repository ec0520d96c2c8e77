// INTERIM: src/providers/outcomes.ts of the branch fields.
import type { Call } from '../../../src/domain/call.ts';
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
