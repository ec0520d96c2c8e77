// Rows of the inventory that are older than their days.
import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../../database/tables.ts';

/** What is old, and how much of it goes at once. */
export interface Old {
  readonly before: Date;
  readonly limit: number;
}

/** The number of rows that a statement deletes or updates. */
export async function affected(tx: Tx, statement: RawBuilder<unknown>): Promise<number> {
  const { numAffectedRows } = await statement.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** Assignments that ended before. */
export function deleteHistory(tx: Tx, accountNo: number, { before, limit }: Old): Promise<number> {
  return affected(
    tx,
    sql`delete from holding_history where id in (
      select id from holding_history where account_no = ${accountNo} and valid_to < ${before}
      order by valid_to limit ${limit})`,
  );
}

/** Their numbers are in the order of their times: only the first ones are looked at. */
export function deleteEvents(tx: Tx, { before, limit }: Old): Promise<number> {
  return affected(
    tx,
    sql`delete from license_events where seq in (
      select seq from (select seq, at from license_events order by seq limit ${limit}) as first where at < ${before})`,
  );
}

export function deleteSeatCounts(tx: Tx, accountNo: number, { before, limit }: Old): Promise<number> {
  const day = before.toISOString().slice(0, 10);
  return affected(
    tx,
    sql`delete from seat_counts where (license_id, day) in (
      select s.license_id, s.day from licenses l join seat_counts s on s.license_id = l.id
      where l.account_no = ${accountNo} and s.day < ${day}::date limit ${limit})`,
  );
}

/**
 * With their sections and pages. What is told of an account stays: its last sweep, its last complete one, the failures since, and what
 * waits for a decision.
 */
export function deleteSweeps(tx: Tx, accountNo: number, { before, limit }: Old): Promise<number> {
  return affected(
    tx,
    sql`delete from sweeps where id in (
      select s.id from sweeps s
      where s.account_no = ${accountNo} and s.finished_at < ${before} and s.status <> 'HELD' and exists (
        select from sweeps later
        where later.account_no = s.account_no and later.id > s.id and later.why <> 'SEATS'
          and later.finished_at is not null
          and (later.status in ('COMPLETE', 'RELEASED') or s.status = 'INCOMPLETE' or s.why = 'SEATS'))
      order by s.id limit ${limit})`,
  );
}

/** Changes of ours that lists show by now. */
export function deleteOwnWrites(tx: Tx, { before, limit }: Old): Promise<number> {
  return affected(
    tx,
    sql`delete from own_writes where (assignee_id, license_id) in (
      select assignee_id, license_id from own_writes where until < ${before}
      order by until limit ${limit} for update skip locked)`,
  );
}
