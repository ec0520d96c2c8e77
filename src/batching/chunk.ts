// Cutting many keys into the chunks a provider takes, and asking for them side by side.
import type { Slot, Slots } from '../domain/page.ts';
import { asProblemError } from '../domain/problem.ts';
import { slotOf } from './align.ts';

/** Pieces of at most `size`, in order. */
export function chunk<T>(items: readonly T[], size: number): T[][] {
  requirePositive('chunk size', size);
  const pieces: T[][] = [];
  for (let at = 0; at < items.length; at += size) pieces.push(items.slice(at, at + size));
  return pieces;
}

/** `chunk` with a second measure: no piece weighs more than `maxWeight`, unless it is a single item. */
export function chunkByWeight<T>(
  items: readonly T[],
  size: number,
  maxWeight: number,
  weigh: (item: T) => number,
): T[][] {
  const pieces: T[][] = [];
  let piece: T[] = [];
  let weight = 0;
  for (const item of items) {
    const own = weigh(item);
    if (piece.length > 0 && (piece.length === size || weight + own > maxWeight)) {
      pieces.push(piece);
      piece = [];
      weight = 0;
    }
    piece.push(item);
    weight += own;
  }
  if (piece.length > 0) pieces.push(piece);
  return pieces;
}

/** Runs `work` on every item, at most `width` at a time, and keeps the order. The first failure ends it: nothing is begun after it. */
export async function fanOut<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  requirePositive('fan-out width', width);
  const results: R[] = [];
  results.length = items.length;
  const queue = items.entries();
  let failed = false;
  async function worker(): Promise<void> {
    for (const [index, item] of queue) {
      try {
        results[index] = await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
      if (failed) return;
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return results;
}

/**
 * Answers for many keys from a call that takes a limited number of them.
 * Keys are asked once each; a chunk that fails fails its own keys and no others, and a key that an answer leaves out is unread.
 */
export async function inChunks<T>(
  keys: readonly string[],
  options: { readonly size: number; readonly width: number },
  fetchChunk: (keys: readonly string[]) => Promise<Slots<T>>,
): Promise<Slots<T>> {
  const slots = new Map<string, Slot<T>>();
  await fanOut(chunk([...new Set(keys)], options.size), options.width, async (piece) => {
    try {
      const answers = await fetchChunk(piece);
      for (const key of piece) slots.set(key, slotOf(answers, key));
    } catch (error) {
      const failure = asProblemError(error);
      for (const key of piece) slots.set(key, failure);
    }
  });
  return slots;
}

/** `inChunks` for a call that takes a single key; null is the provider's word that there is nothing. */
export function oneByOne<T>(
  keys: readonly string[],
  width: number,
  readOne: (key: string) => Promise<T | null>,
): Promise<Slots<T>> {
  return inChunks(keys, { size: 1, width }, async (piece) => {
    const found = new Map<string, T | null>();
    for (const key of piece) found.set(key, await readOne(key));
    return found;
  });
}

function requirePositive(what: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return;
  throw new RangeError(`${what} must be a positive integer, got ${value}`);
}
