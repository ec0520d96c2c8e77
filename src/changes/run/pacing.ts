// Pacing: a set waits while its provider throttles, and a large one leaves a part of the request budget to interactive reads.
import type { AccountStatus } from '../../domain/account.ts';
import { windowOf } from '../../domain/budget/shares.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import type { PartRun } from './part-run.ts';

/** The budget is looked at again after so long: others may use it as well. */
const LOOK_AGAIN_MS = 60_000;

/** Waits while the provider wants to be left alone, and a large set while no more is left of the budget than what is kept for others. */
export async function waitForRoom(
  run: Pick<PartRun, 'account' | 'deps' | 'isLarge' | 'pause'>,
): Promise<void> {
  for (;;) {
    const status = run.account.status();
    const now = run.deps.now();
    const wait = Math.max(pausedUntil(status), run.isLarge ? shareUsedUpUntil(status, now) : 0) - now;
    if (!(wait > 0)) return;
    await run.pause(Math.min(wait, LOOK_AGAIN_MS));
  }
}

/** Milliseconds since the epoch. */
function pausedUntil({ pausedUntil: moment }: AccountStatus): number {
  return moment === null ? 0 : Date.parse(moment);
}

/** Milliseconds since the epoch; 0 while there is room. */
function shareUsedUpUntil({ budget, shares }: AccountStatus, now: number): number {
  if (shares.changeSets.remaining !== 0) return 0;
  return windowOf({ budget, budgetToldAt: now })?.endsAt ?? 0;
}

/** How many assignees may be read at once without touching the reserve, at so many calls for one; a whole batch at least. */
export function assigneesAtOnce(
  { account, status }: Pick<ProviderAccount, 'account' | 'status'>,
  callsEach: number,
): number {
  const { lookupBatchSize } = account.capabilities;
  const room = status().shares.changeSets.remaining ?? Number.POSITIVE_INFINITY;
  const batches = Math.floor(room / callsEach / lookupBatchSize);
  return Math.max(1, batches) * lookupBatchSize;
}
