// The production process, as an operator meets it: exit codes, sentences, and an orderly end.
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { seededAccounts, startFleet, type Fleet } from '../../emulators/fleet.ts';
import { createChildren, listen } from '../support/child-process.ts';

const LICENSES = '{ licenses(first: 100) { totalCount coverage { status } } }';
const children = createChildren();
let folder: string;
let fleet: Fleet;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'license-graph-'));
  fleet = await startFleet();
});
afterEach(async () => {
  await children.end();
  for (const emulator of fleet.all()) emulator.clearFaults();
});
afterAll(async () => {
  await fleet.close();
  await rm(folder, { recursive: true });
});

async function configFile(name: string, content: object | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : stringify(content));
  return path;
}

function seededConfig(server: object = {}, limits: object = {}): object {
  return {
    accounts: seededAccounts(fleet),
    server: { port: 0, ...server },
    limits,
    store: { directory: null },
    changes: { leaseMs: 120_000 },
  };
}

async function startServing(config: object, environment: Record<string, string> = {}) {
  const child = children.node(
    ['src/main.ts', '--config', await configFile('good.yaml', config)],
    environment,
  );
  const [, url = ''] = await child.says(/"url":"([^"]+)"/);
  return { child, url };
}

function ask(url: string): Promise<Response> {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: LICENSES }),
  });
}

/** Once a login has come in, the request that needs its token is under way. */
async function loginSeen(): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (fleet.genesys.journal.entries().length > 0) return;
    await sleep(10);
  }
  throw new Error('no login came in');
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
    const file = await configFile(
      'bad.yaml',
      `accounts:
  - { key: a, name: A, provider: GENESYS_CLOUD, region: hunter2, clientId: a, clientSecret: "\${ABSENT}" }
  - { key: a, name: A, provider: YEXT, apiKey: "\${PRESENT}", colour: hunter2 }
server: { port: 70000, host: hunter2.example }
`,
    );
    const child = children.node(['src/main.ts', '--config', file], { PRESENT: 'hunter2' });
    expect(await child.exited).toBe(1);
    const lines = child.stderr().split('\n');
    expect(lines[0]).toBe(`License Graph cannot start: 6 problems in ${file}`);
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
    const child = children.node(['src/main.ts'], { LICENSE_GRAPH_CONFIG: join(folder, name) });
    expect(await child.exited).toBe(1);
    expect(child.stderr()).toContain(
      `1 problem in ${join(folder, name)}\n  (file): cannot be read (${code})\n`,
    );
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
  it('serves, and logs where and for which accounts, and no credential', async () => {
    const { child, url } = await startServing(seededConfig());
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
    const answer = await ask(url);
    expect(await answer.json()).toMatchObject({ data: { licenses: { totalCount: expect.any(Number) } } });
    child.signal('SIGTERM');
    expect(await child.exited).toBe(0);
    const lines = child.stdout().trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      'License Graph is up',
      'stopping',
    ]);
    for (const account of seededAccounts(fleet)) {
      for (const [name, value] of Object.entries(account)) {
        if (/secret|token|password|apiKey/i.test(name)) expect(child.stdout()).not.toContain(value);
      }
    }
    expect(child.stderr()).toBe('');
  });

  it('takes its port from PORT', async () => {
    const free = await listen(0);
    await free.close();
    const { url } = await startServing(seededConfig({ port: 1 }), { PORT: String(free.port) });
    expect(url).toBe(`http://127.0.0.1:${free.port}`);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'answers what is under way at %s, takes nothing new, and leaves with 0',
    async (signal) => {
      fleet.genesys.journal.clear();
      fleet.genesys.fault({ path: 'license', fault: { kind: 'latency', ms: 1_500 } });
      const { child, url } = await startServing(seededConfig());
      const pending = ask(url);
      await loginSeen();
      child.signal(signal);
      await child.says(/"msg":"stopping"/);
      // A terminal under npm sends it twice.
      child.signal(signal);
      await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
      const answer = (await (await pending).json()) as {
        data: { licenses: { coverage: { status: string }[] } };
      };
      expect(answer.data.licenses.coverage.map(({ status }) => status)).toEqual(Array(6).fill('COMPLETE'));
      expect(await child.exited).toBe(0);
    },
  );

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
    fleet.genesys.journal.clear();
    fleet.genesys.fault({ path: 'license', fault: { kind: 'stall' } });
    const { child, url } = await startServing(seededConfig({ drainMs: 200 }, { answerTimeoutMs: 60_000 }));
    const pending = ask(url).then(
      () => 'answered',
      (error: unknown) => String(error),
    );
    await loginSeen();
    child.signal('SIGTERM');
    expect(await child.exited).toBe(1);
    expect(child.stdout()).toContain('requests still under way were cut off');
    expect(await pending).toBe('TypeError: fetch failed');
  });
});

describe('an address it cannot listen on', () => {
  it('is named in one sentence when the port is in use', async () => {
    const other = await listen(0);
    const file = await configFile('port.yaml', seededConfig({ port: other.port }));
    const child = children.node(['src/main.ts', '--config', file]);
    expect(await child.exited).toBe(1);
    await other.close();
    expect(child.stderr()).toBe(
      `License Graph cannot listen on port ${other.port} of 127.0.0.1: it is in use. Stop what listens there, or set PORT or server.port.\n`,
    );
  });

  it('is named in one sentence when it is another machine', async () => {
    const file = await configFile('host.yaml', { ...seededConfig({ host: '192.0.2.1' }), auth: 'none' });
    const child = children.node(['src/main.ts', '--config', file]);
    expect(await child.exited).toBe(1);
    expect(child.stderr()).toMatch(/^License Graph cannot listen on port 0 of 192\.0\.2\.1: [^\n]+\.\n$/);
  });
});

describe('the modules of src', () => {
  it('import no emulator, test or bench', async () => {
    const source = new URL('../../src/', import.meta.url);
    const files = (await readdir(source, { recursive: true })).filter((name) => name.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(50);
    const outside: string[] = [];
    for (const file of files) {
      const text = await readFile(new URL(file, source), 'utf8');
      for (const [, target = ''] of text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)) {
        const inside =
          !target.startsWith('.') || new URL(target, new URL(file, source)).href.startsWith(source.href);
        if (!inside) outside.push(`${file}: ${target}`);
      }
    }
    expect(outside).toEqual([]);
  });
});
