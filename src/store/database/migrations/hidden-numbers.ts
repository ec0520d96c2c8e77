// What is told of some accounts tells nothing of the others: each has its own moments and places, and numbers of rows are hidden.
import { sql, type Kysely } from 'kysely';

/**
 * `recorded_at`: when something was last recorded of the account. `expired_seq`: the number of the last of its events that is not told any
 * more. Both were known of all accounts together. `revision` was never counted. The key is hexadecimal, one for all replicas, and
 * 122 of its bits are random.
 */
const STATEMENTS = [
  `alter table inventory_accounts drop column revision,
    add column recorded_at timestamptz, add column expired_seq bigint not null default 0`,
  `update inventory_accounts set expired_seq = h.expired_seq,
    recorded_at = case when baseline_at is not null then h.at end from events_head h`,
  `create table hidden_numbers (key text not null)`,
  `insert into hidden_numbers (key) values (replace(gen_random_uuid()::text, '-', ''))`,
];

/** Makes the key, and moments and places of each account out of what was known of all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
