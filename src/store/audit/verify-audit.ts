// Checks the audit log without opening the store: for the command `audit:verify`.
import type { Log } from '../../domain/log.ts';
import { withColumnNames } from '../database/column-names.ts';
import { ProblemError, problem } from '../../domain/problem.ts';
import { storeError } from '../database/failure.ts';
import { codesOf } from '../database/failures/read-error.ts';
import { openDatabase, type StoreOptions } from '../database/open.ts';
import type { ChainReport } from './api.ts';
import { verifyChain } from './verify-chain.ts';

/** The SQLSTATE of a table that is not there. */
const NO_TABLE = '42P01';

/** Reads the whole chain and writes nothing: no migration runs and no job queue is made. */
export async function verifyAudit(options: StoreOptions, log: Log): Promise<ChainReport> {
  try {
    const database = await openDatabase(options, { log, create: false });
    try {
      return await verifyChain(withColumnNames(database.db));
    } finally {
      await database.close();
    }
  } catch (error) {
    throw codesOf(error).includes(NO_TABLE) ? noTables(error) : storeError(error);
  }
}

function noTables(cause: unknown): ProblemError {
  return new ProblemError(
    problem('STORE_UNAVAILABLE', 'PLATFORM', 'There is no audit log in this database.', {
      hint: 'Look for a mistake in the name of the database: License Graph makes its tables when it first starts.',
    }),
    { cause },
  );
}
