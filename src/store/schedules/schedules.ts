// Removals that License Graph carries out itself on a day.
import { sql, type Selectable } from 'kysely';
import type { ChangeSet, ScheduledRemoval } from '../../domain/change-set.ts';
import type { NewChange, NewChangeSet } from '../sets/new-set.ts';
import type {
  AssigneeRef,
  DroppedSchedule,
  NewSchedule,
  ScheduleFilter,
  Schedules,
  ScheduleTarget,
} from './api.ts';
import { appendAudit, scheduleEvent } from '../audit/append.ts';
import { reading, writing, type Db, type StoreContext, type Tx } from '../context.ts';
import { insertSet, mustRead } from '../sets/create-set.ts';
import { clean, recordset, type Columns } from '../database/json.ts';
import { isOneOf } from '../sets/locks.ts';
import { TARGET_COLUMNS, toScheduledRemoval } from '../database/rows.ts';
import type { ScheduledRemovalsTable } from '../database/tables.ts';

/** Scheduled removals over a database. */
export function schedules(context: StoreContext): Schedules {
  return {
    createSchedules: (wanted, principal) =>
      writing(context, (tx) => createSchedules(context, tx, wanted, principal)),
    cancelSchedules: (targets, principal, setId) =>
      writing(context, (tx) => cancelSchedules(tx, targets, principal, setId, context.now())),
    dueSchedules: (limit) => reading(context, (db) => dueSchedules(db, limit, context.now())),
    fireSchedules: (ids, input, changes, enqueue) =>
      writing(context, (tx) => fireSchedules(context, tx, ids, { input, changes, enqueue })),
    schedulesOf: (accountKey, assignees) => reading(context, (db) => schedulesOf(db, accountKey, assignees)),
    schedules: (filter, after, limit) => reading(context, (db) => listSchedules(db, filter, after, limit)),
  };
}

const NEW: Columns = {
  id: 'text',
  ...TARGET_COLUMNS,
  removal_on: 'text',
  zone: 'text',
  due_at: 'timestamptz',
  status: 'text',
  set_id: 'text',
  created_at: 'timestamptz',
};

function targetRow({ accountKey, licenseId, assignee }: ScheduleTarget) {
  return {
    account_key: accountKey,
    license_id: licenseId,
    assignee_kind: assignee.kind,
    assignee_id: assignee.externalId,
  };
}

async function createSchedules(
  context: StoreContext,
  tx: Tx,
  wanted: readonly NewSchedule[],
  principal: string,
): Promise<ScheduledRemoval[]> {
  const now = context.now();
  const created_at = new Date(now).toISOString();
  // One statement cannot write a row twice: of several for one target the last one counts.
  const byTarget = new Map(wanted.map((one) => [JSON.stringify(targetRow(one)), one]));
  const rows = [...byTarget.values()].map((one) => ({
    id: context.newId(),
    ...targetRow(one),
    removal_on: one.removalOn,
    zone: one.zone,
    due_at: one.dueAt,
    status: 'WAITING',
    set_id: one.setId,
    created_at,
  }));
  const names = sql.join(Object.keys(NEW).map((name) => sql.ref(name)));
  const { rows: kept } = await sql<Selectable<ScheduledRemovalsTable>>`
    insert into scheduled_removals (${names}) select ${names} from ${recordset(rows, NEW)}
    order by account_key, assignee_kind, assignee_id, license_id
    on conflict (account_key, assignee_kind, assignee_id, license_id) where status = 'WAITING'
    do update set removal_on = excluded.removal_on, zone = excluded.zone, due_at = excluded.due_at, set_id = excluded.set_id
    returning *`.execute(tx);
  const created = kept.map((row) => toScheduledRemoval(row));
  const events = created.map((one) => scheduleEvent(one, 'CREATE_SCHEDULE', principal, one.setId));
  await appendAudit(tx, events, now);
  return created;
}

