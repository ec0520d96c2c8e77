// Leaving a part of the provider's request budget to interactive reads while a set runs.
import type { RequestBudget } from '../domain/account.ts';
import type { Work } from './work.ts';

/** The part of the budget that a set does not touch. */
const RESERVE = 1 / 5;
/** The budget is looked at again after so long: others may use it as well. */
const LOOK_AGAIN_MS = 60_000;

/** Waits until there is more left of the budget than what is kept for interactive reads. */
export async function leaveReserve({
  account,
  deps,
  signal,
}: Pick<Work, 'account' | 'deps' | 'signal'>): Promise<void> {
  for (;;) {
    const wait = waitFor(account.status().budget, deps.now());
    if (wait <= 0) return;
    await deps.sleep(Math.min(wait, LOOK_AGAIN_MS), signal);
  }
}

/** Milliseconds until the budget is a new one, or 0 when there is enough of this one. */
function waitFor(budget: RequestBudget | null, now: number): number {
  if (budget === null || budget.limit === null || budget.remaining === null || budget.resetAt === null) {
    return 0;
  }
  // What is about to be sent is counted as well.
  return budget.remaining - 1 < budget.limit * RESERVE ? Date.parse(budget.resetAt) - now : 0;
}
