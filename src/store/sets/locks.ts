// Row locks that keep replicas from undoing one another's work. Always in this order: part, set, changes by id, audit log;
// then two transactions may wait for one another, but never in a deadlock.
import type { ChangePhase, ChangeRecord, ChangeSet, RequestRecord } from '../../domain/change-set.ts';
import { toChangeRecord, toRequestRecord } from '../changes/change-rows.ts';
import { isOneOf } from '../database/bulk.ts';
import { clean } from '../database/json.ts';
import type { Tx } from '../database/tables.ts';
import type { HeldPart } from './api.ts';
import { toChangeSet } from './set-rows.ts';

/** All parts of a set, locked against being claimed, worked on or given back by another transaction. */
export async function lockParts(tx: Tx, setId: string): Promise<void> {
  const query = tx.selectFrom('parts').select('accountKey').where('setId', '=', setId);
  await query.orderBy('accountKey').forUpdate().execute();
}

/** The end of a part's lease, in milliseconds; null when another owner has it. Until the transaction ends nobody can take it over. */
export async function lockPart(tx: Tx, { setId, accountKey, owner }: HeldPart): Promise<number | null> {
  const part = await tx
    .selectFrom('parts')
    .select('leaseUntil')
    .where('setId', '=', setId)
    .where('accountKey', '=', accountKey)
    .where('owner', '=', owner)
    .forShare()
    .executeTakeFirst();
  return part?.leaseUntil?.getTime() ?? null;
}

/** A set, locked against being started, cancelled or finished by another transaction. */
export async function lockSet(tx: Tx, id: string, now: number): Promise<ChangeSet | null> {
  const query = tx.selectFrom('changeSets').selectAll().where('id', '=', clean(id));
  const row = await query.forUpdate().executeTakeFirst();
  return row === undefined ? null : toChangeSet(row, now);
}

/** The set of a part that is held, locked against being cancelled by another transaction; several may hold it like this. */
export async function shareSet(tx: Tx, { setId }: HeldPart, now: number): Promise<ChangeSet> {
  const query = tx.selectFrom('changeSets').selectAll().where('id', '=', setId);
  return toChangeSet(await query.forShare().executeTakeFirstOrThrow(), now);
}

/** Changes in some phases: those of a set, of a part, or by id; locked, and sorted by position. */
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
  if (which.setId !== undefined) query = query.where('setId', '=', which.setId);
  if (which.accountKey !== undefined) query = query.where('accountKey', '=', which.accountKey);
  if (which.ids !== undefined) query = query.where(isOneOf('id', which.ids));
  const rows = await query.orderBy('id').forUpdate().execute();
  return rows.map((row) => toChangeRecord(row)).sort((a, b) => a.position - b.position);
}

/** Requests of a set by id, those without targets as well; locked, and sorted by position. */
export async function lockRequests(tx: Tx, setId: string, ids: readonly string[]): Promise<RequestRecord[]> {
  const query = tx.selectFrom('changes').selectAll().where('setId', '=', setId).where(isOneOf('id', ids));
  const rows = await query.orderBy('id').forUpdate().execute();
  return rows.map((row) => toRequestRecord(row)).sort((a, b) => a.position - b.position);
}
