// What a section that was read to its end has not shown, and a look-up may.
import { sql } from 'kysely';
import type { AssigneeKind } from '../../../domain/account.ts';
import type { AssigneeRef } from '../../../domain/inventory/search.ts';
import type { StoreContext } from '../../context.ts';
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
    for await (const rows of openRows(context, accountNo, list)) {
      for (const { id, assigneeId, observedAt } of rows) {
        const isNewer = observedAt >= startedAt.getTime();
        if (isNewer || ids.has(id) || settled.has(id) || assigneeId === null) continue;
        if (wanted.size < limit) wanted.add(assigneeId);
      }
      if (wanted.size >= limit) break;
    }
  }
  return {
    assignees: await refsOf(context, held, assignees),
    holders: await refsOf(context, held, holders),
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
