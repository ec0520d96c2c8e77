// Checks the audit log without opening the store: for the command `audit:verify`.
import type { Log } from '../../domain/log.ts';
import { withColumnNames } from '../database/column-names.ts';
import { storeError } from '../database/failure.ts';
import { openDatabase, type StoreOptions } from '../database/open.ts';
import type { ChainReport } from './api.ts';
import { verifyChain } from './verify-chain.ts';

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
    throw storeError(error);
  }
}
