// One page of a sweep in one transaction: what it shows, which rows it saw, and where the next one starts.
import { sql, type RawBuilder } from 'kysely';
import { problem, type Problem } from '../../../domain/problem.ts';
import { numberArray } from '../../database/bulk.ts';
import { toJson } from '../../database/json.ts';
import { meanwhile } from '../../database/meanwhile.ts';
import { keepAside } from '../../database/maintenance/pending-trigrams.ts';
import type { Tx } from '../../database/tables.ts';
import { columnCount } from '../observing/columns.ts';
import { LOOK_UP, observation, type LockedAccount } from '../observing/context.ts';
import { finishObservation } from '../observing/finish.ts';
import { observe, shownBy, type Observed } from '../observing/observe.ts';
import { assigneeIds } from './assignee-ids.ts';
import type { HeldSweep, KeptPage, SectionState } from './api.ts';
import { renew, setSection } from './claim.ts';

/** Milliseconds for which whoever works on a sweep has it; it is renewed well before, and by what is recorded. */
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
  const [locked, shown] = await meanwhile(lockForPage(tx, held, section, now), () =>
    shownBy(page.sightings, page.leftOut),
  );
  if (locked === null) return null;
  const { listedAt: lastListed, ...account } = locked;
  if (!embedded) await keepAside(tx, { isFilled: account.baselineAt === null });
  const seen = observation({
    tx,
    account,
    source: page.isLookUp ? LOOK_UP : section.name,
    readAt: new Date(page.readAt),
    now,
    sweepId: held.sweepId,
    listedAt: lastListed,
  });
  const observed = await observe(seen, shown);
  await finishObservation(seen);
  const gone = await assigneeIds(tx, account.no, page.gone);
  const rows = page.isLookUp ? 0 : page.sightings.length + page.leftOut.length;
  return await setSection(tx, held, {
    position: section.position,
    values: nextOf(page, rows, observed),
    also: sql`page_kept as (${insertOf(held, { section, page, observed, gone })}),
      counted as (update sweeps set calls = calls + ${page.calls}, rows = rows + ${rows}, added = added + ${observed.added},
        changed = changed + ${observed.changed}, problem = null where id = ${held.sweepId})`,
  });
}

function nextOf(page: KeptPage, rows: number, { tooLong }: Observed): RawBuilder<unknown> {
  const { isLookUp, next, total, totalHoldings } = page;
  const [longId] = tooLong;
  const found = longId === undefined ? null : toJson(idTooLong(longId));
  const step = sql`page = page + 1, tries = 0, failing_since = null, problem = coalesce(${LASTING}, ${found}::jsonb),
    has_gap = has_gap or ${page.hasGap || longId !== undefined}`;
  if (isLookUp) return step;
  return sql`${step}, cursor = ${next}, is_read = ${next === null}, rows = rows + ${rows},
    expected = coalesce(${columnCount(total)}::integer, expected),
    expected_holdings = coalesce(${columnCount(totalHoldings)}::integer, expected_holdings)`;
}

/** The problem of a section that stays with it however its other pages go. */
export const LASTING = sql`case when problem->>'code' = 'ID_TOO_LONG' then problem end`;

function idTooLong(id: string): Problem {
  const message = `A row was left out: its id ${JSON.stringify(id.slice(0, 60).toWellFormed())}… has ${Buffer.byteLength(id)} bytes, more than the inventory can keep.`;
  return problem('ID_TOO_LONG', 'PROVIDER', message, {
    hint: 'Live reads show the row. Nothing of this list is closed for being unseen while it has such rows.',
  });
}

/** An account that is locked for a page. */
interface LockedForPage extends LockedAccount {
  /** When the section of the page was last read whole, by its start. */
  readonly listedAt: Date | null;
}

/** The account, locked, when the sweep is still held and the page is the next one of its section. */
async function lockForPage(
  tx: Tx,
  held: HeldSweep,
  { position, attempt, page }: SectionState,
  now: number,
): Promise<LockedForPage | null> {
  if (!(await renew(tx, held, LEASE_MS, now))) return null;
  const { rows } = await sql<LockedForPage>`
    select a.no, a.key, a.baseline_at, i.complete_at as listed_at
    from inventory_accounts a
    join sweep_sections s on s.sweep_id = ${held.sweepId} and s.position = ${position} and s.attempt = ${attempt}
      and s.page = ${page}
    left join inventory_sections i on i.account_no = a.no and i.name = s.name
    where a.key = ${held.accountKey} for no key update of a, s`.execute(tx);
  return rows[0] ?? null;
}

/** When a section was last read whole, by its start. */
export async function listedAt(
  tx: Tx,
  account: Pick<LockedAccount, 'no'>,
  name: string,
): Promise<Date | null> {
  const { rows } = await sql<{ completeAt: Date }>`
    select complete_at from inventory_sections where account_no = ${account.no} and name = ${name}`.execute(
    tx,
  );
  return rows[0]?.completeAt ?? null;
}

function insertOf(
  { sweepId }: HeldSweep,
  kept: {
    readonly section: SectionState;
    readonly page: KeptPage;
    readonly observed: Observed;
    readonly gone: readonly number[];
  },
): RawBuilder<unknown> {
  const { section, page, observed, gone } = kept;
  const lacking = observed.lacking.map(({ id }) => id);
  // What somebody holds was looked up by their id, which does not tell that they are there.
  const assignees = page.isLookUp ? observed.there : observed.assignees;
  return sql`insert into sweep_pages
    (sweep_id, position, attempt, page, read_at, licenses, assignees, holdings, lacking, gone, is_look_up)
    values (${sweepId}, ${section.position}, ${section.attempt}, ${section.page}, ${new Date(page.readAt)},
      ${numberArray(observed.licenses)}, ${numberArray(assignees)}, ${numberArray(observed.holdings)},
      ${numberArray(lacking)}, ${numberArray(gone)}, ${page.isLookUp})`;
}
