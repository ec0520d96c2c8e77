// Change sets: creating, starting, cancelling, finding.
import { sql } from 'kysely';
import type { ChangeSet } from '../../domain/change-set.ts';
import type { Applicant, ChangeSets, CreateOptions, SetCursor, SetFilter, StartedSet } from '../api.ts';
import type { PartKey } from '../jobs/api.ts';
import { appendAudit, setEvent } from '../audit/append.ts';
import { reading, writing, type Db, type StoreContext, type Tx } from '../context.ts';
import { carryOn } from './carry-on.ts';
import { createSet, mustRead } from './create-set.ts';
import { endIfDone, finish, readSet } from './finish-set.ts';
import { claimKey, freeKey, keyTaken } from './idempotency.ts';
import { clean, toJson } from '../database/json.ts';
import { lockChanges, lockSet } from './locks.ts';
import { recordEvent } from '../changes/apply-results.ts';
import { toChangeSet, toRequestRecord } from '../database/rows.ts';
import { cancelChanges } from '../changes/phases.ts';

/** Change sets over a database. */
export function changeSets(context: StoreContext): ChangeSets {
  const { now } = context;
  return {
    createSet: (input, changes, options) =>
      writing(context, (tx) => createSet(context, tx, input, changes, options)),
    startSet: (setId, by, options) => writing(context, (tx) => startSet(context, tx, setId, by, options)),
    carryOn: (input, enqueue) => writing(context, (tx) => carryOn(context, tx, input, enqueue)),
    replay: (claim) =>
      reading(context, async (db) => {
        const taken = await keyTaken(db, claim);
        return taken === null ? null : await readSet(db, taken, now());
      }),
    set: (id) => reading(context, (db) => readSet(db, id, now())),
    sets: (filter, after, limit) => reading(context, (db) => listSets(db, filter, after, limit, now())),
    cancelSet: (setId, principal) => writing(context, (tx) => cancelSet(tx, setId, principal, now())),
    finishSet: (setId) => writing(context, (tx) => finish(tx, setId, now())),
    addCalls: (setId, calls) => reading(context, (db) => addCalls(db, setId, calls)),
  };
}

/** The key comes first, as in createSet: a repeated call waits for the first one before it looks at the set. */
async function startSet(
  context: StoreContext,
  tx: Tx,
  setId: string,
  by: Applicant,
  { idempotency, enqueue }: CreateOptions,
): Promise<StartedSet | null> {
  const now = context.now();
  const taken = idempotency === null ? null : await claimKey(tx, idempotency, setId, now);
  if (taken !== null) return { set: await mustRead(tx, taken, now), how: 'REPLAYED' };
  const set = await lockSet(tx, setId, now);
  if (set?.status !== 'PLANNED') {
    // Nothing was done under the key, so it stays free.
    if (idempotency !== null) await freeKey(tx, idempotency);
    return set === null ? null : { set, how: 'NOT_PLANNED' };
  }
  const started = {
    kind: 'APPLY',
    status: 'RUNNING',
    applied_by: clean(by.principal),
    reason: by.reason === null ? set.reason : clean(by.reason),
    ticket: by.ticket === null ? set.ticket : clean(by.ticket),
    started_at: new Date(now),
    expires_at: null,
  } as const;
  await tx.updateTable('change_sets').set(started).where('id', '=', set.id).execute();
  if (enqueue) await context.enqueue(tx, await partsToStart(tx, set.id));
  await auditStart(tx, await mustRead(tx, set.id, now), now);
  return { set: await mustRead(tx, set.id, now), how: 'STARTED' };
}

async function partsToStart(tx: Tx, setId: string): Promise<PartKey[]> {
  const query = tx.selectFrom('parts').select(['set_id as setId', 'account_key as accountKey']);
  return await query.where('set_id', '=', setId).execute();
}

/** What planning had settled already becomes an outcome now. */
async function auditStart(tx: Tx, set: ChangeSet, now: number): Promise<void> {
  const query = tx.selectFrom('changes').selectAll().where('set_id', '=', set.id);
  const settled = await query.where('phase', '=', 'DONE').orderBy('position').execute();
  const ended = await endIfDone(tx, set.id, now);
  const events = [
    setEvent(set, 'START_SET', 'RUNNING'),
    ...settled.map((row) => recordEvent(set, toRequestRecord(row))),
    ...(ended === null ? [] : [ended]),
  ];
  await appendAudit(tx, events, now);
}

async function cancelSet(
  tx: Tx,
  setId: string,
  principal: string,
  now: number,
): Promise<{ set: ChangeSet; cancelled: number } | null> {
  const set = await lockSet(tx, setId, now);
  if (set === null) return null;
  if (set.status !== 'PLANNED' && set.status !== 'RUNNING') return { set, cancelled: 0 };
  const cancelled = await cancelChanges(tx, await lockChanges(tx, { setId: set.id }, ['PLANNED']));
  const change =
    set.status === 'PLANNED'
      ? ({ cancel_requested: true, status: 'CANCELLED', finished_at: new Date(now) } as const)
      : { cancel_requested: true };
  await tx.updateTable('change_sets').set(change).where('id', '=', set.id).execute();
  const ended = await endIfDone(tx, set.id, now);
  const events = [
    setEvent(set, 'CANCEL_SET', set.status === 'PLANNED' ? 'CANCELLED' : 'RUNNING', principal),
    ...cancelled.map((record) => recordEvent(set, record, principal)),
    ...(ended === null ? [] : [ended]),
  ];
  await appendAudit(tx, events, now);
  return { set: await mustRead(tx, set.id, now), cancelled: cancelled.length };
}

/** Newest first; rows of one millisecond by their id, so that no page repeats or skips one. */
async function listSets(
  db: Db,
  filter: SetFilter,
  after: SetCursor | null,
  limit: number,
  now: number,
): Promise<ChangeSet[]> {
  let query = db.selectFrom('change_sets').selectAll();
  const { statuses, principal, from, to, accountKeys } = filter;
  if (statuses !== undefined) query = query.where(hasStatus(statuses, now));
  if (principal !== undefined) query = query.where('principal', '=', clean(principal));
  if (from !== undefined) query = query.where('created_at', '>=', new Date(from));
  if (to !== undefined) query = query.where('created_at', '<', new Date(to));
  if (accountKeys !== undefined) {
    query = query.where(sql<boolean>`account_keys <@ ${toJson(accountKeys)}::jsonb`);
  }
  if (after !== null) {
    query = query.where(sql<boolean>`(created_at, id) < (${new Date(after.createdAt)}, ${clean(after.id)})`);
  }
  const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
  return rows.map((row) => toChangeSet(row, now));
}

/** A plan whose time is up is EXPIRED, also before its row says so. */
function hasStatus(statuses: readonly string[], now: number) {
  const stored = sql<string>`case when status = 'PLANNED' and expires_at <= ${new Date(now)} then 'EXPIRED' else status end`;
  return sql<boolean>`${stored} = any(${statuses}::text[])`;
}

async function addCalls(db: Db, setId: string, calls: number): Promise<void> {
  const query = db
    .updateTable('change_sets')
    .set({ made_calls: sql<number>`made_calls + ${calls}::integer` });
  await query.where('id', '=', clean(setId)).execute();
}
