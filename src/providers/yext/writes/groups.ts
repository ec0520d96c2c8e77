// Changes as calls: one each, because Yext has no bulk write (yext contract 2).
import type { Change } from '../../../domain/change.ts';

/** The changes, a list a call. */
export function groupChanges(changes: readonly Change[]): Change[][] {
  return changes.map((change) => [change]);
}
