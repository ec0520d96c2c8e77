// The end of a section: what it has shown to be gone is closed, unless it is too much.
import { sql } from 'kysely';
import type { SectionStatus } from '../../../domain/inventory/accounts.ts';
import { problem as newProblem, type Problem } from '../../../domain/problem.ts';
import type { ListedInFull } from '../../../domain/inventory/sighting.ts';
import type { StoreContext } from '../../context.ts';
import { inStatements, recordset } from '../../database/bulk.ts';
import { toJson } from '../../database/json.ts';
import type { Tx } from '../../database/tables.ts';
import { reading, writing } from '../../database/transactions.ts';
import { CLOSABLE, closeRows, type Closable } from '../observing/close-rows.ts';
import { NOT_LISTED_YET, observation, type LockedAccount } from '../observing/context.ts';
import { finishObservation } from '../observing/finish.ts';
import { lockAccount } from '../observing/observe.ts';
import type { Ending, HeldSweep, SectionState } from './api.ts';
import { renew } from './claim.ts';
import { addsUp, decide } from './closing.ts';
import { comparedWithOpen } from './compared-with-open.ts';
import { offersFor, seenIn, type AskedRows, type SeenInSection } from './open-rows.ts';
import { LASTING, LEASE_MS, listedAt } from './pages.ts';

/** What one of the lists of a section comes to. */
interface Conclusion {
  readonly list: ListedInFull;
  readonly close: readonly Closable[];
  readonly miss: readonly Closable[];
  /** Missed by an earlier sweep, and seen again. */
  readonly back: readonly number[];
  readonly isTooMany: boolean;
}

interface SectionFacts {
  readonly accountNo: number;
  readonly startedAt: Date;
  readonly expected: number | null;
  readonly expectedHoldings: number | null;
  readonly hasGap: boolean;
  /** Whether somebody is to look at what this sweep or an earlier one would have closed: until then nothing is closed at all. */
  readonly isSuspended: boolean;
  /** Whether the catalogue alone is read: whether it is that of another tenant only a sweep of everything shows, so that nothing is closed. */
  readonly isOfSeats: boolean;
  /** Held sweeps that somebody has released, and sweeps of seats. */
  readonly releasedSweeps: readonly number[];
  readonly seatsSweeps: readonly number[];
}

/** Decides by all that the section has seen, and closes in small transactions. It can be made again: what is closed stays closed. */
export async function concludeSection(
  context: StoreContext,
  held: HeldSweep,
  section: SectionState,
  ending: Ending,
): Promise<SectionStatus | null> {
  const facts = await factsOf(context, held, section);
  const offers = await offersFor(context, section, facts.accountNo);
  const seen = await reading(context, (db) => seenIn(db, held, section));
  const lack = lackOf(section, facts, seen);
  const isComplete = ending.isRead && lack === null;
  const compared: ComparedList[] = [];
  for (const list of section.lists) {
    ending.signal?.throwIfAborted();
    compared.push(await compareList(context, { held, list, facts, offers, seen, isComplete }));
  }
  const isEmptied = compared.some((one) => one.isEmptied);
  const isGood = isComplete && !isEmptied;
  const conclusions = compared.map((one) => conclusionOf(one, facts, isGood));
  const isHeld = !facts.isOfSeats && conclusions.some(({ isTooMany }) => isTooMany);
  const status = isHeld ? 'HELD' : isGood ? 'COMPLETE' : 'INCOMPLETE';
  const why = isEmptied ? 'It had no rows, where there were some.' : lack;
  const problem = ending.isRead ? notWhole(held, section, why) : ending.problem;
  for (const conclusion of conclusions) {
    const closing = { held, section, conclusion, isGood, signal: ending.signal };
    const isOurs = isHeld ? await markAll(context, closing) : await closeAndMark(context, closing, facts);
    if (!isOurs) return null;
  }
  return await writing(context, (tx) =>
    end(tx, { held, section, facts, problem, status, conclusions }, context.now()),
  );
}

/** What is not to be closed yet was not seen all the same. */
function suspended(conclusion: Conclusion, { isSuspended, isOfSeats }: SectionFacts): Conclusion {
  if (!isSuspended && !isOfSeats) return conclusion;
  const { close, miss } = conclusion;
  return { ...conclusion, close: [], miss: [...miss, ...close] };
}

async function factsOf(context: StoreContext, held: HeldSweep, section: SectionState): Promise<SectionFacts> {
  const { rows } = await reading(context, (db) =>
    sql<SectionFacts>`
      select w.account_no, coalesce(s.started_at, w.started_at) as started_at, s.expected, s.expected_holdings, s.has_gap,
        exists (select from sweeps where account_no = w.account_no and status = 'HELD') or
        exists (select from sweep_sections where sweep_id = w.id and status = 'HELD') as is_suspended,
        w.why = 'SEATS' as is_of_seats,
        array(select id from sweeps where account_no = w.account_no and status = 'RELEASED') as released_sweeps,
        array(select id from sweeps where account_no = w.account_no and why = 'SEATS') as seats_sweeps
      from sweep_sections s join sweeps w on w.id = s.sweep_id
      where s.sweep_id = ${held.sweepId} and s.position = ${section.position}`.execute(db),
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`sweep ${held.sweepId} has no section ${section.position}`);
  return row;
}

