// The thread of new-database.ts: makes a database with all of its tables, in a directory or in memory.
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { silentLog } from '../../../domain/log.ts';
import { openQueues } from '../../jobs/queues.ts';
import { migrate } from '../migrate.ts';
import { openPglite, overPglite } from './pglite.ts';
import { syncFolder } from './synced-files.ts';

/** What it is given; null asks for a copy of the files, which it posts. */
const directory = z.string().nullable().parse(workerData);

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
  const files = await (await pglite.dumpDataDir('none')).arrayBuffer();
  parentPort?.postMessage(files, [files]);
}
await database.close();
// Once at the end: initdb does not, and it is faster than with each step.
if (directory !== null) syncFolder(directory);
