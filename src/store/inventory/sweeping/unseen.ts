// What a section that was read to its end has not shown, and a look-up may.
import { sql } from 'kysely';
import type { AssigneeKind } from '../../../domain/account.ts';
import type { AssigneeRef } from '../../../domain/inventory/search.ts';
import type { ListedInFull } from '../../../domain/inventory/sighting.ts';
import type { StoreContext } from '../../context.ts';
import { numberArray } from '../../database/bulk.ts';
import { reading } from '../../database/transactions.ts';
import type { HeldSweep, SectionState, Unseen } from './api.ts';
import { openRows, seenBy, seenIn } from './open-rows.ts';

/** At most so many of each, the oldest rows first. What a look-up has settled is not among them. */
export async function unseen(
  context: StoreContext,
  held: HeldSweep,
  section: SectionState,
  most: { readonly assignees: number; readonly holders: number },
): Promise<Unseen> {
  const { accountNo, startedAt } = await begun(context, held, section);
  const seen = await reading(context, (db) => seenIn(db, held, section));
  const assignees = new Set<number>();
  const holders = new Set<number>();
  for (const list of section.lists) {
    if (list.what === 'LICENSES') continue;
    const [wanted, limit] = list.what === 'ASSIGNEES' ? [assignees, most.assignees] : [holders, most.holders];
    const { ids, gone } = seenBy(list, seen);
    const settled = new Set(gone.map(({ id }) => id));
    for await (const { older, missed } of openRows(context, { accountNo, list, startedAt })) {
      const missedBefore = missed.filter(({ observedAt }) => observedAt < startedAt.getTime());
      const notSeen = [...older, ...missedBefore.map(({ id }) => id)].filter(
        (id) => !ids.has(id) && !settled.has(id),
      );
      for (const id of await assigneesOf(context, list, notSeen)) if (wanted.size < limit) wanted.add(id);
      if (wanted.size >= limit) break;
    }
  }
  return {
    assignees: await refsOf(context, held, assignees),
    holders: await refsOf(context, held, holders),
    lookUps: seen.lookUps,
  };
}

async function begun(
  context: StoreContext,
  { sweepId }: HeldSweep,
  { position }: SectionState,
): Promise<{ readonly accountNo: number; readonly startedAt: Date }> {
  const { rows } = await reading(context, (db) =>
    sql<{ accountNo: number; startedAt: Date }>`
      select w.account_no, s.started_at from sweep_sections s join sweeps w on w.id = s.sweep_id
      where s.sweep_id = ${sweepId} and s.position = ${position}`.execute(db),
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`sweep ${sweepId} has no section ${position}`);
  return row;
}

/** The assignees of rows of a list, in the order of the rows. */
async function assigneesOf(
  context: StoreContext,
  { what }: ListedInFull,
  ids: readonly number[],
): Promise<readonly number[]> {
  const sorted = ids.toSorted((a, b) => a - b);
  if (what === 'ASSIGNEES' || ids.length === 0) return sorted;
  const { rows } = await reading(context, (db) =>
    sql<{ assigneeId: number }>`
      select assignee_id from holdings where id = any(${numberArray(sorted)}) order by id`.execute(db),
  );
  return rows.map(({ assigneeId }) => assigneeId);
}

async function refsOf(
  context: StoreContext,
  { accountKey }: HeldSweep,
  ids: ReadonlySet<number>,
): Promise<readonly AssigneeRef[]> {
  if (ids.size === 0) return [];
  const { rows } = await reading(context, (db) =>
    sql<{ kind: AssigneeKind; externalId: string }>`
      select kind, external_id from assignees where id = any(${[...ids]}::integer[]) order by id`.execute(db),
  );
  return rows.map(({ kind, externalId }) => ({ accountKey, kind, externalId }));
}
