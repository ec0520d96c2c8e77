// Coverage: how complete a list is for one account.
import type { Gap } from './page.ts';
import { problem, type Problem } from './problem.ts';

export type CoverageStatus = 'COMPLETE' | 'PARTIAL' | 'FAILED' | 'SKIPPED' | 'STALE';
export type CoverageReason =
  | 'NOT_REACHED'
  | 'NOT_SUPPORTED'
  | 'UPSTREAM_FAILURE'
  | 'FAILED_EARLIER'
  | 'MORE_TO_COME'
  | 'OFFERS_NOT_TOLD'
  | 'FIRST_SWEEP'
  | 'BEFORE_HISTORY'
  | 'SWEEP_OVERDUE'
  | 'SWEEP_HELD'
  | 'SWEEPS_OFF'
  | Gap;

export interface AccountCoverage {
  readonly accountKey: string;
  readonly status: CoverageStatus;
  readonly reason: CoverageReason | null;
  readonly problem: Problem | null;
  /** RFC 3339 UTC: when the inventory saw the account whole, null when never. Absent in live answers. */
  readonly observedAt?: string | null;
}

export function complete(accountKey: string): AccountCoverage {
  return { accountKey, status: 'COMPLETE', reason: null, problem: null };
}

/** Read to its end; PARTIAL when there is a gap. */
export function readToEnd(accountKey: string, gap: Gap | undefined): AccountCoverage {
  return gap === undefined
    ? complete(accountKey)
    : { accountKey, status: 'PARTIAL', reason: gap, problem: null };
}

export function failed(accountKey: string, found: Problem): AccountCoverage {
  return { accountKey, status: 'FAILED', reason: 'UPSTREAM_FAILURE', problem: found };
}

/** All that is held, without offers that are not accepted yet: no read shows those. */
export function offersNotTold(accountKey: string): AccountCoverage {
  const message = 'The provider does not tell what people from outside are offered before they accept it.';
  const why = problem('NOT_SUPPORTED', 'PROVIDER', message, {
    accountKey,
    hint: 'The change sets that invited them list what was offered.',
  });
  return { accountKey, status: 'PARTIAL', reason: 'OFFERS_NOT_TOLD', problem: why };
}

export function skipped(accountKey: string, reason: 'NOT_REACHED' | 'NOT_SUPPORTED'): AccountCoverage {
  return { accountKey, status: 'SKIPPED', reason, problem: null };
}

/** Whether the list has rows that are not in it, as far as these lines tell: then nobody knows how many there are. */
export function isIncomplete(lines: readonly AccountCoverage[]): boolean {
  return lines.some(
    ({ status, reason }) =>
      status === 'FAILED' || status === 'PARTIAL' || (status === 'SKIPPED' && reason !== 'NOT_SUPPORTED'),
  );
}
