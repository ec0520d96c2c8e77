// What was left out of a change set whose requests were worked out.
import { sql, type Kysely } from 'kysely';

/** Sets from before have requests that a caller listed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table change_sets add column left_out jsonb').execute(db);
}
