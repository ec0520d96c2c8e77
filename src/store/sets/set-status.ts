// The final status of a set, from the outcomes of its changes.
import type { ChangeOutcome, ChangeProgress, ChangeSetStatus } from '../../domain/change-set.ts';

/** The progress of a set without changes. */
export const NO_CHANGES = {
  total: 0,
  underWay: 0,
  pendingRemovals: 0,
  PENDING: 0,
  VERIFIED: 0,
  ACCEPTED_UNVERIFIED: 0,
  NO_CHANGE: 0,
  REJECTED: 0,
  UNKNOWN: 0,
  SKIPPED: 0,
  CANCELLED: 0,
} satisfies ChangeProgress;

/** What a read has shown to be as asked for. */
const GOOD: readonly ChangeOutcome[] = ['VERIFIED', 'NO_CHANGE'];

/** What decides on the status of a set, besides the outcomes of its changes. */
export interface HowItWent {
  /** Whether at least one of them was handed to a provider. */
  readonly attempted: boolean;
  /** How many of them are to be read again. */
  readonly unsettled: number;
}

/** The status of a set whose changes are all DONE. */
export function finalStatus(
  progress: ChangeProgress,
  { attempted, unsettled }: HowItWent,
): Extract<ChangeSetStatus, 'UNSETTLED' | 'SUCCEEDED' | 'PARTIAL' | 'FAILED' | 'CANCELLED'> {
  if (unsettled > 0) return 'UNSETTLED';
  if (progress.CANCELLED > 0 && (!attempted || progress.CANCELLED === progress.total)) return 'CANCELLED';
  let good = 0;
  for (const outcome of GOOD) good += progress[outcome];
  if (good === progress.total) return 'SUCCEEDED';
  return good === 0 ? 'FAILED' : 'PARTIAL';
}
