// What `npm ci --omit=dev` installs is enough: the programs run with the packages of `dependencies` and no other at hand.
import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { seededAccounts, startFleet } from '../../emulators/fleet.ts';
import { useChildren, type Child } from '../support/child-process.ts';
import { useFolder } from '../support/folder.ts';
import { ask } from '../support/graph-client.ts';
import { opened } from '../support/lifecycle.ts';
import { LEASE, PATIENT } from '../support/patient.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const folder = useFolder();
const fleet = opened(startFleet, (it) => it.close());
const children = useChildren();

beforeAll(async () => {
  for (const part of ['src', 'schema', 'emulators', 'package.json']) {
    await cp(join(ROOT, part), folder.at(part), { recursive: true });
  }
  const { dependencies } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of Object.keys(dependencies)) {
    const place = folder.at('node_modules', name);
    await mkdir(dirname(place), { recursive: true });
    await symlink(join(ROOT, 'node_modules', name), place, 'dir');
  }
});

async function startMain(server: object): Promise<Child> {
  const file = await folder.write('config.yaml', {
    accounts: seededAccounts(fleet),
    server: { port: 0, ...server },
    metrics: { port: 0 },
    limits: PATIENT,
    store: { directory: folder.at('data') },
    changes: LEASE,
  });
  // As the image starts it: Node calls the stripping of types, by which the console is served, an experiment.
  return children.node(['--disable-warning=ExperimentalWarning', folder.at('src/main.ts'), '--config', file]);
}

describe('an installation without development packages', () => {
  it('answers queries and makes its database, without a playground', async () => {
    const child = await startMain({});
    const [, url = ''] = await child.says(/"url":"([^"]+)".*"playground":false/);
    // The console is there, with its packages.
    expect((await fetch(`${url}/`)).status).toBe(200);
    expect((await fetch(`${url}/playground`)).status).toBe(404);
    expect(await ask(url, '{ account(key: "listings") { licenses { coverage { status } } } }')).toEqual({
      account: { licenses: { coverage: [{ status: 'COMPLETE' }] } },
    });
    const change = `mutation { assignLicense(input: {
      license: { key: { accountKey: "listings", externalId: "LP-EMPTY" } }
      assignee: { key: { kind: ENTITY, externalId: "store-87" } }
      reason: "new store", idempotencyKey: "store-87-analytics"
    }) { changeSet { progress { verified } } problems { code } } }`;
    expect(await ask(url, change)).toEqual({
      assignLicense: { changeSet: { progress: { verified: 1 } }, problems: [] },
    });
    child.signal('SIGTERM');
    expect(await child.exited).toBe(0);
    expect(child.stderr()).toBe('');
  });

  it('refuses to start with a playground that was asked for, and says how to get one', async () => {
    const child = await startMain({ playground: true });
    expect(await child.exited).toBe(1);
    expect(child.stdout()).toBe('');
    expect(child.stderr()).toMatch(
      /^License Graph cannot start: 1 problem in \S+\n {2}server\.playground: needs the package ruru, which is not installed: run `npm install [^`]*ruru@[\d.]+`, or set it to false, or to auto, which is on where the package is\n$/,
    );
  });

  it('starts in front of the emulators, and prints no address of a playground', async () => {
    const child = children.node([folder.at('emulators/start.ts')], { PORT: '0' });
    await child.says(/Ctrl-C stops\./);
    expect(child.stdout()).toMatch(/\n {2}graph {7}http:/);
    expect(child.stdout()).not.toContain('playground');
    child.signal('SIGINT');
    expect(await child.exited).toBe(0);
    expect(child.stderr()).toBe('');
  });
});
