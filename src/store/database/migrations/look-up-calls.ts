// How many calls the look-ups of a section took, whichever process sent them.
import { sql, type Kysely } from 'kysely';

/** Changes the table. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table sweep_sections add column look_up_calls integer not null default 0').execute(db);
}
