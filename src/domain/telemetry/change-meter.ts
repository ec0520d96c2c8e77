// What the change engine tells of what it does, for metrics.
import type { ChangeAction } from '../change.ts';
import type { ChangeOutcome } from '../change-set.ts';

/** Told of what is done, for metrics. */
export interface ChangeMeter {
  /** A change came to its outcome. */
  readonly outcome: (
    change: { readonly accountKey: string; readonly action: ChangeAction },
    outcome: ChangeOutcome,
  ) => void;
  /** A read has shown a change, so many milliseconds after it was sent. */
  readonly verified: (accountKey: string, milliseconds: number) => void;
}
