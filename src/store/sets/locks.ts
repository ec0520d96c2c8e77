// Row locks that keep replicas from undoing one another's work. Always in this order: part, set, changes by id, audit log;
// two transactions then wait for one another, and never for ever.
import { sql, type RawBuilder } from 'kysely';
import type { ChangePhase, ChangeRecord, ChangeSet, RequestRecord } from '../../domain/change-set.ts';
import type { HeldPart } from '../api.ts';
import type { Tx } from '../context.ts';
import { clean } from '../database/json.ts';
import { toChangeRecord, toChangeSet, toRequestRecord } from '../database/rows.ts';

/** SQL for "the column is one of these texts", whatever their number: one parameter. */
export function isOneOf(column: string, values: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} = any(${values.map((value) => clean(value))}::text[])`;
}

/** All parts of a set, locked against being claimed, worked on or given back by another transaction. */
export async function lockParts(tx: Tx, setId: string): Promise<void> {
  const query = tx.selectFrom('parts').select('account_key').where('set_id', '=', setId);
  await query.orderBy('account_key').forUpdate().execute();
}

/** The end of a part's lease, in milliseconds; null when another owner has it. Until the transaction ends nobody can take it over. */
export async function lockPart(tx: Tx, { setId, accountKey, owner }: HeldPart): Promise<number | null> {
  const part = await tx
    .selectFrom('parts')
    .select('lease_until')
    .where('set_id', '=', setId)
    .where('account_key', '=', accountKey)
    .where('owner', '=', owner)
    .forShare()
    .executeTakeFirst();
  return part?.lease_until?.getTime() ?? null;
}

/** A set, locked against being started, cancelled or finished by another transaction. */
export async function lockSet(tx: Tx, id: string, now: number): Promise<ChangeSet | null> {
  const query = tx.selectFrom('change_sets').selectAll().where('id', '=', clean(id));
  const row = await query.forUpdate().executeTakeFirst();
  return row === undefined ? null : toChangeSet(row, now);
}

/** The set of a part that is held, locked against being cancelled by another transaction; several may hold it like this. */
export async function shareSet(tx: Tx, { setId }: HeldPart, now: number): Promise<ChangeSet> {
  const query = tx.selectFrom('change_sets').selectAll().where('id', '=', setId);
  return toChangeSet(await query.forShare().executeTakeFirstOrThrow(), now);
}

/** Changes in some phases: those of a set, of a part, or by id; locked, and told by position. */
export async function lockChanges(
  tx: Tx,
  which: { readonly setId?: string; readonly accountKey?: string; readonly ids?: readonly string[] },
  phases: readonly ChangePhase[],
): Promise<ChangeRecord[]> {
  let query = tx
    .selectFrom('changes')
    .selectAll()
    .where('refused', '=', false)
    .where(isOneOf('phase', phases));
  if (which.setId !== undefined) query = query.where('set_id', '=', which.setId);
  if (which.accountKey !== undefined) query = query.where('account_key', '=', which.accountKey);
  if (which.ids !== undefined) query = query.where(isOneOf('id', which.ids));
  const rows = await query.orderBy('id').forUpdate().execute();
  return rows.map((row) => toChangeRecord(row)).sort((a, b) => a.position - b.position);
}

/** Requests of a set by id, those without targets as well; locked, and told by position. */
export async function lockRequests(tx: Tx, setId: string, ids: readonly string[]): Promise<RequestRecord[]> {
  const query = tx.selectFrom('changes').selectAll().where('set_id', '=', setId).where(isOneOf('id', ids));
  const rows = await query.orderBy('id').forUpdate().execute();
  return rows.map((row) => toRequestRecord(row)).sort((a, b) => a.position - b.position);
}
