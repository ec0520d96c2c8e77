// Starting a plan: it becomes an APPLY, and runs.
import type { ChangeSet } from '../../domain/change-set.ts';
import { appendAudit } from '../audit/append.ts';
import { changeEvent, setEvent } from '../audit/events.ts';
import { toRequestRecord } from '../changes/change-rows.ts';
import type { StoreContext } from '../context.ts';
import { clean } from '../database/json.ts';
import type { Tx } from '../database/tables.ts';
import type { Applicant, CreateOptions, PartKey, StartedSet } from './api.ts';
import { mustRead } from './find-sets.ts';
import { endIfDone } from './finish-set.ts';
import { claimKey, freeKey } from './idempotency.ts';
import { lockSet } from './locks.ts';

/** Which plan to start, for whom, and under which key. */
interface Start extends CreateOptions {
  readonly setId: string;
  readonly by: Applicant;
}

/** The key comes first, as in createSet: a repeated call waits for the first one before it looks at the set. */
export async function startSet(
  context: StoreContext,
  tx: Tx,
  { setId, by, idempotency, enqueue }: Start,
): Promise<StartedSet | null> {
  const now = context.now();
  const taken = idempotency === null ? null : await claimKey(tx, idempotency, setId, now);
  if (taken !== null) return { set: await mustRead(tx, taken, now), how: 'REPLAYED' };
  const set = await lockSet(tx, setId, now);
  if (set?.status !== 'PLANNED') {
    // Nothing was done under the key, so it stays free.
    if (idempotency !== null) await freeKey(tx, idempotency);
    return set === null ? null : { set, how: 'NOT_PLANNED' };
  }
  const started = {
    kind: 'APPLY',
    status: 'RUNNING',
    appliedBy: clean(by.principal),
    reason: by.reason === null ? set.reason : clean(by.reason),
    ticket: by.ticket === null ? set.ticket : clean(by.ticket),
    startedAt: new Date(now),
    expiresAt: null,
  } as const;
  await tx.updateTable('changeSets').set(started).where('id', '=', set.id).execute();
  if (enqueue) await context.enqueue(tx, await partsToStart(tx, set.id));
  await auditStart(tx, await mustRead(tx, set.id, now), now);
  return { set: await mustRead(tx, set.id, now), how: 'STARTED' };
}

async function partsToStart(tx: Tx, setId: string): Promise<PartKey[]> {
  const query = tx.selectFrom('parts').select(['setId', 'accountKey']);
  return await query.where('setId', '=', setId).execute();
}

/** Changes that came to their outcome while they were planned are outcomes from now on, and audited as such. */
async function auditStart(tx: Tx, set: ChangeSet, now: number): Promise<void> {
  const query = tx.selectFrom('changes').selectAll().where('setId', '=', set.id);
  const settled = await query.where('phase', '=', 'DONE').orderBy('position').execute();
  const ended = await endIfDone(tx, set.id, now);
  const events = [
    setEvent(set, 'START_SET', 'RUNNING'),
    ...settled.map((row) => changeEvent(set, toRequestRecord(row))),
    ...(ended === null ? [] : [ended]),
  ];
  await appendAudit(tx, events, now);
}
