// Runs before the first test: makes the folder that the workers of a run share.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RUN_FOLDER } from './once-a-run.ts';

/** Jest calls the default export. */
export default async function setUp(): Promise<void> {
  // eslint-disable-next-line node/no-process-env -- Jest gives its workers their environment
  process.env[RUN_FOLDER] = await mkdtemp(join(tmpdir(), 'license-graph-tests-'));
}
