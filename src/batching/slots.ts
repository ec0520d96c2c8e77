// Slots of a look-up, whose problems name the account.
import { slotOf } from './align.ts';
import type { Slot, Slots } from '../domain/page.ts';
import { ProblemError, inAccount } from '../domain/problem.ts';

/** The slot of a key; a key that the answer left out is unread. Every problem names the account, which batching does not know. */
export function slotIn<T>(slots: Slots<T>, key: string, accountKey: string): Slot<T> {
  const slot = slotOf(slots, key);
  return slot instanceof ProblemError ? inAccount(slot, accountKey) : slot;
}

/** Whether a key of a list-valued look-up has nothing, by the answer's word; never for one that could not be read. */
export function isEmptySlot(slot: Slot<readonly unknown[]>): boolean {
  return slot === null || (!(slot instanceof ProblemError) && slot.length === 0);
}

/** What was found. */
export function valuesIn<T>(slots: Slots<T>): readonly T[] {
  return [...slots.values()].flatMap((slot) => (slot === null || slot instanceof ProblemError ? [] : [slot]));
}
