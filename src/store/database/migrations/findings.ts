// Findings: what rules found in the inventory, and who said that it is no matter.
import { sql, type Kysely } from 'kysely';

/**
 * A finding is open while its rule holds; one that comes back is a row of its own. `severity` and `confidence` are their places in the domain's
 * lists, so that they are compared and ordered as numbers. Dismissals are about subjects: they hold for a finding that comes back.
 */
const STATEMENTS = [
  `create table findings (
    id integer generated always as identity primary key,
    account_no smallint not null references inventory_accounts on delete cascade,
    code text collate "C" not null,
    license_id integer,
    assignee_id integer,
    key text collate "C",
    severity smallint not null,
    confidence smallint not null,
    seats integer not null,
    evidence jsonb not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    closed_at timestamptz
  )`,
  `create unique index findings_open on findings (account_no, code, coalesce(license_id, 0), coalesce(assignee_id, 0), coalesce(key, ''))
    where closed_at is null`,
  'create index findings_of_license on findings (license_id, code) where closed_at is null',
  'create index findings_of_assignee on findings (assignee_id, code) where closed_at is null',
  'create index findings_closed on findings (account_no, closed_at) where closed_at is not null',
  'create index findings_by_severity on findings (account_no, severity, confidence, first_at, id) where closed_at is null',
  `create table finding_dismissals (
    account_no smallint not null references inventory_accounts on delete cascade,
    code text collate "C" not null,
    license_id integer,
    assignee_id integer,
    key text collate "C",
    by text not null,
    at timestamptz not null,
    reason text,
    until date
  )`,
  `create unique index dismissals_by_subject on finding_dismissals
    (account_no, code, coalesce(license_id, 0), coalesce(assignee_id, 0), coalesce(key, ''))`,
];

/** Makes the tables; they are filled after the next sweeps. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
