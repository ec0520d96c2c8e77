// Makes a database with all of its tables, for new-database.ts: as a thread in a directory, as a process in memory.
import { createWriteStream } from 'node:fs';
import { isMainThread, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { silentLog } from '../../../domain/log.ts';
import { openQueues } from '../../jobs/queues.ts';
import { migrate } from '../migrate.ts';
import { openPglite, overPglite } from './pglite.ts';
import { syncFolder } from './synced-files.ts';

/** null: a copy of the files is to be written to this descriptor. */
const directory = isMainThread ? null : z.string().parse(workerData);
const FILES = 3;

const pglite = await openPglite(directory === null ? {} : { dataDir: directory });
const database = overPglite(pglite, () => undefined);
await migrate(database);
const queues = await openQueues(database.boss, {
  log: silentLog,
  outage: { failed: () => undefined },
  every: () => () => undefined,
  now: () => 0,
});
await queues.close();
if (directory === null) {
  // What is not in the log is not replayed from it when the copy is opened.
  await pglite.exec('checkpoint');
  const files = await pglite.dumpDataDir('none');
  createWriteStream('', { fd: FILES }).end(new Uint8Array(await files.arrayBuffer()));
}
await database.close();
// Once at the end: initdb does not, and it is faster than with each step.
if (directory !== null) syncFolder(directory);
