// Findings that were closed long ago, and dismissals that nothing needs any more.
import { sql } from 'kysely';
import type { Tx } from '../../database/tables.ts';
import { affected } from '../../database/transactions.ts';
import type { Old } from './old-rows.ts';

/** Findings that were closed before. */
export function deleteFindings(tx: Tx, accountNo: number, { before, limit }: Old): Promise<number> {
  return affected(
    tx,
    sql`delete from findings where id in (
      select id from findings where account_no = ${accountNo} and closed_at < ${before} order by closed_at limit ${limit})`,
  );
}

/** Those among them whose key is an address: what is told of people is not kept as long. */
export function deletePersonal(tx: Tx, accountNo: number, { before, limit }: Old): Promise<number> {
  return affected(
    tx,
    sql`delete from findings where id in (
      select id from findings where account_no = ${accountNo} and closed_at < ${before} and code = 'DUPLICATE_PERSON'
      order by closed_at limit ${limit})`,
  );
}

/** Dismissals whose day has come, or whose assignee nobody knows any more. */
export function deleteDismissals(tx: Tx, accountNo: number, { before, limit }: Old): Promise<number> {
  const today = before.toISOString().slice(0, 10);
  return affected(
    tx,
    sql`delete from finding_dismissals where ctid in (
      select d.ctid from finding_dismissals d where d.account_no = ${accountNo} and (d.until <= ${today}::date
        or d.assignee_id is not null and not exists (select from assignees a where a.id = d.assignee_id))
      limit ${limit})`,
  );
}
