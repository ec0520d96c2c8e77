// The two ways to use the database: without a transaction, and in one that is tried again after a collision.
import { sql, type RawBuilder } from 'kysely';
import { ProblemError, problem } from '../../domain/problem.ts';
import type { Outage } from '../outage.ts';
import type { Turn } from '../turns.ts';
import { isCollision, lastingOf, storeError, wasCutOff } from './failure.ts';
import type { Db, Tx } from './tables.ts';

/** Transactions that lost against another one are tried so often in all. */
const TRIES = 4;

interface Used {
  readonly db: Db;
  readonly outage: Outage;
  /** Absent for work that somebody waits for. */
  readonly turn?: Turn | undefined;
}

const AT_ONCE: Turn = (work) => work();

/** Runs queries without a transaction. */
export async function reading<T>(
  { db, outage, turn = AT_ONCE }: Used,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  try {
    const value = await turn(() => work(db));
    outage.worked();
    return value;
  } catch (error) {
    throw told(outage, error);
  }
}

/**
 * For statements that may look at millions of rows: a server gives up each of them in time, does not compile plans first, which takes longer
 * than to run them, and has room to remember which pages of a table it is to visit. In a transaction, because a pooler may hand the session on.
 */
const SEARCH = (asked: RawBuilder<Date | null>): RawBuilder<{ readonly told: Date | null }> => sql`
  select set_config('statement_timeout', '5000', true), set_config('jit', 'off', true), set_config('work_mem', '16MB', true),
    ${asked} as told`;

const NOTHING = sql<Date | null>`null::timestamptz`;

/**
 * Runs queries that search: on a server within limits, and all of them see what was there when the first one began. `asked`: what that one is to
 * tell as well; an embedded database is not asked. Throws SEARCH_TOO_SLOW.
 */
export function searching<T>(
  used: Used & { readonly embedded: boolean },
  work: (db: Db, told: Date | null) => Promise<T>,
  asked = NOTHING,
): Promise<T> {
  if (used.embedded) return reading(used, (db) => work(db, null));
  return reading(used, async (db) => {
    try {
      const snapshot = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
      return await snapshot.execute(async (tx) => {
        const { rows } = await SEARCH(asked).execute(tx);
        return await work(tx, rows[0]?.told ?? null);
      });
    } catch (error) {
      // It says nothing against the database: whoever looks after it is not told of an outage.
      throw wasCutOff(error) ? tooSlow() : error;
    }
  });
}

function tooSlow(): ProblemError {
  const message = 'The search of the inventory took longer than 5 seconds, and was given up.';
  return new ProblemError(
    problem('SEARCH_TOO_SLOW', 'PLATFORM', message, {
      retryable: true,
      hint: 'Narrow it: name accounts, filter by more or by less at once, search for a longer text, or ask without `totalCount`.',
    }),
  );
}

/** The error of whatever went wrong; that the database cannot be used is told to the log. */
function told(outage: Outage, error: unknown): ProblemError {
  const failure = storeError(error);
  if (lastingOf(failure) !== null) outage.failed(failure);
  return failure;
}

/** Runs everything or nothing. `work` may run several times. */
export async function writing<T>(
  { db, outage, turn = AT_ONCE }: Used,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  for (let left = TRIES - 1; ; left -= 1) {
    try {
      const value = await turn(() => db.transaction().execute(work));
      outage.worked();
      return value;
    } catch (error) {
      if (left === 0 || !isCollision(error)) throw told(outage, error);
    }
  }
}

/** The number of rows that a statement deletes or updates. */
export async function affected(tx: Tx, statement: RawBuilder<unknown>): Promise<number> {
  const { numAffectedRows } = await statement.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** The failure of a write, as a server tells it. */
export class ReadOnlyError extends Error {
  readonly code = '25006';
}

/** Asks the database whether it answers and takes writes; throws when not. */
export async function mustTakeWrites(db: Db): Promise<void> {
  const { rows } = await sql<{ readOnly: string }>`
    select current_setting('transaction_read_only') as read_only`.execute(db);
  if (rows[0]?.readOnly !== 'off') throw new ReadOnlyError('transactions are read-only');
}
