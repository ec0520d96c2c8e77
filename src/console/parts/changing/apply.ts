// Applies a plan, exactly as it was looked at. A lost answer is asked again with the same key: nothing is done twice.
import { ApplyPlanDocument, type ProblemTextFragment } from '../../generated/documents.ts';
import { ask } from '../../graph/ask.ts';
import type { Failure } from '../../graph/failure.ts';

/** What came of it. */
export type Applied =
  | { readonly kind: 'GOES'; readonly id: string }
  /** Something else would come of it now; nothing was sent. */
  | { readonly kind: 'STALE'; readonly problems: readonly ProblemTextFragment[] }
  | { readonly kind: 'REFUSED'; readonly problems: readonly ProblemTextFragment[] }
  /** Nobody answered, or the question was refused. */
  | { readonly kind: 'FAILED'; readonly failures: readonly Failure[] };

export interface Applying {
  /** Is told that an answer was lost, and that it is asked for again. */
  onLost(): void;
  pause(milliseconds: number): Promise<void>;
}

/** Pauses before it is asked again, in milliseconds. */
const PAUSES = [1_000, 2_000, 4_000, 8_000];

/** Not the hash: the same requests plan to the same hash on another day, too. */
export async function applyPlan(
  plan: { readonly id: string; readonly hash: string },
  { onLost, pause }: Applying,
): Promise<Applied> {
  const input = {
    plan: { id: plan.id, hash: plan.hash },
    waitSeconds: 0,
    idempotencyKey: `console:${plan.id}`,
  };
  for (const wait of [...PAUSES, null]) {
    const { data, failures } = await ask(ApplyPlanDocument, { input });
    const payload = data?.applyLicenseChanges;
    if (payload) return appliedOf(payload);
    if (wait === null || !failures.some(isLost)) return { kind: 'FAILED', failures };
    onLost();
    await pause(wait);
  }
  return { kind: 'FAILED', failures: [] };
}

const isLost = ({ code }: Failure): boolean => code === 'UNREACHABLE' || code === 'OFFLINE';

function appliedOf({
  changeSet,
  problems,
}: {
  readonly changeSet: { readonly id: string; readonly status: string } | null;
  readonly problems: readonly ProblemTextFragment[];
}): Applied {
  if (problems.some(({ code }) => code === 'PLAN_STALE')) return { kind: 'STALE', problems };
  // A plan that was applied meanwhile, here or elsewhere, is a set that can be looked at.
  if (changeSet && changeSet.status !== 'PLANNED' && changeSet.status !== 'EXPIRED')
    return { kind: 'GOES', id: changeSet.id };
  return { kind: 'REFUSED', problems };
}
