// Findings that were closed long ago, and dismissals that nothing needs any more.
import { sql } from 'kysely';
import type { Tx } from '../../database/tables.ts';
import { affected } from '../../database/transactions.ts';
import { deleteOldest, type Old } from './old-rows.ts';

const CLOSED = { table: 'findings', time: 'closed_at' } as const;

/** Findings that were closed before. */
export function deleteFindings(tx: Tx, accountNo: number, old: Old): Promise<number> {
  return deleteOldest(tx, accountNo, old, CLOSED);
}

/** Those among them whose key is an address: what is told of people is not kept as long. */
export function deletePersonal(tx: Tx, accountNo: number, old: Old): Promise<number> {
  const which = sql<boolean>`code = 'DUPLICATE_PERSON'`;
  return deleteOldest(tx, accountNo, old, { ...CLOSED, which });
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
