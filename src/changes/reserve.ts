// Leaving a part of the provider's request budget to interactive reads while a set runs.
import type { RequestBudget } from '../domain/account.ts';
import type { ProviderAccount } from '../providers/provider.ts';
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
    const { budget } = account.status();
    const wait = roomIn(budget) < 1 ? Date.parse(budget?.resetAt ?? '') - deps.now() : 0;
    if (!(wait > 0)) return;
    await deps.sleep(Math.min(wait, LOOK_AGAIN_MS), signal);
  }
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
