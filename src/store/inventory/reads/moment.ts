// The moment that answers are of.
import { sql } from 'kysely';
import { callerError } from '../../../domain/problem.ts';
import type { Db } from '../../database/tables.ts';

/**
 * Moves the head up to the moment, where it is behind: what is recorded from now on happens later. Absent, it is that at which something was
 * last recorded; before anything was, the answer that there is nothing is of now.
 */
export async function momentOf(db: Db, asOf: string | null, now: number): Promise<string> {
  const { rows } = await sql<{ at: Date }>`select at from events_head`.execute(db);
  const head = rows[0]?.at ?? new Date(0);
  if (asOf === null && head.getTime() > 0) return head.toISOString();
  const asked = new Date(asOf ?? now);
  if (asked <= head) return asked.toISOString();
  if (asked.getTime() > now) {
    throw callerError(
      'BAD_INPUT',
      'This moment is still to come.',
      '`inventory { asOf }` tells the moment at which anything was last recorded.',
    );
  }
  await sql`update events_head set at = greatest(at, ${asked})`.execute(db);
  return asked.toISOString();
}
