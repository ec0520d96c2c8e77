// Changes of a set over a database: reading them, and keeping how far they are under the lease of their part.
import { sql } from 'kysely';
import type { ChangeRecord, RequestRecord } from '../../domain/change-set.ts';
import type { StoreContext } from '../context.ts';
import { isOneOf } from '../database/bulk.ts';
import { clean } from '../database/json.ts';
import type { Db } from '../database/tables.ts';
import { reading, writing } from '../database/transactions.ts';
import { countChanges } from '../sets/finish-set.ts';
import type { ChangeFilter, Changes } from './api.ts';
import { toChangeRecord, toRequestRecord } from './change-rows.ts';
import { backToPlanned, markSending } from './phases.ts';
import { dueSettlements, record, settle } from './record-results.ts';

/** Changes over a database. */
export function changes(context: StoreContext): Changes {
  const { now } = context;
  return {
    changesOf: (setId, filter) => reading(context, (db) => changesOf(db, setId, filter)),
    requestsOf: (setId, filter) => reading(context, (db) => requestsOf(db, setId, filter)),
    change: (id) => reading(context, (db) => readRequest(db, id)),
    progress: (setId) => reading(context, async (db) => (await countChanges(db, setId)).progress),
    markSending: (part, changeIds) => writing(context, (tx) => markSending(tx, part, changeIds, now())),
    record: (part, results) => writing(context, (tx) => record(tx, part, results, now())),
    backToPlanned: (part, changeIds) => writing(context, (tx) => backToPlanned(tx, part, changeIds, now())),
    dueSettlements: (limit, without = []) =>
      reading(context, (db) => dueSettlements(db, { limit, without }, now())),
    settle: (results) => writing(context, (tx) => settle(tx, results, now())),
  };
}

async function changesOf(db: Db, setId: string, filter: ChangeFilter): Promise<ChangeRecord[]> {
  const rows = await rowsOf(db, setId, filter).where('refused', '=', false).execute();
  return rows.map((row) => toChangeRecord(row));
}

async function requestsOf(db: Db, setId: string, filter: ChangeFilter): Promise<RequestRecord[]> {
  const rows = await rowsOf(db, setId, filter).execute();
  return rows.map((row) => toRequestRecord(row));
}

function rowsOf(db: Db, setId: string, filter: ChangeFilter) {
  const { outcomes, phases, accountKey, afterPosition, positions, isRefused, limit } = filter;
  let query = db.selectFrom('changes').selectAll().where('setId', '=', clean(setId));
  if (outcomes !== undefined) query = query.where(isOneOf('outcome', outcomes));
  if (phases !== undefined) query = query.where(isOneOf('phase', phases));
  if (accountKey !== undefined) query = query.where('accountKey', '=', clean(accountKey));
  if (afterPosition !== undefined) query = query.where('position', '>', afterPosition);
  if (isRefused !== undefined) query = query.where('refused', '=', isRefused);
  if (positions !== undefined) query = query.where(sql<boolean>`position = any(${positions}::integer[])`);
  return query.orderBy('position').limit(limit);
}

async function readRequest(db: Db, id: string): Promise<RequestRecord | null> {
  const row = await db.selectFrom('changes').selectAll().where('id', '=', clean(id)).executeTakeFirst();
  return row === undefined ? null : toRequestRecord(row);
}
