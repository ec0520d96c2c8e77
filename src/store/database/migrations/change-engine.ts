// The first tables: change sets, their changes and parts, idempotency keys, schedules, and the audit log.
import { sql, type Kysely } from 'kysely';

const CHANGE_SETS = [
  `create table change_sets (
    id text primary key,
    kind text not null,
    status text not null,
    hash text not null,
    principal text not null,
    applied_by text,
    reason text,
    ticket text,
    account_keys jsonb not null,
    planned_calls integer not null,
    made_calls integer not null,
    seat_impact jsonb not null,
    undo_of text,
    retry_of text,
    created_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    expires_at timestamptz,
    cancel_requested boolean not null,
    problems jsonb not null
  )`,
  'create index change_sets_newest on change_sets (created_at desc, id desc)',
  `create index change_sets_unfinished on change_sets (status) where status in ('PLANNED', 'RUNNING')`,
  'create index change_sets_finished on change_sets (finished_at) where finished_at is not null',
];

const CHANGES = [
  `create table changes (
    id text primary key,
    set_id text not null references change_sets (id) on delete cascade,
    position integer not null,
    action text not null,
    account_key text not null,
    license_id text not null,
    assignee_kind text not null,
    assignee_id text not null,
    removal_on text,
    calling jsonb,
    site jsonb,
    outcome text not null,
    phase text not null,
    group_no integer,
    problem jsonb,
    attempts integer not null,
    upstream_request_ids jsonb not null,
    before jsonb,
    after jsonb,
    sent_at timestamptz,
    verified_at timestamptz,
    settle_after timestamptz,
    unique (set_id, position)
  )`,
  'create index changes_of_part on changes (set_id, account_key, phase)',
  'create index changes_unsettled on changes (settle_after) where settle_after is not null',
];

const PARTS = [
  `create table parts (
    set_id text not null references change_sets (id) on delete cascade,
    account_key text not null,
    owner text,
    lease_until timestamptz,
    done boolean not null,
    primary key (set_id, account_key)
  )`,
  'create index parts_open on parts (lease_until) where not done',
];

const IDEMPOTENCY_KEYS = [
  // Deferred: the key is claimed before there is a set, so that a duplicate waits before it does anything else.
  `create table idempotency_keys (
    principal text not null,
    key text not null,
    input_hash text not null,
    set_id text not null references change_sets (id) on delete cascade deferrable initially deferred,
    created_at timestamptz not null,
    primary key (principal, key)
  )`,
  'create index idempotency_keys_set on idempotency_keys (set_id)',
  'create index idempotency_keys_age on idempotency_keys (created_at)',
];

const SCHEDULED_REMOVALS = [
  `create table scheduled_removals (
    id text primary key,
    account_key text not null,
    license_id text not null,
    assignee_kind text not null,
    assignee_id text not null,
    removal_on text not null,
    zone text not null,
    due_at timestamptz not null,
    status text not null,
    set_id text not null,
    fired_set_id text,
    created_at timestamptz not null,
    ended_at timestamptz
  )`,
  `create unique index scheduled_removals_waiting
    on scheduled_removals (account_key, assignee_kind, assignee_id, license_id) where status = 'WAITING'`,
  `create index scheduled_removals_due on scheduled_removals (due_at, id)`,
  'create index scheduled_removals_ended on scheduled_removals (ended_at) where ended_at is not null',
];

const AUDIT = [
  `create table audit_events (
    seq bigint primary key,
    at timestamptz not null,
    principal text not null,
    action text not null,
    set_id text,
    change_id text,
    account_key text,
    license_id text,
    assignee_kind text,
    assignee_id text,
    site jsonb,
    outcome text,
    before jsonb,
    after jsonb,
    reason text,
    ticket text,
    upstream_request_ids jsonb not null,
    checkpoint jsonb,
    prev_hash text not null,
    hash text not null
  )`,
  'create index audit_events_set on audit_events (set_id, seq)',
  'create index audit_events_license on audit_events (account_key, license_id, seq)',
  'create index audit_events_assignee on audit_events (account_key, assignee_kind, assignee_id, seq)',
  'create index audit_events_principal on audit_events (principal, seq)',
  `create index audit_events_checkpoint on audit_events (seq) where action = 'PRUNE_AUDIT'`,
  `create table audit_head (
    only_row boolean primary key default true check (only_row),
    seq bigint not null,
    hash text not null
  )`,
  `insert into audit_head (seq, hash) values (0, '${'0'.repeat(64)}')`,
];

const APPEND_ONLY = [
  `create function refuse_audit_change() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' and current_setting('license_graph.pruning', true) = 'on' then
      return old;
    end if;
    raise exception 'the audit log is append-only';
  end $$`,
  `create trigger audit_events_append_only before update or delete on audit_events
    for each row execute function refuse_audit_change()`,
  `create trigger audit_events_no_truncate before truncate on audit_events
    for each statement execute function refuse_audit_change()`,
  `create trigger audit_head_stays before delete or truncate on audit_head
    for each statement execute function refuse_audit_change()`,
  // The one way to delete: from the beginning, and only what a checkpoint further on in the chain stands for.
  `create function prune_audit_events(through_seq bigint) returns bigint language plpgsql as $$
  declare
    pruned bigint;
  begin
    if not exists (
      select from audit_events as mark join audit_events as last on last.seq = through_seq
      where mark.action = 'PRUNE_AUDIT' and mark.seq > through_seq
        and (mark.checkpoint->>'throughSeq')::bigint = through_seq and mark.checkpoint->>'hash' = last.hash
    ) then
      raise exception 'no checkpoint stands for the entries up to %', through_seq;
    end if;
    perform set_config('license_graph.pruning', 'on', true);
    delete from audit_events where seq <= through_seq;
    get diagnostics pruned = row_count;
    perform set_config('license_graph.pruning', 'off', true);
    return pruned;
  end $$`,
];

/** Makes the tables. Every statement is a query of its own: PGlite takes one at a time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    ...CHANGE_SETS,
    ...CHANGES,
    ...PARTS,
    ...IDEMPOTENCY_KEYS,
    ...SCHEDULED_REMOVALS,
    ...AUDIT,
    ...APPEND_ONLY,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
