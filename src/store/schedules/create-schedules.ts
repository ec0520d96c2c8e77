// Creating kept removals, or giving those that are WAITING already another date.
import { sql } from 'kysely';
import type { ScheduledRemoval } from '../../domain/change-set.ts';
import { appendAudit } from '../audit/append.ts';
import { scheduleEvent } from '../audit/events.ts';
import type { StoreContext } from '../context.ts';
import { columnList, recordset } from '../database/bulk.ts';
import { COLUMNS, type Records, type Tx } from '../database/tables.ts';
import type { NewSchedule } from './api.ts';
import { toScheduledRemoval, toTargetColumns, type ScheduleRow } from './schedule-rows.ts';

/** One that waits for the same target already gets the new date. */
export async function createSchedules(
  context: StoreContext,
  tx: Tx,
  schedules: readonly NewSchedule[],
  principal: string,
): Promise<ScheduledRemoval[]> {
  const now = context.now();
  const createdAt = new Date(now).toISOString();
  // One statement cannot write a row twice: of several for one target the last one counts.
  const byTarget = new Map(schedules.map((one) => [JSON.stringify(toTargetColumns(one)), one]));
  const rows = [...byTarget.values()].map((one): Partial<Records['scheduledRemovals']> => {
    const { removalOn, zone, dueAt, setId } = one;
    const rest = { removalOn, zone, dueAt, setId, status: 'WAITING', createdAt } as const;
    return { id: context.newId(), ...toTargetColumns(one), ...rest };
  });
  const names = columnList(Object.keys(COLUMNS.scheduledRemovals));
  const { rows: kept } = await sql<ScheduleRow>`
    insert into scheduled_removals (${names}) select ${names} from ${recordset(rows, COLUMNS.scheduledRemovals)}
    order by account_key, assignee_kind, assignee_id, license_id
    on conflict (account_key, assignee_kind, assignee_id, license_id) where status = 'WAITING'
    do update set removal_on = excluded.removal_on, zone = excluded.zone, due_at = excluded.due_at, set_id = excluded.set_id
    returning *`.execute(tx);
  const created = kept.map((row) => toScheduledRemoval(row));
  const events = created.map((one) => scheduleEvent(one, 'CREATE_SCHEDULE', principal, one.setId));
  await appendAudit(tx, events, now);
  return created;
}
