// Surrogate keys of the assignees of some accounts, in slices of which one statement looks at one: all at once would hold up a database that is within this thread.
import { sql } from 'kysely';
import type { Db } from '../../../database/tables.ts';

/** Assignees of a slice, where they are only counted. */
const SLICE = 20_000;

/** Both ends are of the slice. */
export interface IdSlice {
  readonly from: number;
  readonly to: number;
}

/** The slices, one after the other; none where there are no assignees. */
export async function idSlices(
  db: Db,
  nos: readonly number[],
  size: number = SLICE,
): Promise<readonly IdSlice[]> {
  const { rows } = await sql<{ least: number; most: number }>`
    select coalesce(min(id), 1) as least, coalesce(max(id), 0) as most from assignees
    where account_no = any(${[...nos]}::smallint[])`.execute(db);
  const { least = 1, most = 0 } = rows[0] ?? {};
  return Array.from({ length: Math.ceil((most - least + 1) / size) }, (_, index) => {
    const from = least + index * size;
    return { from, to: from + size - 1 };
  });
}
