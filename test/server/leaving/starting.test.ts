// A process that starts: it is ready once it has tried to open its store, whatever came of it.
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterAll, expect, it } from '@jest/globals';
import { startTestApp } from '../../support/app.ts';
import { until } from '../../support/assertions.ts';
import { portOf } from '../../support/ports.ts';

/** A database server that takes connections and never answers. */
const silent = createServer();
const taken: Socket[] = [];
silent.on('connection', (socket) => taken.push(socket));

afterAll(async () => {
  for (const socket of taken) socket.destroy();
  await new Promise((resolve) => void silent.close(resolve));
});

it('is not ready while its store is opened, and reads all the same; without the store it is ready', async () => {
  const port = await portOf(silent);
  const first = once(silent, 'connection');
  const app = await startTestApp({ store: () => ({ url: `postgres://nobody@127.0.0.1:${port}/none` }) });
  const probe = async (): Promise<unknown> => {
    const answer = await fetch(`${app.url}/readyz`);
    return [answer.status, await answer.json()];
  };
  const hasFailed = (): boolean => app.logged.some((line) => line.startsWith('the database cannot be used'));

  await first;
  const starting = await probe();
  const accounts = await app.data<{ accounts: unknown[] }>('{ accounts { key } }');
  // On a machine that stands still for seconds, opening is given up meanwhile.
  if (!hasFailed()) expect(starting).toEqual([503, { status: 'starting', store: 'unavailable' }]);
  expect(accounts.accounts.length).toBeGreaterThan(0);
  expect((await fetch(`${app.url}/livez`)).status).toBe(200);

  for (const socket of taken) socket.destroy();
  await until(hasFailed);
  await until(async () => (await fetch(`${app.url}/readyz`)).status === 200);
  expect(await probe()).toEqual([200, { status: 'ready', store: 'unavailable' }]);
  await app.close();
});
