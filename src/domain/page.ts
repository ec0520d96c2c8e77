// How providers answer: pages for lists, slots for look-ups by key.
import type { ProblemError } from './problem.ts';

/**
 * Why a list that was read to its end is not all there is. ROWS_LEFT_OUT: rows without the documented form. ROWS_MOVED: rows came
 * or went while it was read, and it could not be made whole.
 */
export type Gap = 'ROWS_LEFT_OUT' | 'ROWS_MOVED';

/** A list read in one go. */
export interface Listed<T> {
  readonly items: readonly T[];
  /** Absent when these are all. */
  readonly gap?: Gap | undefined;
}

/** One page as the provider cut it. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page starts, in the adapter's own words; null on the last page. Never a URL. */
  readonly next: string | null;
  /** Rows of the whole list, when the provider says so. */
  readonly total: number | null;
  /** Absent when nothing is known to be missing up to the end of this page. */
  readonly gap?: Gap | undefined;
}

/** What a key came to: a value, null for "does not exist", or why it could not be read. */
export type Slot<T> = T | null | ProblemError;

/** Answers by key. A key that is missing was left out of the answer: nobody knows whether it exists. */
export type Slots<T> = ReadonlyMap<string, Slot<T>>;
