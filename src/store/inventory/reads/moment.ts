// The moment that answers are of.
import { sql, type RawBuilder } from 'kysely';
import { BEGINNING } from '../../../domain/instant.ts';
import { callerError } from '../../../domain/problem.ts';
import type { Db } from '../../database/tables.ts';
import type { MomentQuery } from './api.ts';
import { areThere } from './statements/scope.ts';

/**
 * Moves the head up to the moment, where it is behind: what is recorded from now on happens later. Absent, it is that at which something was
 * last recorded of what the caller sees; before anything was, the answer that there is nothing is of now.
 */
export async function momentOf(db: Db, { visible, asOf }: MomentQuery, now: number): Promise<string> {
  const recordedAt = asOf === null ? await lastRecorded(db, visible) : null;
  if (recordedAt !== null) return recordedAt.toISOString();
  const asked = new Date(asOf ?? now);
  const { rows } = await sql<{ at: Date }>`select at from events_head`.execute(db);
  if (rows[0] !== undefined && asked <= rows[0].at) return asked.toISOString();
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

/** What is recorded of one account is behind whatever was recorded of the others before. */
async function lastRecorded(db: Db, visible: readonly string[]): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select ${lastRecordedOf(visible)} as at`.execute(db);
  return rows[0]?.at ?? null;
}

/** The same within another statement. */
export function lastRecordedOf(visible: readonly string[]): RawBuilder<Date | null> {
  return sql`(select max(a.recorded_at) from inventory_accounts a where ${areThere(visible)})`;
}

/** When anything was last recorded of the accounts with these keys, RFC 3339 UTC; the beginning of time before anything was. */
export async function recordedAt(db: Db, visible: readonly string[]): Promise<string> {
  return momentIn(await lastRecorded(db, visible));
}

/** As an answer tells it. */
export function momentIn(recorded: Date | null): string {
  return recorded?.toISOString() ?? BEGINNING;
}
