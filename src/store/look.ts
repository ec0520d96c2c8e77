// A look at the database before it is used: nothing in it is changed, and nothing is created.
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { silentLog } from '../domain/log.ts';
import { ProblemError, problem } from '../domain/problem.ts';
import { operatorHint, storeError } from './database/failure.ts';
import { hostAndPort } from './database/failures/address.ts';
import { MIGRATION_NAMES } from './database/migrate.ts';
import { openPostgres, type PostgresOptions } from './database/postgres.ts';
import type { StoreOptions } from './database/open.ts';
import { checkVersions } from './database/versions.ts';

/** What was found, in a sentence. Throws ProblemError when the store could not be opened. */
export async function lookAtStore(options: StoreOptions): Promise<string> {
  return options.kind === 'embedded' ? lookAtDirectory(options.directory) : await lookAtServer(options);
}

/** PGlite would write into the directory, which another process may be using: so it is not opened. */
function lookAtDirectory(directory: string | null): string {
  if (directory === null) return 'in memory, until the process ends';
  const isThere = existsSync(join(directory, 'postgres'));
  try {
    accessSync(existing(directory), constants.W_OK);
  } catch (error) {
    throw unusable(`The directory ${directory} cannot be written to.`, 'Give its user the right to.', error);
  }
  return isThere ? `a database is in ${directory}` : `a new database is made in ${directory} at the start`;
}

function existing(directory: string): string {
  return existsSync(directory) ? directory : existing(dirname(directory));
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
      await sql`set default_transaction_read_only = on`.execute(one);
      const { rows } = await sql<Found>`select current_setting('server_version') as version,
        has_database_privilege(current_database(), 'CREATE') as "mayCreate",
        pg_is_in_recovery() as "isStandby",
        to_regclass('kysely_migration') is not null as "hasTables"`.execute(one);
      const [found] = rows;
      if (found === undefined) throw unusable('The server answers nothing.', 'Look at the server.');
      await checkVersions(one, MIGRATION_NAMES);
      const done = found.hasTables
        ? (await sql<{ name: string }>`select name from kysely_migration`.execute(one)).rows
        : [];
      return described(
        found,
        done.map(({ name }) => name),
      );
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
  readonly mayCreate: boolean;
  readonly isStandby: boolean;
  readonly hasTables: boolean;
}

function described({ version, mayCreate, isStandby }: Found, done: readonly string[]): string {
  if (isStandby) {
    throw unusable('The server is a standby, which takes no writes.', 'Name the primary in store.url.');
  }
  const missing = MIGRATION_NAMES.filter((name) => !done.includes(name)).length;
  if (missing === 0) return `PostgreSQL ${version}, with all tables`;
  if (!mayCreate && done.length === 0) {
    throw unusable(
      'The database has no tables yet, and its user may not create them.',
      'grant create on database ... to ...',
    );
  }
  return done.length === 0
    ? `PostgreSQL ${version}; the tables are created at the start`
    : `PostgreSQL ${version}; ${missing} migrations run at the start`;
}

function unusable(message: string, hint: string, cause?: unknown): ProblemError {
  return new ProblemError(problem('STORE_UNAVAILABLE', 'PLATFORM', message, { hint }), { cause });
}
