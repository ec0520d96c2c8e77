// What a list holds of one account.
import type { Gap } from './page.ts';
import type { Problem } from './problem.ts';

export type CoverageStatus = 'COMPLETE' | 'PARTIAL' | 'FAILED' | 'SKIPPED';
export type CoverageReason =
  'NOT_REACHED' | 'NOT_SUPPORTED' | 'UPSTREAM_FAILURE' | 'FAILED_EARLIER' | 'MORE_TO_COME' | Gap;

export interface AccountCoverage {
  readonly accountKey: string;
  readonly status: CoverageStatus;
  readonly reason: CoverageReason | null;
  readonly problem: Problem | null;
}

export function complete(accountKey: string): AccountCoverage {
  return { accountKey, status: 'COMPLETE', reason: null, problem: null };
}

/** Read to its end, as far as `gap` does not say otherwise. */
export function readToEnd(accountKey: string, gap: Gap | undefined): AccountCoverage {
  return gap === undefined
    ? complete(accountKey)
    : { accountKey, status: 'PARTIAL', reason: gap, problem: null };
}

export function failed(accountKey: string, problem: Problem): AccountCoverage {
  return { accountKey, status: 'FAILED', reason: 'UPSTREAM_FAILURE', problem };
}

export function skipped(accountKey: string, reason: 'NOT_REACHED' | 'NOT_SUPPORTED'): AccountCoverage {
  return { accountKey, status: 'SKIPPED', reason, problem: null };
}
