// The store of the change engine, as the engine sees it. Every method may throw ProblemError: STORE_UNAVAILABLE when the
// database cannot be reached, in which case a write may or may not have been kept; all of them can be made again.
import type { ChangeTiming } from '../domain/change.ts';
import type {
  AssignmentState,
  AuditAction,
  AuditEvent,
  ChangeOutcome,
  ChangePhase,
  ChangeProgress,
  ChangeRecord,
  ChangeSet,
  ChangeSetStatus,
  RequestRecord,
  SeatImpact,
} from '../domain/change-set.ts';
import type { Problem } from '../domain/problem.ts';
import type { JobRunner, PartKey, Retention } from './jobs/api.ts';
import type { NewChange, NewChangeSet, NewRequest } from './sets/new-set.ts';
import type { Identities, OwnChanges } from './changes/own-changes-api.ts';
import type { AssigneeRef, Schedules } from './schedules/api.ts';

/** A call's idempotency key. The same key with another `inputHash` is refused with IDEMPOTENCY_KEY_REUSED. */
export interface IdempotencyClaim {
  readonly principal: string;
  readonly key: string;
  readonly inputHash: string;
}

export interface CreateOptions {
  readonly idempotency: IdempotencyClaim | null;
  /** Also sends a `run-part` job for every part, in the same transaction. Without it, whoever calls claims the parts. */
  readonly enqueue: boolean;
}

/** `replayed`: the set was there already, under the same idempotency key; nothing was written. */
export interface CreatedSet {
  readonly set: ChangeSet;
  readonly replayed: boolean;
}

/** STARTED: it runs since this call. REPLAYED: the idempotency key had started it before. NOT_PLANNED: it is no plan (any more), or has expired. */
export interface StartedSet {
  readonly set: ChangeSet;
  readonly how: 'STARTED' | 'REPLAYED' | 'NOT_PLANNED';
}

/** Who has a plan carried out, and why. */
export interface Applicant {
  readonly principal: string;
  readonly reason: string | null;
  readonly ticket: string | null;
}

export interface SetFilter {
  readonly statuses?: readonly ChangeSetStatus[];
  readonly principal?: string;
  /** Created at or after, and before; RFC 3339 UTC. */
  readonly from?: string;
  readonly to?: string;
  /** Only sets all of whose accounts are among these. */
  readonly accountKeys?: readonly string[];
}

/** Where a page of sets starts: after this one, newest first. */
export interface SetCursor {
  readonly createdAt: string;
  readonly id: string;
}

/** What was decided of a set after it was kept. */
export interface CarriedOn {
  /** The set as it was when that was planned. */
  readonly seen: ChangeSet;
  /** Its requests that nothing had been decided of, by their ids, as they come out now. */
  readonly decided: readonly NewRequest[];
  /** Requests it keeps nothing of, as sets of version 0.2 did; they come last in it. */
  readonly added: readonly NewChange[];
  /** Of the set as a whole from now on. */
  readonly problems: readonly Problem[];
  readonly plannedCalls: number;
  readonly seatImpact: readonly SeatImpact[];
  readonly hash: string;
}

export interface ChangeSets {
  /** Keeps a set with its requests, in their order; one transaction. Concurrent calls with one key wait for the first. An APPLY without PENDING changes is finished at once. */
  createSet(
    input: NewChangeSet,
    requests: readonly NewRequest[],
    options: CreateOptions,
  ): Promise<CreatedSet>;
  /** Starts a plan, once; null when there is no such set. What `by` leaves out of reason and ticket stays as planned. */
  startSet(setId: string, by: Applicant, options: CreateOptions): Promise<StartedSet | null>;
  /**
   * Carries on what was left undecided: a plan has it from now on, an APPLY runs again where there is something to send. False, and
   * nothing written, when some of it has been decided by another call, or when the set was cancelled, or is a plan no more.
   */
  carryOn(input: CarriedOn, enqueue: boolean): Promise<boolean>;
  /** What a key stands for already, or null: a look before the work of planning. */
  replay(claim: IdempotencyClaim): Promise<ChangeSet | null>;
  set(id: string): Promise<ChangeSet | null>;
  /** Newest first. */
  sets(filter: SetFilter, after: SetCursor | null, limit: number): Promise<readonly ChangeSet[]>;
  /** Cancels what is PLANNED, asks for no more to be sent, and tells how many changes it cancelled; null when there is no such set. */
  cancelSet(
    setId: string,
    principal: string,
  ): Promise<{ readonly set: ChangeSet; readonly cancelled: number } | null>;
  /** Gives a RUNNING set whose changes are all DONE its final status. Done by `releasePart` and `cancelSet` as well. */
  finishSet(setId: string): Promise<ChangeSet | null>;
  /** Counts upstream calls made for a set. */
  addCalls(setId: string, calls: number): Promise<void>;
}

export interface ChangeFilter {
  readonly outcomes?: readonly ChangeOutcome[];
  readonly phases?: readonly ChangePhase[];
  readonly accountKey?: string;
  readonly afterPosition?: number;
  /** Only those that were refused before they were changes; of `requestsOf` alone. */
  readonly isRefused?: true;
  /** Only those at these positions. */
  readonly positions?: readonly number[];
  readonly limit: number;
}

