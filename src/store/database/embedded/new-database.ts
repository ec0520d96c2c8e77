// Making an embedded database. PGlite does that in one go of some seconds in which nothing else runs, so others do it: a server that starts
// with a fresh database answers meanwhile. In memory it is a process of its own, which gives back all the memory that this takes, as a
// thread does not. In a directory it is a thread: a process would go on writing there after this one was killed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { execPath } from 'node:process';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { syncPath } from './synced-files.ts';

const PROGRAM = fileURLToPath(new URL('./new-database.worker.ts', import.meta.url));

/** The files of a new database, for PGlite to load into memory. Rejects with the reason when the signal is aborted. */
export async function newDatabaseFiles(signal: AbortSignal | undefined): Promise<Blob> {
  signal?.throwIfAborted();
  // The files come by the last pipe: PostgreSQL itself may print to standard output.
  const child = spawn(execPath, [PROGRAM], { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const abort = (): void => void child.kill('SIGKILL');
  signal?.addEventListener('abort', abort);
  try {
    const closed = once(child, 'close');
    const [, , errors, written] = child.stdio;
    const [files, why] = await Promise.all([partsOf(written), partsOf(errors), closed]);
    signal?.throwIfAborted();
    if (child.exitCode !== 0) {
      const cause = Buffer.concat(why).toString('utf8').slice(0, 2_000);
      throw new Error(`the process that makes the database ended with ${child.exitCode}`, { cause });
    }
    return new Blob([...files]);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

async function partsOf(pipe: Readable | Writable | null | undefined): Promise<Buffer<ArrayBuffer>[]> {
  // A pipe from the process can be read, and no encoding is set.
  return (await (pipe as Readable).toArray()) as Buffer<ArrayBuffer>[];
}

/** Makes a database in a directory that does not exist yet. One that was begun and not finished is never seen there. */
export async function makeDatabaseIn(directory: string, signal: AbortSignal | undefined): Promise<void> {
  const unfinished = `${directory}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await inThread(unfinished, signal);
  await rename(unfinished, directory);
  syncPath(dirname(directory));
}

/** Resolves once the thread has ended: also when it fails or is aborted, none is left running. */
async function inThread(directory: string, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const worker = new Worker(PROGRAM, { workerData: directory });
  const abort = (): void => void worker.terminate();
  signal?.addEventListener('abort', abort);
  try {
    await new Promise<void>((resolve, reject) => {
      let failure: unknown = null;
      worker.on('error', (error: unknown) => (failure = error));
      worker.on('exit', (code) => {
        if (code === 0) resolve();
        else reject(new Error(`the thread that makes the database ended with ${code}`, { cause: failure }));
      });
    });
  } finally {
    signal?.removeEventListener('abort', abort);
    signal?.throwIfAborted();
  }
}
