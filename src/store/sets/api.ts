// What the change engine asks of change sets and of their parts. Every method may throw ProblemError, as ../api.ts says.
import type { ChangeSet, ChangeSetStatus, SeatImpact } from '../../domain/change-set.ts';
import type { Problem } from '../../domain/problem.ts';
import type { NewChange, NewChangeSet, NewRequest } from './new-set.ts';

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

/** STARTED: this call started it. REPLAYED: an earlier call with the same idempotency key did. NOT_PLANNED: it is not, or no longer, a plan, or has expired. */
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

/** Decisions about requests of a set that were made after the set was written. */
export interface CarriedOn {
  /** The set as it was when these decisions were planned. */
  readonly seen: ChangeSet;
  /** Requests of the set that were undecided, under their ids, with what they come to now. */
  readonly decided: readonly NewRequest[];
  /** Requests that the set has no rows for, as those of version 0.2 may lack; they are added at its end. */
  readonly added: readonly NewChange[];
  /** Problems of the set as a whole, instead of those it had. */
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
   * Adds decisions about requests that were undecided: to a plan as part of it, while an APPLY runs again if there is something to
   * send. False, and nothing written, when another call has decided some of them, the set was cancelled, or is no longer a plan.
   */
  carryOn(input: CarriedOn, enqueue: boolean): Promise<boolean>;
  /** The set a key stands for already, or null; asked before the work of planning. */
  replay(claim: IdempotencyClaim): Promise<ChangeSet | null>;
  set(id: string): Promise<ChangeSet | null>;
  /** Newest first. */
  sets(filter: SetFilter, after: SetCursor | null, limit: number): Promise<readonly ChangeSet[]>;
  /**
   * Cancels the PLANNED changes, has no more sent, and says how many it cancelled, and whether that ended a set that was RUNNING; null when
   * there is no such set.
   */
  cancelSet(
    setId: string,
    principal: string,
  ): Promise<{ readonly set: ChangeSet; readonly cancelled: number; readonly ended: boolean } | null>;
  /** Gives a RUNNING set whose changes are all DONE its final status. Done by `releasePart` and `cancelSet` as well. */
  finishSet(setId: string): Promise<ChangeSet | null>;
  /** Counts upstream calls made for a set. */
  addCalls(setId: string, calls: number): Promise<void>;
}

/** A part of a set: its changes in one account. */
export interface PartKey {
  readonly setId: string;
  readonly accountKey: string;
}

/** A part, and who holds its lease. `owner` is new for every claim. */
export interface HeldPart extends PartKey {
  readonly owner: string;
}

export interface Parts {
  /** Takes the lease of an unfinished part of a RUNNING set. False when another owner has it, or the part is finished. */
  claimPart(part: HeldPart, leaseMs: number): Promise<boolean>;
  /** False when another owner has taken the part over. */
  renewPart(part: HeldPart, leaseMs: number): Promise<boolean>;
  /**
   * Gives the lease back. The part is finished, and the set with its last part, as soon as all of its changes are DONE. `ended`: the set
   * has ended now, and had not before.
   */
  releasePart(
    part: HeldPart,
  ): Promise<{ readonly done: boolean; readonly set: ChangeSet | null; readonly ended: boolean }>;
  /** Unfinished parts of RUNNING sets without a running lease, oldest sets first. */
  openParts(limit: number): Promise<readonly PartKey[]>;
  /** Those of one set in which changes that are not sent yet wait for others. */
  waitingParts(setId: string): Promise<readonly PartKey[]>;
  /** The parts of one set that are not finished. */
  partsOf(setId: string): Promise<readonly PartKey[]>;
}
