// Between rows and the domain's values, in both directions.
import type { Selectable } from 'kysely';
import type { Change } from '../../domain/change.ts';
import {
  hasTarget,
  type AuditEvent,
  type ChangeRecord,
  type ChangeSet,
  type RequestRecord,
  type ScheduledRemoval,
} from '../../domain/change-set.ts';
import type { NewRequest } from '../sets/new-set.ts';
import type { Columns } from './json.ts';
import type { AuditEventsTable, ChangeSetsTable, ChangesTable, ScheduledRemovalsTable } from './tables.ts';

/** A row to be inserted: what goes into the columns of a table, before it is JSON. */
export type NewRow<Table> = Readonly<Partial<Record<keyof Table, unknown>>>;

/** What a change, a date or an entry of the log is about. */
export const TARGET_COLUMNS = {
  account_key: 'text',
  license_id: 'text',
  assignee_kind: 'text',
  assignee_id: 'text',
} as const;

export const CHANGE_SET_COLUMNS: Columns & Record<keyof ChangeSetsTable, string> = {
  id: 'text',
  kind: 'text',
  status: 'text',
  hash: 'text',
  principal: 'text',
  applied_by: 'text',
  reason: 'text',
  ticket: 'text',
  account_keys: 'jsonb',
  planned_calls: 'integer',
  made_calls: 'integer',
  seat_impact: 'jsonb',
  undo_of: 'text',
  retry_of: 'text',
  created_at: 'timestamptz',
  started_at: 'timestamptz',
  finished_at: 'timestamptz',
  expires_at: 'timestamptz',
  cancel_requested: 'boolean',
  problems: 'jsonb',
};

export const CHANGE_COLUMNS: Columns & Record<keyof ChangesTable, string> = {
  id: 'text',
  set_id: 'text',
  position: 'integer',
  action: 'text',
  ...TARGET_COLUMNS,
  removal_on: 'text',
  calling: 'jsonb',
  site: 'jsonb',
  outcome: 'text',
  phase: 'text',
  group_no: 'integer',
  problem: 'jsonb',
  attempts: 'integer',
  upstream_request_ids: 'jsonb',
  timing: 'jsonb',
  before: 'jsonb',
  after: 'jsonb',
  sent_at: 'timestamptz',
  verified_at: 'timestamptz',
  settle_after: 'timestamptz',
  waits_for: 'jsonb',
  refused: 'boolean',
};

export const AUDIT_COLUMNS: Columns & Record<keyof AuditEventsTable, string> = {
  seq: 'bigint',
  at: 'timestamptz',
  principal: 'text',
  action: 'text',
  set_id: 'text',
  change_id: 'text',
  ...TARGET_COLUMNS,
  site: 'jsonb',
  outcome: 'text',
  before: 'jsonb',
  after: 'jsonb',
  reason: 'text',
  ticket: 'text',
  upstream_request_ids: 'jsonb',
  checkpoint: 'jsonb',
  prev_hash: 'text',
  hash: 'text',
};

export function time(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}

export function toChangeSet(row: Selectable<ChangeSetsTable>, now: number): ChangeSet {
  const over = row.status === 'PLANNED' && row.expires_at !== null && row.expires_at.getTime() <= now;
  return {
    id: row.id,
    kind: row.kind,
    // A plan is over at its time, whether or not retention has come by.
    status: over ? 'EXPIRED' : row.status,
    hash: row.hash,
    principal: row.principal,
    appliedBy: row.applied_by,
    reason: row.reason,
    ticket: row.ticket,
    accountKeys: row.account_keys,
    plannedCalls: row.planned_calls,
    madeCalls: row.made_calls,
    seatImpact: row.seat_impact,
    undoOf: row.undo_of,
    retryOf: row.retry_of,
    createdAt: row.created_at.toISOString(),
    startedAt: time(row.started_at),
    finishedAt: time(row.finished_at),
    expiresAt: time(row.expires_at),
    cancelRequested: row.cancel_requested,
    problems: row.problems,
  };
}

/** Only for rows that are not refused: the table sees to it that they have targets. */
export function toChangeRecord(row: Selectable<ChangesTable>): ChangeRecord {
  const { change, isRefused, ...rest } = toRequestRecord(row);
  if (isRefused || !hasTarget(change)) throw new Error(`change ${row.id} has no target`);
  return { ...rest, change };
}

export function toRequestRecord(row: Selectable<ChangesTable>): RequestRecord {
  return {
    change: {
      id: row.id,
      action: row.action,
      accountKey: row.account_key,
      licenseId: row.license_id,
      assignee: assigneeOf(row),
      removalOn: row.removal_on,
      calling: row.calling,
      site: row.site,
    },
    isRefused: row.refused,
    waitsFor: row.waits_for ?? [],
    setId: row.set_id,
    position: row.position,
    outcome: row.outcome,
    phase: row.phase,
    groupNo: row.group_no,
    problem: row.problem,
    attempts: row.attempts,
    upstreamRequestIds: row.upstream_request_ids,
    timing: row.timing,
    before: row.before,
    after: row.after,
    sentAt: time(row.sent_at),
    verifiedAt: time(row.verified_at),
    settleAfter: time(row.settle_after),
  };
}

/** A request's row, as it is on its first day. */
export function newChangeRow(setId: string, position: number, added: NewRequest): NewRow<ChangesTable> {
  const { change, outcome, groupNo, problem, before, waitsFor = [], isRefused = false } = added;
  return {
    id: change.id,
    set_id: setId,
    position,
    action: change.action,
    account_key: change.accountKey,
    license_id: change.licenseId,
    assignee_kind: change.assignee?.kind ?? null,
    assignee_id: change.assignee?.externalId ?? null,
    removal_on: change.removalOn,
    calling: change.calling,
    site: change.site,
    outcome,
    phase: outcome === 'PENDING' ? 'PLANNED' : 'DONE',
    group_no: groupNo,
    problem,
    attempts: 0,
    upstream_request_ids: [],
    before,
    waits_for: waitsFor,
    refused: isRefused,
  };
}

export function toScheduledRemoval(row: Selectable<ScheduledRemovalsTable>): ScheduledRemoval {
  return {
    id: row.id,
    accountKey: row.account_key,
    licenseId: row.license_id,
    assignee: { kind: row.assignee_kind, externalId: row.assignee_id },
    removalOn: row.removal_on,
    zone: row.zone,
    dueAt: row.due_at.toISOString(),
    status: row.status,
    setId: row.set_id,
    firedSetId: row.fired_set_id,
    createdAt: row.created_at.toISOString(),
  };
}

export function toAuditEvent(row: Selectable<AuditEventsTable>): AuditEvent {
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    principal: row.principal,
    action: row.action,
    setId: row.set_id,
    changeId: row.change_id,
    accountKey: row.account_key,
    licenseId: row.license_id,
    assignee: assigneeOf(row),
    site: row.site,
    outcome: row.outcome,
    before: row.before,
    after: row.after,
    reason: row.reason,
    ticket: row.ticket,
    upstreamRequestIds: row.upstream_request_ids,
    checkpoint: row.checkpoint,
    prevHash: row.prev_hash,
    hash: row.hash,
  };
}

function assigneeOf({
  assignee_kind: kind,
  assignee_id: externalId,
}: Pick<Selectable<AuditEventsTable>, 'assignee_kind' | 'assignee_id'>): Change['assignee'] | null {
  return kind === null || externalId === null ? null : { kind, externalId };
}
