// Before the first test: the folder in which the workers of a run share what is made once.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RUN_FOLDER } from './once-a-run.ts';

/** In the form Jest calls: the default export. */
export default async function setUp(): Promise<void> {
  // eslint-disable-next-line node/no-process-env -- how Jest hands things on to its workers
  process.env[RUN_FOLDER] = await mkdtemp(join(tmpdir(), 'license-graph-tests-'));
}
