// How much is open in the database, and how its connections are used: what metrics read of it.
import type { FindingCode } from '../insight/finding.ts';
import type { InventoryStatus } from '../inventory/accounts.ts';

/** Moments in milliseconds since the epoch. Accounts and queues in which nothing is open may be absent. */
export interface StoreFigures {
  /** Change sets that are being carried out. */
  readonly openSets: number;
  /** By account: changes that were sent and that no read has shown, and when the oldest of them was sent. */
  readonly unsettled: ReadonlyMap<string, { readonly count: number; readonly oldestSentAt: number }>;
  /** By account: kept removals that are due. */
  readonly overdueRemovals: ReadonlyMap<string, number>;
  /** By queue, all of them. */
  readonly jobs: ReadonlyMap<string, QueueFigures>;
}

/** What is read of the database, and what the configuration makes of it. */
export interface WatchedFigures extends StoreFigures {
  /** By account. */
  readonly inventory: ReadonlyMap<string, InventoryFigures>;
  /** Open findings that nobody has dismissed, by account and rule: those that there are. */
  readonly findings: readonly {
    readonly accountKey: string;
    readonly code: FindingCode;
    readonly count: number;
  }[];
}

/** How an account stands in the inventory. */
export interface InventoryFigures {
  readonly status: InventoryStatus;
  /** Milliseconds since the epoch; null before it was swept whole. */
  readonly observedAt: number | null;
  readonly heldBack: number;
  readonly incompleteInARow: number;
  /** Of the sweep of everything that has not ended; null when there is none. PAUSED: it waits for a moment. */
  readonly open: 'QUEUED' | 'RUNNING' | 'PAUSED' | null;
}

interface QueueFigures {
  readonly waiting: number;
  readonly active: number;
  /** How long the oldest job has waited since it may be taken; 0 when none waits. */
  readonly oldestSeconds: number;
}

/** How a pool of connections is used. */
export interface Connections {
  readonly used: number;
  readonly idle: number;
  /** Those who wait for one. */
  readonly waiting: number;
}
