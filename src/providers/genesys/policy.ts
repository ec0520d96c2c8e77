// The limits that this adapter keeps to at Genesys Cloud, each with its source.
import type { ProviderFacts } from '../account.ts';

/** Times are in milliseconds; numbers in brackets are sections of the contract. */
export const LIMITS = {
  /**
   * Rows of a page, ids of a look-up and of a batch (genesys contract U3, U4, U12, U13). GET /users would give 500 rows, but then
   * the licenses of one page would take five batches; so one page is one batch everywhere.
   */
  pageSize: 100,
  /** Users of a page in a sweep, which asks for no batch of licenses (3.1). */
  usersOfSweep: 500,
  /** Addresses of a search: each is sent in several spellings, of which a user has one, so that its answers fit into a page (3.3). */
  addressesOfSearch: 50,
  /** Batches under way at once, and single reads of what a batch left out; none is published. */
  batchesAtOnce: 4,
  /** License definitions read at once; there is no batch of them (2.1). */
  definitionsAtOnce: 4,
  /** A refused batch is halved this often: enough to single out three keys of a hundred (U2), and an end when every key is refused. */
  halvings: 24,
  /** A list that goes on after this many pages has no end: a million rows (U5). */
  pagesOfList: 10_000,
  /** Pages that are read again at most, to find where a list goes on that has become shorter (6.3). */
  pagesReadAgain: 10,
  /** Users times licenses of one write (U3). A hundred of them are at most 30 kB, far below the 512,000 bytes that are taken (4.3). */
  rowsOfWrite: 100,
  /** Writes at once: it is not documented that two of them can run at once, and the budget is shared with the reads (6.9). */
  writesAtOnce: 1,
  /** When a read may show a write: not documented, to be tested at 5 to 30 seconds with backoff (U10). */
  readBackAfterMs: [0, 1000, 5000, 15_000, 30_000],
  /** The wait after a 429 that says nothing about it (4.4). */
  waitAfterThrottleMs: 60_000,
  /** A token is renewed so long before it expires (1.2). */
  renewTokenBeforeMs: 60_000,
  /** The time that a login may take; none is published. */
  loginMs: 15_000,
} as const;

/** What the graph tells of accounts of this provider. */
export const FACTS: ProviderFacts = {
  reportsSeats: false,
  nativeScheduledRemoval: false,
  lookupBatchSize: LIMITS.pageSize,
  assignmentBatchSize: LIMITS.rowsOfWrite,
};
