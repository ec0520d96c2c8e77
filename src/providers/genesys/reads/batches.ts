// Look-ups by many keys whose limits nobody has written down (genesys contract U2, U3, U12).
import { chunk, inChunks } from '../../../batching/chunk.ts';
import { fillLeftOut } from '../../../batching/left-out.ts';
import type { Call } from '../../../domain/call.ts';
import type { Slot, Slots } from '../../../domain/page.ts';
import { ProblemError, asProblemError, unread } from '../../../domain/problem.ts';
import { badResponse } from '../../../upstream/parse.ts';
import { LIMITS } from '../policy.ts';

type ReadMany<T> = (keys: readonly string[]) => Promise<Slots<T>>;

/** How many are looked up. */
interface Batch<T> {
  readonly accountKey: string;
  /** Keys of a call, a page full when absent. */
  readonly size?: number;
  /** Slots of the keys that the answer has. */
  readonly read: ReadMany<T>;
  /** Reads what a call has left out, where that can be asked for by itself; null for what does not exist. */
  readonly alone?: { readonly call: Call; readonly read: (key: string) => Promise<T | null> };
}

/**
 * Slots for many keys, a call for each chunk of them. A chunk that is refused is halved until the keys at fault stand alone: one
 * unknown id may fail a whole batch (genesys contract U2), a batch may be too large (U3, U12, and 413 in 4.1).
 */
export function inBatches<T>(keys: readonly string[], batch: Batch<T>): Promise<Slots<T>> {
  const { accountKey, size = LIMITS.pageSize, read, alone } = batch;
  return inChunks(keys, { size, width: LIMITS.batchesAtOnce }, async (piece) => {
    const slots = await readHalving(piece, read);
    if (alone === undefined) return told(piece, slots, accountKey);
    const options = { call: alone.call, width: LIMITS.batchesAtOnce };
    return told(piece, await fillLeftOut(piece, slots, options, alone.read), accountKey);
  });
}

/** A slot for each key: of one that nothing was told of, that it is unread. */
function told<T>(keys: readonly string[], slots: Slots<T>, accountKey: string): Slots<T> {
  const silence = new ProblemError({ ...unread().problem, accountKey });
  return new Map(
    keys.map((key) => {
      const slot = slots.get(key);
      return [key, slot === undefined ? silence : slot];
    }),
  );
}

/** What the answers have; keys that are left out of them stay away. */
async function readHalving<T>(keys: readonly string[], read: ReadMany<T>): Promise<Slots<T>> {
  let halvings = 0;

  async function attempt(piece: readonly string[]): Promise<Slots<T>> {
    try {
      return await read(piece);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      // What a batch of one says of it may be meant of the batch.
      if (piece.length === 1 && error.problem.providerCode === 'not.found') return new Map();
      if (piece.length === 1 || halvings === LIMITS.halvings) throw error;
      halvings += 1;
      return attemptHalves(piece);
    }
  }

  async function attemptHalves(piece: readonly string[]): Promise<Slots<T>> {
    const slots = new Map<string, Slot<T>>();
    for (const half of chunk(piece, Math.ceil(piece.length / 2))) {
      try {
        for (const [key, slot] of await attempt(half)) slots.set(key, slot);
      } catch (error) {
        const failure = asProblemError(error);
        for (const key of half) slots.set(key, failure);
      }
    }
    return slots;
  }

  return attempt(keys);
}

/** Whether the provider took a request for a wrong one. */
export function isRefusal(error: unknown): error is ProblemError {
  return error instanceof ProblemError && error.problem.code === 'UPSTREAM_REJECTED';
}

/** Throws when an answer has ids nobody asked for: it belongs to another question, and what it lacks is not "does not exist". */
export function refuseStrangers(
  accountKey: string,
  asked: readonly string[],
  answered: Iterable<string>,
): void {
  const known = new Set(asked);
  for (const id of answered) {
    if (!known.has(id)) {
      throw badResponse(accountKey, 'The provider answered about others than those asked for.');
    }
  }
}
