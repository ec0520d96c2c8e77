// What the engine hands over to create a change set: the set itself, and its requests.
import type { Change } from '../../domain/change.ts';
import type {
  AssignmentState,
  ChangeSet,
  ChangeOutcome,
  ChangeSetKind,
  RequestedChange,
  SeatImpact,
} from '../../domain/change-set.ts';
import type { Problem } from '../../domain/problem.ts';

export interface NewChangeSet {
  /** A PLAN waits for `startSet`; an APPLY runs at once. */
  readonly kind: ChangeSetKind;
  /** Of its content. The hash that callers get covers the id of the set as well. */
  readonly hash: string;
  readonly principal: string;
  readonly reason: string | null;
  readonly ticket: string | null;
  readonly plannedCalls: number;
  readonly seatImpact: readonly SeatImpact[];
  readonly undoOf: string | null;
  readonly retryOf: string | null;
  /** RFC 3339 UTC; of plans only. */
  readonly expiresAt: string | null;
  readonly problems: readonly Problem[];
  readonly leftOut: ChangeSet['leftOut'];
}

/** PENDING changes are to be sent; the others came to their outcome while planning and are DONE from the start. */
export interface NewChange {
  readonly change: Change;
  readonly outcome: ChangeOutcome;
  readonly groupNo: number | null;
  readonly problem: Problem | null;
  readonly before: AssignmentState | null;
  /** Positions in its set of the changes it waits for; none when absent. */
  readonly waitsFor?: readonly number[];
  readonly isRefused?: false;
}

/** A request: a change, or one that was refused before it had a target. Requests keep the order of the input. */
export type NewRequest = NewChange | NewRefusal;

/** Always REJECTED, with the problem that says why. */
export interface NewRefusal extends Omit<NewChange, 'change' | 'isRefused'> {
  readonly change: RequestedChange;
  readonly isRefused: true;
}
