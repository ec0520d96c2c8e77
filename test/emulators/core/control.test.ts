// The control port: the tester's hand on an emulator, over HTTP.
import { describe, expect, it } from '@jest/globals';
import { told, useToy } from './toy.ts';

const { emulator, get, put, thing } = useToy();

async function control(method: string, path: string, body?: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(emulator.controlUrl + path, {
    method,
    ...(body !== undefined && { body: text }),
  });
  return told(response);
}

const about = async (): Promise<unknown> => (await told(await get('/about'))).body;
const NOTHING = { status: 204, body: undefined };

describe('the control port', () => {
  it('tells what can be done', async () => {
    expect(await control('GET', '/')).toEqual({
      status: 200,
      body: {
        emulator: 'toy',
        operations: [
          'GET /',
          'GET /journal',
          'DELETE /journal',
          'POST /reset',
          'GET /clock',
          'POST /clock',
          'GET /switches',
          'POST /switches',
          'POST /faults',
          'DELETE /faults',
          'POST /outside',
          'POST /tenant',
        ],
      },
    });
  });

  it.each([
    ['GET', '/nothing'],
    ['PUT', '/clock'],
    ['GET', '/journal/1'],
    ['GET', '/constructor'],
  ])('does not know %s %s, and says what it knows', async (method, path) => {
    expect(await control(method, path)).toMatchObject({
      status: 404,
      body: { error: 'no such operation', operations: expect.arrayContaining(['GET /journal']) },
    });
  });

  it.each([
    ['POST', '/clock', '{"advanceMs":'],
    ['POST', '/clock', {}],
    ['POST', '/clock', undefined],
    ['POST', '/reset', { scale: 0 }],
    ['POST', '/reset', { scale: 1.5 }],
    ['POST', '/switches', { greeting: null }],
    ['POST', '/switches', { nothing: 1 }],
    ['POST', '/switches', { limit: 'ten' }],
    ['POST', '/faults', { fault: { kind: 'explode' } }],
    ['POST', '/faults', { path: '(', fault: { kind: 'cut' } }],
  ])('refuses %s %s %j, and says why', async (method, path, body) => {
    expect(await control(method, path, body)).toEqual({
      status: 400,
      body: { error: expect.stringMatching(/\w{3}/) },
    });
  });

  it('is not the provider’s API, and the API is not it', async () => {
    expect((await fetch(`${emulator.controlUrl}/things`)).status).toBe(404);
    expect((await get('/journal')).status).toBe(404);
    await control('GET', '/clock');
    expect(emulator.journal.entries().map(({ path }) => path)).toEqual(['/journal']);
  });
});

describe('operations', () => {
  it('journal: read and emptied', async () => {
    await get('/things?page=3');
    expect(await control('GET', '/journal')).toMatchObject({
      status: 200,
      body: { entries: [{ method: 'GET', path: '/things', query: 'page=3', status: 200 }] },
    });
    expect(await control('DELETE', '/journal')).toEqual(NOTHING);
    expect((await control('GET', '/journal')).body).toEqual({ entries: [] });
  });

  it('clock: moved forward and back, and read', async () => {
    const before = Date.now();
    expect(await control('POST', '/clock', { advanceMs: 3_600_000 })).toEqual(NOTHING);
    const { body } = await control('GET', '/clock');
    const now = Date.parse((body as { now: string }).now); // the answer to GET /clock
    expect(now).toBeGreaterThanOrEqual(before + 3_600_000);
    expect(now).toBeLessThan(Date.now() + 3_600_001);
    await control('POST', '/clock', { advanceMs: -3_600_000 });
    expect(Math.abs(emulator.clock.now() - Date.now())).toBeLessThan(1000);
  });

  it('switches: read and changed, while the emulator runs', async () => {
    expect((await control('GET', '/switches')).body).toEqual({ greeting: 'hello', limit: 10, strict: true });
    expect(await control('POST', '/switches', { greeting: 'moin', strict: false })).toEqual(NOTHING);
    expect((await control('GET', '/switches')).body).toEqual({ greeting: 'moin', limit: 10, strict: false });
    expect((await get('/about')).headers.get('x-greeting')).toBe('moin');
  });

  it('switches: an unknown one is answered with those there are', async () => {
    const { body } = await control('POST', '/switches', { greting: 'typo' });
    expect(body).toMatchObject({ error: expect.stringContaining('greeting, limit, strict') });
    expect(() => emulator.setSwitch('greting', 'typo')).toThrow(/no switch greting/);
  });

  it('faults: added and cleared', async () => {
    expect(await control('POST', '/faults', { fault: { kind: 'error', status: 500 } })).toEqual(NOTHING);
    expect((await get('/things')).status).toBe(500);
    expect(await control('DELETE', '/faults')).toEqual(NOTHING);
    expect((await get('/things')).status).toBe(200);
  });

  it('faults: an answer of any length and language', async () => {
    const body = { text: `a${'ö'.repeat(200_000)}` };
    expect(await control('POST', '/faults', { fault: { kind: 'answer', status: 200, body } })).toEqual(
      NOTHING,
    );
    expect((await told(await get('/things'))).body).toEqual(body);
  });

  it('reset: fresh state, real time, default switches, no faults, an empty journal', async () => {
    await put('t0', 'blue');
    await control('POST', '/clock', { advanceMs: 1e9 });
    await control('POST', '/switches', { greeting: 'moin' });
    await control('POST', '/faults', { fault: { kind: 'cut' } });
    expect(await control('POST', '/reset')).toEqual(NOTHING);
    expect((await control('GET', '/journal')).body).toEqual({ entries: [] });
    expect((await control('GET', '/switches')).body).toMatchObject({ greeting: 'hello' });
    expect(Math.abs(emulator.clock.now() - Date.now())).toBeLessThan(1000);
    expect(await thing('t0')).toMatchObject({ color: 'red' });
  });

  it('reset: at another scale, which stays', async () => {
    expect(await control('POST', '/reset', { scale: 4 })).toEqual(NOTHING);
    expect(await about()).toMatchObject({ scale: 4 });
    await control('POST', '/reset', {});
    expect(await about()).toMatchObject({ scale: 4 });
    await control('POST', '/reset', { scale: 1 });
    expect(await about()).toMatchObject({ scale: 1 });
  });
});
