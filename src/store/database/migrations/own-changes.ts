// Looking changes up by what they are about, whatever set they are of.
import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  'create index changes_of_assignee on changes (account_key, assignee_kind, assignee_id)',
  `create index changes_open on changes (account_key, license_id)
    where phase <> 'DONE' or settle_after is not null`,
];

/** Makes the indexes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
