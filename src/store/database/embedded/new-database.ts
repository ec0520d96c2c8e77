// Making an embedded database. PGlite does that in one go of some seconds in which nothing else runs, so a thread of its own
// does it: a server that starts with a fresh database answers meanwhile.
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { types } from 'node:util';
import { Worker } from 'node:worker_threads';
import { syncPath } from './synced-files.ts';

const THREAD = fileURLToPath(new URL('./new-database.worker.ts', import.meta.url));

/** The files of a new database, for PGlite to load into memory. Rejects with the reason when the signal is aborted. */
export async function newDatabaseFiles(signal: AbortSignal | undefined): Promise<Blob> {
  const files = await inThread(null, signal);
  if (!types.isArrayBuffer(files)) throw new Error('the thread ended without the files of the database');
  return new Blob([files]);
}

/** Makes a database in a directory that does not exist yet. One that was begun and not finished is never seen there. */
export async function makeDatabaseIn(directory: string, signal: AbortSignal | undefined): Promise<void> {
  const unfinished = `${directory}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await inThread(unfinished, signal);
  await rename(unfinished, directory);
  syncPath(dirname(directory));
}

/** What the thread posts, once it has ended: also when it fails or is aborted, none is left running. */
async function inThread(directory: string | null, signal: AbortSignal | undefined): Promise<unknown> {
  signal?.throwIfAborted();
  const worker = new Worker(THREAD, { workerData: directory });
  const abort = (): void => void worker.terminate();
  signal?.addEventListener('abort', abort);
  try {
    return await new Promise((resolve, reject) => {
      let posted: unknown = null;
      let failure: unknown = null;
      worker.on('message', (message: unknown) => (posted = message));
      worker.on('error', (error: unknown) => (failure = error));
      worker.on('exit', (code) => {
        if (code === 0) resolve(posted);
        else reject(new Error(`the thread that makes the database ended with ${code}`, { cause: failure }));
      });
    });
  } finally {
    signal?.removeEventListener('abort', abort);
    signal?.throwIfAborted();
  }
}
