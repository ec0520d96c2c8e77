// Assignees that were looked up because somebody asked: what they are and hold is recorded at once, and what is gone is closed.
import { sql } from 'kysely';
import type { Tx } from '../../database/tables.ts';
import { inStatements } from '../../database/bulk.ts';
import { closeRows } from '../observing/close-rows.ts';
import { LOOK_UP, observation, type Observation } from '../observing/context.ts';
import { finishObservation } from '../observing/finish.ts';
import { OFFERED, offersIn } from '../observing/not-listed.ts';
import { holdingsListedAt, lockAccount, observe, shownBy, type Observed } from '../observing/observe.ts';
import { assigneeIds } from '../sweeping/assignee-ids.ts';
import { isTooMany } from '../sweeping/closing.ts';
import type { KeptLookUp, LookedUpNow } from './api.ts';

export async function keepLookedUp(
  tx: Tx,
  accountKey: string,
  { readAt, sightings, gone }: LookedUpNow,
  now: number,
): Promise<KeptLookUp> {
  const account = await lockAccount(tx, accountKey);
  if (account === null) return 'NOT_KEPT';
  const seen = observation({
    tx,
    account,
    source: LOOK_UP,
    readAt: new Date(readAt),
    now,
    sweepId: null,
    listedAt: await holdingsListedAt(tx, account.no),
  });
  const observed = await observe(seen, shownBy(sightings));
  const isGone = new Set(await assigneeIds(tx, account.no, gone));
  if (isGone.size > 0) {
    // Whom something is only offered to the vendor need not know.
    for (const id of (await offersIn(tx, account.no)).assignees) isGone.delete(id);
  }
  // Some are gone, and still named as holders.
  await confirm(seen, { ...observed, assignees: observed.assignees.filter((id) => !isGone.has(id)) });
  const isClosed = await close(seen, observed, [...isGone]);
  await finishObservation(seen);
  return isClosed ? 'KEPT' : 'TOO_MANY';
}

/** The offer that a holding `h` is. */
const OFFER_OF_IT = sql`
  select from own_writes w where w.assignee_id = h.assignee_id and w.license_id = h.license_id and w.until >= ${OFFERED}`;

/** Rows that are as they were are not written by a page of a sweep. Here somebody asked for these: they are as recent as the read. */
async function confirm(
  { tx, readAt }: Observation,
  { assignees, holdings, lacking }: Observed,
): Promise<void> {
  await sql`update assignees set observed_at = ${readAt}, missed_in = null
    where id = any(${[...assignees]}::integer[]) and gone_at is null and observed_at < ${readAt}`.execute(tx);
  const isLacking = new Set(lacking.map(({ id }) => id));
  const there = holdings.filter((id) => !isLacking.has(id));
  for (const some of inStatements(there)) {
    // What is offered need not be seen by a read to be there.
    await sql`update holdings h set observed_at = ${readAt}, missed_in = null
      where id = any(${[...some]}::integer[]) and observed_at < ${readAt} and not exists (${OFFER_OF_IT})`.execute(
      tx,
    );
  }
}

/** Closes the assignees that are gone with all they hold, and what the others hold no more; nothing when it would be too much. */
async function close(
  seen: Observation,
  { lacking, holdings: there }: Observed,
  gone: readonly number[],
): Promise<boolean> {
  const lost = lacking.map(({ id }) => id);
  // Some vendors list holders whom they otherwise do not know.
  const told = new Set([...there, ...lost]);
  const ofGone = (await holdingsOf(seen, gone)).filter((id) => !told.has(id));
  const holdings = [...lost, ...ofGone];
  const isMuch =
    (await exceeds(seen, 'assignees', gone.length)) || (await exceeds(seen, 'holdings', holdings.length));
  if (isMuch) return false;
  const before = seen.readAt;
  for (const some of inStatements(holdings)) {
    await closeRows(
      seen,
      'HOLDINGS',
      some.map((id) => ({ id, before })),
    );
  }
  await closeRows(
    seen,
    'ASSIGNEES',
    gone.map((id) => ({ id, before })),
  );
  return true;
}

/** What those who are gone hold, but for what is offered to them. */
async function holdingsOf({ tx }: Observation, assignees: readonly number[]): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from holdings h where assignee_id = any(${[...assignees]}::integer[]) and not exists (${OFFER_OF_IT})`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

const OPEN = { assignees: sql`gone_at is null`, holdings: sql`true` };

/** Whether so many rows are more of the account than is closed without somebody's word. No more rows are counted than that takes. */
async function exceeds(
  { tx, account }: Observation,
  table: keyof typeof OPEN,
  closing: number,
): Promise<boolean> {
  if (!isTooMany(closing, 0)) return false;
  const { rows } = await sql<{ open: number }>`
    select count(*)::integer as open from (
      select from ${sql.table(table)} where account_no = ${account.no} and ${OPEN[table]} limit ${closing * 100}) as there`.execute(
    tx,
  );
  return isTooMany(closing, rows[0]?.open ?? 0);
}
