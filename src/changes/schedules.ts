// Removals whose day has come, for providers that do not remove by themselves.
import type { ScheduledRemoval } from '../domain/change-set.ts';
import { backgroundReadCall } from './calls.ts';
import { dayOf } from './days.ts';
import { planWishes } from './plan.ts';
import type { RunnerDeps } from './work.ts';
import type { Wish } from './wish.ts';

const BATCH = 1_000;

/** Makes the removals that are due a set of their own, which is then carried out as any other. */
export async function fireSchedules(deps: RunnerDeps, signal: AbortSignal): Promise<void> {
  const due = await deps.store.dueSchedules(BATCH);
  for (const [accountKey, schedules] of Map.groupBy(due, (schedule) => schedule.accountKey)) {
    if (!deps.accounts.has(accountKey)) continue;
    const plan = await planWishes(
      schedules.map(wishOf),
      {
        accounts: deps.accounts,
        schedules: deps.store,
        newId: deps.newId,
        today: dayOf(deps.now(), deps.zone),
      },
      backgroundReadCall(deps, signal),
    );
    await deps.store.fireSchedules(
      schedules.map(({ id }) => id),
      {
        kind: 'APPLY',
        hash: plan.hash,
        principal: 'schedule',
        reason: 'scheduled removal',
        ticket: null,
        plannedCalls: plan.plannedCalls,
        seatImpact: plan.seatImpact,
        undoOf: null,
        retryOf: null,
        expiresAt: null,
      },
      plan.changes,
      true,
    );
  }
}

function wishOf({ accountKey, licenseId, assignee }: ScheduledRemoval, index: number): Wish {
  return {
    path: ['schedules', String(index)],
    action: 'REMOVE',
    license: { accountKey, externalId: licenseId },
    assignee: { by: 'KEY', accountKey, ...assignee },
    removalOn: null,
    calling: null,
  };
}
