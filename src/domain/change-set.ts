// A change set: changes planned and applied together, the outcome of each of them, and the entries of the audit log.
import type { AssigneeKind } from './account.ts';
import type { AssignmentStatus } from './assignment.ts';
import type {
  Change,
  ChangeAction,
  ChangeOptions,
  ChangeTarget,
  ChangeTiming,
  SiteAccount,
} from './change.ts';
import type { FindingCode } from './insight/codes.ts';
import type { LeftOut } from './insight/reclaim.ts';
import type { Problem } from './problem.ts';

/** PLAN: planned only, nothing is sent. APPLY: to be carried out. A plan becomes an APPLY when it is applied. */
export type ChangeSetKind = 'PLAN' | 'APPLY';

/** UNSETTLED: carried out, and no read has shown all of it yet. It becomes SUCCEEDED, PARTIAL or FAILED. */
export type ChangeSetStatus =
  'PLANNED' | 'RUNNING' | 'UNSETTLED' | 'SUCCEEDED' | 'PARTIAL' | 'FAILED' | 'CANCELLED' | 'EXPIRED';

/** The outcome of a change; PENDING until there is one. */
export type ChangeOutcome =
  | 'PENDING'
  | 'VERIFIED'
  | 'ACCEPTED_UNVERIFIED'
  | 'NO_CHANGE'
  | 'REJECTED'
  | 'UNKNOWN'
  | 'SKIPPED'
  | 'CANCELLED';

/**
 * How far a change is. PLANNED: not sent. SENDING: it may have been sent. SENT: the provider answered, or
 * the answer was lost. DONE: finished, except that it is read again at `settleAfter`.
 */
export type ChangePhase = 'PLANNED' | 'SENDING' | 'SENT' | 'DONE';

/** The state of one assignment at some moment, as a read showed it. */
export interface AssignmentState {
  readonly held: boolean;
  /** null when it is not held. */
  readonly status: AssignmentStatus | null;
  /** RFC 3339 UTC; null when it is not held, or the provider does not report it. */
  readonly assignedAt: string | null;
  /** `YYYY-MM-DD`; null when no removal is scheduled. */
  readonly removalOn: string | null;
}

/** How a set changes the seats of one license. */
export interface SeatImpact {
  readonly accountKey: string;
  readonly licenseId: string;
  /** Seats available before and after; null where the provider does not count them. */
  readonly before: number | null;
  readonly after: number | null;
  /** Seats that are missing; 0 when there are enough. */
  readonly shortBy: number;
}

export interface ChangeSet {
  readonly id: string;
  readonly kind: ChangeSetKind;
  readonly status: ChangeSetStatus;
  /** SHA-256 of its id, of its changes and of the state they were validated against. Sets made by version 0.2 leave out the id. */
  readonly hash: string;
  /** Who asked for it. */
  readonly principal: string;
  /** Who had it carried out; null while it is a plan. */
  readonly appliedBy: string | null;
  readonly reason: string | null;
  readonly ticket: string | null;
  /** Every account one of its changes is in, sorted. */
  readonly accountKeys: readonly string[];
  readonly plannedCalls: number;
  readonly madeCalls: number;
  readonly seatImpact: readonly SeatImpact[];
  /** The set that this one undoes, or retries. */
  readonly undoOf: string | null;
  readonly retryOf: string | null;
  /** RFC 3339 UTC, all four. `expiresAt` is set for plans only. */
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly expiresAt: string | null;
  readonly cancelRequested: boolean;
  /** Warnings: problems that refuse none of its requests. Sets made by version 0.2 also have the problems of requests without targets here. */
  readonly problems: readonly Problem[];
  /** What was left out of it when its requests were worked out; null of a set of requests that a caller listed. */
  readonly leftOut: readonly LeftOut[] | null;
}

/** A change of a set, and how far it is. */
export interface ChangeRecord {
  readonly change: Change;
  readonly setId: string;
  /** From 0: its place in the input. Sets made by version 0.2 count only changes with targets. */
  readonly position: number;
  /** Positions of the changes of its set that a read must show before this one is sent. */
  readonly waitsFor: readonly number[];
  readonly outcome: ChangeOutcome;
  readonly phase: ChangePhase;
  /** Changes of an account with the same number go into one upstream call; null for changes that are not sent. */
  readonly groupNo: number | null;
  readonly problem: Problem | null;
  /** Times it was handed to the provider. */
  readonly attempts: number;
  readonly upstreamRequestIds: readonly string[];
  /** From the last answer that had times; null when none had. */
  readonly timing: ChangeTiming | null;
  /** null when it was not read. */
  readonly before: AssignmentState | null;
  readonly after: AssignmentState | null;
  /** RFC 3339 UTC, all three. */
  readonly sentAt: string | null;
  readonly verifiedAt: string | null;
  /** When it is read again, because no read has shown it yet. */
  readonly settleAfter: string | null;
}

