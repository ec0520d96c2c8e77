// The end of an observation.
import { sql } from 'kysely';
import { inStatements, recordset } from '../../database/bulk.ts';
import type { Observation } from './context.ts';
import { appendEvents } from './moment.ts';

/** Writes the events of an observation, and counts those that are ours; to be called last. */
export async function finishObservation(seen: Observation): Promise<void> {
  if (seen.events.length === 0) return;
  await countOwn(seen);
  await appendEvents(seen.tx, await seen.moment(), seen.events);
}

/**
 * How our sets changed the holders of each license today, whether a read of ours shows it or a sweep: without it, a reclaim would look like
 * demand that sinks.
 */
async function countOwn({ tx, events, now }: Observation): Promise<void> {
  const net = new Map<number, number>();
  for (const { what, licenseId, origin } of events) {
    if (licenseId === null || origin !== 'THIS_API') continue;
    const by = what === 'ASSIGNED' ? 1 : what === 'REMOVED' ? -1 : 0;
    net.set(licenseId, (net.get(licenseId) ?? 0) + by);
  }
  const rows = [...net].filter(([, number]) => number !== 0).map(([id, number]) => ({ id, number }));
  const day = new Date(now).toISOString().slice(0, 10);
  for (const some of inStatements(rows)) {
    await sql`insert into seat_counts (license_id, day, held, own_change)
      select l.id, ${day}::date, l.held, r.number from ${recordset(some, { id: 'integer', number: 'integer' })}
      join licenses l on l.id = r.id
      on conflict (license_id, day) do update set own_change = seat_counts.own_change + excluded.own_change,
        held = excluded.held`.execute(tx);
  }
}
