// The production process, as an operator meets it: exit codes, sentences, and an orderly end.
import { once } from 'node:events';
import { connect } from 'node:net';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { seededAccounts, startFleet } from '../../emulators/fleet.ts';
import { until } from '../support/assertions.ts';
import { urlOf, useChildren } from '../support/child-process.ts';
import { keysOf } from '../support/company.ts';
import { useFolder } from '../support/folder.ts';
import { useGate } from '../support/gate.ts';
import { ask } from '../support/graph-client.ts';
import { opened } from '../support/lifecycle.ts';
import { LEASE, PATIENT } from '../support/patient.ts';
import { freePort, listen } from '../support/ports.ts';

const LICENSES = '{ licenses(first: 100) { totalCount coverage { status } } }';
const folder = useFolder();
const fleet = opened(startFleet, (it) => it.close());
const gate = useGate(fleet, 'genesys', ({ url }) => url.includes('license'));
const children = useChildren();

function seededConfig(server: object = {}): object {
  return {
    accounts: gate.before(seededAccounts(fleet)),
    server: { port: 0, ...server },
    metrics: { port: 0 },
    limits: PATIENT,
    store: { directory: null },
    changes: LEASE,
  };
}

async function start(config: object | string, environment: Readonly<Record<string, string>> = {}) {
  return children.node(['src/main.ts', '--config', await folder.write('config.yaml', config)], environment);
}

async function startServing(config: object, environment: Readonly<Record<string, string>> = {}) {
  const child = await start(config, environment);
  return { child, url: await urlOf(child) };
}

/** Resolves when the port is closed. */
async function refused(url: string): Promise<void> {
  await until(() =>
    fetch(`${url}/livez`).then(
      () => false,
      () => true,
    ),
  );
}

describe('without a usable configuration', () => {
  it('says that none was named, and how it is called', async () => {
    const child = children.node(['src/main.ts']);
    expect(await child.exited).toBe(1);
    expect(child.stdout()).toBe('');
    expect(child.stderr()).toContain('(file): no configuration file was named');
    expect(child.stderr()).toContain('usage: node src/main.ts [--config FILE]');
  });

  it('lists every problem with its path, and no value', async () => {
    const child = await start(
      `accounts:
  - { key: a, name: A, provider: GENESYS_CLOUD, region: hunter2, clientId: a, clientSecret: "\${ABSENT}" }
  - { key: a, name: A, provider: YEXT, apiKey: "\${PRESENT}", colour: hunter2 }
server: { port: 70000, host: hunter2.example }
`,
      { PRESENT: 'hunter2' },
    );
    expect(await child.exited).toBe(1);
    const lines = child.stderr().split('\n');
    expect(lines[0]).toBe(`License Graph cannot start: 6 problems in ${folder.at('config.yaml')}`);
    expect(lines.slice(1, 7).map((line) => line.trim().split(': ')[0])).toEqual([
      'accounts.0.clientSecret',
      'server.port',
      'accounts.0.region',
      'accounts.1',
      'accounts.1.key',
      'auth',
    ]);
    expect(child.stderr()).not.toContain('hunter2');
    expect(child.stdout()).toBe('');
  });

  it.each([
    ['absent', 'nowhere.yaml', 'ENOENT'],
    ['a folder', '.', 'EISDIR'],
  ])('says why a file cannot be read: %s', async (_what, name, code) => {
    const child = children.node(['src/main.ts'], { LICENSE_GRAPH_CONFIG: folder.at(name) });
    expect(await child.exited).toBe(1);
    expect(child.stderr()).toContain(`1 problem in ${folder.at(name)}\n  (file): cannot be read (${code})\n`);
    expect(child.stderr()).not.toContain('    at ');
  });
});

describe('the command line', () => {
  it.each([['--colour'], ['file.yaml'], ['--config']])(
    '%s is refused with the usage and 2',
    async (argument) => {
      const child = children.node(['src/main.ts', argument]);
      expect(await child.exited).toBe(2);
      expect(child.stderr()).toMatch(new RegExp(`'${argument}[^\\n]*\\n\\nusage: `));
      expect(child.stderr()).not.toContain('    at ');
    },
  );

  it('explains itself on --help', async () => {
    const child = children.node(['src/main.ts', '--help']);
    expect(await child.exited).toBe(0);
    expect(child.stdout()).toContain('LICENSE_GRAPH_CONFIG');
  });
});

