// The limits that this adapter keeps to at Webex, each with its source.
import type { ProviderFacts } from '../account.ts';

/** Times are in milliseconds; numbers in brackets are sections of the contract. */
export const LIMITS = {
  /** Calls of a sweep a minute; no limit is published, and a sweep has time. */
  sweepCallsPerMinute: 60,
  /** Ids in one look-up of people (webex contract 6). */
  idsOfLookup: 85,
  /** People a page: whether more than this published maximum is taken is unknown (11). Also used for workspaces. */
  rowsOfPage: 100,
  /**
   * People asked for a page in a sweep: 1,000 appear in an unofficial specification only (11), and what is too many comes as fewer (6).
   * Halved on a 504 (8), but for no less than the second number.
   */
  peopleOfSweep: 1000,
  leastOfSweep: 25,
  /** Assigned users on a page of one license (3.1). */
  holdersOfPage: 300,
  /** Pages of a list read at once: 50,000 people or 150,000 holders. A longer one cannot be read within a request. */
  pagesOfWalk: 500,
  /** Pages of holders read at most to look for ids that no user of the organisation has: they may be of external users, or of nobody. */
  speculativePages: 20,
  /** From this many single reads of people on, the catalogue is read first, which tells whether reading the list takes fewer calls. */
  readsWorthACall: 20,
  /** Rows that a cursor remembers of the pages before it: four pages of people, one of holders and a part of another. */
  rowsRemembered: 400,
  /** Characters of what a cursor remembers: cursors have an end. */
  charactersRemembered: 4_000,
  /** Characters of the licenses in a cursor, some twelve: an organisation may have a site for every country. */
  charactersOfLicenses: 2_000,
  /** When a read may show a write: nobody knows how long it takes, and at once is the best guess (11). */
  readBackAfterMs: [0, 1_000, 3_000, 10_000],
  /** Addresses of users of other organisations that are remembered, as requests name these users so (5.4). */
  addressesRemembered: 10_000,
  /** A token is renewed so long before it expires, as wxc_sdk does (1); but never more than a tenth of a short life before. */
  renewTokenBeforeMs: 300_000,
  /** The time that a renewal may take; none is published. */
  renewalMs: 15_000,
} as const;

/** Writes at once: half of the places for requests are left to readers. */
export function writesAtOnce(requestsAtOnce: number): number {
  return Math.max(1, Math.floor(requestsAtOnce / 2));
}

/** What the graph tells of accounts of this provider. */
export const FACTS: ProviderFacts = {
  reportsSeats: true,
  nativeScheduledRemoval: false,
  lookupBatchSize: LIMITS.idsOfLookup,
  assignmentBatchSize: 1,
};
