// The project's own files, and the checkers of `npm run lint`, as the tests of its rules use them.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the project. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface ProjectFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Files with this ending below these folders, generated ones left out. */
export function filesBelow(folders: readonly string[], ending: string): readonly ProjectFile[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name).split(sep).join('/'),
      ),
    )
    .filter((path) => path.endsWith(ending) && !path.includes('/generated/'))
    .sort()
    .map(readProjectFile);
}

/** One file of the project. */
export function readProjectFile(path: string): ProjectFile {
  return { path, text: readFileSync(join(ROOT, path), 'utf8') };
}

export interface Checked {
  readonly status: number | null;
  readonly output: string;
}

/** Runs a checker of node_modules/.bin. */
export function runChecker(name: string, args: readonly string[], cwd = ROOT): Checked {
  const { status, stdout, error } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules', '.bin', name), ...args],
    {
      cwd,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (error) throw error;
  return { status, output: stdout };
}

export interface Fixture {
  readonly folder: string;
  remove(): void;
}

/** A project of these files in a folder of its own, with the packages of this one unless it brings some itself. */
export function writeFixture(files: Readonly<Record<string, string>>): Fixture {
  const folder = mkdtempSync(join(tmpdir(), 'license-graph-rules-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  if (!existsSync(join(folder, 'node_modules')))
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