describe('with a good configuration', () => {
  beforeEach(() => gate.open());

  it('serves, and logs where and for which accounts, and no credential', async () => {
    const { child, url } = await startServing(seededConfig());
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(await ask(url, LICENSES)).toMatchObject({ licenses: { totalCount: expect.any(Number) } });
    child.signal('SIGTERM');
    expect(await child.exited).toBe(0);
    const lines = child.stdout().trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { level: 'info', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/), msg: 'License Graph is up' },
      { msg: 'request', principal: expect.any(String), outcome: 'ok' },
      { msg: 'stopping', signal: 'SIGTERM' },
      { msg: 'stopped', finished: true, ms: expect.any(Number) },
    ]);
    for (const account of gate.before(seededAccounts(fleet))) {
      for (const [name, value] of Object.entries(account)) {
        if (/secret|token|password|apiKey/i.test(name)) expect(child.stdout()).not.toContain(value);
      }
    }
    expect(child.stderr()).toBe('');
  });

  it('warns at the start of settings that have moved, and of vendors behind plain http', async () => {
    const yext = { key: 'plain', name: 'P', provider: 'YEXT', apiKey: 'k', allowPlainHttp: true };
    const accounts = [{ ...yext, baseUrl: 'http://yext.example/v2' }];
    const { child } = await startServing({ ...seededConfig({ maxDepth: 7 }), accounts });
    const warnings = child
      .stdout()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { level: string; setting?: string })
      .filter(({ level }) => level === 'warn');
    expect(warnings.map(({ setting }) => setting)).toEqual(['server.maxDepth', 'accounts.0.baseUrl']);
    expect(child.stdout()).not.toContain('yext.example');
  });

  it('runs the documents of a manifest, and says what is wrong with one', async () => {
    const auth = { tokens: [{ name: 'reader', token: 'a-token-of-a-reader' }] };
    const server = { persistedQueries: 'manifest', manifest: 'manifest.json' };
    const operations = [{ id: 'keys', name: 'Keys', type: 'query', body: '{ accounts { key } }' }];
    const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
    await folder.write('manifest.json', JSON.stringify(manifest));
    const { url } = await startServing({ ...seededConfig(server), auth });
    const send = async (body: object): Promise<string> => {
      const headers = { 'content-type': 'application/json', authorization: 'Bearer a-token-of-a-reader' };
      return (await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) })).text();
    };
    expect(await send({ documentId: 'keys' })).toContain('genesys-us');
    expect(await send({ query: '{ accounts { key } }' })).toContain('DOCUMENT_NOT_TRUSTED');

    await folder.write('manifest.json', '{ "a": 1 }');
    const child = await start({ ...seededConfig(server), auth });
    expect(await child.exited).toBe(1);
    expect(child.stderr()).toContain('server.manifest: names a file that is no manifest');
  });

  it('takes its port from PORT', async () => {
    const port = await freePort();
    const { url } = await startServing(seededConfig({ port: 1 }), { PORT: String(port) });
    expect(url).toBe(`http://127.0.0.1:${port}`);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'answers what is under way at %s, takes nothing new, and leaves with 0',
    async (signal) => {
      gate.shut();
      const { child, url } = await startServing(seededConfig());
      const pending = ask<{ licenses: { coverage: { status: string }[] } }>(url, LICENSES);
      await until(() => gate.held() > 0);
      child.signal(signal);
      await child.says(/"msg":"stopping"/);
      // A terminal under npm sends it twice.
      child.signal(signal);
      await refused(url);
      gate.open();
      const { licenses } = await pending;
      expect(licenses.coverage.map(({ status }) => status)).toEqual(keysOf().map(() => 'COMPLETE'));
      expect(await child.exited).toBe(0);
    },
  );

  it('serves on after SIGTERM, says so to those who probe, and makes haste at a second one', async () => {
    const { child, url } = await startServing(seededConfig({ drainDelayMs: 3_600_000, drainMs: 120_000 }));
    child.signal('SIGTERM');
    await child.says(/"msg":"stopping"/);
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'draining', store: 'ready' }]);
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    const { licenses } = await ask<{ licenses: { coverage: { status: string }[] } }>(url, LICENSES);
    expect(licenses.coverage.map(({ status }) => status)).toEqual(keysOf().map(() => 'COMPLETE'));
    // One within a second of the first is taken for the same.
    await until(() => {
      child.signal('SIGTERM');
      return child.stdout().includes('"msg":"stopping without delay"');
    });
    expect(await child.exited).toBe(0);
  });

  it('leaves by itself when the delay is over', async () => {
    const { child, url } = await startServing(seededConfig({ drainDelayMs: 300, drainMs: 120_000 }));
    child.signal('SIGTERM');
    await refused(url);
    expect(await child.exited).toBe(0);
  });

  it('does not wait for connections that nobody uses', async () => {
    const { child, url } = await startServing(seededConfig({ drainMs: 3_600_000 }));
    await (await fetch(`${url}/healthz`)).json(); // one is kept alive, another was opened ahead
    const ahead = connect(Number(new URL(url).port), '127.0.0.1');
    await once(ahead, 'connect');
    child.signal('SIGTERM');
    expect(await child.exited).toBe(0);
    ahead.destroy();
  });

  it('cuts off what is not done after drainMs, says so, and leaves with 1', async () => {
    gate.shut();
    const { child, url } = await startServing(seededConfig({ drainMs: 200 }));
    const pending = ask(url, LICENSES).then(
      () => 'answered',
      (error: unknown) => String(error),
    );
    await until(() => gate.held() > 0);
    child.signal('SIGTERM');
    expect(await child.exited).toBe(1);
    expect(child.stdout()).toContain('requests still under way were cut off');
    expect(await pending).toBe('TypeError: fetch failed');
  });
});

describe('an address it cannot listen on', () => {
  it('is named in one sentence when the port is in use', async () => {
    const other = await listen(0);
    const child = await start(seededConfig({ port: other.port }));
    expect(await child.exited).toBe(1);
    await other.close();
    expect(child.stderr()).toBe(
      `License Graph cannot listen on port ${other.port} of 127.0.0.1: it is in use. Stop what listens there, or set PORT or server.port.\n`,
    );
  });

  it('is named in one sentence when it is another machine', async () => {
    const child = await start({ ...seededConfig({ host: '192.0.2.1' }), auth: 'none' });
    expect(await child.exited).toBe(1);
    expect(child.stderr()).toMatch(/^License Graph cannot listen on port 0 of 192\.0\.2\.1: [^\n]+\.\n$/);
  });
});
