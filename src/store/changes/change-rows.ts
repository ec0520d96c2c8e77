// Between rows of changes and the records of requests, in both directions.
import type { Selectable } from 'kysely';
import { hasTarget, type ChangeRecord, type RequestRecord } from '../../domain/change-set.ts';
import { toAssignee, toAssigneeColumns } from '../database/assignee-columns.ts';
import type { Records, Tables } from '../database/tables.ts';
import { withTextTimes } from '../database/times.ts';
import type { NewRequest } from '../sets/new-set.ts';

export type ChangeRow = Selectable<Tables['changes']>;

/** Only for rows that are not refused: the table sees to it that they have targets. */
export function toChangeRecord(row: ChangeRow): ChangeRecord {
  const { change, isRefused, ...rest } = toRequestRecord(row);
  if (isRefused || !hasTarget(change)) throw new Error(`change ${row.id} has no target`);
  return { ...rest, change };
}

export function toRequestRecord(row: ChangeRow): RequestRecord {
  const { id, action, accountKey, licenseId, assigneeKind, assigneeId, removalOn, target, ...rest } =
    withTextTimes(row);
  const { refused: isRefused, waitsFor, ...progress } = rest;
  const assignee = toAssignee({ assigneeKind, assigneeId });
  const change = { id, action, accountKey, licenseId, assignee, removalOn, target };
  return { ...progress, change, isRefused, waitsFor: waitsFor ?? [] };
}

/** The row of a request that is new. */
export function newChangeRow(
  setId: string,
  position: number,
  request: NewRequest,
): Partial<Records['changes']> & { readonly id: string } {
  const { outcome, groupNo, problem, before, waitsFor = [], isRefused = false } = request;
  const { assignee, ...change } = request.change;
  return {
    ...change,
    ...toAssigneeColumns(assignee),
    setId,
    position,
    outcome,
    phase: outcome === 'PENDING' ? 'PLANNED' : 'DONE',
    groupNo,
    problem,
    attempts: 0,
    upstreamRequestIds: [],
    before,
    waitsFor,
    refused: isRefused,
  };
}
