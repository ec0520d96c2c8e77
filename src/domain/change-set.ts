// A change set: changes planned and applied together, what became of each of them, and what is kept of it for audit.
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
import type { Problem } from './problem.ts';

/** PLAN: worked out, nothing is sent. APPLY: to be carried out. A plan becomes an APPLY when it is started. */
export type ChangeSetKind = 'PLAN' | 'APPLY';

/** UNSETTLED: carried out, and no read has shown all of it yet. It becomes SUCCEEDED, PARTIAL or FAILED. */
export type ChangeSetStatus =
  'PLANNED' | 'RUNNING' | 'UNSETTLED' | 'SUCCEEDED' | 'PARTIAL' | 'FAILED' | 'CANCELLED' | 'EXPIRED';

/** What a change came to; PENDING until it came to something. */
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
 * How far a change is. PLANNED: not sent. SENDING: it may have left at any moment since. SENT: the provider answered, or
 * the answer was lost. DONE: nothing more is done about it, but for reading it again at `settleAfter`.
 */
export type ChangePhase = 'PLANNED' | 'SENDING' | 'SENT' | 'DONE';

/** One assignment as it was read at some moment. */
export interface AssignmentState {
  readonly held: boolean;
  /** null when it is not held. */
  readonly status: AssignmentStatus | null;
  /** RFC 3339 UTC; null when it is not held, or the provider does not tell. */
  readonly assignedAt: string | null;
  /** `YYYY-MM-DD`; null when no removal is scheduled. */
  readonly removalOn: string | null;
}

/** What a set does to the seats of one license. */
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
  /** SHA-256 of its id, of its changes and of the state they were judged on; of a set of version 0.2 without its id. */
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
  /** The set this one takes back, or tries again. */
  readonly undoOf: string | null;
  readonly retryOf: string | null;
  /** RFC 3339 UTC, all four. `expiresAt` is set for plans only. */
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly expiresAt: string | null;
  readonly cancelRequested: boolean;
  /** What is to be told of it that keeps none of its requests from being sent. Sets of version 0.2 have the problems of requests without targets here. */
  readonly problems: readonly Problem[];
}

/** A change of a set, and how far it is. */
export interface ChangeRecord {
  readonly change: Change;
  readonly setId: string;
  /** From 0: its place in the input. In sets of version 0.2 among the changes that had targets. */
  readonly position: number;
  /** Positions of the changes of its set that have to be shown by a read before it is sent. */
  readonly waitsFor: readonly number[];
  readonly outcome: ChangeOutcome;
  readonly phase: ChangePhase;
  /** Changes of one account with one number go in one upstream call; null for those that are not sent. */
  readonly groupNo: number | null;
  readonly problem: Problem | null;
  /** Times it was handed to the provider. */
  readonly attempts: number;
  readonly upstreamRequestIds: readonly string[];
  /** By the last answer that told of it; null when none did. */
  readonly timing: ChangeTiming | null;
  /** null when it was not read. */
  readonly before: AssignmentState | null;
  readonly after: AssignmentState | null;
  /** RFC 3339 UTC, all three. */
  readonly sentAt: string | null;
  readonly verifiedAt: string | null;
  /** When it is to be read again, because no read has shown it yet. */
  readonly settleAfter: string | null;
}

/** A change of which the target may not be known: null is what was not found. */
export type RequestedChange = Omit<Change, 'accountKey' | 'licenseId' | 'assignee' | 'target'> & {
  /** UNRESOLVED: it was refused before its options were read. */
  readonly target: ChangeTarget | { readonly kind: 'UNRESOLVED'; readonly options: ChangeOptions };
  readonly accountKey: string | null;
  readonly licenseId: string | null;
  readonly assignee: Change['assignee'] | null;
};

/** A request of a set: a change, or what was refused before it could become one, which is REJECTED and DONE from the start. */
export interface RequestRecord extends Omit<ChangeRecord, 'change'> {
  readonly change: RequestedChange;
  /** Whether it was refused before it was a change: nothing is ever done about it but to ask for it again. */
  readonly isRefused: boolean;
}

/** Whether all that a change needs is known: what it is about. */
export function hasTarget(change: RequestedChange): change is Change {
  return isNamed(change) && change.target.kind !== 'UNRESOLVED';
}

/** Whether account, license and assignee are known. */
export function isNamed<T extends Pick<RequestedChange, 'accountKey' | 'licenseId' | 'assignee'>>(
  change: T,
): change is T & Pick<Change, 'accountKey' | 'licenseId' | 'assignee'> {
  return change.accountKey !== null && change.licenseId !== null && change.assignee !== null;
}

/** Whether a read has shown it to be as asked for. */
export function isShown(outcome: ChangeOutcome): boolean {
  return outcome === 'VERIFIED' || outcome === 'NO_CHANGE';
}

/** Changes of a set by what they came to; the counts of outcomes add up to `total`. */
export type ChangeProgress = {
  readonly total: number;
  /** Those of the PENDING and UNKNOWN ones that left, or may have left, and are not done. */
  readonly underWay: number;
} & Readonly<Record<ChangeOutcome, number>>;

/** FIRED: it became a change of the set `firedSetId`. */
export type ScheduledRemovalStatus = 'WAITING' | 'FIRED' | 'CANCELLED';

/** A removal that License Graph carries out itself on a day, where the provider cannot. */
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

/** What an entry of the audit log tells: what was done about one change, or about a whole set, a schedule, the log itself. */
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
  | 'PRUNE_AUDIT';

/** Where the part of the audit log that is still kept begins: the entry before it, by number and hash. */
export interface AuditCheckpoint {
  readonly throughSeq: number;
  readonly hash: string;
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
  /** Of a change; of a set its status; null where there is neither. */
  readonly outcome: ChangeOutcome | ChangeSetStatus | null;
  readonly before: AssignmentState | null;
  readonly after: AssignmentState | null;
  readonly reason: string | null;
  readonly ticket: string | null;
  readonly upstreamRequestIds: readonly string[];
  /** The account on a site that the change is about; null when it is about a license. */
  readonly site: Omit<SiteAccount, 'kind'> | null;
  /** Of PRUNE_AUDIT only. */
  readonly checkpoint: AuditCheckpoint | null;
  readonly prevHash: string;
  readonly hash: string;
}
