// A directory that the embedded database cannot be in.
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ProblemError, problem } from '../../../domain/problem.ts';

/** Throws STORE_UNAVAILABLE when a directory, or the one that it would be made in, cannot be written to. */
export function checkWritable(directory: string): void {
  const files = join(directory, 'postgres');
  const there = existing(existsSync(files) ? files : directory);
  try {
    accessSync(there, constants.W_OK);
  } catch (error) {
    throw unwritable(directory, error);
  }
  if (!statSync(there).isDirectory()) throw unwritable(directory, undefined);
}

/** The failure of whatever was to be written there. */
export function unwritable(directory: string, cause: unknown): ProblemError {
  return new ProblemError(
    problem('STORE_UNAVAILABLE', 'PLATFORM', 'The directory of the embedded database cannot be written to.', {
      retryable: true,
      hint: `Give the user of this process the right to write into ${resolve(directory)}, or name another one in store.directory.`,
    }),
    { cause },
  );
}

function existing(directory: string): string {
  return existsSync(directory) ? directory : existing(dirname(directory));
}

/** SQLite and the system say so when a file cannot be made or written. */
export function isUnwritable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && /^(EACCES|EPERM|EROFS|ENOSPC|EDQUOT|ENOTDIR|EEXIST)$/.test(String(error.code)))
    return true;
  return /unable to open database file|readonly database|disk is full/.test(error.message);
}
