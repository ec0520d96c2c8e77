// Changes as the fewest calls: a POST for each 1,000 devices that get a license, and for each 1,000 that lose one.
import { chunk } from '../../../batching/chunk.ts';
import type { Change } from '../../../domain/change.ts';
import { LIMITS } from '../policy.ts';

/** The changes, a list a call: each has changes of one action. */
export function groupChanges(changes: readonly Change[]): Change[][] {
  const byAction = Map.groupBy(changes, ({ action }) => action);
  return [...byAction.values()].flatMap((own) => chunk(own, LIMITS.batchSize));
}
