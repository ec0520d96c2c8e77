// The limits that this adapter keeps to at Yext, each with its source.
import type { ProviderFacts } from '../account.ts';

/** Times are in milliseconds; numbers in brackets are sections of the contract. */
export const LIMITS = {
  /** Rows of a page: the most for entities (yext contract 4), the proposal for licenses (7), where no maximum is published. */
  pageSize: 50,
  /** Characters of a URL: a sibling API of Yext's answers 414 beyond it (4). */
  urlLength: 2000,
  /**
   * Single reads at once: the concurrency the contract proposes against the burst limiter (8).
   *
   * There is no batch read by entity. What this many entities hold takes the time of one call, one call each. For more, all
   * assignments are walked, 50 a call, as long as that is no slower than the single reads; they follow when it is. So N
   * entities cost between 1 and N / 4 calls in an account of up to 12.5 N assignments, and at most 1.25 N in any.
   */
  readsAtOnce: 4,
  /** Pages of what one entity holds: a thousand packs. */
  pagesOfEntity: 20,
  /** Pages of a batch of entities: it fits on one, but for extras that differ in case (4). */
  pagesOfBatch: 10,
  /** Pages of license packs, ten thousand of them: far more than an account has, far less than the hour's requests (5). */
  pagesOfCatalogue: 200,
  /** Writes at once: proposed against the burst limiter (8). */
  writesAtOnce: 4,
  /** When a read may show a write: no lag is known of licenses, none is excluded. */
  readBackAfterMs: [0, 1000, 5000],
  /** Resets are told in whole seconds: asking at the very second can still be too early (5, vendor's client). */
  resetMarginMs: 1000,
} as const;

/** What the graph tells of accounts of this provider. */
export const FACTS: ProviderFacts = {
  reportsSeats: true,
  nativeScheduledRemoval: true,
  lookupBatchSize: LIMITS.pageSize,
  assignmentBatchSize: 1,
};
