// One identity for one thing: what was kept under another spelling of its provider's ids.
import { sql, type Selectable } from 'kysely';
import type { Identities, Spell } from '../changes/own-changes-api.ts';
import { appendAudit, scheduleEvent, type NewAuditEvent } from '../audit/append.ts';
import { writing, type StoreContext, type Tx } from '../context.ts';
import { clean, recordset, type Columns } from '../database/json.ts';
import { isOneOf } from '../sets/locks.ts';
import { toScheduledRemoval } from '../database/rows.ts';
import { respellChanges } from './respell-changes.ts';
import type { ScheduledRemovalsTable } from '../database/tables.ts';

/** Respelling over a database. */
export function identities(context: StoreContext): Identities {
  return {
    respell: (accountKey, spell) =>
      writing(context, async (tx) => {
        await respellChanges(tx, accountKey, spell);
        await respellSchedules(tx, accountKey, spell, context.now());
      }),
  };
}

/** What a change or a schedule is about. */
type Ids = Pick<Selectable<ScheduledRemovalsTable>, 'id' | 'license_id' | 'assignee_kind' | 'assignee_id'>;

const IDS: Columns = { id: 'text', license_id: 'text', assignee_id: 'text' };

function respelled<Row extends Ids>(row: Row, spell: Spell): Row {
  return {
    ...row,
    license_id: spell('LICENSE', row.license_id),
    assignee_id: spell(row.assignee_kind, row.assignee_id),
  };
}

function isOther(one: Ids, other: Ids): boolean {
  return one.license_id !== other.license_id || one.assignee_id !== other.assignee_id;
}

async function respellSchedules(tx: Tx, accountKey: string, spell: Spell, now: number): Promise<void> {
  const query = tx.selectFrom('scheduled_removals').selectAll().where('status', '=', 'WAITING');
  const rows = await query.where('account_key', '=', clean(accountKey)).orderBy('id').forUpdate().execute();
  const moved = rows.map((row) => respelled(row, spell));
  if (moved.every((row, index) => !isOther(row, rows[index] ?? row))) return;
  const kept = new Set<string>();
  for (const same of Map.groupBy(moved, targetOf).values()) {
    const [first] = same.toSorted((one, other) => one.due_at.getTime() - other.due_at.getTime());
    if (first) kept.add(first.id);
  }
  const events: NewAuditEvent[] = [];
  const dropped = rows.filter(({ id }) => !kept.has(id));
  for (const row of dropped) {
    const event = scheduleEvent(toScheduledRemoval(row), 'CANCEL_SCHEDULE', 'license-graph', null);
    events.push({
      ...event,
      reason: 'The same removal is scheduled for an earlier day under another spelling.',
    });
  }
  // First, so that no two wait for one target at any moment.
  const ended = { status: 'CANCELLED', ended_at: new Date(now) } as const;
  const ids = dropped.map(({ id }) => id);
  await tx.updateTable('scheduled_removals').set(ended).where(isOneOf('id', ids)).execute();
  await sql`update scheduled_removals as s set license_id = r.license_id, assignee_id = r.assignee_id
    from ${recordset(
      moved.filter(({ id }) => kept.has(id)),
      IDS,
    )} where s.id = r.id`.execute(tx);
  await appendAudit(tx, events, now);
}

function targetOf({ license_id: license, assignee_kind: kind, assignee_id: assignee }: Ids): string {
  return JSON.stringify([license, kind, assignee]);
}
