import { describe, expect, it } from '@jest/globals';
import { newYorkDay, parseGroup, yext } from './yext-harness.ts';

const { call, create, update, packs, assignments, entities, emulator, raw } = yext();
const PACKS = '/accounts/me/license-packs';
const HOUR = 3_600_000;

async function holds(packId: string, assignedEntity: string): Promise<boolean> {
  return (await assignments(packId, { assignedEntity })).licenseAssignments.length > 0;
}

/** Moves the clock to an instant. */
function travel(iso: string): void {
  emulator().clock.advance(Date.parse(iso) - emulator().clock.now());
}

async function schedule(expirationDate: string): Promise<void> {
  expect((await update('LP-SITE', 'store-17', { expirationDate })).status).toBe(200);
}

describe('expiry', () => {
  it('has dates of the seed at fixed distances from its day', async () => {
    const dates = (await assignments('LP-PAGES')).licenseAssignments[0]?.assignedEntities.filter(
      (row) => row.expirationDate,
    );
    const now = emulator().clock.now();
    expect(dates).toEqual([
      { entityId: 'north/store/20', expirationDate: newYorkDay(now, 90) },
      { entityId: 'store-17', expirationDate: newYorkDay(now, 30) },
    ]);
  });

  it('removes the rows of the seed when their day comes', async () => {
    emulator().clock.advance(8 * 24 * HOUR);
    expect((await packs()).licensePacks.find((pack) => pack.id === 'LP-LISTINGS')).toMatchObject({
      assigned: 118,
      available: 14,
    });
    expect(await holds('LP-PAGES', 'store-17')).toBe(true);
    emulator().clock.advance(24 * 24 * HOUR);
    expect(await holds('LP-PAGES', 'store-17')).toBe(false);
    expect(await holds('LP-PAGES', 'north/store/20')).toBe(true);
  });

  it('happens at midnight in New York, in winter and in summer', async () => {
    for (const [date, before, after] of [
      ['2031-01-15', '2031-01-15T04:59:59Z', '2031-01-15T05:00:01Z'],
      ['2031-07-15', '2031-07-15T03:59:59Z', '2031-07-15T04:00:01Z'],
    ] as const) {
      emulator().reset();
      travel('2030-12-01T12:00:00Z');
      await schedule(date);
      travel(before);
      expect(await holds('LP-SITE', 'store-17')).toBe(true);
      travel(after);
      expect(await holds('LP-SITE', 'store-17')).toBe(false);
    }
  });

  it('frees the license for another entity', async () => {
    travel('2030-12-01T12:00:00Z');
    await schedule('2030-12-03');
    expect((await create('LP-SITE', 'store-18')).status).toBe(409);
    travel('2030-12-03T06:00:00Z');
    expect((await create('LP-SITE', 'store-18')).status).toBe(200);
  });

  it('follows the switch timeZone', async () => {
    emulator().setSwitch('timeZone', 'Asia/Tokyo');
    travel('2031-01-10T12:00:00Z');
    await schedule('2031-01-15');
    travel('2031-01-14T14:59:59Z');
    expect(await holds('LP-SITE', 'store-17')).toBe(true);
    travel('2031-01-14T15:00:01Z');
    expect(await holds('LP-SITE', 'store-17')).toBe(false);
  });

  it('reads today in the zone', async () => {
    travel('2031-01-15T02:00:00Z');
    expect((await update('LP-PAGES', 'store-1', { expirationDate: '2031-01-13' })).status).toBe(400);
    expect((await update('LP-PAGES', 'store-1', { expirationDate: '2031-01-14' })).status).toBe(200);
    expect(await holds('LP-PAGES', 'store-1')).toBe(false);
    emulator().setSwitch('timeZone', 'UTC');
    expect((await update('LP-PAGES', 'store-2', { expirationDate: '2031-01-14' })).status).toBe(400);
  });

  it('comes later with expiryDelayMinutes', async () => {
    travel('2031-01-10T12:00:00Z');
    emulator().setSwitch('expiryDelayMinutes', 120);
    await schedule('2031-01-15');
    travel('2031-01-15T06:59:59Z');
    expect(await holds('LP-SITE', 'store-17')).toBe(true);
    travel('2031-01-15T07:00:01Z');
    expect(await holds('LP-SITE', 'store-17')).toBe(false);
  });
});

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
    emulator().setSwitch('requestsPerHour', 2);
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
    travel('2031-01-10T12:59:58Z');
    expect((await call(PACKS)).status).toBe(429);
    travel('2031-01-10T13:00:01Z');
    expect((await call(PACKS)).headers.get('rate-limit-remaining')).toBe('1');
  });

  it('sends no body with throttleBody empty', async () => {
    emulator().setSwitch('requestsPerHour', 0);
    emulator().setSwitch('throttleBody', 'empty');
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
    emulator().setSwitch('requestsPerHour', 0);
    emulator().setSwitch('rateLimitResetUnit', unit);
    travel('2031-01-10T12:45:00Z');
    const reset = (await call(PACKS)).headers.get('rate-limit-reset');
    expect(Math.abs(Number(reset) - Number(expected))).toBeLessThanOrEqual(
      unit === 'seconds-from-now' ? 2 : 0,
    );
  });

  it('limits bursts with a token bucket', async () => {
    emulator().setSwitch('burstLimiter', 'token-bucket');
    emulator().setSwitch('burstCapacity', 3);
    emulator().setSwitch('burstPerSecond', 0.1);
    const statuses = [];
    for (let asked = 0; asked < 4; asked += 1) statuses.push((await call(PACKS)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const refused = await call(PACKS);
    expect(refused.headers.get('rate-limit-remaining')).toBe('4997');
    const wait = Number(refused.headers.get('rate-limit-reset')) - emulator().clock.now() / 1000;
    expect(wait).toBeGreaterThan(5);
    expect(wait).toBeLessThanOrEqual(11);
    emulator().clock.advance(10_000);
    expect((await call(PACKS)).status).toBe(200);
  });
});