/** A change whose targets may be unknown: null stands for what was not found. */
export type RequestedChange = Omit<Change, 'accountKey' | 'licenseId' | 'assignee' | 'target'> & {
  /** UNRESOLVED: it was refused before its options were read. */
  readonly target: ChangeTarget | { readonly kind: 'UNRESOLVED'; readonly options: ChangeOptions };
  readonly accountKey: string | null;
  readonly licenseId: string | null;
  readonly assignee: Change['assignee'] | null;
};

/** A request of a set: a change, or a request that was refused before it became one, which is REJECTED and DONE from the start. */
export interface RequestRecord extends Omit<ChangeRecord, 'change'> {
  readonly change: RequestedChange;
  /** Whether it was refused before it became a change: it is never sent, and can only be requested again. */
  readonly isRefused: boolean;
}

/** Whether the targets of a change are known. */
export function hasTarget(change: RequestedChange): change is Change {
  return isNamed(change) && change.target.kind !== 'UNRESOLVED';
}

/** Whether account, license and assignee are known. */
export function isNamed<T extends Pick<RequestedChange, 'accountKey' | 'licenseId' | 'assignee'>>(
  change: T,
): change is T & Pick<Change, 'accountKey' | 'licenseId' | 'assignee'> {
  return change.accountKey !== null && change.licenseId !== null && change.assignee !== null;
}

/** Whether a read has shown the requested state. */
export function isShown(outcome: ChangeOutcome): boolean {
  return outcome === 'VERIFIED' || outcome === 'NO_CHANGE';
}

/** Number of changes of a set by outcome; the counts of outcomes add up to `total`. */
export type ChangeProgress = {
  readonly total: number;
  /** PENDING and UNKNOWN changes that were sent, or may have been, and are not done. */
  readonly underWay: number;
  /** PENDING ones that take a license away, at once or on a day. */
  readonly pendingRemovals: number;
} & Readonly<Record<ChangeOutcome, number>>;

/** WAITING: kept until its day. FIRED: it became a change of the set `firedSetId`. */
export type ScheduledRemovalStatus = 'WAITING' | 'FIRED' | 'CANCELLED';

/** A kept removal: a removal date that License Graph keeps because the provider cannot. */
export interface ScheduledRemoval {
  readonly id: string;
  readonly accountKey: string;
  readonly licenseId: string;
  readonly assignee: { readonly kind: AssigneeKind; readonly externalId: string };
  /** First day without the license, `YYYY-MM-DD`, in `zone`. */
  readonly removalOn: string;
  /** IANA name. */
  readonly zone: string;
  /** The start of that day; RFC 3339 UTC. */
  readonly dueAt: string;
  readonly status: ScheduledRemovalStatus;
  /** The set that asked for it, and the one it became. */
  readonly setId: string;
  readonly firedSetId: string | null;
  /** RFC 3339 UTC. */
  readonly createdAt: string;
}

/** The event of an audit entry: about one change, a whole set, a kept removal, or the log itself. */
export type AuditAction =
  | ChangeAction
  | 'PLAN_SET'
  | 'REQUEST_SET'
  | 'START_SET'
  | 'CARRY_ON_SET'
  | 'CANCEL_SET'
  | 'FINISH_SET'
  | 'CREATE_SCHEDULE'
  | 'CANCEL_SCHEDULE'
  | 'FIRE_SCHEDULE'
  | 'RELEASE_SWEEP'
  | 'DISMISS_FINDING'
  | 'RESTORE_FINDING'
  | 'PRUNE_AUDIT';

/** Where the kept part of the audit log begins: number and hash of the last deleted entry. */
export interface AuditCheckpoint {
  readonly throughSeq: number;
  readonly hash: string;
}

/** The finding that an entry is about, beside its license and its holder. */
export interface AuditedFinding {
  /** The rule that found it. */
  readonly code: FindingCode;
  /** What distinguishes it beside its account, license and holder; null where nothing does. */
  readonly key: string | null;
  /** `YYYY-MM-DD`, of UTC: the day from which it matters again; null: never, or it matters again already. */
  readonly until: string | null;
}

/** One entry of the audit log. `hash` covers everything else in it, and `prevHash` ties it to the entry before. */
export interface AuditEvent {
  /** From 1, without gaps. */
  readonly seq: number;
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly principal: string;
  readonly action: AuditAction;
  readonly setId: string | null;
  readonly changeId: string | null;
  readonly accountKey: string | null;
  readonly licenseId: string | null;
  readonly assignee: { readonly kind: AssigneeKind; readonly externalId: string } | null;
  /** Outcome of the change, or status of the set; null where there is neither. */
  readonly outcome: ChangeOutcome | ChangeSetStatus | null;
  readonly before: AssignmentState | null;
  readonly after: AssignmentState | null;
  readonly reason: string | null;
  readonly ticket: string | null;
  readonly upstreamRequestIds: readonly string[];
  /** The account on a site that the change is about; null when it is about a license. */
  readonly site: Omit<SiteAccount, 'kind'> | null;
  /** Of DISMISS_FINDING and RESTORE_FINDING only; null in entries that were made before it was noted. */
  readonly finding: AuditedFinding | null;
  /** Of PRUNE_AUDIT only. */
  readonly checkpoint: AuditCheckpoint | null;
  readonly prevHash: string;
  readonly hash: string;
}