/** What a list lacks once it was read to its end, in a sentence; null when it is whole: as many rows as the provider counts, and all of them with an id. */
function lackOf({ lists }: SectionState, facts: SectionFacts, { listed }: SeenInSection): string | null {
  const rows = lists.some(({ what }) => what === 'LICENSES') ? listed.licenses : listed.assignees;
  const { expected, expectedHoldings, hasGap } = facts;
  if (!addsUp({ seen: rows, expected })) {
    return `It had ${rows} rows, and the provider counts ${expected}.`;
  }
  if (!addsUp({ seen: listed.holdings, expected: expectedHoldings })) {
    return `It had ${listed.holdings} assignments, and the provider counts ${expectedHoldings}.`;
  }
  return hasGap ? 'Rows of it were left out whose ids cannot be read, or came and went meanwhile.' : null;
}

function notWhole({ accountKey }: HeldSweep, { name }: SectionState, why: string | null): Problem | null {
  if (why === null) return null;
  return newProblem('UPSTREAM_BAD_RESPONSE', 'PROVIDER', `The list ${name} is not whole. ${why}`, {
    accountKey,
    retryable: true,
    hint: 'Nothing is concluded from what it did not show. The next sweep reads it anew.',
  });
}

interface ListFacts {
  readonly held: HeldSweep;
  readonly list: ListedInFull;
  readonly facts: SectionFacts;
  readonly offers: AskedRows['offers'];
  readonly seen: SeenInSection;
  readonly isComplete: boolean;
}

/** A list, beside the rows that are recorded. */
interface ComparedList {
  readonly list: ListedInFull;
  readonly rows: Awaited<ReturnType<typeof comparedWithOpen>>;
  /** A list without rows, where there were some, is more likely a fault than the truth. */
  readonly isEmptied: boolean;
}

async function compareList(context: StoreContext, about: ListFacts): Promise<ComparedList> {
  const { list, seen, isComplete } = about;
  const rows = await comparedWithOpen(context, { ...about, ...about.facts });
  return { list, rows, isEmptied: isComplete && rows.open > 0 && listedRows(list, seen) === 0 };
}

function conclusionOf(
  { list, rows }: ComparedList,
  { startedAt }: SectionFacts,
  isComplete: boolean,
): Conclusion {
  const goneAt = new Map(rows.gone.map(({ id, readAt }) => [id, readAt]));
  const { close, miss, isTooMany } = decide({ ...rows, gone: [...goneAt.keys()], isComplete });
  const closable = (id: number): Closable => ({ id, before: goneAt.get(id) ?? startedAt });
  return { list, close: close.map(closable), miss: miss.map(closable), back: rows.back, isTooMany };
}

/** Rows that the pages of a list had. Those whose holders are listed may hold nothing. */
function listedRows({ what }: ListedInFull, { listed }: SeenInSection): number {
  return what === 'LICENSES' ? listed.licenses : listed.assignees;
}

interface Closing {
  readonly held: HeldSweep;
  readonly section: SectionState;
  readonly conclusion: Conclusion;
  readonly isGood: boolean;
  readonly signal: AbortSignal | undefined;
}

/** false: somebody else has the sweep. */
async function closeAndMark(context: StoreContext, closing: Closing, facts: SectionFacts): Promise<boolean> {
  const taken = { ...closing, conclusion: suspended(closing.conclusion, facts) };
  return (await closeAll(context, taken)) && (await markAll(context, taken));
}

async function closeAll(context: StoreContext, closing: Closing): Promise<boolean> {
  const { held, section, conclusion } = closing;
  const { list, close } = conclusion;
  return await eachHeld(context, closing, inStatements(close), async (tx, account, some) => {
    const now = context.now();
    const seen = observation({
      tx,
      account,
      source: section.name,
      readAt: new Date(now),
      now,
      sweepId: held.sweepId,
      listedAt: await listedAt(tx, account, section.name),
    });
    const closed = await closeRows(seen, list.what, some);
    await finishObservation(seen);
    await sql`update sweeps set closed = closed + ${closed} where id = ${held.sweepId}`.execute(tx);
  });
}

