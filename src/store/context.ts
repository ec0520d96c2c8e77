// What every part of the store works with, and the two doors to the database: reading, and a transaction.
import type { Kysely, Transaction } from 'kysely';
import type { PartKey } from './jobs/api.ts';
import { isCollision, storeError } from './database/failure.ts';
import type { Tables } from './database/tables.ts';

export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

export interface StoreContext {
  readonly db: Db;
  /** Milliseconds since the epoch. Leases compare the clocks of replicas, which must agree to well within a lease. */
  readonly now: () => number;
  readonly newId: () => string;
  /** Sends a job for each part, within the transaction. */
  readonly enqueue: (tx: Tx, parts: readonly PartKey[]) => Promise<void>;
}

/** Transactions that lost against another one are tried so often in all. */
const TRIES = 4;

/** Runs queries without a transaction. */
export async function reading<T>({ db }: Pick<StoreContext, 'db'>, work: (db: Db) => Promise<T>): Promise<T> {
  try {
    return await work(db);
  } catch (error) {
    throw storeError(error);
  }
}

/** Runs everything or nothing. `work` may run several times. */
export async function writing<T>({ db }: StoreContext, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let left = TRIES - 1; ; left -= 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (left === 0 || !isCollision(error)) throw storeError(error);
    }
  }
}
