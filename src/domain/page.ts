// How providers answer: pages for lists, slots for look-ups by key.
import type { ProblemError } from './problem.ts';

/** One page as the provider cut it. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page starts, in the adapter's own words; null on the last page. Never a URL. */
  readonly next: string | null;
  /** Rows of the whole list, when the provider says so. */
  readonly total: number | null;
}

/** What a key came to: a value, null for "does not exist", or why it could not be read. */
export type Slot<T> = T | null | ProblemError;

/** Answers by key. A key that is missing does not exist. */
export type Slots<T> = ReadonlyMap<string, Slot<T>>;
