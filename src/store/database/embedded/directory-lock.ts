// Lets one process only use a directory: PGlite does not notice a second one, and both would overwrite what the other wrote.
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ProblemError, problem } from '../../../domain/problem.ts';
import { isUnwritable } from './unwritable.ts';

/**
 * Takes a directory for this process; returns what gives it back. The lock is the operating system's, by way of SQLite's on
 * its file: it goes with the process, however that ends, so there is none to clean up after a crash.
 */
export function lockDirectory(directory: string): () => void {
  const lock = new DatabaseSync(join(directory, 'lock'));
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (isUnwritable(error)) throw error;
    throw new ProblemError(
      problem(
        'STORE_UNAVAILABLE',
        'PLATFORM',
        `Another process uses the directory of the embedded database, ${resolve(directory)}.`,
        {
          // A server tries again until it has the directory.
          retryable: true,
          hint: 'Give each process a directory of its own, let them share a PostgreSQL server, or wait until the other one ends: a server takes over by itself then.',
        },
      ),
      { cause: error },
    );
  }
  return () => lock.close();
}
