// Values for tests of the store and the engine: changes, sets, results.
import { randomUUID } from 'node:crypto';
import { THE_LICENSE, type Change } from '../../src/domain/change.ts';
import type { ChangeResult } from '../../src/store/changes/api.ts';
import type { CreateOptions } from '../../src/store/sets/api.ts';
import type { NewChange, NewChangeSet } from '../../src/store/sets/new-set.ts';

/** A change in the given account. */
export function aChange(accountKey: string, number: number, rest: Partial<Change> = {}): Change {
  return {
    id: randomUUID(),
    action: 'ASSIGN',
    accountKey,
    licenseId: 'license-1',
    assignee: { kind: 'USER', externalId: `user-${number}` },
    removalOn: null,
    target: THE_LICENSE,
    ...rest,
  };
}

/** PENDING changes of an account, in one group. */
export function someChanges(accountKey: string, count: number): NewChange[] {
  return Array.from({ length: count }, (_, number) => pending(aChange(accountKey, number)));
}

export function pending(change: Change, rest: Partial<NewChange> = {}): NewChange {
  return { change, outcome: 'PENDING', groupNo: 0, problem: null, before: NOT_HELD, ...rest };
}

export const NOT_HELD = { held: false, status: null, assignedAt: null, removalOn: null } as const;
export const HELD = { held: true, status: 'ACTIVE', assignedAt: null, removalOn: null } as const;

export function aSet(rest: Partial<NewChangeSet> = {}): NewChangeSet {
  return {
    kind: 'APPLY',
    hash: 'a'.repeat(64),
    principal: 'robot',
    reason: 'new hires',
    ticket: 'HR-1',
    plannedCalls: 1,
    seatImpact: [],
    undoOf: null,
    retryOf: null,
    leftOut: null,
    expiresAt: null,
    problems: [],
    ...rest,
  };
}

/** The principal who applies plans. */
export const APPLICANT = { principal: 'somebody else', reason: null, ticket: null };

export const PLAIN: CreateOptions = { idempotency: null, enqueue: false };

export function result(changeId: string, rest: Partial<ChangeResult> = {}): ChangeResult {
  return { changeId, phase: 'DONE', outcome: 'VERIFIED', problem: null, upstreamRequestIds: [], ...rest };
}

/** The same result for each of these changes. */
export function results(changeIds: readonly string[], rest: Partial<ChangeResult> = {}): ChangeResult[] {
  return changeIds.map((id) => result(id, rest));
}
