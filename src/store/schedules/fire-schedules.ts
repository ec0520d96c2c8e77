// Firing kept removals whose day has come: they become the changes of a set.
import type { ChangeSet } from '../../domain/change-set.ts';
import { appendAudit } from '../audit/append.ts';
import { scheduleEvent } from '../audit/events.ts';
import type { StoreContext } from '../context.ts';
import { isOneOf } from '../database/bulk.ts';
import type { Tx } from '../database/tables.ts';
import { insertSet, type Creation } from '../sets/create-set.ts';
import { mustRead } from '../sets/find-sets.ts';
import { toScheduledRemoval } from './schedule-rows.ts';

/** The schedules are taken first: of two replicas that fire the same ones, the second finds them gone. */
export async function fireSchedules(
  context: StoreContext,
  tx: Tx,
  ids: readonly string[],
  creation: Creation,
): Promise<ChangeSet | null> {
  const now = context.now();
  const query = tx.selectFrom('scheduledRemovals').selectAll().where(isOneOf('id', ids));
  const waiting = await query.where('status', '=', 'WAITING').orderBy('id').forUpdate().execute();
  if (waiting.length < new Set(ids).size) return null;
  const id = context.newId();
  const fired = { status: 'FIRED', firedSetId: id, endedAt: new Date(now) } as const;
  await tx.updateTable('scheduledRemovals').set(fired).where(isOneOf('id', ids)).execute();
  const events = waiting.map((row) =>
    scheduleEvent(toScheduledRemoval(row), 'FIRE_SCHEDULE', creation.input.principal, id),
  );
  await appendAudit(tx, events, now);
  await insertSet(context, tx, { id, now, ...creation });
  return await mustRead(tx, id, now);
}
