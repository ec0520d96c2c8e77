// The port of metrics: what is there, who may ask, and that the graph is served without it.
import { request } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { metricsOf, startTestApp, useApp } from '../../support/app.ts';
import { until } from '../../support/assertions.ts';
import { urlOf, useChildren } from '../../support/child-process.ts';
import { useFolder } from '../../support/folder.ts';
import { ask } from '../../support/graph-client.ts';
import { opened } from '../../support/lifecycle.ts';
import { listen } from '../../support/ports.ts';

const ACCOUNT = {
  key: 'listings',
  name: 'L',
  provider: 'YEXT',
  apiKey: 'k',
  baseUrl: 'http://127.0.0.1:9/v2',
};

describe('the port of metrics', () => {
  const TOKENS = { tokens: [{ name: 'ann', token: 'a-token-of-ann-alone', scopes: ['licenses:read'] }] };
  const app = useApp({ auth: TOKENS });
  const at = (path: string) => new URL(path, app.metricsUrl).href;

  it('has metrics and health, for whoever reaches it', async () => {
    const metrics = await fetch(app.metricsUrl);
    expect(metrics.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect([metrics.status, await metrics.text()]).toEqual([200, expect.stringContaining('license_graph_')]);
    expect(await (await fetch(at('/livez'))).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(at('/healthz'))).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(at('/readyz'))).json()).toEqual({ status: 'ready', store: 'ready' });
  });

  it.each(['/graphql', '/playground', '/'])('has nothing else: %s', async (path) => {
    const answer = await fetch(at(path), { method: path === '/graphql' ? 'POST' : 'GET' });
    expect([answer.status, await answer.json()]).toEqual([
      404,
      {
        errors: [
          { message: expect.any(String), extensions: { code: 'NOT_FOUND', requestId: expect.any(String) } },
        ],
      },
    ]);
  });

  it('answers to no page whose name was pointed at this machine', async () => {
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    request(app.metricsUrl, { headers: { host: 'evil.example' } }, ({ statusCode }) =>
      resolve(statusCode),
    ).end();
    expect(await promise).toBe(421);
  });
});

describe('a process', () => {
  const folder = useFolder();
  const children = useChildren();
  const taken = opened(
    () => listen(0),
    (it) => it.close(),
  );
  const start = async (metrics: unknown, environment = {}) => {
    const config = { accounts: [ACCOUNT], server: { port: 0 }, metrics, store: { directory: null } };
    const file = await folder.write('config.yaml', config);
    return children.node(['src/main.ts', '--config', file], environment);
  };

  it('says where its metrics are, on the port of the environment', async () => {
    const child = await start({ port: taken.port }, { METRICS_PORT: '0' });
    await urlOf(child);
    const [, metrics = ''] = await child.says(/"metrics":"([^"]+)"/);
    expect(await (await fetch(metrics)).text()).toContain('license_graph_build_info');
  });

  it('serves the graph without metrics when their port is taken, and says what to do', async () => {
    const child = await start({ port: taken.port });
    const url = await urlOf(child);
    expect(await ask(url, '{ accounts { key } }')).toEqual({ accounts: [{ key: 'listings' }] });
    const [line = ''] = await child.says(/.*there are no metrics.*/);
    expect(JSON.parse(line)).toMatchObject({
      level: 'warn',
      host: '127.0.0.1',
      port: taken.port,
      why: 'it is in use. Stop what listens there, or set METRICS_PORT or metrics.port to another',
    });
    child.signal('SIGTERM');
    expect(await child.exited).toBe(0);
  });

  it('has none where there are to be none', async () => {
    const child = await start(null);
    await child.says(/"metrics":null/);
    expect(child.stdout()).not.toContain('there are no metrics');
  });
});

it('metrics tell that the process takes leave, as long as requests are under way', async () => {
  const app = await startTestApp({ warm: true });
  const draining = async () => (await metricsOf(app)).get('draining');
  const client = new AbortController();
  app.fleet.webex.fault({ path: '/licenses', fault: { kind: 'stall' } });
  const query = '{ account(key: "webex") { licenses { totalCount } } }';
  const asked = app.ask(query, { signal: client.signal }).catch(() => null);
  await until(async () => (await metricsOf(app)).get('operations_in_flight{type="query"}') === 1);
  expect(await draining()).toBe(0);
  const closed = app.close();
  await until(async () => (await draining()) === 1);
  client.abort();
  await asked;
  await closed;
  await expect(fetch(app.metricsUrl)).rejects.toThrow('fetch failed');
});
