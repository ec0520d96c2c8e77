// The console as it is served: the sources of src/console without their types, the style sheets as one, the packages, in memory and packed.
// All of it hangs below one address that has the hash of all in it: a release is another folder, and its files never change.
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const pack = promisify(gzip);

/** A file as it is sent. */
export interface ConsoleFile {
  readonly type: string;
  readonly text: string;
  /** The text, by gzip. */
  readonly packed: Buffer;
  /** What a script imports at once, as paths of files. */
  readonly imports: readonly string[];
}

export interface ConsoleRelease {
  /** Where its files are: `/console/<hash>/`. */
  readonly root: string;
  /** By their paths below `root`. */
  readonly files: ReadonlyMap<string, ConsoleFile>;
  /** Where the browser finds the packages (an import map, as JSON). */
  readonly importMap: string;
}

const SOURCES = new URL('../../../console/', import.meta.url);

/** The packages of the page. Nothing else of node_modules can be reached. */
const PACKAGES = ['preact', 'preact/hooks', '@preact/signals', '@preact/signals-core'];

const SCRIPT = 'text/javascript; charset=utf-8';
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><g stroke="#2563d9" fill="#2563d9">' +
  '<path d="M10 4 4 15h12z" fill="none" stroke-width="1.6"/><circle cx="10" cy="4" r="2.3"/>' +
  '<circle cx="4" cy="15.5" r="2.3"/><circle cx="16" cy="15.5" r="2.3"/></g></svg>';

/** What a script loads at once: itself, whatever it imports, and whatever that imports, as paths below `root`. */
export function scriptsWith({ files }: ConsoleRelease, script: string): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [script];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const file = files.get(path);
    if (file === undefined || found.has(path)) continue;
    found.add(path);
    waiting.push(...file.imports);
  }
  return found;
}

/** Without types: of a module, not by `import()`. Packages are written without spaces. */
const STATIC_IMPORT = /(?:^|[;}])\s*(?:import|export)\b[^;'"()]*?\bfrom\s*['"]([^'"]+)['"]/gm;

function importsOf(path: string, { type, text }: Pick<ConsoleFile, 'type' | 'text'>): readonly string[] {
  if (type !== SCRIPT) return [];
  return [...text.matchAll(STATIC_IMPORT)].map(([, name = '']) =>
    name.startsWith('.') ? new URL(name, `file:///${path}`).pathname.slice(1) : pathOf(name),
  );
}

/** Reads and packs all of it. */
export async function readRelease(): Promise<ConsoleRelease> {
  const paths = (await readdir(SOURCES, { recursive: true }))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
  const scripts = paths.filter((path) => path.endsWith('.ts'));
  const styles = paths.filter((path) => path.endsWith('.css'));
  const texts = new Map<string, { type: string; text: string }>([
    ...(await Promise.all(scripts.map(scriptOf))),
    ...(await Promise.all(PACKAGES.map(packageOf))),
    [
      'style.css',
      { type: 'text/css; charset=utf-8', text: (await Promise.all(styles.map(sourceOf))).join('\n') },
    ],
    ['icon.svg', { type: 'image/svg+xml', text: ICON }],
  ]);
  const hash = createHash('sha256');
  for (const [path, { text }] of texts) hash.update(`${path}\0${text}\0`);
  const root = `/console/${hash.digest('hex').slice(0, 16)}/`;
  const files = await Promise.all(
    [...texts].map(
      async ([path, file]) =>
        [path, { ...file, packed: await pack(file.text), imports: importsOf(path, file) }] as const,
    ),
  );
  const imports = Object.fromEntries(PACKAGES.map((name) => [name, root + pathOf(name)]));
  return { root, files: new Map(files), importMap: JSON.stringify({ imports }) };
}

const sourceOf = (path: string): Promise<string> => readFile(new URL(path, SOURCES), 'utf8');

/** Lines and columns stay, so that the browser shows the source as it is written. */
async function scriptOf(path: string): Promise<[string, { type: string; text: string }]> {
  return [path, { type: SCRIPT, text: stripTypeScriptTypes(await sourceOf(path)) }];
}

async function packageOf(name: string): Promise<[string, { type: string; text: string }]> {
  const text = await readFile(fileURLToPath(import.meta.resolve(name)), 'utf8');
  // The map beside it is not served.
  return [pathOf(name), { type: SCRIPT, text: text.replace(/\/\/# sourceMappingURL=\S*\s*$/, '') }];
}

const pathOf = (name: string): string => `packages/${name.replace('@', '')}.js`;
