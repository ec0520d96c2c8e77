// The phases of a change under the lease of its part: about to be sent, not sent after all, cancelled.
import { sql } from 'kysely';
import type { ChangeRecord } from '../../domain/change-set.ts';
import { appendAudit } from '../audit/append.ts';
import { changeEvent } from '../audit/events.ts';
import { isOneOf } from '../database/bulk.ts';
import type { Tx } from '../database/tables.ts';
import { notifySets } from '../notices/notify.ts';
import type { HeldPart } from '../sets/api.ts';
import { lockChanges, lockPart, shareSet } from '../sets/locks.ts';
import type { Fenced } from './api.ts';

type Ids = ReadonlySet<string>;

/** PLANNED changes become SENDING while the lease runs. A cancellation locks the same rows, so that each change goes one way only. */
export async function markSending(
  tx: Tx,
  part: HeldPart,
  changeIds: readonly string[],
  now: number,
): Promise<Fenced<{ changeIds: Ids; leaseUntil: number }>> {
  const leaseUntil = await lockPart(tx, part);
  if (leaseUntil === null || leaseUntil <= now) return { lease: 'LOST' };
  const planned = await lockChanges(tx, { ...ofPart(part), ids: changeIds }, ['PLANNED']);
  const ids = planned.map(({ change }) => change.id);
  const sending = { phase: 'SENDING', sentAt: new Date(now), attempts: sql<number>`attempts + 1` } as const;
  await tx.updateTable('changes').set(sending).where(isOneOf('id', ids)).execute();
  await notifySets(tx, [part.setId], now);
  return { lease: 'HELD', changeIds: new Set(ids), leaseUntil };
}

/** For changes that the provider certainly did not process: they are sent again, unless the set is being cancelled. */
export async function backToPlanned(
  tx: Tx,
  part: HeldPart,
  changeIds: readonly string[],
  now: number,
): Promise<Fenced<{ changeIds: Ids }>> {
  if ((await lockPart(tx, part)) === null) return { lease: 'LOST' };
  const set = await shareSet(tx, part, now);
  const unsent = await lockChanges(tx, { ...ofPart(part), ids: changeIds }, ['SENDING', 'SENT']);
  if (set.cancelRequested) {
    const cancelled = await cancelChanges(tx, unsent);
    const events = cancelled.map((record) => changeEvent(set, record));
    await appendAudit(tx, events, now);
    return { lease: 'HELD', changeIds: new Set() };
  }
  const ids = unsent.map(({ change }) => change.id);
  const planned = { phase: 'PLANNED', outcome: 'PENDING', sentAt: null } as const;
  await tx.updateTable('changes').set(planned).where(isOneOf('id', ids)).execute();
  await notifySets(tx, [part.setId], now);
  return { lease: 'HELD', changeIds: new Set(ids) };
}

/** Cancels changes that are locked, and returns them as they are then. */
export async function cancelChanges(tx: Tx, changes: readonly ChangeRecord[]): Promise<ChangeRecord[]> {
  const ids = changes.map(({ change }) => change.id);
  const cancelled = { phase: 'DONE', outcome: 'CANCELLED' } as const;
  await tx.updateTable('changes').set(cancelled).where(isOneOf('id', ids)).execute();
  return changes.map((record) => ({ ...record, ...cancelled }));
}

function ofPart({ setId, accountKey }: HeldPart) {
  return { setId, accountKey };
}
