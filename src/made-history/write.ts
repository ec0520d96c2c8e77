// Writes a made-up history as if every sweep of the period had observed it.
import { sql } from 'kysely';
import { inStatements, recordset } from '../store/database/bulk.ts';
import type { Tx } from '../store/database/tables.ts';
import { insertFormerSeats } from '../store/inventory/observing/former-seats.ts';
import { insertEvents } from '../store/inventory/observing/moment.ts';
import type { Period } from './calendar.ts';
import type { Counted } from './counts.ts';
import type { Span } from './story.ts';

/** The first sweep ended when the period begins, and saw everything a minute before. */
const FIRST_SWEEP_MS = 60_000;

const HOLDING = {
  id: 'integer',
  accountNo: 'smallint',
  licenseId: 'integer',
  assigneeId: 'integer',
  status: 'text',
  removalOn: 'date',
  assignedAt: 'timestamptz',
  from: 'timestamptz',
  to: 'timestamptz',
  endedBy: 'text',
  changeId: 'text',
} as const;

/** Everything of all accounts, which are locked. */
export async function writeHistory(
  tx: Tx,
  spans: readonly Span[],
  { days, events, formerSeats }: Counted,
  { from }: Period,
): Promise<void> {
  const baseline = new Date(from);
  const seen = new Date(from - FIRST_SWEEP_MS);
  await writeBeginning(tx, baseline, seen);
  await writeHoldings(tx, spans, seen);
  await writeEvents(tx, events);
  await writeDays(tx, days);
  await insertFormerSeats(tx, formerSeats);
}

/** What was there at the first sweep was first seen by it, and what nobody listed was not listed then either. */
async function writeBeginning(tx: Tx, baseline: Date, seen: Date): Promise<void> {
  // Findings have been worked out without a past: they are worked out again.
  await sql`update inventory_accounts set baseline_at = ${baseline},
      findings_at = null, license_findings_at = null, findings_known_at = null`.execute(tx);
  await sql`update licenses set first_seen = ${seen}, gone_at = case when gone_at is not null then ${seen}::timestamptz end`.execute(
    tx,
  );
  await sql`update assignees set first_seen = ${seen}, gone_at = case when gone_at is not null then ${seen}::timestamptz end,
      state_since = case when state_since is not null then ${seen}::timestamptz end`.execute(tx);
  await sql`update holdings set valid_from = ${seen}, held_since = null, origin = null, change_id = null`.execute(
    tx,
  );
}

async function writeHoldings(tx: Tx, spans: readonly Span[], seen: Date): Promise<void> {
  const rows = spans.map(({ license, holdingId, ...span }) => ({
    ...span,
    id: holdingId,
    licenseId: license.id,
    accountNo: license.accountNo,
    // As of a set that has been deleted since: there never was one.
    changeId: null,
  }));
  for (const some of inStatements(rows.filter(({ id, from }) => id !== null && from !== null))) {
    await sql`update holdings set valid_from = r."from", held_since = r."from", origin = 'EXTERNAL'
      from ${recordset(some, HOLDING)} where holdings.id = r.id`.execute(tx);
  }
  for (const some of inStatements(rows.filter(({ to }) => to !== null))) {
    await sql`insert into holding_history (account_no, license_id, assignee_id, status, assigned_at, removal_on, held_since, valid_from,
        valid_to, origin, closed_origin, closed_change_id)
      select account_no, license_id, assignee_id, status, assigned_at, removal_on, r."from", coalesce(r."from", ${seen}), r."to",
        case when r."from" is not null then 'EXTERNAL' end, ended_by, change_id
      from ${recordset(some, HOLDING)}`.execute(tx);
  }
}

/** No event was recorded before: numbers begin with 1. */
async function writeEvents(tx: Tx, events: Counted['events']): Promise<void> {
  const numbered = events.map((event, index) => ({
    ...event,
    seq: index + 1,
    changeId: null,
    sweepId: null,
  }));
  await insertEvents(tx, numbered);
  await sql`update events_head set seq = ${events.length}`.execute(tx);
}

const DAY = {
  licenseId: 'integer',
  day: 'date',
  total: 'integer',
  assigned: 'integer',
  available: 'integer',
  lowestAvailable: 'integer',
  held: 'integer',
  ownChange: 'integer',
} as const;

/** Of today the sweeps have told the seats already. */
async function writeDays(tx: Tx, days: Counted['days']): Promise<void> {
  for (const some of inStatements(days)) {
    await sql`insert into seat_counts (license_id, day, total, assigned, available, lowest_available, held, own_change)
      select license_id, day, total, assigned, available, lowest_available, held, own_change from ${recordset(some, DAY)}
      on conflict (license_id, day) do update set held = excluded.held`.execute(tx);
  }
}
