// Pacing: a set waits while its provider throttles, and leaves a part of the request budget to interactive reads.
import type { AccountStatus, RequestBudget } from '../../domain/account.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import type { PartRun } from './part-run.ts';

/** The part of the budget that a set does not touch. */
const RESERVE = 1 / 5;
/** The budget is looked at again after so long: others may use it as well. */
const LOOK_AGAIN_MS = 60_000;

/** Waits while the provider wants to be left alone, and while no more is left of the budget than what is kept for others. */
export async function waitForRoom(run: Pick<PartRun, 'account' | 'deps' | 'pause'>): Promise<void> {
  for (;;) {
    const wait = closedUntil(run.account.status()) - run.deps.now();
    if (!(wait > 0)) return;
    await run.pause(Math.min(wait, LOOK_AGAIN_MS));
  }
}

/** Milliseconds since the epoch. */
function closedUntil({ budget, pausedUntil }: AccountStatus): number {
  const reset = roomIn(budget) < 1 ? budget?.resetAt : null;
  return Math.max(...[pausedUntil, reset].map((moment) => (moment ? Date.parse(moment) : 0)));
}

/** How many assignees may be read at once without touching the reserve, at so many calls for one; a whole batch at least. */
export function assigneesAtOnce(
  { account, status }: Pick<ProviderAccount, 'account' | 'status'>,
  callsEach: number,
): number {
  const { lookupBatchSize } = account.capabilities;
  const batches = Math.floor(roomIn(status().budget) / callsEach / lookupBatchSize);
  return Math.max(1, batches) * lookupBatchSize;
}

/** Calls left above the reserve; without end where the provider tells of no budget. */
function roomIn(budget: RequestBudget | null): number {
  if (budget === null || budget.limit === null || budget.remaining === null) return Number.POSITIVE_INFINITY;
  return budget.remaining - budget.limit * RESERVE;
}
