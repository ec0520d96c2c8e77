// When a provider dealt with a change, as it told itself.
import { sql, type Kysely } from 'kysely';

/** Adds the column; null in changes of before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table changes add column timing jsonb`.execute(db);
}
