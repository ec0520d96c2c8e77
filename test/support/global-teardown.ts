// Runs after the last test: ends the servers of the run, and deletes its folder.
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SERVER_FILE } from './databases.ts';
import { RUN_FOLDER } from './once-a-run.ts';
import { stopPostgres, type PostgresServer } from './postgres-server.ts';

/** Jest calls the default export. */
export default async function tearDown(): Promise<void> {
  // eslint-disable-next-line node/no-process-env -- Jest gives its workers their environment
  const folder = process.env[RUN_FOLDER] ?? '';
  const server = join(folder, `${SERVER_FILE}.json`);
  // Written by `startPostgres`: its return value.
  if (existsSync(server)) await stopPostgres(JSON.parse(await readFile(server, 'utf8')) as PostgresServer);
  await rm(folder, { recursive: true, force: true });
}