/** What became of a change. Fields left out stay as they are; request ids are added to those there are. */
export interface ChangeResult {
  readonly changeId: string;
  readonly phase: 'SENT' | 'DONE';
  readonly outcome: ChangeOutcome;
  readonly problem: Problem | null;
  readonly upstreamRequestIds: readonly string[];
  readonly timing?: ChangeTiming;
  readonly before?: AssignmentState | null;
  readonly after?: AssignmentState | null;
  readonly verifiedAt?: string | null;
  readonly settleAfter?: string | null;
}

/** A part, and who holds its lease. `owner` is new for every claim. */
export interface HeldPart extends PartKey {
  readonly owner: string;
}

/** LOST: another owner has the part, or the lease ran out; nothing was written. */
export type Fenced<T> = ({ readonly lease: 'HELD' } & T) | { readonly lease: 'LOST' };

export interface Changes {
  /** By position; what was refused before it was a change is not among them. */
  changesOf(setId: string, filter: ChangeFilter): Promise<readonly ChangeRecord[]>;
  /** All that was asked for, by position. */
  requestsOf(setId: string, filter: ChangeFilter): Promise<readonly RequestRecord[]>;
  change(id: string): Promise<RequestRecord | null>;
  progress(setId: string): Promise<ChangeProgress>;
  /**
   * Before sending: PLANNED changes become SENDING, if the lease still runs. Send those in `changeIds` and no other: what
   * was cancelled in between is not among them. Send nothing once `leaseUntil` (milliseconds) has passed.
   */
  markSending(
    part: HeldPart,
    changeIds: readonly string[],
  ): Promise<Fenced<{ readonly changeIds: ReadonlySet<string>; readonly leaseUntil: number }>>;
  /** Keeps outcomes, with one audit entry for each that is new. Changes that are DONE already are left alone, so a call can be made again. Takes an owner whose lease ran out, but not one that was replaced. */
  record(
    part: HeldPart,
    results: readonly ChangeResult[],
  ): Promise<Fenced<{ readonly changeIds: ReadonlySet<string> }>>;
  /** SENDING or SENT changes of which it is certain that the provider did not process them become PLANNED again, or CANCELLED when the set is being cancelled. */
  backToPlanned(
    part: HeldPart,
    changeIds: readonly string[],
  ): Promise<Fenced<{ readonly changeIds: ReadonlySet<string> }>>;
  /** DONE changes whose `settleAfter` has come, the oldest first. */
  dueSettlements(limit: number): Promise<readonly ChangeRecord[]>;
  /** Keeps what a later read showed of ACCEPTED_UNVERIFIED and UNKNOWN changes, and corrects the status of their sets. `settleAfter` left out means settled. */
  settle(results: readonly ChangeResult[]): Promise<void>;
}

export interface Parts {
  /** The lease of an unfinished part of a RUNNING set, when nobody has it or the last one ran out. False otherwise. */
  claimPart(part: HeldPart, leaseMs: number): Promise<boolean>;
  /** False when another has taken it over. */
  renewPart(part: HeldPart, leaseMs: number): Promise<boolean>;
  /** Gives the lease back. The part is finished, and the set with its last part, as soon as all of its changes are DONE. */
  releasePart(part: HeldPart): Promise<{ readonly done: boolean; readonly set: ChangeSet | null }>;
  /** Unfinished parts of RUNNING sets without a running lease, oldest sets first. */
  openParts(limit: number): Promise<readonly PartKey[]>;
  /** Those of one set in which changes that are not sent yet wait for others. */
  waitingParts(setId: string): Promise<readonly PartKey[]>;
  /** The parts of one set that are not finished. */
  partsOf(setId: string): Promise<readonly PartKey[]>;
}

export interface AuditFilter {
  readonly setId?: string;
  readonly accountKey?: string;
  readonly licenseId?: string;
  readonly assignee?: AssigneeRef;
  /** The one spelling of their ids: entries that have any other known one are found as well. */
  readonly canonical?: readonly string[];
  readonly principal?: string;
  readonly actions?: readonly AuditAction[];
  /** Only entries about one of these accounts; those about none are left out. */
  readonly accountKeys?: readonly string[];
}

export interface ChainReport {
  readonly ok: boolean;
  /** Entries read. */
  readonly checked: number;
  readonly firstBad: { readonly seq: number; readonly why: string } | null;
}

export interface Audit {
  /** By seq. */
  auditEvents(filter: AuditFilter, afterSeq: number | null, limit: number): Promise<readonly AuditEvent[]>;
  /** Recomputes the chain, from the start or from an entry on. */
  verifyChain(options?: { readonly from?: number }): Promise<ChainReport>;
}

export interface Store
  extends ChangeSets, Changes, OwnChanges, Identities, Parts, Schedules, Audit, Retention, JobRunner {
  /** Whether the database answers; throws STORE_UNAVAILABLE when not. For readiness. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
