// Kept removals: those that License Graph carries out itself, as the engine sees them. Every method may throw ProblemError, as ../api.ts
// says.
import type { AssigneeKind } from '../../domain/account.ts';
import type {
  AssignmentState,
  ChangeSet,
  ScheduledRemoval,
  ScheduledRemovalStatus,
} from '../../domain/change-set.ts';
import type { NewChange, NewChangeSet } from '../sets/new-set.ts';

export interface AssigneeRef {
  readonly kind: AssigneeKind;
  readonly externalId: string;
}

/** What a kept removal is about: at most one is WAITING for each target. */
export interface ScheduleTarget {
  readonly accountKey: string;
  readonly licenseId: string;
  readonly assignee: AssigneeRef;
}

export interface NewSchedule extends ScheduleTarget {
  readonly removalOn: string;
  readonly zone: string;
  readonly dueAt: string;
  /** The set that asked for it. */
  readonly setId: string;
}

/** A kept removal to be cancelled, and why. */
export interface DroppedSchedule extends ScheduleTarget {
  /** For the audit log, as is the state that was read before. Absent when a set asks for it: that has its own reason. */
  readonly reason?: string;
  readonly before?: AssignmentState;
}

export interface ScheduleFilter {
  readonly statuses?: readonly ScheduledRemovalStatus[];
  readonly accountKeys?: readonly string[];
}

export interface Schedules {
  /** One that is WAITING for the same target already gets the new date. */
  createSchedules(schedules: readonly NewSchedule[], principal: string): Promise<readonly ScheduledRemoval[]>;
  /** The WAITING ones among them, now CANCELLED. `setId` is the set that asked for it. */
  cancelSchedules(
    targets: readonly DroppedSchedule[],
    principal: string,
    setId: string | null,
  ): Promise<readonly ScheduledRemoval[]>;
  /** WAITING ones whose day has come, the oldest first. */
  dueSchedules(limit: number): Promise<readonly ScheduledRemoval[]>;
  /** Replaces them by a set, in one transaction. Null, and nothing written, when one of them is no longer WAITING. */
  fireSchedules(
    scheduleIds: readonly string[],
    input: NewChangeSet,
    changes: readonly NewChange[],
    enqueue: boolean,
  ): Promise<ChangeSet | null>;
  /** WAITING ones of these assignees. */
  schedulesOf(accountKey: string, assignees: readonly AssigneeRef[]): Promise<readonly ScheduledRemoval[]>;
  /** By day, then id; `after` is the last one of the page before. */
  schedules(
    filter: ScheduleFilter,
    after: { readonly dueAt: string; readonly id: string } | null,
    limit: number,
  ): Promise<readonly ScheduledRemoval[]>;
}
