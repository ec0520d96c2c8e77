// Cancelling kept removals, with what is known of the reason.
import { sql } from 'kysely';
import type { ScheduledRemoval } from '../../domain/change-set.ts';
import { appendAudit } from '../audit/append.ts';
import { scheduleEvent } from '../audit/events.ts';
import { recordset } from '../database/bulk.ts';
import { TARGET_COLUMNS, type Tx } from '../database/tables.ts';
import type { DroppedSchedule } from './api.ts';
import { toScheduledRemoval, toTargetColumns, type ScheduleRow } from './schedule-rows.ts';

/** Who cancels them, in which set if any, and when. */
interface Cancellation {
  readonly principal: string;
  readonly setId: string | null;
  readonly now: number;
}

/** Cancels those that wait for these targets. */
export async function cancelSchedules(
  tx: Tx,
  targets: readonly DroppedSchedule[],
  { principal, setId, now }: Cancellation,
): Promise<ScheduledRemoval[]> {
  const rows = targets.map((target) => toTargetColumns(target));
  const { rows: updated } = await sql<ScheduleRow>`
    update scheduled_removals as s set status = 'CANCELLED', ended_at = ${new Date(now)}
    from ${recordset(rows, TARGET_COLUMNS)}
    where s.status = 'WAITING' and s.account_key = r.account_key and s.license_id = r.license_id
      and s.assignee_kind = r.assignee_kind and s.assignee_id = r.assignee_id
    returning s.*`.execute(tx);
  const cancelled = updated.map((row) => toScheduledRemoval(row));
  const byTarget = new Map(targets.map((target) => [JSON.stringify(toTargetColumns(target)), target]));
  const events = cancelled.map((schedule) => {
    const { reason = null, before = null } = byTarget.get(JSON.stringify(toTargetColumns(schedule))) ?? {};
    return { ...scheduleEvent(schedule, 'CANCEL_SCHEDULE', principal, setId), reason, before };
  });
  await appendAudit(tx, events, now);
  return cancelled;
}
