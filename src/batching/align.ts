// Putting answers where their keys are: by key, never by position.
import type { Slot, Slots } from '../domain/page.ts';

/** One slot per key, in the order of the keys; a key without an answer does not exist. */
export function align<T>(keys: readonly string[], slots: Slots<T>): Slot<T>[] {
  return keys.map((key) => slots.get(key) ?? null);
}

/** Rows by the key each one names. A later row with the same key wins. */
export function indexBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T> {
  return new Map(rows.map((row) => [keyOf(row), row]));
}
