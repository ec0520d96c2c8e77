// The two ways to use the database: without a transaction, and in one that is tried again after a collision.
import { isCollision, storeError } from './failure.ts';
import type { Db, Tx } from './tables.ts';

/** Transactions that lost against another one are tried so often in all. */
const TRIES = 4;

/** Runs queries without a transaction. */
export async function reading<T>({ db }: { readonly db: Db }, work: (db: Db) => Promise<T>): Promise<T> {
  try {
    return await work(db);
  } catch (error) {
    throw storeError(error);
  }
}

/** Runs everything or nothing. `work` may run several times. */
export async function writing<T>({ db }: { readonly db: Db }, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let left = TRIES - 1; ; left -= 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (left === 0 || !isCollision(error)) throw storeError(error);
    }
  }
}
