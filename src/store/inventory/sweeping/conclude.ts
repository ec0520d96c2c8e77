// The end of a section: what it has shown to be gone is closed, unless it is too much.
import { sql } from 'kysely';
import type { SectionStatus } from '../../../domain/inventory/accounts.ts';
import type { ListedInFull } from '../../../domain/inventory/sighting.ts';
import type { StoreContext } from '../../context.ts';
import { inStatements } from '../../database/bulk.ts';
import { toJson } from '../../database/json.ts';
import type { Tx } from '../../database/tables.ts';
import { reading, writing } from '../../database/transactions.ts';
import { closeRows, type Closable } from '../observing/close-rows.ts';
import { observation } from '../observing/context.ts';
import { finishObservation } from '../observing/finish.ts';
import { lockAccount } from '../observing/observe.ts';
import type { Ending, HeldSweep, SectionState } from './api.ts';
import { renew } from './claim.ts';
import { addsUp, decide } from './closing.ts';
import { openRows, seenBy, seenIn, type SeenInSection } from './open-rows.ts';
import { LEASE_MS, listedAt } from './pages.ts';

/** What one of the lists of a section comes to. */
interface Conclusion {
  readonly list: ListedInFull;
  readonly close: readonly Closable[];
  readonly miss: readonly number[];
  readonly isTooMany: boolean;
}

interface SectionFacts {
  readonly accountNo: number;
  readonly startedAt: Date;
  readonly expected: number | null;
  readonly expectedHoldings: number | null;
  readonly hasGap: boolean;
}

/** Decides by all that the section has seen, and closes in small transactions. It can be made again: what is closed stays closed. */
export async function concludeSection(
  context: StoreContext,
  held: HeldSweep,
  section: SectionState,
  ending: Ending,
): Promise<SectionStatus | null> {
  const facts = await factsOf(context, held, section);
  const seen = await reading(context, (db) => seenIn(db, held, section));
  const isComplete = ending.isRead && isWhole(section, facts, seen);
  const conclusions: Conclusion[] = [];
  let isEmptied = false;
  for (const list of section.lists) {
    const found = await concludeList(context, { held, list, facts, seen, isComplete });
    isEmptied ||= found.isEmptied;
    conclusions.push(found);
  }
  const isHeld = conclusions.some(({ isTooMany }) => isTooMany);
  const isGood = isComplete && !isEmptied;
  const status = isHeld ? 'HELD' : isGood ? 'COMPLETE' : 'INCOMPLETE';
  if (!isHeld) {
    for (const conclusion of conclusions) {
      if (!(await closeAll(context, { held, section, conclusion, isGood }))) return null;
    }
  }
  return await writing(context, (tx) =>
    end(tx, { held, section, facts, ending, status, conclusions }, context.now()),
  );
}

async function factsOf(context: StoreContext, held: HeldSweep, section: SectionState): Promise<SectionFacts> {
  const { rows } = await reading(context, (db) =>
    sql<SectionFacts>`
      select w.account_no, coalesce(s.started_at, w.started_at) as started_at, s.expected, s.expected_holdings, s.has_gap
      from sweep_sections s join sweeps w on w.id = s.sweep_id
      where s.sweep_id = ${held.sweepId} and s.position = ${section.position}`.execute(db),
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`sweep ${held.sweepId} has no section ${section.position}`);
  return row;
}

/** Whether the rows seen are as many as the provider counts, and none was left out whose id nobody knows. */
function isWhole({ lists }: SectionState, facts: SectionFacts, { listed }: SeenInSection): boolean {
  const rows = lists.some(({ what }) => what === 'LICENSES') ? listed.licenses : listed.assignees;
  return (
    !facts.hasGap &&
    addsUp({ seen: rows, expected: facts.expected }) &&
    addsUp({ seen: listed.holdings, expected: facts.expectedHoldings })
  );
}

interface ListFacts {
  readonly held: HeldSweep;
  readonly list: ListedInFull;
  readonly facts: SectionFacts;
  readonly seen: SeenInSection;
  readonly isComplete: boolean;
}

