// The two databases behind one dialect of SQL: PGlite inside this process, or PostgreSQL through a pool.
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import { Pool, TypeOverrides, types } from 'pg';
import type { Log } from '../../domain/log.ts';
import { ProblemError, problem } from '../../domain/problem.ts';
import type { Secret } from '../../domain/secret.ts';
import { lockDirectory } from './directory-lock.ts';
import { makeDatabaseIn, newDatabaseFiles } from './new-database.ts';
import { openPglite, overPglite, type Database } from './pglite.ts';
import type { Tables } from './tables.ts';

/** Where the data is. `directory` null keeps it in memory. */
export type StoreOptions =
  | { readonly kind: 'embedded'; readonly directory: string | null }
  | { readonly kind: 'postgres'; readonly url: Secret; readonly poolSize: number };

export interface Opening {
  readonly log: Log;
  /** Whether to make the database where an embedded one is not there yet; otherwise it is refused. */
  readonly create: boolean;
  /** Gives up making it. */
  readonly signal?: AbortSignal | undefined;
  /** Gives the files of a new database in memory, with all of its tables; they are made when this is absent, which takes seconds. */
  readonly newFiles?: NewFiles | undefined;
}

/** The files of a new database, as PGlite dumps them. Rejects when the signal is aborted. */
export type NewFiles = (signal: AbortSignal | undefined) => Promise<Blob>;

/** Opens the database. One that is there is opened as it is: nothing is created in it. */
export async function openDatabase(options: StoreOptions, opening: Opening): Promise<Database> {
  return options.kind === 'embedded'
    ? await openEmbedded(options.directory, opening)
    : openPostgres(options.url, options.poolSize, opening.log);
}

async function openEmbedded(directory: string | null, opening: Opening): Promise<Database> {
  if (directory === null) {
    const newFiles = opening.newFiles ?? newDatabaseFiles;
    const loadDataDir = await newFiles(opening.signal);
    return overPglite(await openPglite({ loadDataDir }), () => undefined);
  }
  const files = join(directory, 'postgres');
  if (!opening.create && !existsSync(files)) throw nothingThere();
  await mkdir(directory, { recursive: true });
  const unlock = lockDirectory(directory);
  try {
    if (!existsSync(files)) await makeDatabaseIn(files, opening.signal);
    return overPglite(await openPglite({ dataDir: files }), unlock);
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

/** A replica that stalls must not hold the others up: neither with a statement nor, holding locks, between two of them. */
const TIMEOUTS = { statement_timeout: 60_000, idle_in_transaction_session_timeout: 20_000 };

function openPostgres(url: Secret, poolSize: number, log: Log): Database {
  const connection = { connectionString: url.reveal(), connectionTimeoutMillis: 5_000, keepAlive: true };
  const overrides = new TypeOverrides();
  // Numbers of entries, all far below 2^53; the driver would make them texts.
  overrides.setTypeParser(types.builtins.INT8, Number);
  const pool = new Pool({
    ...connection,
    ...TIMEOUTS,
    // Longer than the server's own: for a server that does not answer at all.
    query_timeout: 70_000,
    max: poolSize,
    application_name: 'license-graph',
    types: overrides,
  });
  // The pool replaces connections that break. Each needs a listener of its own as well: one that breaks between two
  // statements of a transaction is watched by nobody else, and an error nobody listens for ends the process.
  pool.on('connect', (client) => {
    client.on('error', ({ message }) => log.warn({ error: message }, 'a connection to the database broke'));
  });
  // The same errors, of those that nobody uses at the moment.
  pool.on('error', () => undefined);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    boss: { ...connection, max: BOSS_CONNECTIONS, application_name: 'license-graph-jobs' },
    async close() {
      await db.destroy();
      // Kysely ends a pool only after it was used.
      if (!pool.ended) await pool.end();
    },
  };
}

/** For polling and for housekeeping; jobs themselves work through the store's pool. */
const BOSS_CONNECTIONS = 3;
