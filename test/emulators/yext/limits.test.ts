// How much may be asked: the quota of the hour, bursts, and the length of a URL.
import { describe, expect, it } from '@jest/globals';
import { assignment, PACKS, useYext } from './client.ts';

const { call, raw, emulator, travel } = useYext();

describe('quota', () => {
  it('is 5000 an hour for the account and told on authenticated replies, refusals too', async () => {
    travel('2031-01-10T12:30:00Z');
    const first = await call(PACKS);
    expect(first.headers.get('rate-limit-limit')).toBe('5000');
    expect(first.headers.get('rate-limit-remaining')).toBe('4999');
    expect(first.headers.has('rate-limit-reset')).toBe(false);
    const second = await call('/accounts/me/entities', { key: 'acme-yext-reader-fake', v: null });
    expect(second.status).toBe(400);
    expect(second.headers.get('rate-limit-remaining')).toBe('4998');
  });

  it('refuses until the next full hour', async () => {
    travel('2031-01-10T12:30:00Z');
    emulator.setSwitch('requestsPerHour', 2);
    await call(PACKS);
    await call(PACKS, { key: 'nobody' });
    expect((await call(PACKS)).status).toBe(200);
    const refused = await call(PACKS);
    expect(refused).toMatchObject({
      status: 429,
      response: {},
      errors: [{ code: 9018, type: 'FATAL_ERROR' }],
    });
    expect(refused.headers.get('rate-limit-limit')).toBe('2');
    expect(refused.headers.get('rate-limit-remaining')).toBe('0');
    expect(refused.headers.get('rate-limit-reset')).toBe(String(Date.parse('2031-01-10T13:00:00Z') / 1000));
    expect(refused.headers.has('retry-after')).toBe(false);
    travel('2031-01-10T12:59:50Z');
    expect((await call(PACKS)).status).toBe(429);
    travel('2031-01-10T13:00:01Z');
    expect((await call(PACKS)).headers.get('rate-limit-remaining')).toBe('1');
  });

  it('sends no body with throttleBody empty', async () => {
    emulator.setSwitch('requestsPerHour', 0);
    emulator.setSwitch('throttleBody', 'empty');
    const refused = await raw(PACKS);
    expect(refused.status).toBe(429);
    expect(await refused.text()).toBe('');
    expect(refused.headers.get('rate-limit-reset')).toMatch(/^\d{10}$/);
  });

  it.each([
    ['epoch-milliseconds', '1925816400000'],
    ['seconds-from-now', '900'],
    ['epoch-seconds', '1925816400'],
  ])('tells the reset as %s', async (unit, expected) => {
    emulator.setSwitch('requestsPerHour', 0);
    emulator.setSwitch('rateLimitResetUnit', unit);
    travel('2031-01-10T12:45:00Z');
    const reset = (await call(PACKS)).headers.get('rate-limit-reset');
    const passed = emulator.clock.now() - Date.parse('2031-01-10T12:45:00Z');
    expect(Number(reset)).toBeLessThanOrEqual(Number(expected));
    expect(Number(reset)).toBeGreaterThanOrEqual(
      Number(expected) - (unit === 'seconds-from-now' ? passed / 1000 : 0),
    );
  });

  it('limits bursts with a token bucket', async () => {
    emulator.setSwitch('burstLimiter', 'token-bucket');
    emulator.setSwitch('burstCapacity', 3);
    emulator.setSwitch('burstPerSecond', 0.01);
    const statuses = [];
    for (let asked = 0; asked < 4; asked += 1) statuses.push((await call(PACKS)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const refused = await call(PACKS);
    expect(refused.headers.get('rate-limit-remaining')).toBe('4997');
    const wait = Number(refused.headers.get('rate-limit-reset')) - emulator.clock.now() / 1000;
    expect(wait).toBeGreaterThan(50);
    expect(wait).toBeLessThanOrEqual(101);
    emulator.clock.advance(100_000);
    expect((await call(PACKS)).status).toBe(200);
  });

  it('counts anew after a reset', async () => {
    await call(assignment('LP-PAGES', 'store-18'), { method: 'POST' });
    emulator.reset();
    expect((await call(PACKS)).headers.get('rate-limit-remaining')).toBe('4999');
  });
});

describe('urlLimit', () => {
  const long = { query: { filter: JSON.stringify({ 'meta.id': { $in: ['x'.repeat(2000)] } }) } };

  it('is off by default', async () => {
    expect((await call('/accounts/me/entities', long)).status).toBe(200);
  });

  it('answers 414 beyond it', async () => {
    emulator.setSwitch('urlLimit', 2000);
    expect((await call('/accounts/me/entities', long)).status).toBe(414);
    expect((await call('/accounts/me/entities')).status).toBe(200);
  });
});
