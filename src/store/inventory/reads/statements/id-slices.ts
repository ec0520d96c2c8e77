// Surrogate keys of the assignees of some accounts, in slices of which one statement looks at one: all at once would hold up an embedded database.
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

/**
 * Slices of the assignees of an account that hold so many licenses together, or a few more: somebody may hold many. Each begins where the one
 * before ends, so that rows about assignees that are there no more are in one, too.
 */
export async function heldSlices(db: Db, accountNo: number, holdings: number): Promise<readonly IdSlice[]> {
  const starts: number[] = [];
  const wide = await idSlices(db, [accountNo]);
  for (const { from, to } of wide) {
    const { rows } = await sql<{ least: number }>`
      select min(id) as least from (
        select id, sum(greatest(holds, 1)) over (order by id) as so_far from assignees
        where account_no = ${accountNo} and id between ${from}::integer and ${to}::integer) s
      group by ceil(so_far / ${holdings}::numeric) order by 1`.execute(db);
    starts.push(...rows.map(({ least }) => least));
  }
  const last = wide.at(-1)?.to ?? 0;
  return starts.map((from, place) => ({ from, to: (starts[place + 1] ?? last + 1) - 1 }));
}
