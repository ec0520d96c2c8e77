// Between kept removals and their rows, in both directions.
import type { Selectable } from 'kysely';
import type { ScheduledRemoval } from '../../domain/change-set.ts';
import { toAssignee, toAssigneeColumns } from '../database/assignee-columns.ts';
import type { Tables } from '../database/tables.ts';
import { withTextTimes } from '../database/times.ts';
import type { ScheduleTarget } from './api.ts';

export type ScheduleRow = Selectable<Tables['scheduledRemovals']>;

export function toScheduledRemoval(row: ScheduleRow): ScheduledRemoval {
  const { assigneeKind, assigneeId, endedAt: _endedAt, ...rest } = withTextTimes(row);
  return { ...rest, assignee: toAssignee({ assigneeKind, assigneeId }) };
}

/** The columns of what a kept removal is about. */
export function toTargetColumns({ accountKey, licenseId, assignee }: ScheduleTarget) {
  return { accountKey, licenseId, ...toAssigneeColumns(assignee) };
}
