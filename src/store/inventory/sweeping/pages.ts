// One page of a sweep in one transaction: what it shows, which rows it saw, and where the next one starts.
import { sql, type RawBuilder } from 'kysely';
import { problem, type Problem } from '../../../domain/problem.ts';
import { numberArray } from '../../database/bulk.ts';
import { toJson } from '../../database/json.ts';
import { meanwhile } from '../../database/meanwhile.ts';
import { keepAside } from '../../database/maintenance/pending-trigrams.ts';
import type { Tx } from '../../database/tables.ts';
import { observation, type LockedAccount } from '../observing/context.ts';
import { finishObservation } from '../observing/finish.ts';
import { lockAccount, observe, shownBy, type Observed } from '../observing/observe.ts';
import { assigneeIds } from './assignee-ids.ts';
import type { HeldSweep, KeptPage, SectionState } from './api.ts';
import { renew, setSection } from './claim.ts';

/** Milliseconds that a page's transaction gives its sweep. */
export const LEASE_MS = 30_000;

interface NextPage {
  readonly section: SectionState;
  readonly page: KeptPage;
  readonly embedded: boolean;
}

/** Records a page. null when somebody else has the sweep, or the page was kept before: then nothing is written. */
export async function keepPage(
  tx: Tx,
  held: HeldSweep,
  { section, page, embedded }: NextPage,
  now: number,
): Promise<SectionState | null> {
  const [account, shown] = await meanwhile(lockForPage(tx, held, section, now), () =>
    shownBy(page.sightings, page.leftOut),
  );
  if (account === null) return null;
  if (!embedded) await keepAside(tx, { isFilled: account.baselineAt === null });
  const seen = observation({
    tx,
    account,
    source: page.isLookUp ? 'look-up' : section.name,
    readAt: new Date(page.readAt),
    now,
    sweepId: held.sweepId,
    listedAt: await listedAt(tx, account, section.name),
  });
  const observed = await observe(seen, shown);
  await finishObservation(seen);
  await insertPage(tx, held, { section, page, observed, gone: await assigneeIds(tx, account.no, page.gone) });
  const rows = page.isLookUp ? 0 : page.sightings.length + page.leftOut.length;
  await sql`update sweeps set calls = calls + ${page.calls}, rows = rows + ${rows}, added = added + ${observed.added},
      changed = changed + ${observed.changed}, problem = null where id = ${held.sweepId}`.execute(tx);
  return await setSection(tx, held, section.position, nextOf(page, rows, observed));
}

function nextOf(page: KeptPage, rows: number, { tooLong }: Observed): RawBuilder<unknown> {
  const { isLookUp, next, total, totalHoldings } = page;
  const [longId] = tooLong;
  const found = longId === undefined ? null : toJson(idTooLong(longId));
  const step = sql`page = page + 1, tries = 0, failing_since = null, problem = coalesce(${LASTING}, ${found}::jsonb),
    has_gap = has_gap or ${page.hasGap || longId !== undefined}`;
  if (isLookUp) return step;
  return sql`${step}, cursor = ${next}, is_read = ${next === null}, rows = rows + ${rows},
    expected = coalesce(${total}::integer, expected),
    expected_holdings = coalesce(${totalHoldings}::integer, expected_holdings)`;
}

/** The problem of a section that stays with it however its other pages go. */
export const LASTING = sql`case when problem->>'code' = 'ID_TOO_LONG' then problem end`;

function idTooLong(id: string): Problem {
  const message = `A row was left out: its id ${JSON.stringify(id.slice(0, 60).toWellFormed())}… has ${Buffer.byteLength(id)} bytes, more than the inventory can keep.`;
  return problem('ID_TOO_LONG', 'PROVIDER', message, {
    hint: 'Live reads show the row. Nothing of this list is closed for being unseen while it has such rows.',
  });
}

/** The account, locked, when the sweep is still held and the page is the next one of its section. */
async function lockForPage(
  tx: Tx,
  held: HeldSweep,
  section: SectionState,
  now: number,
): Promise<LockedAccount | null> {
  if (!(await renew(tx, held, LEASE_MS, now))) return null;
  const account = await lockAccount(tx, held.accountKey);
  return account !== null && (await isNext(tx, held, section)) ? account : null;
}

/** Whether the page is the one that the section waits for. */
async function isNext(tx: Tx, { sweepId }: HeldSweep, section: SectionState): Promise<boolean> {
  const { position, attempt, page } = section;
  const { rows } = await sql`select from sweep_sections
    where sweep_id = ${sweepId} and position = ${position} and attempt = ${attempt} and page = ${page}
    for update`.execute(tx);
  return rows.length > 0;
}

/** When a section was last read whole, by its start. */
export async function listedAt(tx: Tx, account: LockedAccount, name: string): Promise<Date | null> {
  const { rows } = await sql<{ completeAt: Date }>`
    select complete_at from inventory_sections where account_no = ${account.no} and name = ${name}`.execute(
    tx,
  );
  return rows[0]?.completeAt ?? null;
}

async function insertPage(
  tx: Tx,
  { sweepId }: HeldSweep,
  kept: {
    readonly section: SectionState;
    readonly page: KeptPage;
    readonly observed: Observed;
    readonly gone: readonly number[];
  },
): Promise<void> {
  const { section, page, observed, gone } = kept;
  const lacking = observed.lacking.map(({ id }) => id);
  await sql`insert into sweep_pages
    (sweep_id, position, attempt, page, read_at, licenses, assignees, holdings, lacking, gone, is_look_up)
    values (${sweepId}, ${section.position}, ${section.attempt}, ${section.page}, ${new Date(page.readAt)},
      ${numberArray(observed.licenses)}, ${numberArray(observed.assignees)}, ${numberArray(observed.holdings)},
      ${numberArray(lacking)}, ${numberArray(gone)}, ${page.isLookUp})`.execute(tx);
}
