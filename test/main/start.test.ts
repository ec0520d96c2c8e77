// `npm start`, as a newcomer meets it: everything it prints is true, and Ctrl-C ends it.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { COMPANY, VENDORS } from '../../emulators/company.ts';
import { until } from '../support/assertions.ts';
import { useChildren } from '../support/child-process.ts';
import { ask } from '../support/graph-client.ts';
import { opened } from '../support/lifecycle.ts';
import { freePorts, listen } from '../support/ports.ts';
import { SHELL_PATH } from '../support/shell-path.ts';

/** A small young generation takes some 100 MB less; Node calls the stripping of types, by which the console is served, an experiment. */
const OPTIONS = ['--max-semi-space-size=4', '--disable-warning=ExperimentalWarning'];

const children = useChildren();

async function startAll() {
  const port = await freePorts(1);
  const child = children.node([...OPTIONS, 'emulators/start.ts'], { PORT: String(port) });
  await child.says(/Ctrl-C stops\./);
  return { child, port, text: child.stdout() };
}

describe('npm start', () => {
  /** For those who leave it running, and the one after them who ends it. */
  const started = opened(startAll, () => undefined);

  it('is this program', async () => {
    const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
    const { scripts } = JSON.parse(text) as { scripts: Record<string, string> };
    expect(scripts).toMatchObject({
      start: `node ${OPTIONS.join(' ')} emulators/start.ts`,
      emulators: 'node emulators/serve.ts',
    });
  });

  it('prints where everything is, and it is there', async () => {
    const { port, text } = started;
    expect(text).toContain(`  playground  http://127.0.0.1:${port}/playground\n`);
    expect(text).toContain(`  graph       http://127.0.0.1:${port}/graphql\n`);
    const playground = await fetch(`http://127.0.0.1:${port}/`);
    expect(await playground.text()).toContain('<title>License Graph</title>');
    const emulators = [...text.matchAll(/^ {2}(\w+) +(http:\S+) {3}control (http:\S+)$/gm)];
    expect(emulators.map(([, name]) => name)).toEqual(VENDORS);
    for (const [, name, url = '', control = ''] of emulators) {
      expect(await (await fetch(`${control}/`)).json()).toMatchObject({ emulator: name });
      // Without credentials every provider refuses, each in its own way.
      expect((await fetch(`${url}/nowhere`)).status).toBeGreaterThanOrEqual(400);
    }
  });

  it('prints a curl line that answers as it stands', async () => {
    const [line = ''] = /curl [\s\S]*?'(?=\n\n)/.exec(started.text) ?? [];
    const { stdout } = await promisify(execFile)('bash', ['-c', line], { env: { PATH: SHELL_PATH } });
    const answer = JSON.parse(stdout) as {
      errors?: unknown;
      data: { licenses: { totalCount: number; nodes: { provider: string }[] } };
    };
    expect(answer.errors).toBeUndefined();
    expect(answer.data.licenses.nodes).toHaveLength(answer.data.licenses.totalCount);
    expect([...new Set(answer.data.licenses.nodes.map(({ provider }) => provider))].sort()).toEqual(
      Object.values(COMPANY)
        .map(({ provider }) => provider)
        .sort(),
    );
  });

  it('ends on Ctrl-C with 0 and gives its port back', async () => {
    const { child, port, text } = started;
    await (await fetch(`http://127.0.0.1:${port}/healthz`)).json(); // leaves a connection open
    child.signal('SIGINT');
    expect(await child.exited).toBe(0);
    expect(child.stdout()).toBe(`${text}\nStopping.\n`);
    expect(child.stderr()).toBe('');
    const again = await listen(port);
    expect(again.port).toBe(port);
    await again.close();
  });

  it('finishes what is under way, even when npm passes Ctrl-C on once more', async () => {
    const { child, port, text } = await startAll();
    const [, control = ''] = /webex .*control (\S+)/.exec(text) ?? [];
    const fault = { path: 'licenses', fault: { kind: 'latency', ms: 1_500 } };
    await fetch(`${control}/faults`, { method: 'POST', body: JSON.stringify(fault) });
    const pending = ask(`http://127.0.0.1:${port}`, '{ account(key: "webex") { licenses { totalCount } } }');
    // Behind the login, the request that is held up is on its way.
    await until(async () => (await (await fetch(`${control}/journal`)).text()).includes('access_token'));
    child.signal('SIGINT');
    await child.says(/Stopping\./);
    child.signal('SIGINT');
    expect(await pending).toMatchObject({ account: { licenses: {} } });
    expect(await child.exited).toBe(0);
  });

  it('says that a port is in use, and how to take another', async () => {
    const other = await listen(0);
    const child = children.node([...OPTIONS, 'emulators/start.ts'], { PORT: String(other.port) });
    expect(await child.exited).toBe(1);
    await other.close();
    expect(child.stderr()).toBe(`Port ${other.port} is in use. Choose another with PORT=4001 npm start.\n`);
  });

  it('says that PORT is no port', async () => {
    const child = children.node([...OPTIONS, 'emulators/start.ts'], { PORT: 'http' });
    expect(await child.exited).toBe(1);
    expect(child.stderr()).toBe('server.port: environment variable PORT is not a port number\n');
  });

  it.each([
    [['--scale', '0'], '--scale must be a whole number from 1 to 1000.'],
    [['--scale', '1001'], '--scale must be a whole number from 1 to 1000.'],
    [['--colour'], "Unknown option '--colour'"],
    [['400'], "Unexpected argument '400'. This command does not take positional arguments"],
  ])('refuses %j with the usage and 2', async (flags, sentence) => {
    const child = children.node([...OPTIONS, 'emulators/start.ts', ...flags]);
    expect(await child.exited).toBe(2);
    expect(child.stderr()).toMatch(
      /^[^\n]+\n\nusage: npm start -- \[--scale N\] \[--history DAYS\] \[--with FOLDER\]\n/,
    );
    expect(child.stderr().split('\n')[0]).toBe(sentence);
  });
});
