// The inventory: what sweeps and our own changes have shown of each account, what was so before, and how far sweeps are.
import { sql, type Kysely } from 'kysely';

/**
 * Surrogate keys inside, the vendors' ids once: some have about a hundred characters and would stand in millions of rows and their
 * indexes. `held_since` of a holding is when its first interval began, where that was seen: the intervals that follow it without a gap, for
 * another status or date of removal, have it from the one before.
 */
const TABLES = [
  `create table inventory_accounts (
    no smallint generated always as identity primary key,
    key text not null unique,
    provider text not null,
    revision bigint not null default 0,
    baseline_at timestamptz,
    history_from timestamptz,
    removed_at timestamptz,
    asked_at timestamptz
  )`,
  `create table inventory_sections (
    account_no smallint not null references inventory_accounts on delete cascade,
    name text not null,
    lists jsonb not null,
    complete_at timestamptz not null,
    primary key (account_no, name)
  )`,
  `create table licenses (
    id integer generated always as identity primary key,
    account_no smallint not null,
    external_id text collate "C" not null,
    name text,
    name_key text collate "C",
    kinds text[] not null default '{}',
    seats_total integer,
    seats_assigned integer,
    seats_available integer,
    seats_users integer,
    seats_workspaces integer,
    countable boolean,
    held integer not null default 0,
    search text not null,
    facts jsonb not null,
    hash text,
    observed_at timestamptz not null,
    first_seen timestamptz not null,
    gone_at timestamptz,
    missed_in integer
  )`,
  `create table assignees (
    id integer generated always as identity primary key,
    account_no smallint not null,
    kind text not null,
    external_id text collate "C" not null,
    name text,
    name_key text collate "C",
    email text collate "C",
    state text collate "C",
    state_since timestamptz,
    word text collate "C",
    department text collate "C",
    make text collate "C",
    model text collate "C",
    eligible boolean,
    activity text not null default 'NOT_TOLD',
    active_at timestamptz,
    created_at timestamptz,
    holds integer not null default 0,
    search text not null,
    facts jsonb not null,
    hashes jsonb not null default '{}',
    observed_at timestamptz not null,
    first_seen timestamptz not null,
    gone_at timestamptz,
    missed_in integer
  )`,
  `create table holdings (
    id integer generated always as identity primary key,
    account_no smallint not null,
    license_id integer not null,
    assignee_id integer not null,
    status text not null,
    assigned_at timestamptz,
    removal_on date,
    held_since timestamptz,
    valid_from timestamptz not null,
    observed_at timestamptz not null,
    origin text,
    change_id text,
    missed_in integer
  )`,
  `create table holding_history (
    id bigint generated always as identity primary key,
    account_no smallint not null,
    license_id integer not null,
    assignee_id integer not null,
    status text not null,
    assigned_at timestamptz,
    removal_on date,
    held_since timestamptz,
    valid_from timestamptz not null,
    valid_to timestamptz not null,
    origin text,
    change_id text,
    closed_origin text not null,
    closed_change_id text
  )`,
  `create table events_head (seq bigint not null, at timestamptz not null, expired_seq bigint not null default 0)`,
  `insert into events_head (seq, at) values (0, '1970-01-01T00:00:00Z')`,
  `create table license_events (
    seq bigint primary key,
    at timestamptz not null,
    not_before timestamptz,
    account_no smallint not null,
    what text not null,
    license_id integer,
    assignee_id integer,
    origin text not null,
    change_id text,
    sweep_id integer,
    was jsonb,
    became jsonb
  )`,
  `create table seat_counts (
    license_id integer not null,
    day date not null,
    total integer,
    assigned integer,
    available integer,
    lowest_available integer,
    held integer not null,
    own_change integer not null default 0,
    primary key (license_id, day)
  )`,
  `create table former_seats (
    id bigint generated always as identity primary key,
    account_no smallint not null,
    license_id integer not null,
    until timestamptz not null,
    seats jsonb
  )`,
  `create table own_writes (
    assignee_id integer not null,
    license_id integer not null,
    observed_at timestamptz not null,
    until timestamptz not null,
    change_id text not null,
    contradicted boolean not null default false,
    primary key (assignee_id, license_id)
  )`,
];

