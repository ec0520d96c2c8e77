// How much of the index of trigrams is kept aside before it is worked in.
import { sql, type Kysely } from 'kysely';

/**
 * New rows stand in a list beside such an index until it has grown to a limit, 4 MB by itself. Then one statement works in some thousand rows,
 * in which an embedded database answers nobody for a while, and until then each search reads the whole list. 256 kB take as long in all.
 */
const SOONER = `
do $$
begin
  if to_regclass('assignees_by_search') is not null then
    alter index assignees_by_search set (gin_pending_list_limit = 256);
  end if;
end $$`;

/** Sets the limit; there is no such index where trigrams are not to be had. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SOONER).execute(db);
}
