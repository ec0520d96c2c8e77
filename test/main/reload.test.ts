// A running process takes another configuration: at SIGHUP, all of it or nothing.
import { rename, rm, symlink, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { keys } from '../../emulators/yext/auth.ts';
import { seededAccounts, startFleet } from '../../emulators/fleet.ts';
import { until } from '../support/assertions.ts';
import { urlOf, useChildren, type Child } from '../support/child-process.ts';
import { useFolder } from '../support/folder.ts';
import { opened } from '../support/lifecycle.ts';
import { LEASE, PATIENT } from '../support/patient.ts';

const folder = useFolder();
const children = useChildren();
const fleet = opened(startFleet, (it) => it.close());

const ANN = 'token-of-ann-1234567890';
const BEN = 'token-of-ben-1234567890';
const LICENSES = '{ licenses(first: 5) { nodes { id } coverage { status } } }';

/** A configuration in a folder of its own, with the key of Yext in a file behind a link, as secrets are mounted. */
async function place(name: string, more: object = {}) {
  await folder.write(`${name}/one/key`, `${keys.full}\n`);
  await folder.write(`${name}/two/key`, `${keys.next}\n`);
  await symlink(folder.at(name, 'one'), folder.at(name, 'current'));
  const accounts = seededAccounts(fleet)
    .filter(({ provider }) => provider === 'YEXT')
    .map((entry) => ({ ...entry, apiKey: '${file:current/key}' }));
  const config = {
    accounts,
    server: { port: 0, playground: false },
    metrics: { port: 0 },
    limits: PATIENT,
    store: { directory: null },
    changes: LEASE,
    ...more,
  };
  const file = await folder.write(`${name}/config.yaml`, config);
  return {
    file,
    config,
    write: (changes: object) => writeFile(file, stringify({ ...config, ...changes })),
    /** Exchanges the mounted secrets. */
    async rotate() {
      await symlink(folder.at(name, 'two'), folder.at(name, 'next'));
      await rename(folder.at(name, 'next'), folder.at(name, 'current'));
    },
  };
}

/** How often the process has said that it took a configuration, or refused one. */
function count({ stdout }: Child, what: 'was reloaded' | 'was refused'): number {
  return stdout().split(`the configuration ${what}`).length - 1;
}

/** Tells the process, and waits until it has done it. */
async function reload(child: Child, what: 'was reloaded' | 'was refused' = 'was reloaded'): Promise<void> {
  const before = count(child, what);
  child.signal('SIGHUP');
  await until(() => count(child, what) > before);
}

async function post(url: string, query: string, token = '') {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== '' && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, text: await response.text() };
}

const isWhole = ({ text }: { readonly text: string }): boolean =>
  text.includes('"status":"COMPLETE"') && !text.includes('"errors"');

describe('a key that is exchanged at the vendor and in its file', () => {
  it('loses no request, of those under way and of those to come', async () => {
    const { file, rotate } = await place('rotation');
    const child = children.node(['src/main.ts', '--config', file]);
    const url = await urlOf(child);
    const answers: boolean[] = [];
    const client = async (isOver: () => boolean): Promise<void> => {
      for (let sent = 0; sent < 300 && !isOver(); sent += 1) answers.push(isWhole(await post(url, LICENSES)));
    };
    /** Three clients, until the work is done and twenty more were answered. */
    const underLoad = async (work: () => Promise<void>): Promise<void> => {
      let enough = Number.POSITIVE_INFINITY;
      const clients = [0, 1, 2].map(() => client(() => answers.length >= enough));
      const before = answers.length;
      await until(() => answers.length > before + 10);
      await work();
      enough = answers.length + 20;
      await Promise.all(clients);
    };
    await underLoad(async () => {
      await rotate();
      await reload(child);
    });
    // Nothing is under way with the old key any more.
    fleet.yext.setSwitch('revokedKey', keys.full);
    await underLoad(() => Promise.resolve());
    fleet.yext.setSwitch('revokedKey', '');
    expect(answers.filter((isGood) => !isGood)).toEqual([]);
    expect(child.stdout()).toContain(
      '"accounts":{"added":[],"changed":["listings"],"removed":[],"inventory":[],"findings":[]}',
    );
    expect(child.stdout()).not.toMatch(new RegExp(`${keys.full}|${keys.next}`));
  });
});

describe('a configuration with a problem', () => {
  it('is refused with every problem and its path, and the old one goes on', async () => {
    const { file, write, config } = await place('refused');
    const child = children.node(['src/main.ts', '--config', file]);
    const url = await urlOf(child);
    await write({ server: { ...config.server, colour: 'red' }, limits: { retries: 'hunter2' } });
    await reload(child, 'was refused');
    expect(child.stdout()).toContain(
      `"setting":"server","why":"unknown: colour","file":"${file}","msg":"the configuration has a problem"`,
    );
    expect(child.stdout()).toMatch(/"setting":"limits\.retries"/);
    await rm(folder.at('refused', 'current'));
    await write({});
    await reload(child, 'was refused');
    expect(child.stdout()).toMatch(
      /"setting":"accounts\.0\.apiKey"[^\n]*current\/key cannot be read \(ENOENT\)/,
    );
    expect(child.stdout()).not.toContain('hunter2');
    expect(isWhole(await post(url, LICENSES))).toBe(true);
    expect(await metric(child, 'config_last_reload_successful')).toBe(0);
    await symlink(folder.at('refused', 'one'), folder.at('refused', 'current'));
    await reload(child);
    expect(await metric(child, 'config_last_reload_successful')).toBe(1);
    expect(await metric(child, 'config_last_reload_success_timestamp_seconds')).toBeGreaterThan(1e9);
  });
});

