// Connections that work in the background takes at once: whoever waits for an answer finds a free one.
import { bulkhead } from 'cockatiel';

/** Runs work when it is its turn. Work must not ask for a turn within its own. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>;

/** Of so many connections, a sweep of each account at once would take them all: a page is a transaction of a dozen statements. */
const SHARE = 1 / 4;

/** Turns of sweeps, which share a part of the connections. */
export function turnsOf(connections: number): Turn {
  const places = bulkhead(Math.max(1, Math.floor(connections * SHARE)), Number.POSITIVE_INFINITY);
  return (work) => places.execute(work);
}
