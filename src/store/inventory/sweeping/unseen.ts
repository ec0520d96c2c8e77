// What a section that was read to its end has not shown, and a look-up may.
import { sql } from 'kysely';
import type { AssigneeKind } from '../../../domain/account.ts';
import type { AssigneeRef } from '../../../domain/inventory/search.ts';
import type { ListedInFull } from '../../../domain/inventory/sighting.ts';
import type { StoreContext } from '../../context.ts';
import { numberArray } from '../../database/bulk.ts';
import { reading } from '../../database/transactions.ts';
import type { HeldSweep, SectionState, Unseen } from './api.ts';
import { offersFor, openRows, seenBy, seenIn, type AskedRows, type SeenInSection } from './open-rows.ts';

/** Rows whose assignees one statement looks up. */
const SLICE = 10_000;

/** Of a fraction that is never met twice: each sweep starts at another place, and in the long run at every one. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * At most so many of each, from a place on that is another one in each sweep: those that every list leaves out and every look-up finds would
 * be in front of the others for ever. What a look-up has settled is not among them.
 */
export async function unseen(
  context: StoreContext,
  held: HeldSweep,
  section: SectionState,
  most: { readonly assignees: number; readonly holders: number },
): Promise<Unseen> {
  const began = await begun(context, held, section);
  const offers = await offersFor(context, section, began.accountNo);
  const seen = await reading(context, (db) => seenIn(db, held, section));
  const rowsOf = async (what: ListedInFull['what']): Promise<readonly number[]> => {
    const rows: number[] = [];
    for (const list of section.lists) {
      if (list.what !== what) continue;
      // Of a large account they are more than a call takes as arguments.
      for (const id of await notSeen(context, { ...began, list, offers }, seen)) rows.push(id);
    }
    return inTurn(rows, held.sweepId);
  };
  const assignees = (await rowsOf('ASSIGNEES')).slice(0, most.assignees);
  const holders = await holdersOf(context, await rowsOf('HOLDINGS'), most.holders);
  return {
    assignees: await refsOf(context, held, assignees),
    holders: await refsOf(context, held, holders),
    lookUps: seen.lookUps,
    lookUpCalls: began.lookUpCalls,
  };
}

/** Rows of a list that its pages did not show, and no look-up has settled. */
async function notSeen(
  context: StoreContext,
  asked: AskedRows,
  seen: SeenInSection,
): Promise<readonly number[]> {
  const { ids, gone } = seenBy(asked.list, seen);
  const settled = new Set(gone.map(({ id }) => id));
  const found: number[] = [];
  for await (const { older, missed } of openRows(context, asked)) {
    const missedBefore = missed.filter(({ observedAt }) => observedAt < asked.startedAt.getTime());
    for (const id of [...older, ...missedBefore.map((row) => row.id)]) {
      if (!ids.has(id) && !settled.has(id)) found.push(id);
    }
  }
  return found;
}

/** Rows by their ids, from the place on at which a sweep starts, and then those before it. */
function inTurn(ids: readonly number[], sweepId: number): readonly number[] {
  const sorted = ids.toSorted((a, b) => a - b);
  const first = Math.floor(((sweepId * GOLDEN) % 1) * sorted.length);
  return [...sorted.slice(first), ...sorted.slice(0, first)];
}

interface Begun extends Pick<Unseen, 'lookUpCalls'> {
  readonly accountNo: number;
  readonly startedAt: Date;
}

async function begun(
  context: StoreContext,
  { sweepId }: HeldSweep,
  { position }: SectionState,
): Promise<Begun> {
  const { rows } = await reading(context, (db) =>
    sql<Begun>`
      select w.account_no, s.started_at, s.look_up_calls from sweep_sections s join sweeps w on w.id = s.sweep_id
      where s.sweep_id = ${sweepId} and s.position = ${position}`.execute(db),
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`sweep ${sweepId} has no section ${position}`);
  return row;
}

/** Who holds these, in the order of the holdings; at most so many. */
async function holdersOf(
  context: StoreContext,
  holdings: readonly number[],
  most: number,
): Promise<readonly number[]> {
  const holders = new Set<number>();
  for (let from = 0; from < holdings.length && holders.size < most; from += SLICE) {
    const { rows } = await reading(context, (db) =>
      sql<{ assigneeId: number }>`
        select h.assignee_id from unnest(${numberArray(holdings.slice(from, from + SLICE))}) with ordinality as t(id, place)
        join holdings h on h.id = t.id order by t.place`.execute(db),
    );
    for (const { assigneeId } of rows) holders.add(assigneeId);
  }
  return [...holders].slice(0, most);
}

/** In the order of the ids. */
async function refsOf(
  context: StoreContext,
  { accountKey }: HeldSweep,
  ids: readonly number[],
): Promise<readonly AssigneeRef[]> {
  if (ids.length === 0) return [];
  const { rows } = await reading(context, (db) =>
    sql<{ kind: AssigneeKind; externalId: string }>`
      select a.kind, a.external_id from unnest(${numberArray(ids)}) with ordinality as t(id, place)
      join assignees a on a.id = t.id order by t.place`.execute(db),
  );
  return rows.map(({ kind, externalId }) => ({ accountKey, kind, externalId }));
}