async function concludeList(
  context: StoreContext,
  { held, list, facts, seen, isComplete }: ListFacts,
): Promise<Conclusion & { readonly isEmptied: boolean }> {
  const { ids, gone } = seenBy(list, seen);
  const goneAt = new Map(gone.map(({ id, readAt }) => [id, readAt]));
  const unseen: { id: number; missedBefore: boolean }[] = [];
  const isGone: number[] = [];
  let [open, old] = [0, 0];
  for await (const rows of openRows(context.db, facts.accountNo, list)) {
    open += rows.length;
    for (const row of rows) {
      const readAt = goneAt.get(row.id);
      if (row.observedAt < facts.startedAt) old += 1;
      if (readAt !== undefined && row.observedAt < readAt) isGone.push(row.id);
      else if (readAt === undefined && row.observedAt < facts.startedAt && !ids.has(row.id)) {
        unseen.push({ id: row.id, missedBefore: row.missedIn !== null && row.missedIn !== held.sweepId });
      }
    }
  }
  // A list without rows, where there were some, is more likely a fault than the truth.
  const isEmptied = isComplete && ids.size === 0 && old > 0 && list.what !== 'HOLDINGS';
  const verdict = decide({ open, gone: isGone, unseen, isComplete: isComplete && !isEmptied });
  const close = verdict.close.map((id) => ({ id, before: goneAt.get(id) ?? facts.startedAt }));
  return { list, close, miss: verdict.miss, isTooMany: verdict.isTooMany, isEmptied };
}

interface Closing {
  readonly held: HeldSweep;
  readonly section: SectionState;
  readonly conclusion: Conclusion;
  readonly isGood: boolean;
}

/** false: somebody else has the sweep. */
async function closeAll(
  context: StoreContext,
  { held, section, conclusion, isGood }: Closing,
): Promise<boolean> {
  const { list, close, miss } = conclusion;
  for (const some of inStatements(close)) {
    const isHeld = await writing(context, async (tx) => {
      if (!(await renew(tx, held, LEASE_MS, context.now()))) return false;
      const account = await lockAccount(tx, held.accountKey);
      if (account === null) return false;
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
      return true;
    });
    if (!isHeld) return false;
  }
  if (!isGood) return true;
  for (const some of inStatements(miss)) {
    await writing(context, (tx) => markMissed(tx, held, list, some));
  }
  return true;
}

const TABLES = { LICENSES: 'licenses', ASSIGNEES: 'assignees', HOLDINGS: 'holdings' } as const;

async function markMissed(
  tx: Tx,
  { sweepId }: HeldSweep,
  { what }: ListedInFull,
  ids: readonly number[],
): Promise<void> {
  await sql`update ${sql.table(TABLES[what])} set missed_in = ${sweepId}
    where id = any(${ids}::integer[]) and missed_in is null`.execute(tx);
}

interface End {
  readonly held: HeldSweep;
  readonly section: SectionState;
  readonly facts: SectionFacts;
  readonly ending: Ending;
  readonly status: SectionStatus;
  readonly conclusions: readonly Conclusion[];
}

async function end(tx: Tx, ended: End, now: number): Promise<SectionStatus | null> {
  const { held, section, facts, ending, status, conclusions } = ended;
  if (!(await renew(tx, held, LEASE_MS, now))) return null;
  const problem = ending.isRead ? null : toJson(ending.problem);
  await sql`update sweep_sections set status = ${status}, problem = ${problem}::jsonb
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

/** What would have been closed, for whoever decides. */
async function keepHeld(tx: Tx, { held, section, conclusions }: End): Promise<void> {
  for (const { list, close } of conclusions) {
    for (const [slice, some] of inStatements(close).entries()) {
      const ids = some.map(({ id }) => id);
      const before = some.map((row) => row.before.toISOString());
      await sql`insert into sweep_held (sweep_id, position, what, slice, ids, before)
        values (${held.sweepId}, ${section.position}, ${nameOf(list)}, ${slice}, ${ids}::integer[], ${before}::timestamptz[])
        on conflict do nothing`.execute(tx);
    }
  }
}

function nameOf({ what, kind, people }: ListedInFull): string {
  return [what, kind, people].filter((word) => word !== undefined).join(' ');
}