async function metric(child: Child, name: string): Promise<number> {
  const [, url = ''] = await child.says(/"metrics":"([^"]+)"/);
  const text = await (await fetch(url)).text();
  return Number(new RegExp(`^license_graph_${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

describe('contracts that are exchanged', () => {
  const contract = (minorUnits: number, end: string) => ({
    license: { account: 'listings', name: 'Pages' },
    pricePerSeatMonth: { minorUnits, currency: 'EUR' },
    pays: 'PURCHASED',
    seats: 10,
    term: { start: '2020-01-01', end },
  });
  const QUERY =
    '{ renewals(before: "2099-01-01") { endsOn seats contract { pricePerSeatMonth { minorUnits } } licenses { name contract { end } } } }';

  it('hold at once, and go on where the new ones have a mistake', async () => {
    const { file, write } = await place('contracts', { contracts: [contract(990, '2098-06-30')] });
    const child = children.node(['src/main.ts', '--config', file]);
    const url = await urlOf(child);
    const told = async (): Promise<unknown> => JSON.parse((await post(url, QUERY)).text);
    const renewal = (minorUnits: number, endsOn: string) => ({
      data: {
        renewals: [
          {
            endsOn,
            seats: 10,
            contract: { pricePerSeatMonth: { minorUnits } },
            licenses: [{ name: 'Pages', contract: { end: endsOn } }],
          },
        ],
      },
    });
    // A database in memory is opened after the first live answer.
    expect(isWhole(await post(url, LICENSES))).toBe(true);
    await until(async () => (await post(url, QUERY)).text.includes('"name":"Pages"'));
    expect(await told()).toMatchObject(renewal(990, '2098-06-30'));
    await write({ contracts: [contract(1_490, '2097-12-31')] });
    await reload(child);
    expect(await told()).toMatchObject(renewal(1_490, '2097-12-31'));
    await write({ contracts: [contract(1, '2097-12-31'), contract(2, '2098-01-31')] });
    await reload(child, 'was refused');
    expect(child.stdout()).toContain('is about the same licenses as contracts.0, and both hold on some days');
    expect(await told()).toMatchObject(renewal(1_490, '2097-12-31'));
    await write({ contracts: [] });
    await reload(child);
    expect(await told()).toMatchObject({ data: { renewals: [] } });
  });
});

describe('what a reload exchanges', () => {
  const tokens = (...given: readonly object[]) => ({ auth: { tokens: given } });
  const ann = { name: 'ann', token: ANN, scopes: ['licenses:read'] };
  const ben = { name: 'ben', token: BEN, scopes: ['licenses:read'] };

  it('callers: new ones are let in, old ones are refused, and lose what they have open', async () => {
    const { file, write } = await place('callers', tokens(ann));
    const child = children.node(['src/main.ts', '--config', file]);
    const url = await urlOf(child);
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${ANN}` } }));
    await once(socket, 'message');
    const closed = once(socket, 'close') as Promise<[CloseEvent]>;
    expect((await post(url, LICENSES, BEN)).status).toBe(401);
    await write(tokens(ben));
    await reload(child);
    expect((await post(url, LICENSES, BEN)).status).toBe(200);
    expect((await post(url, LICENSES, ANN)).status).toBe(401);
    const [{ code }] = await closed;
    expect(code).toBe(4401);
    await write({ auth: 'none' });
    await reload(child);
    expect((await post(url, LICENSES)).status).toBe(200);
  });

  it('limits of requests, also for documents that were taken before; pages that may ask; the level of the log', async () => {
    const { file, write, config } = await place('limits');
    const child = children.node(['src/main.ts', '--config', file]);
    const url = await urlOf(child);
    const preflight = async () => {
      const headers = { origin: 'https://a.example', 'access-control-request-method': 'POST' };
      const answer = await fetch(`${url}/graphql`, { method: 'OPTIONS', headers });
      return answer.headers.get('access-control-allow-origin');
    };
    expect((await post(url, LICENSES)).text).not.toContain('maxDepth');
    expect(await preflight()).toBeNull();
    await write({
      server: { ...config.server, limits: { maxDepth: 2 }, corsOrigins: ['https://a.example'] },
      limits: { retries: 0 },
    });
    await reload(child);
    expect((await post(url, LICENSES)).text).toContain('server.limits.maxDepth');
    expect(await preflight()).toBe('https://a.example');
    expect(child.stdout()).toContain('"settings":["server.corsOrigins","server.limits","limits"]');
    await write({ server: { ...config.server, logLevel: 'error' } });
    child.signal('SIGHUP');
    await until(async () => !(await post(url, LICENSES)).text.includes('maxDepth'));
    expect(count(child, 'was reloaded')).toBe(1);
  });

  it('nothing else: what needs a restart is named', async () => {
    const { file, write, config } = await place('restart');
    const child = children.node(['src/main.ts', '--config', file]);
    const url = await urlOf(child);
    await write({ server: { ...config.server, port: 1 }, changes: { ...LEASE, parts: 3 } });
    await reload(child);
    await child.says(/"settings":\["server\.port","changes\.parts"\][^\n]*these settings need a restart/);
    expect(isWhole(await post(url, LICENSES))).toBe(true);
  });
});
