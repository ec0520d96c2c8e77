// A temporary folder for tests, deleted after them.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { opened } from './lifecycle.ts';

export interface Folder {
  readonly path: string;
  /** The path of a file in it. */
  at(...names: readonly string[]): string;
  /** Writes a file, in a folder below where its name has one: a text as it is, anything else as YAML; returns its path. */
  write(name: string, content: string | object): Promise<string>;
}

/** A folder of the file or `describe` this is called in. */
export function useFolder(): Folder {
  return opened(
    async () => {
      const path = await mkdtemp(join(tmpdir(), 'license-graph-test-'));
      const at = (...names: readonly string[]): string => join(path, ...names);
      return {
        path,
        at,
        async write(name: string, content: string | object) {
          await mkdir(dirname(at(name)), { recursive: true });
          await writeFile(at(name), typeof content === 'string' ? content : stringify(content));
          return at(name);
        },
      };
    },
    ({ path }) => rm(path, { recursive: true, force: true }),
  );
}
