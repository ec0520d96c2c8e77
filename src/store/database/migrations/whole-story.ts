// Sets that keep all that was asked for: requests without targets too, and which of them wait for others.
import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  'alter table changes add column waits_for jsonb',
  'alter table changes add column refused boolean not null default false',
  ...['account_key', 'license_id', 'assignee_kind', 'assignee_id'].map(
    (column) => `alter table changes alter column ${column} drop not null`,
  ),
  `alter table changes add constraint changes_have_targets check (refused or
    (account_key is not null and license_id is not null and assignee_kind is not null and assignee_id is not null))`,
];

/** Changes the table. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
