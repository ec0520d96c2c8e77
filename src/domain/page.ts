// Forms of answers from providers: pages for lists, slots for look-ups by key.
import type { ProblemError } from './problem.ts';

/**
 * Why a list that was read to its end is incomplete. ROWS_LEFT_OUT: some rows do not have the documented form. ROWS_MOVED: rows came
 * or went while it was read, and it could not be made complete.
 */
export type Gap = 'ROWS_LEFT_OUT' | 'ROWS_MOVED';

/** A list read in one go. */
export interface Listed<T> {
  readonly items: readonly T[];
  /** Absent when the list is complete. */
  readonly gap?: Gap | undefined;
}

/** One page of the provider. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page starts, in a form that only the adapter reads; null on the last page. Never a URL. */
  readonly next: string | null;
  /** Rows of the whole list, when the provider says so. */
  readonly total: number | null;
  /** Absent when nothing is known to be missing up to the end of this page. */
  readonly gap?: Gap | undefined;
}

/** The result for one key: a value, null for "does not exist", or why it could not be read. */
export type Slot<T> = T | null | ProblemError;

/** Results by key. A key that is missing was left out of the answer: it is not known whether it exists. */
export type Slots<T> = ReadonlyMap<string, Slot<T>>;
