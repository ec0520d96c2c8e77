// Finds change sets: one by its id, or a page of those that match a filter.
import { sql } from 'kysely';
import type { ChangeSet } from '../../domain/change-set.ts';
import { clean, toJson } from '../database/json.ts';
import type { Db, Tx } from '../database/tables.ts';
import type { SetCursor, SetFilter } from './api.ts';
import { toChangeSet } from './set-rows.ts';

/** A set as it is; null when there is none. */
export async function readSet(db: Db, id: string, now: number): Promise<ChangeSet | null> {
  const query = db.selectFrom('changeSets').selectAll().where('id', '=', clean(id));
  const row = await query.executeTakeFirst();
  return row === undefined ? null : toChangeSet(row, now);
}

/** For sets that the transaction has read or written before. */
export async function mustRead(tx: Tx, id: string, now: number): Promise<ChangeSet> {
  const set = await readSet(tx, id, now);
  if (set === null) throw new Error(`change set ${id} is gone within a transaction`);
  return set;
}

/** Which sets of a filter: so many after one of them. */
interface SetPage {
  readonly filter: SetFilter;
  readonly after: SetCursor | null;
  readonly limit: number;
}

/** Newest first; rows of one millisecond by their id, so that no page repeats or skips one. */
export async function listSets(
  db: Db,
  { filter, after, limit, now }: SetPage & { readonly now: number },
): Promise<ChangeSet[]> {
  let query = db.selectFrom('changeSets').selectAll();
  const { statuses, principal, from, to, accountKeys } = filter;
  if (statuses !== undefined) query = query.where(hasStatus(statuses, now));
  if (principal !== undefined) query = query.where('principal', '=', clean(principal));
  if (from !== undefined) query = query.where('createdAt', '>=', new Date(from));
  if (to !== undefined) query = query.where('createdAt', '<', new Date(to));
  if (accountKeys !== undefined) {
    query = query.where(sql<boolean>`account_keys <@ ${toJson(accountKeys)}::jsonb`);
  }
  if (after !== null) {
    query = query.where(sql<boolean>`(created_at, id) < (${new Date(after.createdAt)}, ${clean(after.id)})`);
  }
  const rows = await query.orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(limit).execute();
  return rows.map((row) => toChangeSet(row, now));
}

/** A plan whose time is up is EXPIRED, also before its row says so. */
function hasStatus(statuses: readonly string[], now: number) {
  const stored = sql<string>`case when status = 'PLANNED' and expires_at <= ${new Date(now)} then 'EXPIRED' else status end`;
  return sql<boolean>`${stored} = any(${statuses}::text[])`;
}