/** What was not seen for the first time, and what was seen again. false: somebody else has the sweep. */
async function markAll(context: StoreContext, closing: Closing): Promise<boolean> {
  const { held, section, conclusion, isGood } = closing;
  const { list, miss, back } = conclusion;
  const marks = [
    ...(isGood ? inStatements(miss).map((rows) => ({ rows })) : []),
    ...inStatements(back).map((ids) => ({ ids })),
  ];
  return await eachHeld(context, closing, marks, async (tx, account, some) => {
    await ('rows' in some
      ? markMissed(tx, held, { list, rows: some.rows, seenAt: await listedAt(tx, account, section.name) })
      : unmark(tx, list, some.ids));
  });
}

/** A transaction for each, with the account locked, as long as the sweep is held. false: somebody else has it. */
async function eachHeld<Some>(
  context: StoreContext,
  { held, signal }: Closing,
  slices: readonly Some[],
  work: (tx: Tx, account: LockedAccount, some: Some) => Promise<void>,
): Promise<boolean> {
  for (const some of slices) {
    signal?.throwIfAborted();
    const isHeld = await writing(context, async (tx) => {
      if (!(await renew(tx, held, LEASE_MS, context.now()))) return false;
      const account = await lockAccount(tx, held.accountKey);
      if (account === null) return false;
      await work(tx, account, some);
      return true;
    });
    if (!isHeld) return false;
  }
  return true;
}

const TABLES = { LICENSES: 'licenses', ASSIGNEES: 'assignees', HOLDINGS: 'holdings' } as const;

interface Missed {
  readonly list: ListedInFull;
  readonly rows: readonly Closable[];
  /** Start of the last whole reading, which saw them. */
  readonly seenAt: Date | null;
}

/** What was seen meanwhile is not missed. What a sweep of seats missed counts as missed from the next sweep of everything on. */
async function markMissed(tx: Tx, { sweepId }: HeldSweep, { list, rows, seenAt }: Missed): Promise<void> {
  await sql`update ${sql.table(TABLES[list.what])} t set missed_in = ${sweepId},
      observed_at = case when missed_in is null then greatest(observed_at, ${seenAt}::timestamptz) else observed_at end
    from ${recordset(rows, CLOSABLE)} where t.id = r.id and observed_at < r.before
      and (missed_in is null or missed_in = ${NOT_LISTED_YET} or missed_in in (select id from sweeps where why = 'SEATS'))`.execute(
    tx,
  );
}

async function unmark(tx: Tx, { what }: ListedInFull, ids: readonly number[]): Promise<void> {
  await sql`update ${sql.table(TABLES[what])} set missed_in = null where id = any(${ids}::integer[])`.execute(
    tx,
  );
}

interface End {
  readonly held: HeldSweep;
  readonly section: SectionState;
  readonly facts: SectionFacts;
  readonly problem: Problem | null;
  readonly status: SectionStatus;
  readonly conclusions: readonly Conclusion[];
}

async function end(tx: Tx, ended: End, now: number): Promise<SectionStatus | null> {
  const { held, section, facts, problem, status, conclusions } = ended;
  if (!(await renew(tx, held, LEASE_MS, now))) return null;
  await sql`update sweep_sections set status = ${status}, problem = coalesce(${LASTING}, ${problem && toJson(problem)}::jsonb)
    where sweep_id = ${held.sweepId} and position = ${section.position}`.execute(tx);
  if (status === 'COMPLETE') {
    await sql`insert into inventory_sections (account_no, name, lists, complete_at)
      values (${facts.accountNo}, ${section.name}, ${toJson(section.lists)}::jsonb, ${facts.startedAt})
      on conflict (account_no, name) do update set lists = excluded.lists, complete_at = excluded.complete_at`.execute(
      tx,
    );
  }
  if (status === 'HELD') await keepHeld(tx, ended);
  const heldBack = status === 'HELD' ? conclusions.reduce((sum, { close }) => sum + close.length, 0) : 0;
  await sql`update sweeps set held_back = held_back + ${heldBack} where id = ${held.sweepId}`.execute(tx);
  return status;
}

/**
 * What would have been closed, for whoever decides. The rows are marked as not seen: when one is seen again that is recorded, and nobody's
 * decision closes it.
 */
async function keepHeld(tx: Tx, { held, section, facts, conclusions }: End): Promise<void> {
  const seenAt = await listedAt(tx, { no: facts.accountNo }, section.name);
  for (const { list, close } of conclusions) {
    for (const [slice, some] of inStatements(close).entries()) {
      const ids = some.map(({ id }) => id);
      const before = some.map((row) => row.before.toISOString());
      await sql`insert into sweep_held (sweep_id, position, what, slice, ids, before)
        values (${held.sweepId}, ${section.position}, ${nameOf(list)}, ${slice}, ${ids}::integer[], ${before}::timestamptz[])
        on conflict do nothing`.execute(tx);
      await markMissed(tx, held, { list, rows: some, seenAt });
    }
  }
}

function nameOf({ what, kind, people }: ListedInFull): string {
  return [what, kind, people].filter((word) => word !== undefined).join(' ');
}
