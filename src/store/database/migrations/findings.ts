// Findings: what rules found in the inventory, and who said that it is no matter.
import { sql, type Kysely } from 'kysely';

/**
 * A finding is open while its rule holds; one that comes back is a row of its own. `severity` and `confidence` are their places in the domain's
 * lists, so that they are compared and ordered as numbers. `rank` puts both and the age into one number, the gravest, surest and oldest having
 * the highest: milliseconds since the epoch take less than 43 bits. Dismissals are about subjects: they hold for a finding that comes back.
 * `finding_looks` has when a rule was last worked out in full: an open row that is as it was is not written again.
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
    closed_at timestamptz,
    rank double precision not null generated always as (
      ((severity * 4 + confidence) * 8796093022208 - floor(extract(epoch from first_at at time zone 'UTC') * 1000))::double precision) stored
  )`,
  `create unique index findings_open on findings (account_no, code, coalesce(license_id, 0), coalesce(assignee_id, 0), coalesce(key, ''))
    where closed_at is null`,
  'create index findings_of_license on findings (license_id, code) where closed_at is null',
  // Closed ones too: a row of an assignee stays as long as one names it.
  'create index findings_of_assignee on findings (assignee_id, code) where assignee_id is not null',
  'create index findings_closed on findings (account_no, closed_at) where closed_at is not null',
  'create index findings_by_severity on findings (account_no, rank, id) where closed_at is null',
  `create table finding_looks (
    account_no smallint not null references inventory_accounts on delete cascade,
    code text collate "C" not null,
    at timestamptz not null,
    primary key (account_no, code)
  )`,
  // When its findings were last worked out: all of them, and those about licenses alone.
  'alter table inventory_accounts add column findings_at timestamptz, add column license_findings_at timestamptz',
  // Of the changes of a day, those that others made.
  `create index events_external on license_events (account_no, at, license_id, what)
    where origin = 'EXTERNAL' and license_id is not null`,
  // Since when eligible is what it is; null where that was not noted.
  'alter table assignees add column eligible_since timestamptz',
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
