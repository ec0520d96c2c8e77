// Keys that the answer to a batch left out: each is asked for by itself, because leaving a key out does not say that it does not exist.
import type { Call } from '../domain/call.ts';
import type { Slot, Slots } from '../domain/page.ts';
import { asProblemError } from '../domain/problem.ts';
import { fanOut } from './chunk.ts';

/** Single reads that a query may cost beyond its batch. */
const MOST_OF_A_QUERY = 5;

/**
 * The slots with those filled in that the batch left out: all of them where the call is thorough, else a few, and the rest stays
 * unread. `readOne` gives null for what does not exist; what it throws is the slot.
 */
export async function fillLeftOut<T>(
  keys: readonly string[],
  slots: Slots<T>,
  { call, width }: { readonly call: Call; readonly width: number },
  readOne: (key: string) => Promise<T | null>,
): Promise<Slots<T>> {
  const missing = [...new Set(keys)].filter((key) => !slots.has(key));
  if (missing.length === 0) return slots;
  const asked = call.thorough === true ? missing : missing.slice(0, MOST_OF_A_QUERY);
  const filled = new Map<string, Slot<T>>(slots);
  await fanOut(asked, width, async (key) => {
    filled.set(key, await readOne(key).catch(asProblemError));
  });
  return filled;
}
