// Change sets from their rows.
import type { Selectable } from 'kysely';
import type { ChangeSet } from '../../domain/change-set.ts';
import type { Tables } from '../database/tables.ts';
import { withTextTimes } from '../database/times.ts';

/** A set as it is at this moment. */
export function toChangeSet(row: Selectable<Tables['changeSets']>, now: number): ChangeSet {
  const isOver = row.status === 'PLANNED' && row.expiresAt !== null && row.expiresAt.getTime() <= now;
  // A plan is over at its time, whether or not retention has come by.
  return { ...withTextTimes(row), status: isOver ? 'EXPIRED' : row.status };
}
