// What can be said of an account in the inventory: how recent and how whole its copy is, and the sweep that is under way or was the last.
import type { Problem } from '../problem.ts';

/**
 * READY: swept whole, and not long ago. FIRST_SWEEP: not yet swept whole, rows may be missing. STALE: the last complete sweep is older than
 * twice the time between sweeps. HELD: the last sweep would have closed so much of a list that it closed nothing of it. OFF: not swept, by its configuration.
 */
export type InventoryStatus = 'READY' | 'FIRST_SWEEP' | 'STALE' | 'HELD' | 'OFF';

/**
 * QUEUED: waits for its turn. INCOMPLETE: a list could not be read to its end. HELD: nothing was closed, and somebody is to look. RELEASED:
 * somebody let a held sweep close what it showed. LIFTED: a later sweep saw the rows again, or is held instead.
 */
export type SweepStatus = 'QUEUED' | 'RUNNING' | 'COMPLETE' | 'INCOMPLETE' | 'HELD' | 'RELEASED' | 'LIFTED';

export type SectionStatus = 'WAITING' | 'RUNNING' | 'COMPLETE' | 'INCOMPLETE' | 'HELD';

/** DUE: its time had come. ASKED: somebody asked for it. SEATS: licenses and seats only, between two sweeps. */
export type SweepReason = 'DUE' | 'ASKED' | 'SEATS';

/** One list of a sweep. `expected`: rows by the provider's own count, null where it tells none. */
export interface SweepSection {
  readonly name: string;
  readonly status: SectionStatus;
  readonly rows: number;
  readonly expected: number | null;
  /** Why it is INCOMPLETE, or the last failure of a page that is tried again. */
  readonly problem: Problem | null;
}

/** One reading of an account into the inventory. Times are RFC 3339 UTC. */
export interface Sweep {
  readonly id: number;
  readonly status: SweepStatus;
  readonly why: SweepReason;
  /** null while it is queued. */
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly sections: readonly SweepSection[];
  /** Upstream calls so far whose answers were kept. */
  readonly calls: number;
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly closed: number;
  /** Rows that a held sweep would have closed. */
  readonly heldBack: number;
  /** It goes on then: the provider asked for a pause, or has failed. null when it waits for nothing. */
  readonly waitsUntil: string | null;
  /** Why it waits, else the first one of its sections. */
  readonly problem: Problem | null;
}

/** An account in the inventory. Times are RFC 3339 UTC. */
export interface InventoryAccount {
  readonly accountKey: string;
  readonly status: InventoryStatus;
  /** Start of the last complete sweep: what the lists show was so then or later. null before there was one. */
  readonly observedAt: string | null;
  /** End of the first complete sweep: nothing is known of times before. null before there was one. */
  readonly since: string | null;
  /** When its findings were last worked out by all rules; null where they have not been since it was first swept whole. */
  readonly findingsAt: string | null;
  /** null where none is planned. */
  readonly nextSweepAt: string | null;
  /** The one under way, else the last one. */
  readonly sweep: Sweep | null;
}

/** What the database has of an account. What its configuration makes of that is `standingOf`. */
export interface RecordedAccount extends Omit<InventoryAccount, 'status' | 'nextSweepAt'> {
  /** The last sweep of everything that has ended, however it did; null before there was one. */
  readonly lastSweep: { readonly startedAt: string; readonly finishedAt: string } | null;
  /** Rows that wait for a decision; 0 when no sweep is held. */
  readonly heldBack: number;
  /** Sweeps of everything that ended INCOMPLETE since the last that did not. */
  readonly incompleteInARow: number;
}

/** Answered by the store, without asking a provider. May throw STORE_UNAVAILABLE. */
export interface InventoryAccounts {
  /** One for each key, in their order; of an account that was never swept nothing is recorded. */
  inventoryAccounts(keys: readonly string[]): Promise<readonly RecordedAccount[]>;
}
