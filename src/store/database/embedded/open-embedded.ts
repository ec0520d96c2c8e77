// The embedded database: in a directory that one process has at a time, or in memory.
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../../domain/log.ts';
import { ProblemError, problem } from '../../../domain/problem.ts';
import type { Database } from '../database.ts';
import type { Queried } from '../timing.ts';
import { lockDirectory } from './directory-lock.ts';
import { makeDatabaseIn, newDatabaseFiles } from './new-database.ts';
import { openInThread } from './in-thread.ts';
import { overPglite } from './pglite.ts';
import { checkWritable, isUnwritable, unwritable } from './unwritable.ts';

/** How to open a database. */
export interface OpenOptions {
  readonly log: Log;
  /** Whether to make the database where an embedded one is not there yet; otherwise it is refused. */
  readonly create: boolean;
  /** Told of each connection to a server that was opened. */
  readonly connected?: (() => void) | undefined;
  /** Gives up making it. */
  readonly signal?: AbortSignal | undefined;
  /** Gives the files of a new database in memory, with all of its tables; they are made when this is absent, which takes seconds. */
  readonly newFiles?: NewFiles | undefined;
  readonly queried?: Queried | undefined;
}

/** The files of a new database, as PGlite dumps them. Rejects when the signal is aborted. */
export type NewFiles = (signal: AbortSignal | undefined) => Promise<Blob>;

/** `directory` null opens a new one in memory. */
export async function openEmbedded(directory: string | null, how: OpenOptions): Promise<Database> {
  if (directory === null) {
    const newFiles = how.newFiles ?? newDatabaseFiles;
    const loaded = await (await newFiles(how.signal)).arrayBuffer();
    return overPglite(await openInThread({ loaded }), () => undefined, how.queried);
  }
  const files = join(directory, 'postgres');
  if (!how.create && !existsSync(files)) throw nothingThere();
  checkWritable(directory);
  try {
    return await openIn(directory, files, how);
  } catch (error) {
    throw isUnwritable(error) ? unwritable(directory, error) : error;
  }
}

async function openIn(directory: string, files: string, how: OpenOptions): Promise<Database> {
  await mkdir(directory, { recursive: true });
  const unlock = lockDirectory(directory);
  try {
    if (!existsSync(files)) await makeDatabaseIn(files, how.signal);
    return overPglite(await openInThread({ directory: files }), unlock, how.queried);
  } catch (error) {
    unlock();
    throw error;
  }
}

function nothingThere(): ProblemError {
  return new ProblemError(
    problem('STORE_UNAVAILABLE', 'PLATFORM', 'There is no database in this directory.', {
      hint: 'Look for a mistake in the name of the directory.',
    }),
  );
}
