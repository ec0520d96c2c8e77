// Moments and events: what is recorded in one transaction happened at one moment, and no transaction that is kept later has an earlier one.
import { sql } from 'kysely';
import type { EventOrigin, EventState, LicenseEventKind } from '../../../domain/inventory/events.ts';
import { inStatements, recordset } from '../../database/bulk.ts';
import type { Tx } from '../../database/tables.ts';
import { notifyEvents } from '../../notices/notify.ts';

/** An event before it has its number. */
export interface NewEvent {
  readonly what: LicenseEventKind;
  readonly accountNo: number;
  readonly licenseId: number | null;
  readonly assigneeId: number | null;
  readonly origin: EventOrigin;
  readonly changeId: string | null;
  readonly sweepId: number | null;
  /** The last moment at which it was observed not to be so yet. */
  readonly notBefore: Date | null;
  readonly was: EventState | null;
  readonly became: EventState | null;
}

/** An event with its number and its moment. */
export interface NumberedEvent extends NewEvent {
  readonly seq: number;
  readonly at: Date;
}

const COLUMNS = {
  seq: 'bigint',
  at: 'timestamptz',
  notBefore: 'timestamptz',
  accountNo: 'smallint',
  what: 'text',
  licenseId: 'integer',
  assigneeId: 'integer',
  origin: 'text',
  changeId: 'text',
  sweepId: 'integer',
  was: 'jsonb',
  became: 'jsonb',
} as const;

/**
 * The moment of a transaction that records something of an account, behind every one that was told before, whichever replica's clock it is. Until the transaction ends no other
 * one gets a moment: that is what keeps an `asOf` answer as it was, and the events without gaps.
 */
export async function takeMoment(tx: Tx, accountNo: number, now: number): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`
    with head as (update events_head set at = greatest(at + interval '1 millisecond', ${new Date(now)}) returning at)
    update inventory_accounts set recorded_at = head.at from head where no = ${accountNo} returning head.at`.execute(
    tx,
  );
  const [head] = rows;
  if (head === undefined)
    throw new Error(`there is no account ${accountNo}, or the table events_head has no row`);
  return head.at;
}

/** Records events of a moment, in their order, and tells all replicas that there are some. */
export async function appendEvents(tx: Tx, at: Date, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const { rows } = await sql<{ seq: number }>`
    update events_head set seq = seq + ${events.length} returning seq`.execute(tx);
  const before = Number(rows[0]?.seq) - events.length;
  await insertEvents(
    tx,
    events.map((event, index) => ({ ...event, at, seq: before + index + 1 })),
  );
  await notifyEvents(tx, at.getTime());
}

/** Writes events as they are. */
export async function insertEvents(tx: Tx, events: readonly NumberedEvent[]): Promise<void> {
  for (const some of inStatements(events)) {
    await sql`insert into license_events
      (seq, at, not_before, account_no, what, license_id, assignee_id, origin, change_id, sweep_id, was, became)
      select seq, at, not_before, account_no, what, license_id, assignee_id, origin, change_id, sweep_id, was, became
      from ${recordset(some, COLUMNS)}`.execute(tx);
  }
}