/** Sweeps: how far each is, and what its pages showed. `sweep_held` has the rows that a held sweep would have closed. */
const SWEEPS = [
  `create table sweeps (
    id integer generated always as identity primary key,
    account_no smallint not null references inventory_accounts on delete cascade,
    why text not null,
    status text not null,
    owner text,
    lease_until timestamptz,
    not_before timestamptz,
    created_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    calls integer not null default 0,
    rows integer not null default 0,
    added integer not null default 0,
    changed integer not null default 0,
    closed integer not null default 0,
    held_back integer not null default 0,
    problem jsonb
  )`,
  `create unique index sweeps_open on sweeps (account_no) where status in ('QUEUED', 'RUNNING')`,
  `create index sweeps_of_account on sweeps (account_no, id)`,
  `create table sweep_sections (
    sweep_id integer not null references sweeps on delete cascade,
    position smallint not null,
    name text not null,
    lists jsonb not null,
    status text not null,
    attempt smallint not null default 1,
    cursor text,
    page integer not null default 0,
    tries integer not null default 0,
    started_at timestamptz,
    failing_since timestamptz,
    rows integer not null default 0,
    expected integer,
    expected_holdings integer,
    has_gap boolean not null default false,
    is_read boolean not null default false,
    problem jsonb,
    primary key (sweep_id, position)
  )`,
  `create table sweep_pages (
    sweep_id integer not null references sweeps on delete cascade,
    position smallint not null,
    attempt smallint not null,
    page integer not null,
    read_at timestamptz not null,
    licenses integer[] not null,
    assignees integer[] not null,
    holdings integer[] not null,
    lacking integer[] not null,
    gone integer[] not null,
    is_look_up boolean not null,
    primary key (sweep_id, position, attempt, page)
  )`,
  `create table sweep_held (
    sweep_id integer not null references sweeps on delete cascade,
    position smallint not null,
    what text not null,
    slice integer not null,
    ids integer[] not null,
    before timestamptz[] not null,
    primary key (sweep_id, position, what, slice)
  )`,
];

/** Sorts of the lists: each column is an index of its own over what is there now. */
const SORTED = ['active_at', 'state', 'word', 'department', 'model', 'name_key', 'holds'];

const INDEXES = [
  'create unique index licenses_by_id on licenses (account_no, external_id)',
  'create unique index assignees_by_id on assignees (account_no, kind, external_id)',
  ...SORTED.map(
    (column) =>
      `create index assignees_by_${column} on assignees (account_no, kind, ${column}, id) where gone_at is null`,
  ),
  // Rows are counted in it alone, whichever of these a filter asks about: equal entries are kept once, so that it is small.
  'create index assignees_by_words on assignees (account_no, kind, model, make, state, word, department, eligible) where gone_at is null',
  'create index assignees_gone on assignees (account_no, kind, name_key, id) where gone_at is not null',
  'create index assignees_by_email on assignees (email) where email is not null and gone_at is null',
  'create unique index holdings_by_assignee on holdings (assignee_id, license_id)',
  'create index holdings_by_license on holdings (license_id, assignee_id)',
  'create index holdings_from on holdings (account_no, valid_from)',
  ...['held_since', 'removal_on'].map(
    (column) =>
      `create index holdings_by_${column} on holdings (account_no, ${column}, license_id, assignee_id) where ${column} is not null`,
  ),
  `create index holdings_unusual on holdings (account_no, status) where status <> 'ACTIVE'`,
  'create index history_by_license on holding_history (license_id, assignee_id, valid_to)',
  'create index history_by_assignee on holding_history (assignee_id, valid_to)',
  'create index history_until on holding_history (account_no, valid_to)',
  'create index events_of_account on license_events (account_no, seq)',
  'create index events_of_license on license_events (license_id, seq)',
  'create index events_of_assignee on license_events (assignee_id, seq)',
  'create index former_seats_of_license on former_seats (license_id, until, id)',
  'create index former_seats_until on former_seats (account_no, until)',
  'create index own_writes_until on own_writes (until)',
];

/**
 * Letters anywhere in a text are found by trigrams, where the server has them. Where it does not let its user install them, a search is by prefix:
 * `search` has one line a text, and the index of the names serves those.
 */
const TRIGRAMS = `
do $$
begin
  create extension if not exists pg_trgm;
  create index assignees_by_search on assignees using gin (search gin_trgm_ops);
exception when insufficient_privilege or undefined_file or feature_not_supported or undefined_object then
  raise notice 'pg_trgm is not to be had';
end $$`;

/** Nothing is searched by them, and to count what is in such columns takes half the time of all. */
const UNCOUNTED = ['facts', 'hashes'].map(
  (column) => `alter table assignees alter column ${column} set statistics 0`,
);

/** Makes the tables; they are filled by the first sweeps. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...TABLES, ...SWEEPS, ...INDEXES, ...UNCOUNTED, TRIGRAMS]) {
    await sql.raw(statement).execute(db);
  }
}

/** Versions between 0.2 and this one made a column that nobody reads, and lacked one. */
export async function ownWrites(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `alter table own_writes drop column if exists held,
        add column if not exists contradicted boolean not null default false`,
    )
    .execute(db);
}

/** How many calls the look-ups of a section took, whichever process sent them. */
export async function lookUpCalls(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table sweep_sections add column look_up_calls integer not null default 0').execute(db);
}
