// Faults that strike single parts of a request that carries several.
import { describe, expect, it } from '@jest/globals';
import type { FaultRule } from '../../../emulators/core/faults.ts';
import { useToy } from './toy.ts';

const { emulator, get, batch, thing, journal } = useToy();

const painted = (id: string, color = 'blue') => ({ status: 200, body: { id, color, kind: 'KNOWN' } });

describe('a fault for one part of a batch', () => {
  it.each<[FaultRule['fault'], unknown]>([
    [
      { kind: 'throttle', retryAfter: 7 },
      { status: 429, headers: { 'retry-after': '7' }, body: { error: 'slow down' } },
    ],
    [
      { kind: 'error', status: 503 },
      { status: 503, body: { error: 'failed at /batch' } },
    ],
    [
      { kind: 'answer', status: 404, headers: { 'x-tea': 'green' }, body: { a: 1 } },
      { status: 404, headers: { 'x-tea': 'green' }, body: { a: 1 } },
    ],
  ])('%j is its answer alone, and nothing is done for it', async (fault, reply) => {
    emulator.fault({ part: 't1$', fault });
    expect(await batch({ t0: 'blue', t1: 'blue', t2: 'blue' })).toEqual({
      status: 200,
      body: { t0: painted('t0'), t1: reply, t2: painted('t2') },
    });
    expect([await thing('t0'), await thing('t1')]).toMatchObject([{ color: 'blue' }, { color: 'red' }]);
    expect(journal()[0]).toMatchObject({
      status: 200,
      partFaults: [{ part: '/things/t1', fault: fault.kind }],
    });
    expect(journal()[0]).not.toHaveProperty('fault');
  });

  it('lie answers success and changes nothing of that part', async () => {
    emulator.fault({ part: 't1$', fault: { kind: 'lie' } });
    expect((await batch({ t0: 'blue', t1: 'blue', t2: 'blue' })).body).toMatchObject({ t1: painted('t1') });
    const colors = await Promise.all(['t0', 't1', 't2'].map(thing));
    expect(colors).toMatchObject([{ color: 'blue' }, { color: 'red' }, { color: 'blue' }]);
  });

  it('strikes the parts it names, of the requests it names, as often as it says', async () => {
    const fault = { kind: 'error', status: 500 } as const;
    emulator.fault({ method: 'POST', path: '^/batch$', part: '^/things/', after: 1, times: 2, fault });
    emulator.fault({ method: 'PUT', part: '', fault });
    emulator.fault({ path: '^/others', part: '', fault });
    const statuses = async () => {
      const { body } = await batch({ t0: 'blue', t1: 'blue' });
      return Object.values(body as Record<string, { readonly status: number }>).map(({ status }) => status); // of the toy
    };
    expect([await statuses(), await statuses()]).toEqual([
      [200, 500],
      [500, 200],
    ]);
  });

  it('does not strike whole requests; a fault for these strikes no part', async () => {
    emulator.fault({ part: '', fault: { kind: 'error', status: 500 } });
    expect((await get('/things')).status).toBe(200);
    emulator.clearFaults();
    emulator.fault({ path: '^/batch$', after: 1, fault: { kind: 'error', status: 500 } });
    expect((await batch({ t0: 'blue' })).body).toEqual({ t0: painted('t0') });
  });

  it.each(['cut', 'html', 'unknown-enum'] as const)('cannot be %s', (kind) => {
    expect(() => emulator.fault({ part: '', fault: { kind } })).toThrow(
      /Invalid fault for one part: there are throttle, error, answer, lie/,
    );
  });
});
