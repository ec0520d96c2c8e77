// The two databases behind one dialect of SQL: PGlite inside this process, or PostgreSQL through a pool.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import { Pool, TypeOverrides, types } from 'pg';
import { fromPglite, type ConstructorOptions } from 'pg-boss';
import type { Log } from '../domain/log.ts';
import type { Secret } from '../domain/secret.ts';
import type { Db } from './context.ts';
import { lockDirectory } from './directory-lock.ts';
import type { Tables } from './tables.ts';

/** Where the data is. `directory` null keeps it in memory. */
export type StoreOptions =
  | { readonly kind: 'embedded'; readonly directory: string | null }
  | { readonly kind: 'postgres'; readonly url: Secret; readonly poolSize: number };

export interface Database {
  readonly db: Db;
  /** How pg-boss gets at the same database. */
  readonly boss: ConstructorOptions;
  close(): Promise<void>;
}

/** Opens the database as it is; nothing is created in it. */
export async function openDatabase(options: StoreOptions, log: Log): Promise<Database> {
  return options.kind === 'embedded'
    ? await openEmbedded(options.directory)
    : openPostgres(options.url, options.poolSize, log);
}

async function openEmbedded(directory: string | null): Promise<Database> {
  if (directory === null) return overPglite(await PGlite.create('memory://'), () => undefined);
  await mkdir(directory, { recursive: true });
  const unlock = lockDirectory(directory);
  try {
    return overPglite(await PGlite.create(join(directory, 'postgres')), unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

function overPglite(pglite: PGlite, closed: () => void): Database {
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  return {
    db,
    boss: { db: fromPglite(pglite), backend: 'pglite' },
    async close() {
      await db.destroy();
      // Kysely closes it only after it was used.
      if (!pglite.closed) await pglite.close();
      closed();
    },
  };
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
