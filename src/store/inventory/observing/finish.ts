// The end of an observation.
import { sql } from 'kysely';
import type { Observation } from './context.ts';
import { appendEvents } from './moment.ts';

/** Writes the events of an observation; to be called last. */
export async function finishObservation(seen: Observation): Promise<void> {
  if (seen.events.length > 0) await appendEvents(seen.tx, await seen.moment(), seen.events);
  if (!seen.hasMoment()) return;
  await sql`update inventory_accounts set revision = revision + 1 where no = ${seen.account.no}`.execute(
    seen.tx,
  );
}
