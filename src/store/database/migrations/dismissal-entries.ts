// Which finding an entry of the audit log is about, by its rule, and until when it was dismissed.
import { sql, type Kysely } from 'kysely';

/** Entries from before say nothing of it, and their hashes cover nothing of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table audit_events add column finding jsonb').execute(db);
}
