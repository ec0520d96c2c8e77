// Rows of a source that the inventory gives instead of its provider, where the caller takes them.
import { complete, type AccountCoverage } from '../domain/coverage.ts';
import type { Page } from '../domain/page.ts';
import { ProblemError, problem, type Problem } from '../domain/problem.ts';

/** How old the rows of a source are in the inventory, and whether that alone is a reason to take them. */
export interface InsteadAge {
  /** RFC 3339 UTC: the list was whole then. */
  readonly observedAt: string;
  readonly isYoung: boolean;
}

/** A source in the inventory. */
export interface Instead<T> {
  /** Whether young rows are taken without asking the provider. */
  readonly comesFirst: boolean;
  /** null when its rows are too old for the caller, or not whole. May throw ProblemError. */
  age(): Promise<InsteadAge | null>;
  /** Whether the caller takes older rows because of this failure. */
  takes(failure: ProblemError): boolean;
  /** The same failure; it says how old its rows are where they are too old. May throw ProblemError. */
  explained(failure: ProblemError): Promise<ProblemError>;
  read(cursor: string | null): Promise<Page<T>>;
  /** How many rows there are in all. May throw ProblemError. */
  count(): Promise<number>;
}

/** While it cannot be told, it is as if it were too old. */
export async function ageOf<T>(instead: Instead<T>): Promise<InsteadAge | null> {
  try {
    return await instead.age();
  } catch {
    return null;
  }
}

/** A failure for which there are no rows to take. */
export async function explainedBy<T>(instead: Instead<T>, failure: ProblemError): Promise<ProblemError> {
  try {
    return await instead.explained(failure);
  } catch {
    // Of an inventory that cannot be read there is nothing to say; what the caller is told of is the provider.
    return failure;
  }
}

/** Where rows come from that the provider did not give. */
export interface TakenInstead {
  /** null when they have become too old since they were given. */
  readonly observedAt: string | null;
  readonly isYoung: boolean;
  /** Why; null when it was not asked, or failed on an earlier page. */
  readonly problem: Problem | null;
}

/** The line of an account whose rows come from the inventory. */
export function lineInstead(
  accountKey: string,
  { observedAt, isYoung, problem: why }: TakenInstead,
  isEnd: boolean,
): AccountCoverage {
  if (why !== null) {
    return { accountKey, status: 'STALE', reason: 'UPSTREAM_FAILURE', problem: why, observedAt };
  }
  if (!isYoung) return { accountKey, status: 'STALE', reason: 'FAILED_EARLIER', problem: null, observedAt };
  if (isEnd) return { ...complete(accountKey), observedAt };
  return { accountKey, status: 'PARTIAL', reason: 'MORE_TO_COME', problem: null, observedAt };
}

/** The problem of a list that was begun in the inventory, when the rows there have become too old to go on with. */
export function grownTooOld(accountKey: string): ProblemError {
  const message = 'The rows of the inventory that this list goes on in are older than `x-freshness` allows.';
  const hint = 'Start the list again without `after`.';
  return new ProblemError(
    problem('INVENTORY_STALE', 'PLATFORM', message, { accountKey, hint, retryable: true }),
  );
}
