// Carrying on a set: requests that were undecided are decided now, in one transaction.
import { sql } from 'kysely';
import type { ChangeSet, RequestRecord } from '../../domain/change-set.ts';
import { saysNotNow } from '../../domain/problem.ts';
import { appendAudit } from '../audit/append.ts';
import { plannedOutcomes, setEvent } from '../audit/events.ts';
import { newChangeRow } from '../changes/change-rows.ts';
import { correctStatus } from '../changes/record-results.ts';
import type { StoreContext } from '../context.ts';
import { updateRows } from '../database/bulk.ts';
import { canonical, toJson } from '../database/json.ts';
import type { Tx } from '../database/tables.ts';
import { recordFoundByPlan } from '../inventory/found-before.ts';
import type { CarriedOn } from './api.ts';
import { accountKeysOf, hashOfSet, insertChanges, openParts } from './create-set.ts';
import { lockParts, lockRequests, lockSet } from './locks.ts';

/** False, and nothing written, when another call has decided some of them, or has ended the set. */
export async function carryOn(
  context: StoreContext,
  tx: Tx,
  input: CarriedOn,
  enqueue: boolean,
): Promise<boolean> {
  const now = context.now();
  const { id } = input.seen;
  await lockParts(tx, id);
  const set = await lockSet(tx, id, now);
  const ids = input.decided.map(({ change }) => change.id);
  const kept = await lockRequests(tx, id, ids);
  if (set === null || !isAsSeen(set, input.seen) || !areUndecided(kept, ids.length)) return false;
  const replaced = input.decided.map((request) => newChangeRow(id, 0, request));
  await updateRows(tx, 'changes', REPLACED, replaced);
  const next = await nextPosition(tx, id);
  await insertChanges(tx, id, input.added, next);
  const all = [...input.decided, ...input.added];
  await tx
    .updateTable('changeSets')
    .set({
      hash: hashOfSet(id, input.hash),
      plannedCalls: input.plannedCalls,
      seatImpact: toJson(input.seatImpact),
      problems: toJson(input.problems),
      accountKeys: toJson([...new Set([...set.accountKeys, ...accountKeysOf(all)])].sort()),
    })
    .where('id', '=', id)
    .execute();
  const opened = await openParts(tx, id, all);
  await recordFoundByPlan(tx, all, now);
  if (set.kind === 'PLAN') {
    await appendAudit(tx, [setEvent(set, 'CARRY_ON_SET', set.status)], now);
    return true;
  }
  if (opened.length > 0) {
    const running = { status: 'RUNNING', finishedAt: null } as const;
    await tx.updateTable('changeSets').set(running).where('id', '=', id).execute();
    if (enqueue) await context.enqueue(tx, opened);
  }
  const corrected = opened.length > 0 ? null : await correctStatus(tx, set);
  await appendAudit(
    tx,
    [
      setEvent(set, 'CARRY_ON_SET', opened.length > 0 ? 'RUNNING' : set.status),
      ...plannedOutcomes(set, all),
      ...(corrected === null ? [] : [corrected]),
    ],
    now,
  );
  return true;
}

/** Its problems show whether other requests have been carried on, its status whether any may be. */
function isAsSeen(set: ChangeSet, seen: ChangeSet): boolean {
  const isOpen = set.kind === 'APPLY' ? set.status !== 'CANCELLED' : set.status === 'PLANNED';
  const isSame = set.kind === seen.kind && canonical(set.problems) === canonical(seen.problems);
  return isOpen && !set.cancelRequested && isSame;
}

function areUndecided(kept: readonly RequestRecord[], count: number): boolean {
  return (
    kept.length === count &&
    kept.every(
      ({ outcome, attempts, problem }) =>
        attempts === 0 &&
        (outcome === 'SKIPPED' || (outcome === 'REJECTED' && problem !== null && saysNotNow(problem))),
    )
  );
}

/** Their position in the set, and what was asked for, stays. */
const REPLACED = [
  'accountKey',
  'licenseId',
  'assigneeKind',
  'assigneeId',
  'target',
  'outcome',
  'phase',
  'groupNo',
  'problem',
  'before',
  'waitsFor',
  'refused',
] as const;

async function nextPosition(tx: Tx, setId: string): Promise<number> {
  const { last } = await tx
    .selectFrom('changes')
    .where('setId', '=', setId)
    .select(sql<number>`coalesce(max(position), -1)`.as('last'))
    .executeTakeFirstOrThrow();
  return last + 1;
}
