// Parts: one account's share of a set, worked on by one owner at a time under a lease.
import { sql } from 'kysely';
import type { ChangeSet } from '../../domain/change-set.ts';
import type { StoreContext } from '../context.ts';
import { clean } from '../database/json.ts';
import type { Db, Tx } from '../database/tables.ts';
import { reading, writing } from '../database/transactions.ts';
import type { HeldPart, PartKey, Parts } from './api.ts';
import { finish } from './finish-set.ts';
import { lockPart } from './locks.ts';

/** Parts over a database. */
export function parts(context: StoreContext): Parts {
  const { now } = context;
  return {
    claimPart: (part, leaseMs) => reading(context, (db) => claimPart(db, part, leaseMs, now())),
    renewPart: (part, leaseMs) => reading(context, (db) => renewPart(db, part, leaseMs, now())),
    releasePart: (part) => writing(context, (tx) => releasePart(tx, part, now())),
    openParts: (limit) => reading(context, (db) => openParts(db, limit, now())),
    waitingParts: (setId) => reading(context, (db) => waitingParts(db, setId)),
    partsOf: (setId) => reading(context, (db) => partsOf(db, setId)),
  };
}

/** Who comes second waits for the row, and then finds a lease that runs. */
async function claimPart(db: Db, part: HeldPart, leaseMs: number, now: number): Promise<boolean> {
  const { setId, accountKey, owner } = part;
  const { numUpdatedRows } = await db
    .updateTable('parts')
    .set({ owner, leaseUntil: new Date(now + leaseMs) })
    .where('setId', '=', setId)
    .where('accountKey', '=', accountKey)
    .where('done', '=', false)
    .where((is) => is.or([is('leaseUntil', 'is', null), is('leaseUntil', '<=', new Date(now))]))
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('changeSets').where('id', '=', setId).where('status', '=', 'RUNNING').select('id')),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0;
}

async function renewPart(db: Db, part: HeldPart, leaseMs: number, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('parts')
    .set({ leaseUntil: new Date(now + leaseMs) })
    .where('setId', '=', part.setId)
    .where('accountKey', '=', part.accountKey)
    .where('owner', '=', part.owner)
    .executeTakeFirst();
  return numUpdatedRows > 0;
}

const ALL_DONE = sql<boolean>`not exists (
  select from changes
  where changes.set_id = parts.set_id and changes.account_key = parts.account_key and changes.phase <> 'DONE')`;

async function releasePart(
  tx: Tx,
  part: HeldPart,
  now: number,
): Promise<{ done: boolean; set: ChangeSet | null; ended: boolean }> {
  const { setId, accountKey, owner } = part;
  // A statement that waits for the row sees the other tables as they were before the wait: changes may have joined since.
  await lockPart(tx, part);
  const released = await tx
    .updateTable('parts')
    .set({ owner: null, leaseUntil: null, done: ALL_DONE })
    .where('setId', '=', setId)
    .where('accountKey', '=', accountKey)
    .where('owner', '=', owner)
    .returning('done')
    .executeTakeFirst();
  return { done: released?.done ?? false, ...(await finish(tx, setId, now)) };
}

async function openParts(db: Db, limit: number, now: number): Promise<PartKey[]> {
  return await db
    .selectFrom('parts')
    .innerJoin('changeSets', 'changeSets.id', 'parts.setId')
    .where('changeSets.status', '=', 'RUNNING')
    .where('parts.done', '=', false)
    .where((is) => is.or([is('leaseUntil', 'is', null), is('leaseUntil', '<=', new Date(now))]))
    .orderBy('changeSets.createdAt')
    .orderBy('parts.setId')
    .orderBy('parts.accountKey')
    .limit(limit)
    .select(['parts.setId', 'parts.accountKey'])
    .execute();
}

async function partsOf(db: Db, setId: string): Promise<PartKey[]> {
  const query = db.selectFrom('parts').where('setId', '=', clean(setId)).where('done', '=', false);
  return await query.orderBy('accountKey').select(['setId', 'accountKey']).execute();
}

async function waitingParts(db: Db, setId: string): Promise<PartKey[]> {
  const { rows } = await sql<PartKey>`
    select distinct set_id, account_key from changes
    where set_id = ${clean(setId)} and phase = 'PLANNED' and waits_for <> '[]'::jsonb
    order by account_key`.execute(db);
  return rows;
}
