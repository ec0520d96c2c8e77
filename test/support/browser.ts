// A headless Chromium: the one CHROMIUM_PATH names, on Linux the one that npm brings, elsewhere one that is installed.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

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

/** Where installers put a Chrome or Chromium. */
const INSTALLED: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
    String.raw`C:\Program Files (x86)\Google\Chrome\Application\chrome.exe`,
    String.raw`C:\Program Files\Chromium\Application\chrome.exe`,
  ],
};

interface Program {
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Opens a browser, which whoever opened it must close. Rejects with what to do where there is none. */
export async function openBrowser(): Promise<Browser> {
  const { path, environment } = await findProgram();
  return chromium.launch({ executablePath: path, args: FLAGS, env: environment, timeout: 60_000 });
}

async function findProgram(): Promise<Program> {
  // eslint-disable-next-line node/no-process-env -- where a browser is, only the machine knows
  const named = process.env['CHROMIUM_PATH'] ?? '';
  if (named !== '') {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, and there is no such file.`);
    return { path: named, environment: {} };
  }
  // The package has no Chromium for other machines.
  if (process.platform === 'linux' && process.arch === 'x64') return await packaged();
  const candidates = INSTALLED[process.platform] ?? [];
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found !== undefined) return { path: found, environment: {} };
  throw new Error(
    `There is no Chromium, and this test needs one: install Chrome or Chromium, or set CHROMIUM_PATH. Looked at: ${candidates.join(', ')}`,
  );
}

const PACKAGE = new URL('../../node_modules/@sparticuz/chromium/', import.meta.url);
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/license-graph/', import.meta.url));
const PARTS = ['chromium.br', 'al2023.tar.br', 'fonts.tar.br'];
/** The package unpacks into the temporary folder of its process, and its own list of fonts is about that of another machine. */
const UNPACK = `
  const [library, ...parts] = process.argv.slice(1);
  const { inflate } = await import(library);
  for (const part of parts) await inflate(part);
`;

/** The Chromium of the npm package with the libraries that a bare Linux lacks, unpacked once for a version. */
async function packaged(): Promise<Program> {
  const manifest: unknown = JSON.parse(await readFile(new URL('package.json', PACKAGE), 'utf8'));
  if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) {
    throw new Error('a package without a version');
  }
  const folder = join(CACHE, `chromium-${String(manifest.version)}`);
  if (!existsSync(folder)) await unpackTo(folder);
  return {
    path: join(folder, 'chromium'),
    environment: {
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      HOME: folder,
    },
  };
}

/** All of it or nothing: a run that is interrupted leaves no half a browser behind. */
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
    // Another worker was faster, with the same files.
    await rm(unfinished, { recursive: true });
  }
}
