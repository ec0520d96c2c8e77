// Since when the findings of an account are known.
import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  // `findings_at` is when somebody took the account to look at: until that is done nothing is known.
  'alter table inventory_accounts add column findings_known_at timestamptz',
  'update inventory_accounts set findings_known_at = findings_at',
];

/** Accounts that were looked at before have findings that are known. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
