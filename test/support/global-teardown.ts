// After the last test: ends what the run has started, and deletes its folder.
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SERVER_FILE } from './databases.ts';
import { RUN_FOLDER } from './once-a-run.ts';
import { stopPostgres, type PostgresServer } from './postgres-server.ts';

/** In the form Jest calls: the default export. */
export default async function tearDown(): Promise<void> {
  // eslint-disable-next-line node/no-process-env -- how Jest hands things on to its workers
  const folder = process.env[RUN_FOLDER] ?? '';
  const server = join(folder, `${SERVER_FILE}.json`);
  // Written by `startPostgres`, of which this is the answer.
  if (existsSync(server)) await stopPostgres(JSON.parse(await readFile(server, 'utf8')) as PostgresServer);
  await rm(folder, { recursive: true, force: true });
}
