// What people ask of the inventory, as the store sees it: rows that are read for them at once, sweeps, and what a held sweep may close. Every
// method may throw STORE_UNAVAILABLE.
import type { Sweep, SweepStatus } from '../../../domain/inventory/accounts.ts';
import type { AssigneeRef } from '../../../domain/inventory/search.ts';
import type { Sighting } from '../../../domain/inventory/sighting.ts';

/** What look-ups of assignees of one account have shown. */
export interface LookedUpNow {
  /** Clock before the first of them, in milliseconds. */
  readonly readAt: number;
  readonly sightings: readonly Sighting[];
  /** Those that are not there. */
  readonly gone: readonly AssigneeRef[];
}

/** TOO_MANY: so much of the account would be gone that nothing was closed. NOT_KEPT: the inventory does not have the account. */
export type KeptLookUp = 'KEPT' | 'TOO_MANY' | 'NOT_KEPT';

/** A sweep that was asked for, or the one that is queued or under way in its place; or when one may be asked for again, RFC 3339 UTC. */
export type AskedSweep =
  { readonly sweepId: number; readonly isNew: boolean } | { readonly retryAt: string } | 'NOT_KEPT';

/** Who decides about a held sweep. */
export interface Decided {
  readonly principal: string;
  readonly reason: string | null;
  readonly ticket: string | null;
}

export interface InventoryAsked {
  /** Records what was looked up, and closes what is gone, all in one transaction. */
  keepLookedUp(accountKey: string, found: LookedUpNow): Promise<KeptLookUp>;
  /** Queues a sweep, at most one a minute and account. */
  askForSweep(accountKey: string): Promise<AskedSweep>;
  /** With the key of its account; null when there is none. */
  sweepById(sweepId: number): Promise<{ readonly accountKey: string; readonly sweep: Sweep } | null>;
  /**
   * Closes what a held sweep has kept back, and asks for another one. Gives what it was before: nothing is done unless it was HELD, which it is
   * until all of it is closed. null when there is none.
   */
  releaseHeldSweep(sweepId: number, by: Decided): Promise<SweepStatus | null>;
}
