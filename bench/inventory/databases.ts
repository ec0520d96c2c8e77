// The two databases of the bench: PostgreSQL, on the server that TEST_DATABASE_URL names or on one that is started, and PGlite in a directory.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { silentLog } from '../../src/domain/log.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { Database } from '../../src/store/database/database.ts';
import { migrate } from '../../src/store/database/migrate.ts';
import { openDatabase, type StoreOptions } from '../../src/store/database/open.ts';
import { startPostgres, stopPostgres } from '../../test/support/postgres-server.ts';
import { fill, type Size } from './rows.ts';

export const KINDS = ['PostgreSQL', 'PGlite'] as const;
export type DatabaseKind = (typeof KINDS)[number];

/** Where the store of an app is, as the configuration says it. */
export type StoreAt = { readonly url: string } | { readonly directory: string };

/** Makes empty databases of one kind, and deletes them in the end. */
export interface Databases {
  readonly kind: DatabaseKind;
  create(): Promise<StoreAt>;
  close(): Promise<void>;
}

/** What PostgreSQL advises to begin with (PostgreSQL 18, 19.4.1). By default it is 128 MB, on a machine of any size. */
const QUARTER_OF_MEMORY = `shared_buffers = '${Math.floor(totalmem() / 4 / 2 ** 20)}MB'`;

/** Databases of this kind. */
export function databasesOf(kind: DatabaseKind): Promise<Databases> {
  return kind === 'PGlite' ? embedded() : onServer();
}

async function embedded(): Promise<Databases> {
  const folder = await mkdtemp(join(tmpdir(), 'license-graph-bench-'));
  return {
    kind: 'PGlite',
    create: () => Promise.resolve({ directory: join(folder, randomUUID()) }),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

async function onServer(): Promise<Databases> {
  // eslint-disable-next-line node/no-process-env -- the address of a server depends on the machine
  const named = process.env['TEST_DATABASE_URL'] ?? '';
  const server = named === '' ? await startPostgres(QUARTER_OF_MEMORY) : null;
  const url = server?.url ?? named;
  const made: string[] = [];
  const run = async (statement: string): Promise<void> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  return {
    kind: 'PostgreSQL',
    async create() {
      const name = `bench_${randomUUID().replaceAll('-', '')}`;
      await run(`create database ${name}`);
      made.push(name);
      const own = new URL(url);
      own.pathname = `/${name}`;
      return { url: own.href };
    },
    async close() {
      for (const name of made) await run(`drop database ${name} with (force)`);
      if (server) await stopPostgres(server);
    },
  };
}

/** Opens a database, and makes one in a directory that has none. */
export function openAt(at: StoreAt): Promise<Database> {
  const options: StoreOptions =
    'url' in at
      ? { kind: 'postgres', url: new Secret(at.url), poolSize: 10 }
      : { kind: 'embedded', directory: at.directory };
  return openDatabase(options, { log: silentLog, create: true });
}

/** Makes the tables and fills them. */
export async function seed(at: StoreAt, size: Size): Promise<void> {
  const database = await openAt(at);
  try {
    await migrate(database);
    const patient = database.openPatient?.();
    try {
      await fill(
        patient ?? database.db,
        size,
        () => database.maintenance.checkpoint?.() ?? Promise.resolve(),
      );
    } finally {
      await patient?.destroy();
    }
  } finally {
    await database.close();
  }
}
