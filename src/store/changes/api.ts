// What the change engine asks of single changes: reading them, keeping how far they are, and finding those of all sets.
import type { Assignee } from '../../domain/assignee.ts';
import type { Change, ChangeTiming } from '../../domain/change.ts';
import type {
  AssignmentState,
  ChangeOutcome,
  ChangePhase,
  ChangeProgress,
  ChangeRecord,
  ChangeSet,
  RequestRecord,
} from '../../domain/change-set.ts';
import type { Problem } from '../../domain/problem.ts';
import type { HeldPart } from '../sets/api.ts';

export interface ChangeFilter {
  readonly outcomes?: readonly ChangeOutcome[];
  readonly phases?: readonly ChangePhase[];
  readonly accountKey?: string;
  readonly afterPosition?: number;
  /** Only those that were refused before they became changes; for `requestsOf` alone. */
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
  /** Its assignee, as the read that shows it told it: for the inventory, and not kept with the change. */
  readonly assignee?: Assignee | undefined;
  /** Whether it was carried out here, without the provider: `after` is what was read before it, and not kept with the change either. */
  readonly isKeptHere?: boolean;
}

/** LOST: another owner has the part, or the lease ran out; nothing was written. */
export type Fenced<T> = ({ readonly lease: 'HELD' } & T) | { readonly lease: 'LOST' };

export interface Changes {
  /** By position, without requests that were refused before they became changes. */
  changesOf(setId: string, filter: ChangeFilter): Promise<readonly ChangeRecord[]>;
  /** All requests, by position. */
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
  /** Keeps outcomes, with one audit entry for each that is new. Changes that are DONE already are left alone, so a call can be made again. An owner whose lease ran out may still record, one that was replaced may not. */
  record(
    part: HeldPart,
    results: readonly ChangeResult[],
  ): Promise<Fenced<{ readonly changeIds: ReadonlySet<string> }>>;
  /** SENDING or SENT changes of which it is certain that the provider did not process them become PLANNED again, or CANCELLED when the set is being cancelled. */
  backToPlanned(
    part: HeldPart,
    changeIds: readonly string[],
  ): Promise<Fenced<{ readonly changeIds: ReadonlySet<string> }>>;
  /** DONE changes whose `settleAfter` has come, the oldest first; those of some accounts are left out. */
  dueSettlements(limit: number, without?: readonly string[]): Promise<readonly ChangeRecord[]>;
  /**
   * Keeps what a later read showed of ACCEPTED_UNVERIFIED and UNKNOWN changes, and corrects the status of their sets. `settleAfter` left out
   * means settled. Returns the sets that have another status by it.
   */
  settle(results: readonly ChangeResult[]): Promise<readonly ChangeSet[]>;
}

/** Changes that License Graph itself is making, or has made and not yet seen in a read. */
export interface OwnChanges {
  /**
   * The open changes of these assignees: those of RUNNING sets that are not DONE, and those that are to be read again because no read
   * has shown them. In the order they were sent, unsent ones last.
   */
  openChanges(accountKey: string, assignees: readonly Change['assignee'][]): Promise<readonly ChangeRecord[]>;
  /** The open changes that take or free seats of these licenses; the newest first. */
  openSeatChanges(accountKey: string, licenseIds: readonly string[]): Promise<readonly ChangeRecord[]>;
  /** Those of the assignees to whom changes were sent at this moment or later, in milliseconds; each once. */
  sentSince(
    accountKey: string,
    assignees: readonly Change['assignee'][],
    since: number,
  ): Promise<readonly Change['assignee'][]>;
  /** Whom the open changes of an account are about, each once. */
  openAssignees(accountKey: string): Promise<readonly Change['assignee'][]>;
  /** For each change, the later ones with the same target that are under way, or that took effect as far as is known; in the order they were sent. */
  laterChanges(changeIds: readonly string[]): Promise<ReadonlyMap<string, readonly ChangeRecord[]>>;
}
