// Things that a test run makes once and all of its workers share. The first worker that needs one makes it, so a run of one
// file makes only what that file needs.
import { existsSync, mkdirSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** The environment variable with the folder of the run. */
export const RUN_FOLDER = 'LICENSE_GRAPH_TEST_RUN';

const LOOK_MS = 50;
const PATIENCE_MS = 300_000;

/** The result of `make`, through JSON: one worker makes it, the others wait. Rejects in all of them when that fails. */
export async function onceARun<T>(name: string, make: (folder: string) => Promise<T>): Promise<T> {
  // eslint-disable-next-line node/no-process-env -- Jest gives its workers their environment
  const folder = process.env[RUN_FOLDER];
  if (folder === undefined) throw new Error('no run of the tests: this is called by tests alone');
  const made = join(folder, `${name}.json`);
  const failed = join(folder, `${name}.failed`);
  if (isFirst(join(folder, `${name}.lock`))) {
    try {
      const value = await make(folder);
      // Renamed, so that the others never see half of it.
      await writeFile(`${made}.new`, JSON.stringify(value));
      await rename(`${made}.new`, made);
      return value;
    } catch (error) {
      await writeFile(failed, String(error));
      throw error;
    }
  }
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
    if (existsSync(failed)) throw new Error(`${name}: ${await readFile(failed, 'utf8')}`);
    // Written above from a value of the same type.
    if (existsSync(made)) return JSON.parse(await readFile(made, 'utf8')) as T;
    await delay(LOOK_MS);
  }
  throw new Error(`${name}: another worker has not made it`);
}

function isFirst(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    // Only the first call of all workers succeeds.
    return false;
  }
}
