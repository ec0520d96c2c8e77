// Signals that come before a process is up: it has nothing to stop, and remembers what it is to reload.
import { describe, expect, it } from '@jest/globals';
import { useChildren, type Child } from '../support/child-process.ts';
import { useFolder } from '../support/folder.ts';

const folder = useFolder();
const children = useChildren();

/** Starts a process that is sent the signal while it loads the app. */
async function startAndTell(name: 'SIGTERM' | 'SIGINT' | 'SIGHUP'): Promise<Child> {
  const yext = { key: 'listings', name: 'L', provider: 'YEXT', apiKey: 'k', allowPlainHttp: true };
  const config = await folder.write(`${name}.yaml`, {
    accounts: [{ ...yext, baseUrl: 'http://127.0.0.1:9/v2' }],
    server: { port: 0 },
    metrics: { port: 0 },
    store: { directory: null },
  });
  const tell = `import { registerHooks } from 'node:module';
    registerHooks({ load(url, context, next) {
      if (url.endsWith('/src/app.ts')) process.kill(process.pid, '${name}');
      return next(url, context);
    } });`;
  const preload = `data:text/javascript,${encodeURIComponent(tell)}`;
  return children.node(['--import', preload, 'src/main.ts', '--config', config]);
}

describe('a signal that comes while the program is loaded', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('ends it with 0: %s', async (name) => {
    const child = await startAndTell(name);
    // Node may hear of it only once all is loaded: then it stops as ever.
    expect([await child.exited, child.stderr()]).toEqual([0, '']);
  });

  it('is remembered: SIGHUP', async () => {
    const child = await startAndTell('SIGHUP');
    await child.says(/"msg":"License Graph is up"[^]*"msg":"the configuration was reloaded"/);
    child.signal('SIGTERM');
    expect(await child.exited).toBe(0);
  });
});
