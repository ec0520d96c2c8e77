// Slots of a look-up whose keys were parts of batches.
import type { Slot, Slots } from '../../domain/page.ts';
import { ProblemError, asProblemError } from '../../domain/problem.ts';
import type { PartOutcome } from '../ports.ts';
import type { UpstreamResponse } from '../transport.ts';

/**
 * A slot for each part: what `read` makes of its answer, null for an accepted 404, else its problem. One that `read` throws is the problem
 * of that part alone.
 */
export function slotsOf<T>(
  outcomes: ReadonlyMap<string, PartOutcome>,
  read: (answer: UpstreamResponse, key: string) => T,
): Slots<T> {
  return new Map([...outcomes].map(([key, outcome]): [string, Slot<T>] => [key, slotOf(outcome, key, read)]));
}

function slotOf<T>(
  outcome: PartOutcome,
  key: string,
  read: (answer: UpstreamResponse, key: string) => T,
): Slot<T> {
  if (outcome instanceof ProblemError) return outcome;
  if (outcome.status === 404) return null;
  try {
    return read(outcome, key);
  } catch (error) {
    return asProblemError(error);
  }
}
