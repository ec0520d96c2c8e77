// The databases the store is tested on: PGlite, and the PostgreSQL server that TEST_DATABASE_URL names, or else one of the run's own.
import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Pool } from 'pg';
import { newDatabaseFiles } from '../../src/store/database/embedded/new-database.ts';
import { openPglite } from '../../src/store/database/embedded/pglite.ts';
import { onceARun } from './once-a-run.ts';
import { startPostgres } from './postgres-server.ts';

/** What every test of the store runs on. */
export const DATABASES = ['PGlite', 'PostgreSQL'] as const;
export type DatabaseKind = (typeof DATABASES)[number];

/** What a run calls the server it has started. */
export const SERVER_FILE = 'postgres-server';

/** The server of this run: of a user who may make databases. */
async function serverUrl(): Promise<string> {
  // eslint-disable-next-line node/no-process-env -- where a server is, only the machine knows
  const named = process.env['TEST_DATABASE_URL'] ?? '';
  return named === '' ? (await onceARun(SERVER_FILE, startPostgres)).url : named;
}

/** A database of its own on a server, that of the run when none is named. */
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

/** The files of a new embedded database, with all of its tables. A run makes them once: that takes seconds. */
export async function newFiles(): Promise<Blob> {
  const file = await onceARun('new-database', async (folder) => {
    const path = join(folder, 'new-database.tar');
    await writeFile(path, await (await newDatabaseFiles(undefined)).bytes());
    return path;
  });
  return openAsBlob(file);
}

/** Puts a new embedded database into a directory, for a process that is to find one there: making one would take it seconds. */
export async function newDatabaseIn(directory: string): Promise<void> {
  const made = await onceARun('new-directory', async (folder) => {
    const dataDir = join(folder, 'new-directory');
    const pglite = await openPglite({ dataDir, loadDataDir: await newFiles() });
    await pglite.close();
    return dataDir;
  });
  await cp(made, join(directory, 'postgres'), { recursive: true });
}