describe('faults', () => {
  it('throttles in the form of the provider', async () => {
    emulator().fault({ fault: { kind: 'throttle', retryAfter: 7 }, times: 1 });
    const refused = await call(PACKS);
    expect(refused).toMatchObject({ status: 429, errors: [{ code: 9018 }] });
    expect(refused.headers.get('retry-after')).toBe('7');
    expect(refused.headers.get('rate-limit-remaining')).toBe('0');
    const wait = Number(refused.headers.get('rate-limit-reset')) - emulator().clock.now() / 1000;
    expect(wait).toBeGreaterThan(5);
    expect(wait).toBeLessThanOrEqual(8);
    expect((await call(PACKS)).status).toBe(200);
  });

  it('fails in the envelope', async () => {
    emulator().fault({ fault: { kind: 'error', status: 504 }, times: 1 });
    expect(await call(PACKS)).toMatchObject({ status: 504, response: {}, errors: [{ type: 'FATAL_ERROR' }] });
  });

  it('lies: a write that answers success and changes nothing', async () => {
    emulator().fault({ method: 'POST', fault: { kind: 'lie' }, times: 1 });
    const lied = await create('LP-PAGES', 'store-18');
    expect(parseGroup(lied.response).licensePack.assigned).toBe(13);
    expect(await holds('LP-PAGES', 'store-18')).toBe(false);
    expect((await create('LP-PAGES', 'store-18')).status).toBe(200);
    expect(await holds('LP-PAGES', 'store-18')).toBe(true);
  });

  it('lies about a removal and about a date', async () => {
    emulator().fault({ method: 'DELETE', fault: { kind: 'lie' } });
    emulator().fault({ method: 'PUT', fault: { kind: 'lie' } });
    const path = `${PACKS}/LP-SITE/assigned-entities/store-17`;
    expect((await call(path, { method: 'DELETE' })).status).toBe(200);
    expect(
      (await update('LP-SITE', 'store-17', { expirationDate: newYorkDay(emulator().clock.now(), 4) })).status,
    ).toBe(200);
    expect((await assignments('LP-SITE')).licenseAssignments[0]?.assignedEntities).toEqual([
      { entityId: 'store-17' },
    ]);
  });

  it('applies, then cuts', async () => {
    emulator().fault({ method: 'POST', fault: { kind: 'apply-then-cut' }, times: 1 });
    await expect(create('LP-PAGES', 'store-18')).rejects.toThrow('fetch failed');
    expect(await holds('LP-PAGES', 'store-18')).toBe(true);
  });

  it('answers enums nobody has heard of', async () => {
    emulator().fault({ fault: { kind: 'unknown-enum' } });
    expect((await entities({ limit: '1' })).entities[0]?.meta.entityType).toBe('NEW_location_2031');
    expect((await call(PACKS, { query: { pageSize: '0' } })).errors).toMatchObject([
      { type: 'NEW_FATAL_ERROR_2031' },
    ]);
  });

  it('scripts a 207', async () => {
    const body = {
      meta: {
        uuid: '0c5d7f0e-52f7-4b0e-9d0f-2f6f1f7f9a11',
        errors: [{ code: 1, type: 'NON_FATAL_ERROR', message: 'x' }],
      },
      response: {},
    };
    emulator().fault({ method: 'PUT', fault: { kind: 'answer', status: 207, body } });
    expect(await update('LP-PAGES', 'store-17', {})).toMatchObject({
      status: 207,
      errors: [{ type: 'NON_FATAL_ERROR' }],
    });
  });
});
