// What a walk over many accounts says of each: read to its end, in part, not at all, or not yet.
import { readToEnd, skipped, type AccountCoverage } from '../domain/coverage.ts';
import { lineInstead, type TakenInstead } from './instead.ts';
import type { Gaps, Source } from './position.ts';

/** What is known of the sources of a walk. */
interface WalkedSources<T> {
  readonly sources: readonly Source<T>[];
  /** Index of the source this page of the walk started in. */
  readonly startedAt: number;
  /** Keys of sources that failed on earlier pages of the walk. */
  readonly failedEarlier: readonly string[];
  /** What was found of the sources read for this page, by key. */
  readonly read: ReadonlyMap<string, AccountCoverage>;
  readonly gaps: Gaps;
  /** Sources whose rows come from the inventory, by key. */
  readonly instead: ReadonlyMap<string, TakenInstead>;
}

/** A line for each account, in the order of the sources. */
export function coverageOf<T>(walked: WalkedSources<T>): AccountCoverage[] {
  return byAccount(
    walked.sources.map((source, index) => walked.read.get(source.key) ?? unread(walked, source, index)),
  );
}

function unread<T>(
  { startedAt, failedEarlier, gaps, instead }: WalkedSources<T>,
  { key, accountKey }: Source<T>,
  index: number,
): AccountCoverage {
  if (failedEarlier.includes(key)) {
    return { accountKey, status: 'FAILED', reason: 'FAILED_EARLIER', problem: null };
  }
  const taken = instead.get(key);
  if (taken !== undefined) return lineInstead(accountKey, taken, true);
  return index < startedAt ? readToEnd(accountKey, gaps[key]) : skipped(accountKey, 'NOT_REACHED');
}

/** One line for each account: of several sources of an account, that of the worst. */
function byAccount(lines: readonly AccountCoverage[]): AccountCoverage[] {
  const merged = new Map<string, AccountCoverage>();
  for (const line of lines) {
    const present = merged.get(line.accountKey);
    merged.set(line.accountKey, present ? worse(present, line) : line);
  }
  return [...merged.values()];
}

function worse(one: AccountCoverage, other: AccountCoverage): AccountCoverage {
  const both = [one, other];
  const worst =
    both.find(({ status }) => status === 'FAILED') ??
    both.find(({ status }) => status === 'STALE') ??
    both.find(isGap);
  if (worst) return worst;
  if (one.status === other.status) return one;
  return { accountKey: one.accountKey, status: 'PARTIAL', reason: 'MORE_TO_COME', problem: null };
}

/** Rows that are missing for good, and not because a page was full. */
function isGap({ reason }: AccountCoverage): boolean {
  return reason === 'ROWS_LEFT_OUT' || reason === 'ROWS_MOVED';
}
