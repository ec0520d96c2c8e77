// The two ways to use the database: without a transaction, and in one that is tried again after a collision.
import type { ProblemError } from '../../domain/problem.ts';
import type { Outage } from '../outage.ts';
import { isCollision, isOutage, storeError } from './failure.ts';
import type { Db, Tx } from './tables.ts';

/** Transactions that lost against another one are tried so often in all. */
const TRIES = 4;

interface Used {
  readonly db: Db;
  readonly outage: Outage;
}

/** Runs queries without a transaction. */
export async function reading<T>({ db, outage }: Used, work: (db: Db) => Promise<T>): Promise<T> {
  try {
    const value = await work(db);
    outage.worked();
    return value;
  } catch (error) {
    throw told(outage, error);
  }
}

/** The error of whatever went wrong; one that lasts is told to the log. */
function told(outage: Outage, error: unknown): ProblemError {
  const problem = storeError(error);
  if (isOutage(problem)) outage.failed(problem);
  return problem;
}

/** Runs everything or nothing. `work` may run several times. */
export async function writing<T>({ db, outage }: Used, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let left = TRIES - 1; ; left -= 1) {
    try {
      const value = await db.transaction().execute(work);
      outage.worked();
      return value;
    } catch (error) {
      if (left === 0 || !isCollision(error)) throw told(outage, error);
    }
  }
}
