// What `npm ci --omit=dev` installs is enough: the programs run with the packages of `dependencies` and no other at hand.
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { seededAccounts, startFleet, type Fleet } from '../../emulators/fleet.ts';
import { createChildren, type Child } from './child.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const children = createChildren();
let folder: string;
let fleet: Fleet;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'license-graph-production-'));
  for (const part of ['src', 'schema', 'emulators', 'package.json']) {
    await cp(join(ROOT, part), join(folder, part), { recursive: true });
  }
  const { dependencies } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of Object.keys(dependencies)) {
    const place = join(folder, 'node_modules', name);
    await mkdir(dirname(place), { recursive: true });
    await symlink(join(ROOT, 'node_modules', name), place, 'dir');
  }
  fleet = await startFleet();
});
afterEach(() => children.end());
afterAll(async () => {
  await fleet.close();
  await rm(folder, { recursive: true });
});

async function startMain(server: object): Promise<Child> {
  const file = join(folder, 'config.yaml');
  const store = { directory: join(folder, 'data') };
  await writeFile(
    file,
    stringify({ accounts: seededAccounts(fleet), server: { port: 0, ...server }, store }),
  );
  return children.node([join(folder, 'src/main.ts'), '--config', file]);
}

async function ask(url: string, query: string): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

describe('an installation without development packages', () => {
  it('answers queries and makes its database, without a playground', async () => {
    const child = await startMain({});
    const [, url = ''] = await child.says(/"url":"([^"]+)".*"playground":false/);
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect(await ask(url, '{ account(key: "listings") { licenses { coverage { status } } } }')).toEqual({
      data: { account: { licenses: { coverage: [{ status: 'COMPLETE' }] } } },
    });
    const change = `mutation { assignLicense(input: {
      license: { key: { accountKey: "listings", externalId: "LP-EMPTY" } }
      assignee: { key: { kind: ENTITY, externalId: "store-87" } }
      reason: "new store", idempotencyKey: "store-87-analytics"
    }) { changeSet { progress { verified } } problems { code } } }`;
    expect(await ask(url, change)).toEqual({
      data: { assignLicense: { changeSet: { progress: { verified: 1 } }, problems: [] } },
    });
    child.signal('SIGTERM');
    expect(await child.exited).toBe(0);
    expect(child.stderr()).toBe('');
  }, 60_000);

  it('refuses to start with a playground that was asked for, and says how to get one', async () => {
    const child = await startMain({ playground: true });
    expect(await child.exited).toBe(1);
    expect(child.stdout()).toBe('');
    expect(child.stderr()).toMatch(
      /^License Graph cannot start: 1 problem in \S+\n {2}server\.playground: needs the package ruru, which is not installed: run `npm install [^`]*ruru@[\d.]+`, or set it to false, or to auto, which is on where the package is\n\n/,
    );
  });

  it('starts in front of the emulators, and prints no address of a playground', async () => {
    const child = children.node([join(folder, 'emulators/start.ts')], { PORT: '0' });
    await child.says(/Ctrl-C stops\./);
    expect(child.stdout()).toMatch(/\n {2}graph {7}http:/);
    expect(child.stdout()).not.toContain('playground');
    child.signal('SIGINT');
    expect(await child.exited).toBe(0);
    expect(child.stderr()).toBe('');
  });
});
