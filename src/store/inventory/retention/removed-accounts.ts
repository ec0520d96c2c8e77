// Accounts that are not configured any more: all that is known of them goes, in pieces.
import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '../../database/tables.ts';
import { affected } from '../../database/transactions.ts';
import type { Old } from './old-rows.ts';

/** Keys of all accounts that have rows. */
export async function keptAccounts(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`select key from inventory_accounts order by no`.execute(db);
  return rows.map(({ key }) => key);
}

/** Keys of those that were removed before. */
export async function removedAccounts(db: Db, before: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from inventory_accounts where removed_at < ${before} order by no`.execute(db);
  return rows.map(({ key }) => key);
}

type OfAccount = (accountNo: number, limit: number) => RawBuilder<unknown>;

/** What is named goes after what names it. */
const PIECES: readonly OfAccount[] = [
  (no, limit) => sql`delete from own_writes where (assignee_id, license_id) in (
    select w.assignee_id, w.license_id from own_writes w join assignees a on a.id = w.assignee_id
    where a.account_no = ${no} limit ${limit})`,
  rowsOf('findings', 'id'),
  rowsOf('holdings', 'id'),
  rowsOf('holding_history', 'id'),
  rowsOf('license_events', 'seq'),
  rowsOf('former_seats', 'id'),
  (no, limit) => sql`delete from seat_counts where (license_id, day) in (
    select s.license_id, s.day from licenses l join seat_counts s on s.license_id = l.id
    where l.account_no = ${no} limit ${limit})`,
  rowsOf('licenses', 'id'),
  rowsOf('assignees', 'id'),
  rowsOf('sweeps', 'id'),
];

function rowsOf(table: string, key: string): OfAccount {
  return (no, limit) => sql`delete from ${sql.table(table)} where ${sql.ref(key)} in (
    select ${sql.ref(key)} from ${sql.table(table)} where account_no = ${no} limit ${limit})`;
}

/** At most so many rows of an account, and at last the account. One that came back meanwhile stays. Gives how many rows went. */
export async function deletePiece(tx: Tx, key: string, { before, limit }: Old): Promise<number> {
  const { rows } = await sql<{ no: number }>`
    select no from inventory_accounts where key = ${key} and removed_at < ${before} for update`.execute(tx);
  const [account] = rows;
  if (account === undefined) return 0;
  let left = limit;
  for (const piece of PIECES) {
    left -= await affected(tx, piece(account.no, left));
    if (left === 0) return limit;
  }
  return limit - left + (await affected(tx, sql`delete from inventory_accounts where no = ${account.no}`));
}
