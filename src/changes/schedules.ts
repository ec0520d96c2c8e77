// Removals whose day has come, for providers that do not remove by themselves.
import type { ScheduledRemoval } from '../domain/change-set.ts';
import { assigneeKey } from '../domain/change.ts';
import { asProblemError, saysNotNow, type Problem } from '../domain/problem.ts';
import type { NewChange, NewChangeSet } from '../store/api.ts';
import { backgroundRead } from './calls.ts';
import { SCHEDULER } from './dates.ts';
import { isDecided, planWishes, type Plan } from './plan.ts';
import type { RunnerDeps } from './work.ts';
import type { Wish } from './wish.ts';

const BATCH = 1_000;

/** Makes the removals that are due sets of their own, which are then carried out as any other. */
export async function fireSchedules(deps: RunnerDeps, signal: AbortSignal): Promise<void> {
  if ((await deps.store.dueSchedules(1)).length === 0) return;
  // Account by account: one that fails holds up none of the others, however many of its removals are due.
  for (const accountKey of deps.accounts.keys()) {
    if (signal.aborted) throw signal.reason;
    try {
      await fireAccount(accountKey, deps, signal);
    } catch (error) {
      const { code } = asProblemError(error).problem;
      deps.log.warn({ account: accountKey, problem: code }, 'scheduled removals wait for the next try');
    }
  }
}

async function fireAccount(accountKey: string, deps: RunnerDeps, signal: AbortSignal): Promise<void> {
  const filter = { statuses: ['WAITING'], accountKeys: [accountKey] } as const;
  let after: ScheduledRemoval | null = null;
  for (;;) {
    const page: readonly ScheduledRemoval[] = await deps.store.schedules(filter, after, BATCH);
    const due = page.filter(({ dueAt }) => Date.parse(dueAt) <= deps.now());
    if (due.length > 0) await fire(due, deps, signal);
    after = page.at(-1) ?? null;
    // They come by day: a page that is not due to its end is the last one.
    if (after === null || due.length < BATCH) return;
  }
}

async function fire(
  schedules: readonly ScheduledRemoval[],
  deps: RunnerDeps,
  signal: AbortSignal,
): Promise<void> {
  const plan = await planWishes(schedules.map(wishOf), deps, backgroundRead(deps, signal).call);
  const changes = new Map(plan.changes.map((planned) => [targetOf(planned.change), planned]));
  const reasons = new Map(plan.unresolved.map(({ wish, problem }) => [wish.path[1], problem]));
  const fates = schedules.map((schedule, index) => ({
    schedule,
    ...fateOf(changes.get(targetOf(schedule)), reasons.get(String(index))),
  }));
  const gone = fates.filter(({ isGone }) => isGone).map(({ schedule }) => schedule);
  if (gone.length > 0) await deps.store.cancelSchedules(gone, SCHEDULER, null);
  const ready = fates.flatMap(({ schedule, change }) => (change ? [{ schedule, change }] : []));
  if (ready.length === 0) return;
  await deps.store.fireSchedules(
    ready.map(({ schedule }) => schedule.id),
    newSet(plan),
    ready.map(({ change }) => change),
    true,
  );
}

interface Fate {
  /** What to do about it; null when there is nothing to be done, or nothing could be read: then it waits. */
  readonly change: NewChange | null;
  /** License or assignee exist no more: there is nothing left to remove. */
  readonly isGone: boolean;
}

function fateOf(planned: NewChange | undefined, reason: Problem | undefined): Fate {
  if (planned) return { change: isDecided(planned) ? planned : null, isGone: false };
  return { change: null, isGone: reason !== undefined && !saysNotNow(reason) };
}

function targetOf({ licenseId, assignee }: Pick<ScheduledRemoval, 'licenseId' | 'assignee'>): string {
  return `${licenseId} ${assigneeKey(assignee)}`;
}

function newSet({ hash, plannedCalls, seatImpact, unresolved }: Plan): NewChangeSet {
  return {
    kind: 'APPLY',
    hash,
    principal: SCHEDULER,
    reason: 'scheduled removal',
    ticket: null,
    plannedCalls,
    seatImpact,
    undoOf: null,
    retryOf: null,
    expiresAt: null,
    problems: unresolved.map(({ problem }) => problem),
  };
}

function wishOf({ accountKey, licenseId, assignee }: ScheduledRemoval, index: number): Wish {
  return {
    path: ['schedules', String(index)],
    action: 'REMOVE',
    license: { accountKey, externalId: licenseId },
    assignee: { by: 'KEY', accountKey, ...assignee },
    removalOn: null,
    calling: null,
    site: null,
    fault: null,
  };
}
