// Checking the audit log of a store that need not be running.
import type { Log } from '../../domain/log.ts';
import type { ChainReport } from '../api.ts';
import { audit } from './audit-log.ts';
import { openDatabase, type StoreOptions } from '../database/open.ts';
import { storeError } from '../database/failure.ts';

/** Reads the whole chain and writes nothing: no migration runs and no job queue is made. */
export async function verifyAudit(options: StoreOptions, log: Log): Promise<ChainReport> {
  try {
    const database = await openDatabase(options, { log, create: false });
    try {
      return await audit(database).verifyChain();
    } finally {
      await database.close();
    }
  } catch (error) {
    throw storeError(error);
  }
}
