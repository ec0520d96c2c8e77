// Drift: the difference between a plan and what a read shows now.
import type { ChangeRecord, ChangeSet } from '../../domain/change-set.ts';
import { subjectKey } from '../../domain/change.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import type { NewChange } from '../../store/sets/new-set.ts';
import { hashOf, isChange, type Plan } from './plan.ts';

/** PLAN_STALE for a hash that is not the plan's; none for the right one. */
export function otherHash(plan: ChangeSet, hash: string): readonly Problem[] {
  if (hash === plan.hash) return [];
  return [
    problem('PLAN_STALE', 'CALLER', 'This hash is not the one of this plan.', {
      path: ['plan', 'hash'],
      hint: 'Read the plan, look at it, and apply it with the `hash` it has.',
    }),
  ];
}

/** PLAN_STALE, once for the plan and once for every change that would come out otherwise now; none when all is as planned. */
export function driftOf(records: readonly ChangeRecord[], again: Plan): readonly Problem[] {
  const changes = again.requests.filter(isChange);
  if (hashOf(records) === hashOf(changes)) return [];
  const now = new Map(changes.map((change) => [targetOf(change), change]));
  const whole = problem('PLAN_STALE', 'CALLER', 'Current state is not what this was planned on any more.', {
    path: ['plan'],
    hint: 'Plan again, look at the difference, and apply the new plan with its hash.',
  });
  return [whole, ...records.flatMap((record) => movement(record, now.get(targetOf(record))) ?? [])];
}

function targetOf({ change }: Pick<NewChange, 'change'>): string {
  return JSON.stringify([change.action, change.accountKey, subjectKey(change)]);
}

function movement(record: ChangeRecord, now: NewChange | undefined): Problem | null {
  const then = describe(record);
  const today = now === undefined ? 'its license or assignee is gone' : describe(now);
  if (then === today) return null;
  return problem('PLAN_STALE', 'CALLER', `When planned: ${then}. Now: ${today}.`, {
    accountKey: record.change.accountKey,
    path: ['changes', String(record.position)],
  });
}

const WORDS: Readonly<Partial<Record<ChangeRecord['outcome'], string>>> = {
  PENDING: 'to be sent',
  NO_CHANGE: 'nothing to do',
};

function describe({
  outcome,
  before,
  problem: found,
}: Pick<NewChange, 'outcome' | 'before' | 'problem'>): string {
  const held = before === null ? 'not read' : before.held ? `held, ${stateOf(before)}` : 'not held';
  return `${WORDS[outcome] ?? `refused with ${found?.code ?? outcome}`} (${held})`;
}

function stateOf({ status, removalOn }: NonNullable<NewChange['before']>): string {
  return removalOn === null ? String(status) : `${String(status)}, removal on ${removalOn}`;
}
