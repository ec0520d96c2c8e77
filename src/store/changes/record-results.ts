// Records what became of changes: while their set runs, and when a later read settles them.
import type { ChangeRecord, ChangeSet } from '../../domain/change-set.ts';
import { appendAudit } from '../audit/append.ts';
import { setEvent, type NewAuditEvent } from '../audit/events.ts';
import { isOneOf } from '../database/bulk.ts';
import type { Db, Tx } from '../database/tables.ts';
import { recordOwnWrites } from '../inventory/own-writes.ts';
import { notifySets } from '../notices/notify.ts';
import type { HeldPart } from '../sets/api.ts';
import { mustRead } from '../sets/find-sets.ts';
import { countChanges } from '../sets/finish-set.ts';
import { lockChanges, lockPart, lockSet, shareSet } from '../sets/locks.ts';
import { finalStatus } from '../sets/set-status.ts';
import type { ChangeResult, Fenced } from './api.ts';
import { applyResults, newOutcomes, updateChanges } from './apply-results.ts';
import { toChangeRecord } from './change-rows.ts';

/**
 * Records results of a part. Its lease may have run out, as long as nobody took the part over: what was sent must not be lost.
 * Changes that are DONE stay as they are, so that a call can be made again when it is not known whether it was kept.
 */
export async function record(
  tx: Tx,
  part: HeldPart,
  results: readonly ChangeResult[],
  now: number,
): Promise<Fenced<{ changeIds: ReadonlySet<string> }>> {
  if ((await lockPart(tx, part)) === null) return { lease: 'LOST' };
  const set = await shareSet(tx, part, now);
  const { setId, accountKey } = part;
  const ids = results.map(({ changeId }) => changeId);
  const open = await lockChanges(tx, { setId, accountKey, ids }, ['PLANNED', 'SENDING', 'SENT']);
  const applied = applyResults(open, results);
  await updateChanges(tx, applied);
  const events = newOutcomes(set, open, applied);
  // Entries of the audit log tell of themselves; of changes that were sent, and have no outcome yet, there are none.
  if (events.length === 0) await notifySets(tx, [setId], now);
  await recordOwnWrites(tx, { records: applied, results }, now);
  await appendAudit(tx, events, now);
  return { lease: 'HELD', changeIds: new Set(applied.map(({ change }) => change.id)) };
}

/** DONE changes whose time to be read again has come. */
export async function dueSettlements(
  db: Db,
  { limit, without }: { readonly limit: number; readonly without: readonly string[] },
  now: number,
): Promise<ChangeRecord[]> {
  const query = db.selectFrom('changes').selectAll().where('settleAfter', '<=', new Date(now));
  const due = query.where('phase', '=', 'DONE').where((of) => of.not(isOneOf('accountKey', without)));
  const page = due.orderBy('settleAfter').orderBy('id').limit(limit);
  return (await page.execute()).map((row) => toChangeRecord(row));
}

/**
 * Records what later reads showed. Only outcomes that no read had shown can still change. Returns the sets that have another status by it,
 * as they are then.
 */
export async function settle(tx: Tx, results: readonly ChangeResult[], now: number): Promise<ChangeSet[]> {
  const ids = results.map(({ changeId }) => changeId);
  const found = await tx.selectFrom('changes').select('setId').where(isOneOf('id', ids)).distinct().execute();
  const sets = new Map<string, ChangeSet>();
  for (const id of found.map((row) => row.setId).sort()) {
    const set = await lockSet(tx, id, now);
    if (set !== null) sets.set(id, set);
  }
  const done = await lockChanges(tx, { ids }, ['DONE']);
  const unseen = done.filter(({ outcome }) => outcome === 'ACCEPTED_UNVERIFIED' || outcome === 'UNKNOWN');
  const settled = results.map((result) => ({ settleAfter: null, ...result, phase: 'DONE' as const }));
  const applied = applyResults(unseen, settled);
  await updateChanges(tx, applied);
  await recordOwnWrites(tx, { records: applied, results }, now);
  const events: NewAuditEvent[] = [];
  const ended: ChangeSet[] = [];
  for (const [id, set] of sets) {
    events.push(
      ...newOutcomes(
        set,
        unseen,
        applied.filter(({ setId }) => setId === id),
      ),
    );
    const corrected = await correctStatus(tx, set);
    if (corrected === null) continue;
    events.push(corrected);
    ended.push(await mustRead(tx, id, now));
  }
  await appendAudit(tx, events, now);
  return ended;
}

/** Corrects the status of a finished set after later reads. It stays finished. */
export async function correctStatus(tx: Tx, set: ChangeSet): Promise<NewAuditEvent | null> {
  if (!FINISHED.has(set.status)) return null;
  const { progress, ...went } = await countChanges(tx, set.id);
  const status = finalStatus(progress, went);
  if (status === set.status) return null;
  await tx.updateTable('changeSets').set({ status }).where('id', '=', set.id).execute();
  return setEvent(set, 'FINISH_SET', status);
}

const FINISHED: ReadonlySet<ChangeSet['status']> = new Set(['UNSETTLED', 'SUCCEEDED', 'PARTIAL', 'FAILED']);
