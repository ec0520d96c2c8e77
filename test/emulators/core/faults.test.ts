// Faults of every kind, and the rules that say which requests they strike.
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { FaultRule } from '../../../emulators/core/faults.ts';
import { until } from '../../support/assertions.ts';
import { heard } from '../../support/emulator.ts';
import { told, useToy } from './toy.ts';

const { emulator, get, put, thing, journal } = useToy();

describe('faults', () => {
  const strike = (fault: FaultRule['fault']): void => emulator.fault({ times: 1, fault });

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
    const meanwhile = delay(80)
      .then(() => heard(emulator))
      .then(() => 'still waiting');
    expect(await Promise.race([waiting, meanwhile])).toBe('still waiting');
    expect(journal()).toEqual([]);
    abort.abort();
    expect(await waiting).toBe('given up');
    await until(() => journal().length > 0);
    expect(journal()).toMatchObject([{ path: '/things', status: 0, fault: 'stall' }]);
  });

  it('cut closes the connection before anything happened', async () => {
    strike({ kind: 'cut' });
    await expect(put('t0', 'blue')).rejects.toThrow('fetch failed');
    expect(await thing('t0')).toMatchObject({ color: 'red' });
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

  it('repeat-rows has the rows of the previous answer, and is a page of its own', async () => {
    await get('/things?page=1');
    await put('t9', 'blue');
    strike({ kind: 'repeat-rows' });
    expect((await told(await get('/things?page=2'))).body).toEqual({ page: '2', ids: ['t0', 't1', 't2'] });
    emulator.reset();
    strike({ kind: 'repeat-rows' });
    expect((await told(await get('/things?page=2'))).body).toEqual({ page: '2', ids: ['t0', 't1', 't2'] });
  });

  it.each([
    [0, []],
    [2, ['t0', 't1']],
    [9, ['t0', 't1', 't2']],
  ])('first-rows leaves the first %i rows', async (keep, ids) => {
    strike({ kind: 'first-rows', keep });
    expect((await told(await get('/things?page=2'))).body).toEqual({ page: '2', ids });
  });

  it('first-rows is harmless where there are no rows', async () => {
    emulator.fault({ fault: { kind: 'first-rows', keep: 0 } });
    expect(await thing('t0')).toEqual({ id: 't0', color: 'red', kind: 'KNOWN' });
    expect(await (await get('/text')).text()).toBe('plain text');
  });

  it('unknown-enum replaces words', async () => {
    strike({ kind: 'unknown-enum' });
    expect(await thing('t0')).toEqual({ id: 't0', color: 'red', kind: 'NEW' });
  });

  it('lie answers success and changes nothing', async () => {
    strike({ kind: 'lie' });
    expect(await told(await put('t0', 'blue'))).toMatchObject({ status: 200, body: { color: 'blue' } });
    expect(await thing('t0')).toMatchObject({ color: 'red' });
  });

  it('apply-then-cut changes something and loses the answer', async () => {
    strike({ kind: 'apply-then-cut' });
    await expect(put('t0', 'blue')).rejects.toThrow('fetch failed');
    expect(await thing('t0')).toMatchObject({ color: 'blue' });
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

  it('strikes the query it names', async () => {
    emulator.fault({ path: '^/things$', query: '(^|&)page=3(&|$)', fault });
    const asked = ['/things', '/things?page=2', '/things?page=3', '/things?page=33', '/things?size=1&page=3'];
    expect(await statuses(...asked)).toEqual([200, 200, 500, 200, 500]);
    expect(await statuses('/things?page=3')).toEqual([500]);
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
