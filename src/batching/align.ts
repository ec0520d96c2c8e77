// Matching answers to keys: by key, never by position.
import type { Slot, Slots } from '../domain/page.ts';
import { unread } from '../domain/problem.ts';

/** One slot per key, in the order of the keys; a key without an answer is unread. */
export function align<T>(keys: readonly string[], slots: Slots<T>): Slot<T>[] {
  return keys.map((key) => slotOf(slots, key));
}

/** The slot of a key; UPSTREAM_BAD_RESPONSE for a key that the answer left out. */
export function slotOf<T>(slots: Slots<T>, key: string): Slot<T> {
  const slot = slots.get(key);
  return slot === undefined ? unread() : slot;
}
