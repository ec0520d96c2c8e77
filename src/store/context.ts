// What every part of the store works with.
import type { Maintenance } from './database/maintenance/maintenance.ts';
import type { Db, Tx } from './database/tables.ts';
import type { Outage } from './outage.ts';
import type { PartKey } from './sets/api.ts';
import type { Turn } from './turns.ts';

export interface StoreContext {
  readonly db: Db;
  readonly outage: Outage;
  /** That work in the background waits for. Absent for work that somebody waits for. */
  readonly turn?: Turn | undefined;
  /** Whether the database is within this process and has one session, which a long statement holds up for all. */
  readonly embedded: boolean;
  readonly maintenance: Maintenance;
  /** Milliseconds since the epoch. Leases compare the clocks of replicas, which must agree to well within a lease. */
  readonly now: () => number;
  readonly newId: () => string;
  /** Sends a job for each part, within the transaction. */
  readonly enqueue: (tx: Tx, parts: readonly PartKey[]) => Promise<void>;
}
