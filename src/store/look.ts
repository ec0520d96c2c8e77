// A look at the database before it is used: nothing in it is changed, and nothing is created.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { silentLog } from '../domain/log.ts';
import { ProblemError, problem } from '../domain/problem.ts';
import { operatorHint, storeError } from './database/failure.ts';
import { hostAndPort } from './database/failures/address.ts';
import { MIGRATION_NAMES } from './database/migrate.ts';
import { ReadOnlyError } from './database/transactions.ts';
import { checkWritable } from './database/embedded/unwritable.ts';
import { openPostgres, type PostgresOptions } from './database/postgres/postgres.ts';
import type { StoreOptions } from './database/open.ts';
import { checkVersions } from './database/versions.ts';
import { missingRight } from './rights.ts';

/** What was found, in a sentence. Throws ProblemError when the store could not be opened. */
export async function lookAtStore(options: StoreOptions): Promise<string> {
  return options.kind === 'embedded' ? lookAtDirectory(options.directory) : await lookAtServer(options);
}

/** PGlite would write into the directory, which another process may be using: so it is not opened. */
function lookAtDirectory(directory: string | null): string {
  if (directory === null) return 'in memory, until the process ends';
  const isThere = existsSync(join(directory, 'postgres'));
  checkWritable(directory);
  return isThere ? `a database is in ${directory}` : `a new database is made in ${directory} at the start`;
}

async function lookAtServer(options: PostgresOptions): Promise<string> {
  const { listenUrl } = options;
  if (listenUrl) await lookAtTables({ ...options, url: listenUrl });
  return await lookAtTables(options);
}

async function lookAtTables(options: PostgresOptions): Promise<string> {
  const { db, close } = openPostgres({ ...options, poolSize: 1 }, { log: silentLog });
  try {
    return await db.connection().execute(async (one) => {
      const { rows } = await sql<Found>`select current_setting('server_version') as version,
        pg_is_in_recovery() as "isStandby",
        current_setting('transaction_read_only') = 'on' as "isReadOnly"`.execute(one);
      const [found] = rows;
      if (found === undefined) throw unusable('The server answers nothing.', 'Look at the server.');
      await sql`set default_transaction_read_only = on`.execute(one);
      const names = await checkVersions(one, MIGRATION_NAMES);
      const told = described(found, names);
      const missing = await missingRight(
        one,
        MIGRATION_NAMES.some((name) => !names.includes(name)),
      );
      if (missing) throw unusable(missing.message, missing.hint);
      return told;
    });
  } catch (error) {
    const failure = storeError(error);
    throw new ProblemError(
      { ...failure.problem, hint: operatorHint(failure, hostAndPort(options.url)) },
      { cause: error },
    );
  } finally {
    await close();
  }
}

interface Found {
  readonly version: string;
  readonly isStandby: boolean;
  readonly isReadOnly: boolean;
}

function described({ version, isStandby, isReadOnly }: Found, done: readonly string[]): string {
  if (isStandby) {
    throw unusable('The server is a standby, which takes no writes.', 'Name the primary in store.url.');
  }
  if (isReadOnly) throw storeError(new ReadOnlyError('transactions are read-only'));
  const missing = MIGRATION_NAMES.filter((name) => !done.includes(name)).length;
  if (missing === 0) return `PostgreSQL ${version}, with all tables`;
  return done.length === 0
    ? `PostgreSQL ${version}; the tables are created at the start`
    : `PostgreSQL ${version}; ${missing} migrations run at the start`;
}

function unusable(message: string, hint: string, cause?: unknown): ProblemError {
  return new ProblemError(problem('STORE_UNAVAILABLE', 'PLATFORM', message, { hint }), { cause });
}
