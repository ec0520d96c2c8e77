// The tables and their columns, each spelt once and in camelCase: column-names.ts makes snake_case of them. migrations/ makes the tables.
import type { ColumnType, Kysely, Transaction } from 'kysely';
import type { AuditEvent, ChangeSet, RequestRecord, ScheduledRemoval } from '../../domain/change-set.ts';
import type { AssigneeColumns } from './assignee-columns.ts';

export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

/** What the rows of the large tables hold, with times as RFC 3339 text. */
export interface Records {
  changeSets: ChangeSet;
  changes: FlatRequest;
  scheduledRemovals: WithAssigneeColumns<ScheduledRemoval> & { readonly endedAt: string | null };
  auditEvents: WithAssigneeColumns<AuditEvent>;
}

/** A request and how far it is, side by side. */
type FlatRequest = WithAssigneeColumns<RequestRecord['change']> &
  Omit<RequestRecord, 'change' | 'isRefused' | 'waitsFor'> & {
    /** null in rows of version 0.2. */
    readonly waitsFor: readonly number[] | null;
    /** Refused before it was a change. The four columns of its target are null in such rows alone. */
    readonly refused: boolean;
  };

type WithAssigneeColumns<Value extends { readonly assignee: unknown }> = Omit<Value, 'assignee'> &
  AssigneeColumns<Value['assignee']>;

/** SQL types by the names of columns. */
export type Columns = Readonly<Record<string, string>>;

/** What a change, a kept removal or an entry of the audit log is about. */
export const TARGET_COLUMNS = {
  accountKey: 'text',
  licenseId: 'text',
  assigneeKind: 'text',
  assigneeId: 'text',
} as const;

/** The columns of the large tables. */
export const COLUMNS = {
  changeSets: {
    id: 'text',
    kind: 'text',
    status: 'text',
    hash: 'text',
    principal: 'text',
    appliedBy: 'text',
    reason: 'text',
    ticket: 'text',
    accountKeys: 'jsonb',
    plannedCalls: 'integer',
    madeCalls: 'integer',
    seatImpact: 'jsonb',
    undoOf: 'text',
    retryOf: 'text',
    createdAt: 'timestamptz',
    startedAt: 'timestamptz',
    finishedAt: 'timestamptz',
    expiresAt: 'timestamptz',
    cancelRequested: 'boolean',
    problems: 'jsonb',
    leftOut: 'jsonb',
  },
  changes: {
    id: 'text',
    setId: 'text',
    position: 'integer',
    action: 'text',
    ...TARGET_COLUMNS,
    removalOn: 'text',
    target: 'jsonb',
    outcome: 'text',
    phase: 'text',
    groupNo: 'integer',
    problem: 'jsonb',
    attempts: 'integer',
    upstreamRequestIds: 'jsonb',
    timing: 'jsonb',
    before: 'jsonb',
    after: 'jsonb',
    sentAt: 'timestamptz',
    verifiedAt: 'timestamptz',
    settleAfter: 'timestamptz',
    waitsFor: 'jsonb',
    refused: 'boolean',
  },
  scheduledRemovals: {
    id: 'text',
    ...TARGET_COLUMNS,
    removalOn: 'text',
    zone: 'text',
    dueAt: 'timestamptz',
    status: 'text',
    setId: 'text',
    firedSetId: 'text',
    createdAt: 'timestamptz',
    endedAt: 'timestamptz',
  },
  auditEvents: {
    seq: 'bigint',
    at: 'timestamptz',
    principal: 'text',
    action: 'text',
    setId: 'text',
    changeId: 'text',
    ...TARGET_COLUMNS,
    site: 'jsonb',
    outcome: 'text',
    before: 'jsonb',
    after: 'jsonb',
    reason: 'text',
    ticket: 'text',
    upstreamRequestIds: 'jsonb',
    finding: 'jsonb',
    checkpoint: 'jsonb',
    prevHash: 'text',
    hash: 'text',
  },
} as const satisfies { readonly [Name in keyof Records]: Readonly<Record<keyof Records[Name], string>> };

/** jsonb is read as a value and written as JSON text: node-postgres would write an array as one of PostgreSQL's own. */
type Column<SqlType, Value> = SqlType extends 'jsonb'
  ? ColumnType<Value, string, string>
  : SqlType extends 'timestamptz'
    ? Time<Value>
    : Value;

type Time<Value> = Value extends string ? Date : Value;

type LargeTables = {
  [Name in keyof Records]: {
    [Field in keyof Records[Name]]: Field extends keyof (typeof COLUMNS)[Name]
      ? Column<(typeof COLUMNS)[Name][Field], Records[Name][Field]>
      : never;
  };
};

interface PartsTable {
  setId: string;
  accountKey: string;
  owner: string | null;
  leaseUntil: Date | null;
  done: boolean;
}

interface IdempotencyKeysTable {
  principal: string;
  key: string;
  inputHash: string;
  setId: string;
  createdAt: Date;
}

/** One row: the last entry of the chain. Its lock makes the appends of all replicas wait for one another. */
interface AuditHeadTable {
  seq: number;
  hash: string;
}

/** Another spelling under which an id stands in the audit log. */
interface SpellingsTable {
  accountKey: string;
  canonical: string;
  spelled: string;
}

/** How far the audit log has been searched for spellings, by account. */
interface SpelledAccountsTable {
  accountKey: string;
  throughSeq: number;
}

export type Tables = LargeTables & {
  parts: PartsTable;
  idempotencyKeys: IdempotencyKeysTable;
  auditHead: AuditHeadTable;
  spellings: SpellingsTable;
  spelledAccounts: SpelledAccountsTable;
};
