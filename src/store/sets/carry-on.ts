// Carrying on a set: what nothing had been decided of joins it, in one transaction.
import { sql } from 'kysely';
import type { ChangeSet, RequestRecord } from '../../domain/change-set.ts';
import { saysNotNow } from '../../domain/problem.ts';
import type { CarriedOn } from '../api.ts';
import type { NewRequest } from './new-set.ts';
import { appendAudit, changeEvent, setEvent, type NewAuditEvent } from '../audit/append.ts';
import type { StoreContext, Tx } from '../context.ts';
import { accountKeysOf, hashOfSet, insertChanges, openParts } from './create-set.ts';
import { canonical, recordset, toJson, type Columns } from '../database/json.ts';
import { lockParts, lockRequests, lockSet } from './locks.ts';
import { correctStatus } from '../changes/record-results.ts';
import { TARGET_COLUMNS, newChangeRow } from '../database/rows.ts';

/** False, and nothing written, when somebody else was faster. */
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
  await replaceChanges(tx, id, kept, input.decided);
  const next = await nextPosition(tx, id);
  await insertChanges(tx, id, input.added, next);
  const all = [...input.decided, ...input.added];
  await tx
    .updateTable('change_sets')
    .set({
      hash: hashOfSet(id, input.hash),
      planned_calls: input.plannedCalls,
      seat_impact: toJson(input.seatImpact),
      problems: toJson(input.problems),
      account_keys: toJson([...new Set([...set.accountKeys, ...accountKeysOf(all)])].sort()),
    })
    .where('id', '=', id)
    .execute();
  const opened = await openParts(tx, id, all);
  if (set.kind === 'PLAN') {
    await appendAudit(tx, [setEvent(set, 'CARRY_ON_SET', set.status)], now);
    return true;
  }
  if (opened.length > 0) {
    const running = { status: 'RUNNING', finished_at: null } as const;
    await tx.updateTable('change_sets').set(running).where('id', '=', id).execute();
    if (enqueue) await context.enqueue(tx, opened);
  }
  const corrected = opened.length > 0 ? null : await correctStatus(tx, set);
  const events = [...eventsOf(set, all, opened.length > 0), ...(corrected === null ? [] : [corrected])];
  await appendAudit(tx, events, now);
  return true;
}

/** Its problems tell of other wishes that have been carried on, its status whether any may be. */
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

const REPLACED: Columns = {
  id: 'text',
  ...TARGET_COLUMNS,
  site: 'jsonb',
  outcome: 'text',
  phase: 'text',
  group_no: 'integer',
  problem: 'jsonb',
  before: 'jsonb',
  waits_for: 'jsonb',
  refused: 'boolean',
};

/** Where they stand in the set, and what is wished for, stays. */
async function replaceChanges(
  tx: Tx,
  setId: string,
  kept: readonly RequestRecord[],
  decided: readonly NewRequest[],
): Promise<void> {
  if (kept.length === 0) return;
  const rows = decided.map((change) => newChangeRow(setId, 0, change));
  const names = Object.keys(REPLACED).filter((name) => name !== 'id');
  const assignments = sql.join(names.map((name) => sql`${sql.ref(name)} = ${sql.ref(`r.${name}`)}`));
  await sql`update changes set ${assignments} from ${recordset(rows, REPLACED)} where changes.id = r.id`.execute(
    tx,
  );
}

async function nextPosition(tx: Tx, setId: string): Promise<number> {
  const { last } = await tx
    .selectFrom('changes')
    .where('set_id', '=', setId)
    .select(sql<number>`coalesce(max(position), -1)`.as('last'))
    .executeTakeFirstOrThrow();
  return last + 1;
}

function eventsOf(set: ChangeSet, changes: readonly NewRequest[], isRunning: boolean): NewAuditEvent[] {
  const events = [setEvent(set, 'CARRY_ON_SET', isRunning ? 'RUNNING' : set.status)];
  for (const { change, outcome, before } of changes) {
    if (outcome === 'PENDING') continue;
    events.push(changeEvent(set, change, outcome, { before, after: null, upstreamRequestIds: [] }));
  }
  return events;
}
