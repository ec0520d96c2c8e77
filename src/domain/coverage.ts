// Coverage: how complete a list is for one account.
import type { Gap } from './page.ts';
import { problem, type Problem } from './problem.ts';

export type CoverageStatus = 'COMPLETE' | 'PARTIAL' | 'FAILED' | 'SKIPPED';
export type CoverageReason =
  | 'NOT_REACHED'
  | 'NOT_SUPPORTED'
  | 'UPSTREAM_FAILURE'
  | 'FAILED_EARLIER'
  | 'MORE_TO_COME'
  | 'OFFERS_NOT_TOLD'
  | Gap;

export interface AccountCoverage {
  readonly accountKey: string;
  readonly status: CoverageStatus;
  readonly reason: CoverageReason | null;
  readonly problem: Problem | null;
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
