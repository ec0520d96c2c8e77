// Look-ups by many keys whose limits nobody has written down (genesys contract U2, U3, U12).
import { inChunks } from '../../batching/chunk.ts';
import type { Slots } from '../../domain/page.ts';
import { ProblemError } from '../../domain/problem.ts';
import { badResponse } from '../../upstream/parse.ts';

/** Chunks read side by side. */
const WIDTH = 4;
/** Enough to single out three keys of a hundred, and an end to it when every one is refused. */
const MAX_HALVINGS = 24;

/**
 * Slots for many keys, `size` at a time. A chunk that is refused is halved until the keys at fault stand alone: one
 * unknown id may fail a whole batch (genesys contract U2), a batch may be too large (U3, U12, and 413 in 4.1).
 */
export function inBatches<T>(
  keys: readonly string[],
  size: number,
  read: (keys: readonly string[]) => Promise<Slots<T>>,
): Promise<Slots<T>> {
  return inChunks(keys, { size, width: WIDTH }, (chunk) => readHalving(chunk, read));
}

async function readHalving<T>(
  chunk: readonly string[],
  read: (keys: readonly string[]) => Promise<Slots<T>>,
): Promise<Slots<T>> {
  let halvings = 0;

  async function attempt(keys: readonly string[]): Promise<Slots<T>> {
    try {
      return await read(keys);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (keys.length === 1 && error.problem.providerCode === 'not.found') return new Map();
      if (keys.length === 1 || halvings === MAX_HALVINGS) throw error;
      halvings += 1;
      return inChunks(keys, { size: Math.ceil(keys.length / 2), width: 1 }, attempt);
    }
  }

  return attempt(chunk);
}

function isRefusal(error: unknown): error is ProblemError {
  return error instanceof ProblemError && error.problem.code === 'UPSTREAM_REJECTED';
}

/** Throws when an answer has ids nobody asked for: it belongs to another question, and what it lacks is not "does not exist". */
export function refuseStrangers(
  accountKey: string,
  asked: readonly string[],
  answered: Iterable<string>,
): void {
  const known = new Set(asked.map((id) => id.toLowerCase()));
  for (const id of answered) {
    if (!known.has(id.toLowerCase())) {
      throw badResponse(accountKey, 'The provider answered about others than those asked for.');
    }
  }
}
