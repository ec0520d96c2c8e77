// The frame of the emulators on the wire: routes, faults of every kind, and the journal of what happened.
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { RunningEmulator } from '../../emulators/core/emulator.ts';
import { startToy, told } from './core-definition.ts';

let emulator: RunningEmulator;

beforeAll(async () => {
  emulator = await startToy();
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const get = (path: string, init?: RequestInit): Promise<Response> => fetch(emulator.url + path, init);
const put = (id: string, color: string): Promise<Response> =>
  get(`/things/${id}`, { method: 'PUT', body: JSON.stringify(color) });
const color = async (id: string): Promise<unknown> => (await told(await get(`/things/${id}`))).body;
const journal = () => emulator.journal.entries();

/** Comes back when something holds; the test's own time limit ends it otherwise. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await delay(2);
}

describe('an emulator', () => {
  it('answers on a port of its own, and another one does not share its state', async () => {
    const other = await startToy();
    expect(new Set([other.url, other.controlUrl, emulator.url, emulator.controlUrl]).size).toBe(4);
    await put('t0', 'blue');
    expect((await told(await fetch(`${other.url}/things/t0`))).body).toMatchObject({ color: 'red' });
    await other.close();
    await expect(fetch(other.url)).rejects.toThrow('fetch failed');
  });

  it('closes although somebody waits for an answer', async () => {
    const other = await startToy();
    other.fault({ fault: { kind: 'stall' } });
    const waiting = fetch(`${other.url}/things`).catch(() => 'cut off');
    await delay(30);
    await other.close();
    expect(await waiting).toBe('cut off');
  });

  it('keeps what is written, until it is reset', async () => {
    expect((await put('new', 'green')).status).toBe(200);
    expect(await color('new')).toMatchObject({ color: 'green' });
    emulator.reset();
    expect((await get('/things/new')).status).toBe(404);
  });

  it('matches segments raw and decodes them once', async () => {
    const id = 'a/b%2Fc #ö';
    await put(encodeURIComponent(id), 'green');
    expect(await color(encodeURIComponent(id))).toMatchObject({ id });
    expect((await get('/things/a/b')).status).toBe(404);
    expect((await get('/things/')).status).toBe(404);
    expect((await get('/things/%E0%A4%A')).status).toBe(404);
  });

  it('tells an unknown path from a known one with another method', async () => {
    expect((await get('/nothing')).status).toBe(404);
    expect((await get('/things', { method: 'POST' })).status).toBe(405);
  });

  it('lets `before` end a request, and `after` dress every answer', async () => {
    const refused = await get('/things', { headers: { 'x-key': 'wrong' } });
    expect([refused.status, refused.headers.get('x-request-id')]).toEqual([401, 'r-1']);
    expect((await get('/nothing')).headers.get('x-request-id')).toBe('r-1');
  });

  it('tells the caller’s own address, headers and query', async () => {
    const response = await get('/about', { headers: { 'X-Name': 'Ada' } });
    expect(response.headers.get('content-type')).toBe('application/json');
    expect((await told(response)).body).toMatchObject({ origin: emulator.url, name: 'Ada' });
    expect((await told(await get('/things?page=7'))).body).toMatchObject({ page: '7' });
  });

  it('sends a text as it is, and nothing where there is no body', async () => {
    expect(await (await get('/text')).text()).toBe('plain text');
    const deleted = await get('/things/t1', { method: 'DELETE' });
    expect([deleted.status, await deleted.text(), deleted.headers.get('content-type')]).toEqual([
      204,
      '',
      null,
    ]);
  });

  it('does not pass a bug of its own off as a fault of the provider', async () => {
    const response = await get('/crash');
    expect(response.status).toBe(599);
    expect(await response.text()).toContain('a bug of the emulator');
  });
});

describe('faults', () => {
  const strike = (fault: Parameters<RunningEmulator['fault']>[0]['fault']): void =>
    emulator.fault({ times: 1, fault });

  it('latency answers late', async () => {
    strike({ kind: 'latency', ms: 60 });
    const started = performance.now();
    expect((await get('/things')).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(58);
    expect(journal()[0]?.ms).toBeGreaterThanOrEqual(58);
  });

  it.each([
    [{ kind: 'throttle', retryAfter: 7 } as const, '7'],
    [{ kind: 'throttle' } as const, null],
  ])('%j is the provider’s own 429', async (fault, retryAfter) => {
    strike(fault);
    const response = await get('/things');
    expect([response.headers.get('retry-after'), response.headers.get('x-request-id')]).toEqual([
      retryAfter,
      'r-1',
    ]);
    expect(await told(response)).toEqual({ status: 429, body: { error: 'slow down' } });
  });

  it('error is the provider’s own failure', async () => {
    strike({ kind: 'error', status: 503 });
    expect(await told(await get('/things'))).toEqual({ status: 503, body: { error: 'failed at /things' } });
  });

  it('answer is whatever is wanted', async () => {
    strike({ kind: 'answer', status: 418, headers: { 'x-tea': 'green' }, body: { a: 1 } });
    const response = await get('/things');
    expect([response.headers.get('x-tea'), await told(response)]).toEqual([
      'green',
      { status: 418, body: { a: 1 } },
    ]);
    strike({ kind: 'answer', status: 200 });
    expect(await told(await get('/things'))).toEqual({ status: 200, body: undefined });
  });

  it('stall takes the request and never answers', async () => {
    strike({ kind: 'stall' });
    const abort = new AbortController();
    const waiting = get('/things', { signal: abort.signal }).catch(() => 'given up');
    expect(await Promise.race([waiting, delay(80).then(() => 'still waiting')])).toBe('still waiting');
    expect(journal()).toEqual([]);
    abort.abort();
    expect(await waiting).toBe('given up');
    await until(() => journal().length > 0);
    expect(journal()).toMatchObject([{ path: '/things', status: 0, fault: 'stall' }]);
  });

  it('cut closes the connection before anything happened', async () => {
    strike({ kind: 'cut' });
    await expect(put('t0', 'blue')).rejects.toThrow('fetch failed');
    expect(await color('t0')).toMatchObject({ color: 'red' });
    expect(journal()[0]).toMatchObject({ method: 'PUT', status: 0, fault: 'cut' });
  });

  it('truncate sends half of the body and closes the connection', async () => {
    strike({ kind: 'truncate' });
    const response = await get('/things');
    expect(response.status).toBe(200);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(10);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('half-json is a whole answer with half of a JSON', async () => {
    const usual = await (await get('/things')).text();
    strike({ kind: 'half-json' });
    const response = await get('/things');
    const text = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(text).toBe(usual.slice(0, Math.floor(usual.length / 2)));
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });

  it('html is what a proxy in the way would send', async () => {
    strike({ kind: 'html' });
    const response = await get('/things');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html']);
    expect(await response.text()).toMatch(/^<html>/);
  });

  it('repeat-page answers what the previous request to the path was answered', async () => {
    await get('/things?page=1');
    strike({ kind: 'repeat-page' });
    expect((await told(await get('/things?page=2'))).body).toMatchObject({ page: '1' });
    expect((await told(await get('/things?page=3'))).body).toMatchObject({ page: '3' });
  });

  it('repeat-page is harmless where there was no previous request, also after a reset', async () => {
    await get('/things?page=1');
    emulator.reset();
    strike({ kind: 'repeat-page' });
    expect((await told(await get('/things?page=2'))).body).toMatchObject({ page: '2' });
  });

  it('unknown-enum replaces words', async () => {
    strike({ kind: 'unknown-enum' });
    expect(await color('t0')).toEqual({ id: 't0', color: 'red', kind: 'NEW' });
  });

  it('lie answers success and changes nothing', async () => {
    strike({ kind: 'lie' });
    expect(await told(await put('t0', 'blue'))).toMatchObject({ status: 200, body: { color: 'blue' } });
    expect(await color('t0')).toMatchObject({ color: 'red' });
  });

  it('apply-then-cut changes something and loses the answer', async () => {
    strike({ kind: 'apply-then-cut' });
    await expect(put('t0', 'blue')).rejects.toThrow('fetch failed');
    expect(await color('t0')).toMatchObject({ color: 'blue' });
    expect(journal()[0]).toMatchObject({ method: 'PUT', status: 0, fault: 'apply-then-cut' });
  });
});

describe('a fault rule', () => {
  const statuses = async (...paths: readonly string[]): Promise<number[]> => {
    const found: number[] = [];
    for (const path of paths) found.push((await get(path)).status);
    return found;
  };
  const fault = { kind: 'error', status: 500 } as const;

  it('strikes the method and the paths it names', async () => {
    emulator.fault({ method: 'GET', path: '^/things/t[12]$', fault });
    expect(await statuses('/things', '/things/t0', '/things/t1', '/things/t2')).toEqual([200, 200, 500, 500]);
    expect((await put('t1', 'blue')).status).toBe(200);
  });

  it('lets so many through first, and strikes so often', async () => {
    emulator.fault({ after: 1, times: 2, fault });
    expect(await statuses('/things', '/things', '/things', '/things')).toEqual([200, 500, 500, 200]);
  });

  it('strikes for ever when it does not say how often, until faults are cleared', async () => {
    emulator.fault({ fault });
    expect(await statuses('/things', '/things')).toEqual([500, 500]);
    emulator.clearFaults();
    expect(await statuses('/things')).toEqual([200]);
  });

  it('that comes first goes first', async () => {
    emulator.fault({ times: 1, fault: { kind: 'error', status: 502 } });
    emulator.fault({ times: 1, fault: { kind: 'error', status: 503 } });
    expect(await statuses('/things', '/things', '/things')).toEqual([502, 503, 200]);
  });

  it('is forgotten by a reset', async () => {
    emulator.fault({ fault });
    emulator.reset();
    expect(await statuses('/things')).toEqual([200]);
  });

  it.each([
    ['no such kind', { kind: 'explode' }],
    ['a status that is none', { kind: 'error', status: 200 }],
    ['a pause before now', { kind: 'throttle', retryAfter: -1 }],
  ])('with %s is refused', (_, wrong) => {
    expect(() => emulator.fault({ fault: wrong as typeof fault })).toThrow(/Invalid|Too small/); // wrong on purpose
  });
});

describe('the journal', () => {
  it('tells what was asked, in order, and how it was answered', async () => {
    await get('/things?page=2&x=%C3%B6');
    await put('a%2Fb', 'blue');
    await get('/nothing');
    expect(journal()).toEqual([
      { method: 'GET', path: '/things', query: 'page=2&x=%C3%B6', status: 200, ms: expect.any(Number) },
      { method: 'PUT', path: '/things/a%2Fb', query: '', status: 200, ms: expect.any(Number) },
      { method: 'GET', path: '/nothing', query: '', status: 404, ms: expect.any(Number) },
    ]);
  });

  it('names the fault that shaped an answer', async () => {
    emulator.fault({ times: 1, fault: { kind: 'html' } });
    await get('/things');
    await get('/things');
    expect(journal().map(({ fault }) => fault)).toEqual(['html', undefined]);
  });

  it('notes a client that left before its answer', async () => {
    emulator.fault({ fault: { kind: 'latency', ms: 5000 } });
    const left = get('/things', { signal: AbortSignal.timeout(30) }).catch(() => 'left');
    expect(await left).toBe('left');
    await until(() => journal().length > 0);
    expect(journal()).toMatchObject([{ status: 0, fault: 'latency' }]);
  });
});
