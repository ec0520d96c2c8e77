// The limits that this adapter keeps to at Quayside, each with its source.
import type { ProviderFacts } from '../../../src/providers/account.ts';

/** Times are in milliseconds; numbers in brackets are sections of the contract. */
export const LIMITS = {
  /** Rows of a page (2). */
  pageSize: 100,
  /** A list that goes on after this many pages has no end: a million rows. */
  pagesOfWalk: 10_000,
  /** Parts of a batch (3). */
  partsOfBatch: 20,
  /** Batches under way at once; none is published. */
  batchesAtOnce: 4,
  /** Writes at once; none is published. */
  writesAtOnce: 2,
  /** When a read may show a write: it does at once (3). */
  readBackAfterMs: [0, 1000, 5000],
  /** A token is renewed so long before it expires (1). */
  renewTokenBeforeMs: 60_000,
  /** The time that a login may take; none is published. */
  loginMs: 15_000,
} as const;

/** What the graph tells of accounts of this provider. */
export const FACTS: ProviderFacts = {
  reportsSeats: true,
  nativeScheduledRemoval: false,
  lookupBatchSize: LIMITS.partsOfBatch,
  assignmentBatchSize: LIMITS.partsOfBatch,
};
