// Cancelling a set: nothing more of it is sent.
import type { ChangeSet } from '../../domain/change-set.ts';
import { appendAudit } from '../audit/append.ts';
import { changeEvent, setEvent } from '../audit/events.ts';
import { cancelChanges } from '../changes/phases.ts';
import type { Tx } from '../database/tables.ts';
import { mustRead } from './find-sets.ts';
import { endIfDone } from './finish-set.ts';
import { lockChanges, lockSet } from './locks.ts';

/** Cancels what is not sent yet; null when there is no such set. */
export async function cancelSet(
  tx: Tx,
  setId: string,
  principal: string,
  now: number,
): Promise<{ set: ChangeSet; cancelled: number; ended: boolean } | null> {
  const set = await lockSet(tx, setId, now);
  if (set === null) return null;
  if (set.status !== 'PLANNED' && set.status !== 'RUNNING') return { set, cancelled: 0, ended: false };
  const cancelled = await cancelChanges(tx, await lockChanges(tx, { setId: set.id }, ['PLANNED']));
  const change =
    set.status === 'PLANNED'
      ? ({ cancelRequested: true, status: 'CANCELLED', finishedAt: new Date(now) } as const)
      : { cancelRequested: true };
  await tx.updateTable('changeSets').set(change).where('id', '=', set.id).execute();
  const ended = await endIfDone(tx, set.id, now);
  const events = [
    setEvent(set, 'CANCEL_SET', set.status === 'PLANNED' ? 'CANCELLED' : 'RUNNING', principal),
    ...cancelled.map((record) => changeEvent(set, record, principal)),
    ...(ended === null ? [] : [ended]),
  ];
  await appendAudit(tx, events, now);
  return {
    set: await mustRead(tx, set.id, now),
    cancelled: cancelled.length,
    ended: ended !== null,
  };
}
