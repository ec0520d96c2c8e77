// Rows of the inventory that are older than their days.
import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../../database/tables.ts';
import { affected } from '../../database/transactions.ts';

/** What is old, and how much of it goes at once. */
export interface Old {
  readonly before: Date;
  readonly limit: number;
}

/** Rows of a table, and the column that tells how old each is. */
interface Aged {
  readonly table: string;
  readonly time: string;
  /** Which of them; all when absent. */
  readonly which?: RawBuilder<boolean>;
}

/** Deletes the oldest rows of an account first. */
export function deleteOldest(
  tx: Tx,
  accountNo: number,
  { before, limit }: Old,
  { table, time, which = sql<boolean>`true` }: Aged,
): Promise<number> {
  const [name, at] = [sql.table(table), sql.ref(time)];
  return affected(
    tx,
    sql`delete from ${name} where id in (
      select id from ${name} where account_no = ${accountNo} and ${at} < ${before} and ${which} order by ${at} limit ${limit})`,
  );
}

/** Assignments that ended before: what was so until then is not known any more. */
export async function deleteHistory(tx: Tx, accountNo: number, { before, limit }: Old): Promise<number> {
  await sql`update inventory_accounts set history_from = greatest(history_from, ${before}) where no = ${accountNo}`.execute(
    tx,
  );
  return await deleteOldest(tx, accountNo, { before, limit }, { table: 'holding_history', time: 'valid_to' });
}

/** Which licenses were listed at a moment is told by it, for as long as there is history. */
const OF_LICENSES = sql`what in ('LICENSE_LISTED', 'LICENSE_GONE')`;

/** Events that are told no more, in the order of their numbers, which is that of their times. */
export async function deleteEvents(tx: Tx, { before, limit }: Old): Promise<number> {
  const { rows } = await sql<{ last: string | null; count: number }>`
    select max(seq) as last, count(*)::integer as count from (
      select seq, at from license_events where seq > (select expired_seq from events_head)
      order by seq limit ${limit}) as first
    where at < ${before}`.execute(tx);
  const [{ last, count } = { last: null, count: 0 }] = rows;
  if (last === null) return 0;
  await expire(tx, last);
  await sql`delete from license_events where seq <= ${last} and not (${OF_LICENSES})`.execute(tx);
  await sql`update events_head set expired_seq = ${last}`.execute(tx);
  return count;
}

/** Each account has a boundary of its own. They are locked first, and in the order in which whatever is recorded of several accounts locks them. */
async function expire(tx: Tx, last: string): Promise<void> {
  await sql`select no from inventory_accounts order by key for no key update`.execute(tx);
  await sql`
    update inventory_accounts a set expired_seq = e.last
    from (
      select account_no, max(seq) as last from license_events
      where seq > (select expired_seq from events_head) and seq <= ${last} group by account_no) e
    where a.no = e.account_no`.execute(tx);
}

/** Seats that licenses had before. */
export function deleteFormerSeats(tx: Tx, accountNo: number, old: Old): Promise<number> {
  return deleteOldest(tx, accountNo, old, { table: 'former_seats', time: 'until' });
}

/** What happened to licenses of an account, once no history needs it and it is told no more. */
export function deleteLicenseEvents(tx: Tx, accountNo: number, { before, limit }: Old): Promise<number> {
  return affected(
    tx,
    sql`delete from license_events where seq in (
      select seq from license_events where account_no = ${accountNo} and ${OF_LICENSES} and at < ${before}
        and seq <= (select expired_seq from events_head) order by seq limit ${limit})`,
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

/** What a list has contradicted is of use for the next sweep, which comes within a day. */
const CONTRADICTED = sql`interval '2 days'`;

/** Changes of ours that lists show by now. */
export function deleteOwnWrites(tx: Tx, { before, limit }: Old): Promise<number> {
  return affected(
    tx,
    sql`delete from own_writes where (assignee_id, license_id) in (
      select assignee_id, license_id from own_writes
      where until < ${before} and (not contradicted or until < ${before}::timestamptz - ${CONTRADICTED})
      order by until limit ${limit} for update skip locked)`,
  );
}
