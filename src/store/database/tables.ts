// The tables as Kysely sees them; migrations/ makes them.
import type { ColumnType } from 'kysely';
import type { AssigneeKind } from '../../domain/account.ts';
import type { AttendeeAccount, CallingDetails, ChangeAction, ChangeTiming } from '../../domain/change.ts';
import type {
  AssignmentState,
  AuditAction,
  AuditCheckpoint,
  ChangeOutcome,
  ChangePhase,
  ChangeSetKind,
  ChangeSetStatus,
  ScheduledRemovalStatus,
  SeatImpact,
} from '../../domain/change-set.ts';
import type { Problem } from '../../domain/problem.ts';

/** Read as a value, written as JSON text: node-postgres would write an array as one of PostgreSQL's own. */
type Json<T> = ColumnType<T, string, string>;

export interface ChangeSetsTable {
  id: string;
  kind: ChangeSetKind;
  status: ChangeSetStatus;
  hash: string;
  principal: string;
  applied_by: string | null;
  reason: string | null;
  ticket: string | null;
  account_keys: Json<readonly string[]>;
  planned_calls: number;
  made_calls: number;
  seat_impact: Json<readonly SeatImpact[]>;
  undo_of: string | null;
  retry_of: string | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  expires_at: Date | null;
  cancel_requested: boolean;
  problems: Json<readonly Problem[]>;
}

export interface ChangesTable {
  id: string;
  set_id: string;
  position: number;
  action: ChangeAction;
  account_key: string | null;
  license_id: string | null;
  assignee_kind: AssigneeKind | null;
  assignee_id: string | null;
  removal_on: string | null;
  calling: Json<CallingDetails | null>;
  site: Json<AttendeeAccount | null>;
  outcome: ChangeOutcome;
  phase: ChangePhase;
  group_no: number | null;
  problem: Json<Problem | null>;
  attempts: number;
  upstream_request_ids: Json<readonly string[]>;
  timing: Json<ChangeTiming | null>;
  before: Json<AssignmentState | null>;
  after: Json<AssignmentState | null>;
  sent_at: Date | null;
  verified_at: Date | null;
  settle_after: Date | null;
  /** null in rows of version 0.2. */
  waits_for: Json<readonly number[] | null>;
  /** Refused before it was a change. The four columns of its target are null in such rows alone. */
  refused: boolean;
}

export interface PartsTable {
  set_id: string;
  account_key: string;
  owner: string | null;
  lease_until: Date | null;
  done: boolean;
}

export interface IdempotencyKeysTable {
  principal: string;
  key: string;
  input_hash: string;
  set_id: string;
  created_at: Date;
}

export interface ScheduledRemovalsTable {
  id: string;
  account_key: string;
  license_id: string;
  assignee_kind: AssigneeKind;
  assignee_id: string;
  removal_on: string;
  zone: string;
  due_at: Date;
  status: ScheduledRemovalStatus;
  set_id: string;
  fired_set_id: string | null;
  created_at: Date;
  ended_at: Date | null;
}

export interface AuditEventsTable {
  seq: number;
  at: Date;
  principal: string;
  action: AuditAction;
  set_id: string | null;
  change_id: string | null;
  account_key: string | null;
  license_id: string | null;
  assignee_kind: AssigneeKind | null;
  assignee_id: string | null;
  site: Json<AttendeeAccount | null>;
  outcome: ChangeOutcome | ChangeSetStatus | null;
  before: Json<AssignmentState | null>;
  after: Json<AssignmentState | null>;
  reason: string | null;
  ticket: string | null;
  upstream_request_ids: Json<readonly string[]>;
  checkpoint: Json<AuditCheckpoint | null>;
  prev_hash: string;
  hash: string;
}

/** One row: the last entry of the chain. Its lock puts the appends of all replicas in a line. */
export interface AuditHeadTable {
  seq: number;
  hash: string;
}

/** A spelling that an id has in the audit log, besides its one. */
export interface SpellingsTable {
  account_key: string;
  canonical: string;
  spelled: string;
}

/** How far the audit log has been looked through for spellings, by account. */
export interface SpelledAccountsTable {
  account_key: string;
  through_seq: number;
}

export interface Tables {
  change_sets: ChangeSetsTable;
  changes: ChangesTable;
  parts: PartsTable;
  idempotency_keys: IdempotencyKeysTable;
  scheduled_removals: ScheduledRemovalsTable;
  audit_events: AuditEventsTable;
  audit_head: AuditHeadTable;
  spellings: SpellingsTable;
  spelled_accounts: SpelledAccountsTable;
}
