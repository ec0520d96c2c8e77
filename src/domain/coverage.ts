// What a list holds of one account.
import type { Problem } from './problem.ts';

export type CoverageStatus = 'COMPLETE' | 'PARTIAL' | 'FAILED' | 'SKIPPED';
export type CoverageReason =
  'NOT_REACHED' | 'NOT_SUPPORTED' | 'UPSTREAM_FAILURE' | 'FAILED_EARLIER' | 'MORE_TO_COME';

export interface AccountCoverage {
  readonly accountKey: string;
  readonly status: CoverageStatus;
  readonly reason: CoverageReason | null;
  readonly problem: Problem | null;
}

export function complete(accountKey: string): AccountCoverage {
  return { accountKey, status: 'COMPLETE', reason: null, problem: null };
}

export function failed(accountKey: string, problem: Problem): AccountCoverage {
  return { accountKey, status: 'FAILED', reason: 'UPSTREAM_FAILURE', problem };
}

export function skipped(accountKey: string, reason: 'NOT_REACHED' | 'NOT_SUPPORTED'): AccountCoverage {
  return { accountKey, status: 'SKIPPED', reason, problem: null };
}
