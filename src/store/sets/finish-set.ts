// Counting the changes of a set, and ending it when all of them are done.
import { sql } from 'kysely';
import type { ChangeProgress, ChangeSet } from '../../domain/change-set.ts';
import { appendAudit } from '../audit/append.ts';
import { setEvent, type NewAuditEvent } from '../audit/events.ts';
import { clean } from '../database/json.ts';
import type { Db, Tx } from '../database/tables.ts';
import { readSet } from './find-sets.ts';
import { lockSet } from './locks.ts';
import { toChangeSet } from './set-rows.ts';
import { NO_CHANGES, finalStatus, type HowItWent } from './set-status.ts';

/** Changes by outcome, and how far they are. */
export async function countChanges(
  db: Db,
  setId: string,
): Promise<HowItWent & { readonly progress: ChangeProgress; readonly open: number }> {
  const rows = await db
    .selectFrom('changes')
    .where('setId', '=', clean(setId))
    .select([
      'outcome',
      sql<number>`count(*)::integer`.as('count'),
      sql<number>`(count(*) filter (where phase <> 'DONE'))::integer`.as('open'),
      sql<number>`(count(*) filter (where phase in ('SENDING', 'SENT')))::integer`.as('underWay'),
      sql<number>`(count(*) filter (where outcome = 'PENDING' and action in ('REMOVE', 'SCHEDULE_REMOVAL')))::integer`.as(
        'pendingRemovals',
      ),
      sql<number>`(count(*) filter (where settle_after is not null))::integer`.as('unsettled'),
      sql<boolean>`bool_or(attempts > 0)`.as('attempted'),
    ])
    .groupBy('outcome')
    .execute();
  const progress = { ...NO_CHANGES };
  let [open, unsettled] = [0, 0];
  for (const row of rows) {
    progress[row.outcome] = row.count;
    progress.total += row.count;
    progress.underWay += row.underWay;
    progress.pendingRemovals += row.pendingRemovals;
    open += row.open;
    unsettled += row.unsettled;
  }
  return { progress, open, unsettled, attempted: rows.some((row) => row.attempted) };
}

/** Ends a running set whose changes are all DONE; tells the entry for the audit log, or null when there was nothing to do. */
export async function endIfDone(tx: Tx, setId: string, now: number): Promise<NewAuditEvent | null> {
  const { progress, open, ...went } = await countChanges(tx, setId);
  if (open > 0) return null;
  const status = finalStatus(progress, went);
  const ended = await tx
    .updateTable('changeSets')
    .set({ status, finishedAt: new Date(now) })
    .where('id', '=', setId)
    .where('status', '=', 'RUNNING')
    .returningAll()
    .executeTakeFirst();
  return ended === undefined ? null : setEvent(toChangeSet(ended, now), 'FINISH_SET', status);
}

/** As `endIfDone`, in a transaction that has nothing else to audit. `ended`: it had not ended before. */
export async function finish(
  tx: Tx,
  setId: string,
  now: number,
): Promise<{ readonly set: ChangeSet | null; readonly ended: boolean }> {
  // Counted under the lock: a set that is carried on meanwhile is not at its end.
  await lockSet(tx, setId, now);
  const event = await endIfDone(tx, setId, now);
  if (event !== null) await appendAudit(tx, [event], now);
  return { set: await readSet(tx, setId, now), ended: event !== null };
}
