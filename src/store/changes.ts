// Changes of a set: reading them, and taking them through their phases under the lease of their part.
import type { ChangeRecord } from '../domain/change-set.ts';
import type { ChangeFilter, Changes } from './api.ts';
import { reading, writing, type Db, type StoreContext } from './context.ts';
import { countChanges } from './finish-set.ts';
import { clean } from './json.ts';
import { isOneOf } from './locks.ts';
import { dueSettlements, record, settle } from './record.ts';
import { toChangeRecord } from './rows.ts';
import { backToPlanned, markSending } from './steps.ts';

/** Changes over a database. */
export function changes(context: StoreContext): Changes {
  const { now } = context;
  return {
    changesOf: (setId, filter) => reading(context, (db) => changesOf(db, setId, filter)),
    change: (id) => reading(context, (db) => readChange(db, id)),
    progress: (setId) => reading(context, async (db) => (await countChanges(db, setId)).progress),
    markSending: (part, changeIds) => writing(context, (tx) => markSending(tx, part, changeIds, now())),
    record: (part, results) => writing(context, (tx) => record(tx, part, results, now())),
    backToPlanned: (part, changeIds) => writing(context, (tx) => backToPlanned(tx, part, changeIds, now())),
    dueSettlements: (limit) => reading(context, (db) => dueSettlements(db, limit, now())),
    settle: (results) => writing(context, (tx) => settle(tx, results, now())),
  };
}

async function changesOf(db: Db, setId: string, filter: ChangeFilter): Promise<ChangeRecord[]> {
  const { outcomes, phases, accountKey, afterPosition, limit } = filter;
  let query = db.selectFrom('changes').selectAll().where('set_id', '=', clean(setId));
  if (outcomes !== undefined) query = query.where(isOneOf('outcome', outcomes));
  if (phases !== undefined) query = query.where(isOneOf('phase', phases));
  if (accountKey !== undefined) query = query.where('account_key', '=', clean(accountKey));
  if (afterPosition !== undefined) query = query.where('position', '>', afterPosition);
  const rows = await query.orderBy('position').limit(limit).execute();
  return rows.map((row) => toChangeRecord(row));
}

async function readChange(db: Db, id: string): Promise<ChangeRecord | null> {
  const row = await db.selectFrom('changes').selectAll().where('id', '=', clean(id)).executeTakeFirst();
  return row === undefined ? null : toChangeRecord(row);
}
