// Surrogate keys of assignees by the provider's ids.
import { sql } from 'kysely';
import type { AssigneeRef } from '../../../domain/inventory/search.ts';
import { clean } from '../../database/json.ts';
import type { Db } from '../../database/tables.ts';

/** Of those that are known. A text that the database does not take is in no row. */
export async function assigneeIds(
  db: Db,
  accountNo: number,
  refs: readonly Pick<AssigneeRef, 'kind' | 'externalId'>[],
): Promise<readonly number[]> {
  const ids: number[] = [];
  for (const [kind, some] of Map.groupBy(refs, (ref) => ref.kind)) {
    const externalIds = some.map(({ externalId }) => externalId).filter((id) => clean(id) === id);
    const { rows } = await sql<{ id: number }>`
      select id from assignees
      where account_no = ${accountNo} and kind = ${kind} and external_id = any(${externalIds}::text[])`.execute(
      db,
    );
    ids.push(...rows.map(({ id }) => id));
  }
  return ids;
}
