// What those who probe a process are told, in each state of its life.
import { afterEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { registerHealth } from '../../src/server/health.ts';
import { createLifecycle, type LifecycleState } from '../../src/server/leaving/lifecycle.ts';

const apps: FastifyInstance[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

function probe(state: LifecycleState, checkStore: () => Promise<void>) {
  const app = Fastify();
  apps.push(app);
  registerHealth(app, { lifecycle: { state: () => state }, checkStore });
  return async (path: string) => {
    const { statusCode, json } = await app.inject(path);
    return [statusCode, json<unknown>()];
  };
}

const there = (): Promise<void> => Promise.resolve();
const away = (): Promise<void> => Promise.reject(new Error('made up'));
const silent = (): Promise<void> => new Promise(() => undefined);

describe('/readyz', () => {
  it.each([
    ['ready', 'ready', there, 200, 'ready'],
    ['ready without its store', 'ready', away, 200, 'unavailable'],
    ['ready, while the store does not answer', 'ready', silent, 200, 'unavailable'],
    ['starting, which does not wait for the store', 'starting', silent, 503, 'unavailable'],
    ['draining', 'draining', there, 503, 'ready'],
    ['draining without its store', 'draining', away, 503, 'unavailable'],
  ] as const)('tells that the process is %s', async (_what, state, checkStore, code, store) => {
    const get = probe(state, checkStore);
    expect(await get('/readyz')).toEqual([code, { status: state, store }]);
  });
});

describe.each(['/livez', '/healthz'])('%s', (path) => {
  it.each(['starting', 'ready', 'draining'] as const)('is of the process alone: %s', async (state) => {
    const get = probe(state, silent);
    expect(await get(path)).toEqual([200, { status: 'ok' }]);
  });
});

describe('the life of a process', () => {
  it('starts, is ready, and drains, and never goes back', () => {
    const lifecycle = createLifecycle();
    const seen = [lifecycle.state()];
    for (const step of ['ready', 'drain', 'ready'] as const) {
      lifecycle[step]();
      seen.push(lifecycle.state());
    }
    expect(seen).toEqual(['starting', 'ready', 'draining', 'draining']);
  });

  it('may end while it starts', () => {
    const lifecycle = createLifecycle();
    lifecycle.drain();
    lifecycle.ready();
    expect(lifecycle.state()).toBe('draining');
  });
});
