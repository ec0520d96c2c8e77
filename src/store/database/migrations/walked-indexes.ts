// Indexes that tell what most filters ask, and a list of new trigrams whose length those who write decide.
import { sql, type Kysely } from 'kysely';

/** What filters ask about, besides texts: a page in one of these orders is then found without a look at a row that is not on it. */
const ASKED = 'model, make, state, word, department, eligible';

const WALKED = ['active_at', 'name_key'].flatMap((column) => [
  `create index assignees_in_order on assignees (account_no, kind, ${column}, id) include (${ASKED}) where gone_at is null`,
  `drop index assignees_by_${column}`,
  `alter index assignees_in_order rename to assignees_by_${column}`,
]);

/** As long as an index has a limit of its own, that of a transaction does not count. */
const LIMIT = `
do $$
begin
  if to_regclass('assignees_by_search') is not null then
    alter index assignees_by_search reset (gin_pending_list_limit);
  end if;
end $$`;

/** Makes the two indexes anew, and takes back the limit. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...WALKED, LIMIT]) await sql.raw(statement).execute(db);
}
