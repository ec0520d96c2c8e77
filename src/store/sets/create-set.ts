// Keeping a set with all that belongs to it, in one transaction.
import { createHash } from 'node:crypto';
import type { ChangeSet } from '../../domain/change-set.ts';
import type { CreatedSet, CreateOptions } from '../api.ts';
import type { NewChangeSet, NewRequest } from './new-set.ts';
import { appendAudit, changeEvent, setEvent, type NewAuditEvent } from '../audit/append.ts';
import type { StoreContext, Tx } from '../context.ts';
import type { PartKey } from '../jobs/api.ts';
import { readSet } from './finish-set.ts';
import { claimKey } from './idempotency.ts';
import { insertRows } from '../database/json.ts';
import { CHANGE_COLUMNS, CHANGE_SET_COLUMNS, newChangeRow, type NewRow } from '../database/rows.ts';
import { NO_CHANGES, finalStatus } from './set-status.ts';
import type { ChangeSetsTable } from '../database/tables.ts';

/** Creates a set, or finds the one its idempotency key stands for. */
export async function createSet(
  context: StoreContext,
  tx: Tx,
  input: NewChangeSet,
  changes: readonly NewRequest[],
  { idempotency, enqueue }: CreateOptions,
): Promise<CreatedSet> {
  const now = context.now();
  const id = context.newId();
  const taken = idempotency === null ? null : await claimKey(tx, idempotency, id, now);
  if (taken !== null) return { set: await mustRead(tx, taken, now), replayed: true };
  await insertSet(context, tx, { id, now, input, changes, enqueue });
  return { set: await mustRead(tx, id, now), replayed: false };
}

interface Creation {
  readonly id: string;
  readonly now: number;
  readonly input: NewChangeSet;
  readonly changes: readonly NewRequest[];
  readonly enqueue: boolean;
}

/** Writes the rows of a set and its entries in the audit log. */
export async function insertSet(context: StoreContext, tx: Tx, creation: Creation): Promise<void> {
  const { id, now, input, changes, enqueue } = creation;
  const status = firstStatus(input, changes);
  await insertRows(tx, 'change_sets', [newSetRow(creation, status)], CHANGE_SET_COLUMNS);
  await insertChanges(tx, id, changes, 0);
  const parts = await openParts(tx, id, changes);
  if (enqueue && status === 'RUNNING') await context.enqueue(tx, parts);
  await appendAudit(tx, creationEvents(creation, status), now);
}

/** Writes the rows of changes, from a position on. */
export async function insertChanges(
  tx: Tx,
  setId: string,
  changes: readonly NewRequest[],
  from: number,
): Promise<void> {
  const rows = changes.map((change, index) => newChangeRow(setId, from + index, change));
  await insertRows(tx, 'changes', rows, CHANGE_COLUMNS);
}

/** The parts in which something is to be sent, which are there from now on, and open. */
export async function openParts(tx: Tx, setId: string, changes: readonly NewRequest[]): Promise<PartKey[]> {
  const accountKeys = accountKeysOf(changes.filter(({ outcome }) => outcome === 'PENDING'));
  const rows = accountKeys.map((key) => ({ set_id: setId, account_key: key, done: false }));
  if (rows.length === 0) return [];
  await tx
    .insertInto('parts')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['set_id', 'account_key']).doUpdateSet({ done: false }))
    .execute();
  return accountKeys.map((accountKey) => ({ setId, accountKey }));
}

/** Sorted; requests without targets may be of no account. */
export function accountKeysOf(changes: readonly NewRequest[]): string[] {
  return [...new Set(changes.flatMap(({ change }) => change.accountKey ?? []))].sort();
}

/** An APPLY with nothing to send is at its end already. */
function firstStatus(input: NewChangeSet, changes: readonly NewRequest[]): ChangeSet['status'] {
  if (input.kind === 'PLAN') return 'PLANNED';
  if (changes.some(({ outcome }) => outcome === 'PENDING')) return 'RUNNING';
  const progress = { ...NO_CHANGES, total: changes.length };
  for (const { outcome } of changes) progress[outcome] += 1;
  return finalStatus(progress, { attempted: false, unsettled: 0 });
}

/** Two plans of the same requests are two plans: their hashes cover what they are called. Those of version 0.2 did not. */
export function hashOfSet(id: string, contentHash: string): string {
  return createHash('sha256').update(`${id} ${contentHash}`).digest('hex');
}

function newSetRow(
  { id, now, input, changes }: Creation,
  status: ChangeSet['status'],
): NewRow<ChangeSetsTable> {
  const at = new Date(now).toISOString();
  const running = input.kind === 'APPLY';
  return {
    id,
    kind: input.kind,
    status,
    hash: hashOfSet(id, input.hash),
    principal: input.principal,
    applied_by: input.kind === 'APPLY' ? input.principal : null,
    reason: input.reason,
    ticket: input.ticket,
    account_keys: accountKeysOf(changes),
    planned_calls: input.plannedCalls,
    made_calls: 0,
    seat_impact: input.seatImpact,
    undo_of: input.undoOf,
    retry_of: input.retryOf,
    created_at: at,
    started_at: running ? at : null,
    finished_at: running && status !== 'RUNNING' ? at : null,
    expires_at: input.expiresAt,
    cancel_requested: false,
    problems: input.problems,
  };
}

/** What was refused or found to be so already while planning is an outcome as well, once it is no mere plan. */
function creationEvents({ id, input, changes }: Creation, status: ChangeSet['status']): NewAuditEvent[] {
  const set = { id, ...input };
  if (input.kind === 'PLAN') return [setEvent(set, 'PLAN_SET', status)];
  const events = [setEvent(set, 'REQUEST_SET', 'RUNNING')];
  for (const { change, outcome, before } of changes) {
    if (outcome === 'PENDING') continue;
    events.push(changeEvent(set, change, outcome, { before, after: null, upstreamRequestIds: [] }));
  }
  if (status !== 'RUNNING') events.push(setEvent(set, 'FINISH_SET', status));
  return events;
}

/** Only for sets that the transaction has seen. */
export async function mustRead(tx: Tx, id: string, now: number): Promise<ChangeSet> {
  const set = await readSet(tx, id, now);
  if (set === null) throw new Error(`change set ${id} is gone within a transaction`);
  return set;
}
