// The databases the store is tested on: PGlite, and PostgreSQL, on the server that TEST_DATABASE_URL names or on one that the run starts.
import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Pool } from 'pg';
import { newDatabaseFiles } from '../../src/store/database/embedded/new-database.ts';
import { openPglite } from '../../src/store/database/embedded/pglite.ts';
import { onceARun } from './once-a-run.ts';
import { startPostgres } from './postgres-server.ts';

/** Every test of the store runs on both. */
export const DATABASES = ['PGlite', 'PostgreSQL'] as const;
export type DatabaseKind = (typeof DATABASES)[number];

/** The name of the server that a run has started. */
export const SERVER_FILE = 'postgres-server';

/** URL of the server of this run, for a user who may create databases. */
async function serverUrl(): Promise<string> {
  // eslint-disable-next-line node/no-process-env -- the address of a server depends on the machine
  const named = process.env['TEST_DATABASE_URL'] ?? '';
  return named === '' ? (await onceARun(SERVER_FILE, () => startPostgres())).url : named;
}

/** A new database on a server: by default on that of the run. */
export async function createDatabase(
  server?: string,
): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const connectionString = server ?? (await serverUrl());
  const name = `store_${randomUUID().replaceAll('-', '')}`;
  const run = async (statement: string): Promise<void> => {
    const pool = new Pool({ connectionString, max: 1 });
    await pool.query(statement);
    await pool.end();
  };
  await run(`create database ${name}`);
  const url = new URL(connectionString);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database ${name} with (force)`) };
}

/** The files of a new embedded database, with all tables. A run makes them only once, because that takes seconds. */
export async function newFiles(): Promise<Blob> {
  const file = await onceARun('new-database', async (folder) => {
    const path = join(folder, 'new-database.tar');
    await writeFile(path, await (await newDatabaseFiles(undefined)).bytes());
    return path;
  });
  return openAsBlob(file);
}

/** Puts a new embedded database into a directory, so that a process need not make one, which takes seconds. */
export async function newDatabaseIn(directory: string): Promise<void> {
  const made = await onceARun('new-directory', async (folder) => {
    const dataDir = join(folder, 'new-directory');
    const pglite = await openPglite({ dataDir, loadDataDir: await newFiles() });
    await pglite.close();
    return dataDir;
  });
  await cp(made, join(directory, 'postgres'), { recursive: true });
}
