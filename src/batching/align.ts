// Matching answers to keys: by key, never by position.
import type { Slot, Slots } from '../domain/page.ts';
import { ProblemError, problem } from '../domain/problem.ts';

/** One slot per key, in the order of the keys; a key without an answer is unread. */
export function align<T>(keys: readonly string[], slots: Slots<T>): Slot<T>[] {
  return keys.map((key) => slotOf(slots, key));
}

/** The slot of a key; UPSTREAM_BAD_RESPONSE for a key that the answer left out. */
export function slotOf<T>(slots: Slots<T>, key: string): Slot<T> {
  const slot = slots.get(key);
  return slot === undefined ? unread() : slot;
}

/** The problem of a key that was asked for among others and is not in the answer. */
export function unread(): ProblemError {
  return new ProblemError(
    problem('UPSTREAM_BAD_RESPONSE', 'PROVIDER', 'The provider left this out of its answer.', {
      retryable: true,
      hint: 'Ask for it alone, or for fewer at once.',
    }),
  );
}
