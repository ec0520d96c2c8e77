// Finds kept removals: those that are due, those of some assignees, or a page of those that match a filter.
import { sql } from 'kysely';
import type { ScheduledRemoval } from '../../domain/change-set.ts';
import { isOneOf, recordset } from '../database/bulk.ts';
import { clean } from '../database/json.ts';
import type { Db } from '../database/tables.ts';
import type { AssigneeRef, ScheduleFilter } from './api.ts';
import { toScheduledRemoval, type ScheduleRow } from './schedule-rows.ts';

/** Those whose day has come, the oldest first. */
export async function dueSchedules(db: Db, limit: number, now: number): Promise<ScheduledRemoval[]> {
  const query = db.selectFrom('scheduledRemovals').selectAll().where('status', '=', 'WAITING');
  const due = query.where('dueAt', '<=', new Date(now)).orderBy('dueAt').orderBy('id').limit(limit);
  return (await due.execute()).map((row) => toScheduledRemoval(row));
}

/** Those of these assignees that wait. */
export async function schedulesOf(
  db: Db,
  accountKey: string,
  assignees: readonly AssigneeRef[],
): Promise<ScheduledRemoval[]> {
  const { rows } = await sql<ScheduleRow>`
    select s.* from scheduled_removals as s
    join ${recordset(assignees, { kind: 'text', externalId: 'text' })}
      on s.assignee_kind = r.kind and s.assignee_id = r.external_id
    where s.status = 'WAITING' and s.account_key = ${clean(accountKey)}
    order by s.due_at, s.id`.execute(db);
  return rows.map((row) => toScheduledRemoval(row));
}

/** By day, then id; `after` is the last one of the page before. */
export async function listSchedules(
  db: Db,
  { statuses, accountKeys }: ScheduleFilter,
  after: { readonly dueAt: string; readonly id: string } | null,
  limit: number,
): Promise<ScheduledRemoval[]> {
  let query = db.selectFrom('scheduledRemovals').selectAll();
  if (statuses !== undefined) query = query.where(isOneOf('status', statuses));
  if (accountKeys !== undefined) query = query.where(isOneOf('accountKey', accountKeys));
  if (after !== null) {
    query = query.where(sql<boolean>`(due_at, id) > (${new Date(after.dueAt)}, ${clean(after.id)})`);
  }
  const rows = await query.orderBy('dueAt').orderBy('id').limit(limit).execute();
  return rows.map((row) => toScheduledRemoval(row));
}
