// What a run of the tests makes once and all of its workers share: by whoever needs it first, so that a run of one file makes
// only what that file needs.
import { existsSync, mkdirSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** The environment variable in which the workers find the folder of the run. */
export const RUN_FOLDER = 'LICENSE_GRAPH_TEST_RUN';

const LOOK_MS = 50;
const PATIENCE_MS = 120_000;

/** What `make` gives, as JSON keeps it: made in one worker, waited for in the others. Rejects everywhere when it cannot be made. */
export async function onceARun<T>(name: string, make: (folder: string) => Promise<T>): Promise<T> {
  // eslint-disable-next-line node/no-process-env -- how Jest hands things on to its workers
  const folder = process.env[RUN_FOLDER];
  if (folder === undefined) throw new Error('no run of the tests: this is called by tests alone');
  const made = join(folder, `${name}.json`);
  const failed = join(folder, `${name}.failed`);
  if (isFirst(join(folder, `${name}.lock`))) {
    try {
      const value = await make(folder);
      // At once or not at all: others look while it is written.
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
    // Written above, by the same code.
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
    // The one call of all workers that can succeed has.
    return false;
  }
}
