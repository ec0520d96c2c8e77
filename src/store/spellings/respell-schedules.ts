// Gives the kept removals of an account their canonical ids. Of several that turn out to have one target, the earliest stays.
import { appendAudit } from '../audit/append.ts';
import { scheduleEvent } from '../audit/events.ts';
import { isOneOf, updateRows } from '../database/bulk.ts';
import { clean } from '../database/json.ts';
import type { Tx } from '../database/tables.ts';
import { toScheduledRemoval, type ScheduleRow } from '../schedules/schedule-rows.ts';
import type { Spell } from './api.ts';

/** Respells the WAITING ones, and cancels those that have become duplicates. */
export async function respellSchedules(tx: Tx, accountKey: string, spell: Spell, now: number): Promise<void> {
  const query = tx.selectFrom('scheduledRemovals').selectAll().where('status', '=', 'WAITING');
  const rows = await query.where('accountKey', '=', clean(accountKey)).orderBy('id').forUpdate().execute();
  const respelled = rows.map((row) => respell(row, spell));
  if (respelled.every((row, index) => hasSameIds(row, rows[index] ?? row))) return;
  const kept = earliestOfEachTarget(respelled);
  const duplicates = rows.filter(({ id }) => !kept.has(id));
  // First, so that no two wait for one target at any moment.
  const ended = { status: 'CANCELLED', endedAt: new Date(now) } as const;
  const ids = duplicates.map(({ id }) => id);
  await tx.updateTable('scheduledRemovals').set(ended).where(isOneOf('id', ids)).execute();
  const moved = respelled
    .filter(({ id }) => kept.has(id))
    .map(({ id, licenseId, assigneeId }) => ({ id, licenseId, assigneeId }));
  await updateRows(tx, 'scheduledRemovals', ['licenseId', 'assigneeId'], moved);
  const events = duplicates.map((row) => ({
    ...scheduleEvent(toScheduledRemoval(row), 'CANCEL_SCHEDULE', 'license-graph', null),
    reason: 'The same removal is scheduled for an earlier day under another spelling.',
  }));
  await appendAudit(tx, events, now);
}

function respell(row: ScheduleRow, spell: Spell): ScheduleRow {
  return {
    ...row,
    licenseId: spell('LICENSE', row.licenseId),
    assigneeId: spell(row.assigneeKind, row.assigneeId),
  };
}

function hasSameIds(one: ScheduleRow, other: ScheduleRow): boolean {
  return one.licenseId === other.licenseId && one.assigneeId === other.assigneeId;
}

/** The ids of the rows that stay: of each target the one that is due first. */
function earliestOfEachTarget(rows: readonly ScheduleRow[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const same of Map.groupBy(rows, targetOf).values()) {
    const [first] = same.toSorted((one, other) => one.dueAt.getTime() - other.dueAt.getTime());
    if (first) ids.add(first.id);
  }
  return ids;
}

function targetOf({ licenseId, assigneeKind, assigneeId }: ScheduleRow): string {
  return JSON.stringify([licenseId, assigneeKind, assigneeId]);
}
