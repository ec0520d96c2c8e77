// Resolves the directory of the embedded database, when its path is relative.
import { join, resolve } from 'node:path';
import type { ConfigProblem } from './problem.ts';
import type { StoreSettings } from './schema.ts';

export interface Surroundings {
  /** The folder of the configuration file. */
  readonly folder: string;
  /** The folder the process was started in: what a relative directory was relative to up to version 0.2. */
  readonly startedIn: string;
  /** Whether a file or folder is there. */
  readonly exists: (path: string) => boolean;
}

/**
 * The settings with the directory in full: a relative path is relative to the configuration file. When there is a database where
 * version 0.2 looked for it, and none where this version looks, that is a problem: an empty new database would hide what is kept.
 */
export function placeDirectory(
  store: StoreSettings,
  { folder, startedIn, exists }: Surroundings,
): StoreSettings | ConfigProblem {
  if (store.url !== null || store.directory === null) return store;
  const directory = resolve(folder, store.directory);
  const before = resolve(startedIn, store.directory);
  const isDatabase = (path: string): boolean => exists(join(path, 'postgres'));
  if (directory !== before && isDatabase(before) && !isDatabase(directory)) {
    return {
      path: 'store.directory',
      message: `is relative to the configuration file now, which makes it ${directory}, where there is no database; there is one in ${before}. Move it, or write the directory in full`,
    };
  }
  return { ...store, directory };
}
