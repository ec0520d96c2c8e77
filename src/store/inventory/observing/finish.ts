// The end of an observation.
import type { Observation } from './context.ts';
import { appendEvents } from './moment.ts';

/** Writes the events of an observation; to be called last. */
export async function finishObservation(seen: Observation): Promise<void> {
  if (seen.events.length > 0) await appendEvents(seen.tx, await seen.moment(), seen.events);
}
