// Ids of entries of the audit log that have another spelling by now: entries are never rewritten, and are found all the same.
import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  `create table spellings (
    account_key text not null,
    canonical text not null,
    spelled text not null,
    primary key (account_key, canonical, spelled)
  )`,
  `create table spelled_accounts (
    account_key text primary key,
    through_seq bigint not null
  )`,
];

/** Makes the tables. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
