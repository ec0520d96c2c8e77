// A headless Chromium: the one that CHROMIUM_PATH names, on Linux the one that npm brings, elsewhere an installed one.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, win32 } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The facts about a machine that decide on its browser. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  exists(path: string): boolean;
}

/** Opens a browser; the caller must close it. When there is none, rejects with a message that says what to do. */
export async function openBrowser(): Promise<Browser> {
  const { platform, arch } = process;
  // eslint-disable-next-line node/no-process-env -- the path of a browser depends on the machine
  const installed = findBrowser({ platform, arch, environment: process.env, exists: existsSync });
  const program = installed === null ? await packaged() : { executablePath: installed };
  return chromium.launch({ ...program, args: FLAGS, timeout: 60_000 });
}

/** The program of a browser; null for the one that npm brings. When there is neither, throws with a message that says what to do. */
export function findBrowser(machine: Machine): string | null {
  const named = machine.environment['CHROMIUM_PATH'] ?? '';
  if (named !== '' && machine.exists(named)) return named;
  if (named !== '') throw new Error(`CHROMIUM_PATH names ${named}, and there is no such file.`);
  // The package has no Chromium for other systems.
  if (machine.platform === 'linux' && machine.arch === 'x64') return null;
  const candidates = placesOf(machine);
  const found = candidates.find((candidate) => machine.exists(candidate));
  if (found !== undefined) return found;
  throw new Error(
    `There is no Chrome or Chromium, and this test needs one: install it, or set CHROMIUM_PATH. Looked at: ${candidates.join(', ')}`,
  );
}

/** Where installers put Chrome and Chromium: for all users, or for one. */
function placesOf({ platform, environment }: Machine): string[] {
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium'].flatMap((name) =>
      ['', environment['HOME'] ?? ''].map(
        (root) => `${root}/Applications/${name}.app/Contents/MacOS/${name}`,
      ),
    );
  }
  if (platform === 'win32') {
    const roots = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].map(
      (name) => environment[name] ?? '',
    );
    return [String.raw`Google\Chrome`, 'Chromium'].flatMap((name) =>
      roots.filter(Boolean).map((root) => win32.join(root, name, 'Application', 'chrome.exe')),
    );
  }
  return ['chromium', 'chromium-browser', 'google-chrome'].map((name) => `/usr/bin/${name}`);
}

const PACKAGE = new URL('../../node_modules/@sparticuz/chromium/', import.meta.url);
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/license-graph/', import.meta.url));
const PARTS = ['chromium.br', 'al2023.tar.br', 'fonts.tar.br'];
/** The package unpacks into the temporary folder of its process, and its list of fonts does not fit this machine. */
const UNPACK = `
  const [library, ...parts] = process.argv.slice(1);
  const { inflate } = await import(library);
  for (const part of parts) await inflate(part);
`;

/** The Chromium of the npm package with the libraries that a bare Linux lacks, unpacked once for each version. */
async function packaged(): Promise<Pick<LaunchOptions, 'executablePath' | 'env'>> {
  const manifest: unknown = JSON.parse(await readFile(new URL('package.json', PACKAGE), 'utf8'));
  if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) {
    throw new Error('a package without a version');
  }
  const folder = join(CACHE, `chromium-${String(manifest.version)}`);
  if (!existsSync(folder)) await unpackTo(folder);
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      HOME: folder,
    },
  };
}

/** Unpacks all of it or nothing, so that an interrupted run leaves no half a browser behind. */
async function unpackTo(folder: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const unfinished = await mkdtemp(`${folder}.new-`);
  const inPackage = (path: string): string => fileURLToPath(new URL(path, PACKAGE));
  const parts = PARTS.map((part) => inPackage(`bin/${part}`));
  await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', UNPACK, inPackage('build/index.js'), ...parts],
    { env: { TMPDIR: unfinished } },
  );
  const fonts = `<fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>`;
  await writeFile(
    join(unfinished, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">${fonts}`,
  );
  try {
    await rename(unfinished, folder);
  } catch {
    // Another worker has unpacked the same files first.
    await rm(unfinished, { recursive: true });
  }
}