async function cancelSchedules(
  tx: Tx,
  targets: readonly DroppedSchedule[],
  principal: string,
  setId: string | null,
  now: number,
): Promise<ScheduledRemoval[]> {
  const rows = targets.map((target) => targetRow(target));
  const { rows: cancelled } = await sql<Selectable<ScheduledRemovalsTable>>`
    update scheduled_removals as s set status = 'CANCELLED', ended_at = ${new Date(now)}
    from ${recordset(rows, TARGET_COLUMNS)}
    where s.status = 'WAITING' and s.account_key = r.account_key and s.license_id = r.license_id
      and s.assignee_kind = r.assignee_kind and s.assignee_id = r.assignee_id
    returning s.*`.execute(tx);
  const gone = cancelled.map((row) => toScheduledRemoval(row));
  const why = new Map(targets.map((target) => [JSON.stringify(targetRow(target)), target]));
  const events = gone.map((one) => ({
    ...scheduleEvent(one, 'CANCEL_SCHEDULE', principal, setId),
    reason: why.get(JSON.stringify(targetRow(one)))?.reason ?? null,
    before: why.get(JSON.stringify(targetRow(one)))?.before ?? null,
  }));
  await appendAudit(tx, events, now);
  return gone;
}

async function dueSchedules(db: Db, limit: number, now: number): Promise<ScheduledRemoval[]> {
  const query = db.selectFrom('scheduled_removals').selectAll().where('status', '=', 'WAITING');
  const due = query.where('due_at', '<=', new Date(now)).orderBy('due_at').orderBy('id').limit(limit);
  return (await due.execute()).map((row) => toScheduledRemoval(row));
}

/** The schedules are taken first: of two replicas that fire the same ones, the second finds them gone. */
async function fireSchedules(
  context: StoreContext,
  tx: Tx,
  ids: readonly string[],
  { input, changes, enqueue }: { input: NewChangeSet; changes: readonly NewChange[]; enqueue: boolean },
): Promise<ChangeSet | null> {
  const now = context.now();
  const query = tx.selectFrom('scheduled_removals').selectAll().where(isOneOf('id', ids));
  const waiting = await query.where('status', '=', 'WAITING').orderBy('id').forUpdate().execute();
  if (waiting.length < new Set(ids).size) return null;
  const id = context.newId();
  const fired = { status: 'FIRED', fired_set_id: id, ended_at: new Date(now) } as const;
  await tx.updateTable('scheduled_removals').set(fired).where(isOneOf('id', ids)).execute();
  const events = waiting.map((row) =>
    scheduleEvent(toScheduledRemoval(row), 'FIRE_SCHEDULE', input.principal, id),
  );
  await appendAudit(tx, events, now);
  await insertSet(context, tx, { id, now, input, changes, enqueue });
  return await mustRead(tx, id, now);
}

async function schedulesOf(
  db: Db,
  accountKey: string,
  assignees: readonly AssigneeRef[],
): Promise<ScheduledRemoval[]> {
  const rows = assignees.map(({ kind, externalId }) => ({ kind, external_id: externalId }));
  const { rows: found } = await sql<Selectable<ScheduledRemovalsTable>>`
    select s.* from scheduled_removals as s
    join ${recordset(rows, { kind: 'text', external_id: 'text' })}
      on s.assignee_kind = r.kind and s.assignee_id = r.external_id
    where s.status = 'WAITING' and s.account_key = ${clean(accountKey)}
    order by s.due_at, s.id`.execute(db);
  return found.map((row) => toScheduledRemoval(row));
}

async function listSchedules(
  db: Db,
  { statuses, accountKeys }: ScheduleFilter,
  after: { readonly dueAt: string; readonly id: string } | null,
  limit: number,
): Promise<ScheduledRemoval[]> {
  let query = db.selectFrom('scheduled_removals').selectAll();
  if (statuses !== undefined) query = query.where(isOneOf('status', statuses));
  if (accountKeys !== undefined) query = query.where(isOneOf('account_key', accountKeys));
  if (after !== null) {
    query = query.where(sql<boolean>`(due_at, id) > (${new Date(after.dueAt)}, ${clean(after.id)})`);
  }
  const rows = await query.orderBy('due_at').orderBy('id').limit(limit).execute();
  return rows.map((row) => toScheduledRemoval(row));
}
