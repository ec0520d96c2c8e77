// Removals that License Graph carries out itself, as the engine keeps them. Every method may throw ProblemError, as in api.ts.
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

export interface NewSchedule {
  readonly accountKey: string;
  readonly licenseId: string;
  readonly assignee: AssigneeRef;
  readonly removalOn: string;
  readonly zone: string;
  readonly dueAt: string;
  readonly setId: string;
}

/** What a schedule is about: there is at most one WAITING for each. */
export interface ScheduleTarget {
  readonly accountKey: string;
  readonly licenseId: string;
  readonly assignee: AssigneeRef;
}

/** One that is dropped, and why. */
export interface DroppedSchedule extends ScheduleTarget {
  /** For the audit log, as are the state that was read before it. Absent where the set that asks for it tells. */
  readonly reason?: string;
  readonly before?: AssignmentState;
}

export interface ScheduleFilter {
  readonly statuses?: readonly ScheduledRemovalStatus[];
  readonly accountKeys?: readonly string[];
}

export interface Schedules {
  /** One that waits for the same target already gets the new date. */
  createSchedules(schedules: readonly NewSchedule[], principal: string): Promise<readonly ScheduledRemoval[]>;
  /** The WAITING ones among them, now CANCELLED. `setId` is the set that asked for it. */
  cancelSchedules(
    targets: readonly DroppedSchedule[],
    principal: string,
    setId: string | null,
  ): Promise<readonly ScheduledRemoval[]>;
  /** WAITING ones whose day has come, the oldest first. */
  dueSchedules(limit: number): Promise<readonly ScheduledRemoval[]>;
  /** Makes them the set given, in one transaction. Null, and nothing written, when one of them does not wait any more. */
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
