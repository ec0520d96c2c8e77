// Creating a set with all that belongs to it, in one transaction.
import { createHash } from 'node:crypto';
import type { ChangeSet } from '../../domain/change-set.ts';
import { appendAudit } from '../audit/append.ts';
import { plannedOutcomes, setEvent, type NewAuditEvent } from '../audit/events.ts';
import { newChangeRow } from '../changes/change-rows.ts';
import type { StoreContext } from '../context.ts';
import { insertRows } from '../database/bulk.ts';
import type { Records, Tx } from '../database/tables.ts';
import { recordFoundByPlan } from '../inventory/found-before.ts';
import type { CreatedSet, CreateOptions, PartKey } from './api.ts';
import { mustRead } from './find-sets.ts';
import { claimKey } from './idempotency.ts';
import type { NewChangeSet, NewRequest } from './new-set.ts';
import { NO_CHANGES, finalStatus } from './set-status.ts';

/** A set to be created. */
export interface Creation {
  readonly input: NewChangeSet;
  readonly requests: readonly NewRequest[];
  readonly enqueue: boolean;
}

/** The same with its id and its time. */
interface DatedCreation extends Creation {
  readonly id: string;
  readonly now: number;
}

/** Creates a set, or finds the one its idempotency key stands for. */
export async function createSet(
  context: StoreContext,
  tx: Tx,
  { idempotency, ...creation }: Creation & CreateOptions,
): Promise<CreatedSet> {
  const now = context.now();
  const id = context.newId();
  const taken = idempotency === null ? null : await claimKey(tx, idempotency, id, now);
  if (taken !== null) return { set: await mustRead(tx, taken, now), replayed: true };
  await insertSet(context, tx, { id, now, ...creation });
  return { set: await mustRead(tx, id, now), replayed: false };
}

/** Writes the rows of a set and its entries in the audit log. */
export async function insertSet(context: StoreContext, tx: Tx, creation: DatedCreation): Promise<void> {
  const { id, now, input, requests, enqueue } = creation;
  const status = firstStatus(input, requests);
  await insertRows(tx, 'changeSets', [newSetRow(creation, status)]);
  await insertChanges(tx, id, requests, 0);
  const parts = await openParts(tx, id, requests);
  if (enqueue && status === 'RUNNING') await context.enqueue(tx, parts);
  await recordFoundByPlan(tx, requests, now);
  await appendAudit(tx, creationEvents(creation, status), now);
}

/** Writes the rows of requests, from a position on. */
export async function insertChanges(
  tx: Tx,
  setId: string,
  requests: readonly NewRequest[],
  from: number,
): Promise<void> {
  const rows = requests.map((request, index) => newChangeRow(setId, from + index, request));
  await insertRows(tx, 'changes', rows);
}

/** Creates the parts in which something is to be sent, or opens them again. */
export async function openParts(tx: Tx, setId: string, requests: readonly NewRequest[]): Promise<PartKey[]> {
  const accountKeys = accountKeysOf(requests.filter(({ outcome }) => outcome === 'PENDING'));
  const rows = accountKeys.map((accountKey) => ({ setId, accountKey, done: false }));
  if (rows.length === 0) return [];
  await tx
    .insertInto('parts')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['setId', 'accountKey']).doUpdateSet({ done: false }))
    .execute();
  return accountKeys.map((accountKey) => ({ setId, accountKey }));
}

/** Sorted. Requests without a target may have no account. */
export function accountKeysOf(requests: readonly NewRequest[]): string[] {
  return [...new Set(requests.flatMap(({ change }) => change.accountKey ?? []))].sort();
}

/** An APPLY with nothing to send has its final status from the start. */
function firstStatus(input: NewChangeSet, requests: readonly NewRequest[]): ChangeSet['status'] {
  if (input.kind === 'PLAN') return 'PLANNED';
  if (requests.some(({ outcome }) => outcome === 'PENDING')) return 'RUNNING';
  const progress = { ...NO_CHANGES, total: requests.length };
  for (const { outcome } of requests) progress[outcome] += 1;
  return finalStatus(progress, { attempted: false, unsettled: 0 });
}

/** Covers the id, so that two plans of the same requests have two hashes. Those of version 0.2 did not. */
export function hashOfSet(id: string, contentHash: string): string {
  return createHash('sha256').update(`${id} ${contentHash}`).digest('hex');
}

function newSetRow(
  { id, now, input, requests }: DatedCreation,
  status: ChangeSet['status'],
): Records['changeSets'] {
  const at = new Date(now).toISOString();
  const isApply = input.kind === 'APPLY';
  return {
    ...input,
    id,
    status,
    hash: hashOfSet(id, input.hash),
    appliedBy: isApply ? input.principal : null,
    accountKeys: accountKeysOf(requests),
    madeCalls: 0,
    createdAt: at,
    startedAt: isApply ? at : null,
    finishedAt: isApply && status !== 'RUNNING' ? at : null,
    cancelRequested: false,
  };
}

/** Of an APPLY, also what was refused, or found to be done already, while it was planned. */
function creationEvents(
  { id, input, requests }: DatedCreation,
  status: ChangeSet['status'],
): NewAuditEvent[] {
  const set = { id, ...input };
  if (input.kind === 'PLAN') return [setEvent(set, 'PLAN_SET', status)];
  const events = [setEvent(set, 'REQUEST_SET', 'RUNNING'), ...plannedOutcomes(set, requests)];
  if (status !== 'RUNNING') events.push(setEvent(set, 'FINISH_SET', status));
  return events;
}
