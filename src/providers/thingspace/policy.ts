// The limits that this adapter keeps to at ThingSpace, each with its source.
import type { ProviderFacts } from '../account.ts';

/** Times are in milliseconds; numbers in brackets are sections of the contract. */
export const LIMITS = {
  /** Calls of a sweep a minute; no limit is published, and a sweep has time. */
  sweepCallsPerMinute: 60,
  /**
   * A page of the summary or of a list, and the list of a look-up (thingspace contract 4.1, 5, 6.1). No source names a limit for
   * writes: that of all reads is taken (9.11).
   */
  batchSize: 1000,
  /** Pages read at most to find given devices, 50,000 rows: more does not fit into the time of a request. */
  pagesOfWalk: 50,
  /** How far before its place a page by record number is read: by one row to see whether all is where it was, then further back (9.6). */
  rowsBack: [1, 1000, 4000, 16_000, 64_000, 256_000, Infinity],
  /** Writes at once; none is published. */
  writesAtOnce: 2,
  /** When a read may show a write: nobody says whether it does at once (9.18). */
  readBackAfterMs: [0, 1000, 5000],
  /** Asking for a token early is of no use: within its hour the same one comes back (2.1). A session tells nothing of its end (2.2). */
  renewTokenBeforeMs: 0,
  /** The time that a login may take; none is published. */
  loginMs: 15_000,
} as const;

/** What the graph tells of accounts of this provider. */
export const FACTS: ProviderFacts = {
  reportsSeats: true,
  nativeScheduledRemoval: false,
  lookupBatchSize: LIMITS.batchSize,
  assignmentBatchSize: LIMITS.batchSize,
};
