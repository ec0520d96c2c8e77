// When the lists of accounts were last read to their ends.
import { sql } from 'kysely';
import type { ListedInFull } from '../../../domain/inventory/sighting.ts';
import type { SectionTime } from '../../../domain/inventory/list-times.ts';
import { clean } from '../../database/json.ts';
import type { Db } from '../../database/tables.ts';

interface SectionRow {
  readonly key: string;
  readonly lists: readonly ListedInFull[];
  readonly completeAt: Date;
}

/** The sections of accounts that have been swept whole, by the keys of the accounts. */
export async function listTimes(
  db: Db,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly SectionTime[]>> {
  const { rows } = await sql<SectionRow>`
    select a.key, s.lists, s.complete_at from inventory_accounts a join inventory_sections s on s.account_no = a.no
    where a.key = any(${keys.map((key) => clean(key))}::text[]) and a.baseline_at is not null`.execute(db);
  const sections = rows.map((row) => ({ ...row, completeAt: row.completeAt.toISOString() }));
  return Map.groupBy(sections, ({ key }) => key);
}
