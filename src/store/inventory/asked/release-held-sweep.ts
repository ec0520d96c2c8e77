// Closes what a held sweep has kept back, once somebody has looked.
import { sql } from 'kysely';
import type { SweepStatus } from '../../../domain/inventory/accounts.ts';
import type { ListedInFull } from '../../../domain/inventory/sighting.ts';
import { appendAudit } from '../../audit/append.ts';
import { sweepEvent } from '../../audit/events.ts';
import type { StoreContext } from '../../context.ts';
import type { Tx } from '../../database/tables.ts';
import { writing } from '../../database/transactions.ts';
import { closeRows } from '../observing/close-rows.ts';
import { observation, type LockedAccount } from '../observing/context.ts';
import { finishObservation } from '../observing/finish.ts';
import { lockAccount } from '../observing/observe.ts';
import { listedAt } from '../sweeping/pages.ts';
import type { Decided } from './api.ts';
import { askPlanner } from './ask-for-sweep.ts';

/**
 * A slice a transaction: others have their turn in between. The decision is recorded with the first one, so that no sweep that ends meanwhile
 * takes it back. Slices that were closed are forgotten: whoever asks again after a crash goes on with the rest, and the log then has both.
 */
export async function releaseHeldSweep(
  context: StoreContext,
  sweepId: number,
  by: Decided,
): Promise<SweepStatus | null> {
  const next = (decided: Decided | null): Promise<Step> =>
    writing(context, (tx) => releaseSlice(tx, sweepId, decided, context.now()));
  const first = await next(by);
  for (let step = first; !step.isLast;) step = await next(null);
  return first.was;
}

interface Step {
  /** What the sweep was before; null when there is none. One that is released counts as held as long as slices of it are left. */
  readonly was: SweepStatus | null;
  readonly isLast: boolean;
}

/** The account is locked before its sweep, as at the end of a sweep. */
async function releaseSlice(tx: Tx, sweepId: number, decided: Decided | null, now: number): Promise<Step> {
  const account = await accountOf(tx, sweepId);
  const { rows } = await sql<{ status: SweepStatus }>`
    select status from sweeps where id = ${sweepId} for update`.execute(tx);
  const was = rows[0]?.status ?? null;
  if (account === null || (was !== 'HELD' && was !== 'RELEASED')) return { was, isLast: true };
  const slice = await takeSlice(tx, sweepId);
  if (was === 'RELEASED' && slice === null) return { was, isLast: true };
  if (was === 'HELD') await release(tx, { account, sweepId }, now);
  if (slice !== null) await closeSlice(tx, { account, sweepId, slice }, now);
  if (decided !== null) await appendAudit(tx, [sweepEvent('RELEASE_SWEEP', account.key, decided)], now);
  return { was: 'HELD', isLast: slice === null };
}

/**
 * With the decision another sweep is asked for, of the planner, however lately somebody asked for one: what this one had not seen and could not
 * look up is closed by the next one that does not see it either.
 */
async function release(
  tx: Tx,
  { account, sweepId }: Pick<Closing, 'account' | 'sweepId'>,
  now: number,
): Promise<void> {
  await sql`update sweeps set status = 'RELEASED' where id = ${sweepId}`.execute(tx);
  await askPlanner(tx, account.no, now);
}

async function accountOf(tx: Tx, sweepId: number): Promise<LockedAccount | null> {
  const { rows } = await sql<{ key: string }>`
    select a.key from sweeps s join inventory_accounts a on a.no = s.account_no where s.id = ${sweepId}`.execute(
    tx,
  );
  const [row] = rows;
  return row === undefined ? null : await lockAccount(tx, row.key);
}

interface Slice {
  /** What the rows are; a kind of assignees may follow. */
  readonly what: string;
  readonly section: string;
  readonly ids: readonly number[];
  readonly before: readonly Date[];
}

/** The next rows that were kept back, which are forgotten with it; null when there are no more. */
async function takeSlice(tx: Tx, sweepId: number): Promise<Slice | null> {
  const { rows } = await sql<Slice>`
    delete from sweep_held h using sweep_sections s
    where h.sweep_id = ${sweepId} and s.sweep_id = h.sweep_id and s.position = h.position
      and (h.position, h.what, h.slice) = (
        select position, what, slice from sweep_held where sweep_id = ${sweepId}
        order by position, what, slice limit 1)
    returning h.what, s.name as section, h.ids, h.before`.execute(tx);
  return rows[0] ?? null;
}

interface Closing {
  readonly account: LockedAccount;
  readonly sweepId: number;
  readonly slice: Slice;
}

async function closeSlice(tx: Tx, { account, sweepId, slice }: Closing, now: number): Promise<void> {
  const { what, section, ids, before } = slice;
  const seen = observation({
    tx,
    account,
    source: section,
    readAt: new Date(now),
    now,
    sweepId,
    listedAt: await listedAt(tx, account, section),
  });
  // Those that were observed since are left alone.
  const rows = ids.flatMap((id, index) => {
    const then = before[index];
    return then === undefined ? [] : [{ id, before: then }];
  });
  const closed = await closeRows(seen, whatOf(what), rows);
  await finishObservation(seen);
  await sql`update sweeps set closed = closed + ${closed} where id = ${sweepId}`.execute(tx);
}

function whatOf(name: string): ListedInFull['what'] {
  const [what] = name.split(' ');
  return what === 'LICENSES' || what === 'ASSIGNEES' ? what : 'HOLDINGS';
}
