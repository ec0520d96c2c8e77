// Faults in the vendor's own form, on reads, logins and writes.
import { describe, expect, it } from '@jest/globals';
import type { FaultRule } from '../../../emulators/core/faults.ts';
import { DEFINITIONS, LICENSE_USERS, LOGIN, ORGANIZATION, add, idsOf, usId, useGenesys } from './client.ts';

const { emulator, call, write, licensesOf } = useGenesys();

/** Once. */
function strike(fault: FaultRule['fault'], path = DEFINITIONS): void {
  emulator.fault({ path: `^${path}`, times: 1, fault });
}

describe('faults', () => {
  it('throttle with the vendor’s body, long waits and none', async () => {
    strike({ kind: 'throttle', retryAfter: 900 });
    const long = await call(DEFINITIONS);
    expect([long.status, long.headers.get('retry-after'), long.body]).toMatchObject([
      429,
      '900',
      { code: 'too.many.requests.retry.after', contextId: long.headers.get('inin-correlation-id') },
    ]);
    strike({ kind: 'throttle' });
    const legacy = await call(DEFINITIONS);
    expect([legacy.status, legacy.headers.get('retry-after'), legacy.body]).toMatchObject([
      429,
      null,
      { code: 'too.many.requests' },
    ]);
  });

  it.each([
    [500, 'internal.server.error'],
    [503, 'service.unavailable'],
    [504, 'request.timeout'],
    [408, 'client.timeout'],
  ])('fail with %i and its code', async (status, code) => {
    strike({ kind: 'error', status });
    expect(await call(DEFINITIONS)).toMatchObject({ status, body: { status, code } });
    expect((await call(DEFINITIONS)).status).toBe(200);
  });

  it('hit the login host in its own form', async () => {
    strike({ kind: 'throttle', retryAfter: 5 }, LOGIN);
    const throttled = await call(LOGIN, { method: 'POST', as: null });
    expect([throttled.status, throttled.headers.get('retry-after'), throttled.text]).toEqual([429, '5', '']);
    strike({ kind: 'error', status: 503 }, LOGIN);
    const failed = await call(LOGIN, { method: 'POST', as: null });
    expect([failed.status, failed.body]).toMatchObject([503, { error: 'server_error' }]);
  });

  it('may come from a proxy: HTML instead of JSON', async () => {
    const [type, body] = ['text/html', '<html>gateway</html>'];
    strike({ kind: 'answer', status: 504, headers: { 'content-type': type }, body });
    const answer = await call(DEFINITIONS);
    expect([answer.status, answer.headers.get('content-type'), answer.text]).toEqual([504, type, body]);
  });

  it('repeat a page', async () => {
    const page = (number: number) => call(`${LICENSE_USERS}?pageNumber=${number}`);
    const first = idsOf(await page(1));
    strike({ kind: 'repeat-page' }, LICENSE_USERS);
    expect(idsOf(await page(2))).toEqual(first);
    expect(idsOf(await page(2))).not.toEqual(first);
  });
});

describe('faults on writes', () => {
  it('lie: success is answered and nothing is changed', async () => {
    strike({ kind: 'lie' }, ORGANIZATION);
    expect((await write(add('cloudCX1', usId(5)))).body).toMatchObject([{ result: 'SUCCESS' }]);
    expect(await licensesOf(5)).toEqual([]);
    await write(add('cloudCX1', usId(5)));
    expect(await licensesOf(5)).toEqual(['cloudCX1']);
  });

  it('apply and cut: the change is there although nobody was told', async () => {
    strike({ kind: 'apply-then-cut' }, ORGANIZATION);
    await expect(write(add('cloudCX1', usId(5)))).rejects.toThrow('fetch failed');
    expect(await licensesOf(5)).toEqual(['cloudCX1']);
  });

  it('unknown results', async () => {
    strike({ kind: 'unknown-enum' }, ORGANIZATION);
    expect((await write(add('cloudCX1', usId(5)))).body).toEqual([
      { userId: usId(5), licenseId: 'cloudCX1', result: 'SOMETHING_NEW' },
    ]);
  });
});
