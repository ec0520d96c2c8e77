// How much may be asked for, what every answer tells of it, and how much there may be.
import { describe, expect, it } from '@jest/globals';
import { DEFINITIONS, LICENSE_USERS, pageOf, useGenesys, type Answer } from './client.ts';

const { emulator, call, tokenOf } = useGenesys();

function limitsOf({ headers }: Answer): (string | null)[] {
  return ['count', 'allowed', 'reset'].map((name) => headers.get(`inin-ratelimit-${name}`));
}

describe('the request budget', () => {
  it('is told on every answer', async () => {
    expect(limitsOf(await call(DEFINITIONS))).toEqual(['1', '300', '61']);
    const [count] = limitsOf(await call(`${DEFINITIONS}/nope`));
    expect(count).toBe('2');
    emulator.setSwitch('rateLimitHeaders', false);
    expect(limitsOf(await call(DEFINITIONS))).toEqual([null, null, null]);
  });

  it('is 300 a minute for each token, then 429 with the wait three times over', async () => {
    const asked = emulator.clock.now();
    await Promise.all(Array.from({ length: 300 }, () => call('/api/v2/license/toggles/x')));
    const refused = await call(DEFINITIONS);
    const wait = Number(refused.headers.get('retry-after'));
    expect(refused.status).toBe(429);
    expect(wait * 1000).toBeGreaterThanOrEqual(asked + 60_000 - emulator.clock.now());
    expect(wait).toBeLessThanOrEqual(60);
    expect(refused.body).toEqual({
      message: expect.stringContaining(`[${wait}]`),
      code: 'too.many.requests.retry.after',
      status: 429,
      contextId: refused.headers.get('inin-correlation-id'),
      details: [],
      errors: [],
    });
    expect((await call(DEFINITIONS, { as: await tokenOf() })).status).toBe(200);
    emulator.clock.advance(wait * 1000);
    expect(limitsOf(await call(DEFINITIONS))).toEqual(['1', '300', '61']);
  });

  it('takes another size and the limit object by switch', async () => {
    emulator.setSwitch('callsPerMinute', 1);
    emulator.setSwitch('limitIn429', true);
    expect((await call(DEFINITIONS)).status).toBe(200);
    expect((await call(DEFINITIONS)).body).toMatchObject({
      limit: { key: 'client.credentials.token.rate.per.minute', value: 1 },
    });
  });

  it('slides by switch', async () => {
    async function pattern(): Promise<number[]> {
      const statuses: number[] = [];
      for (const wait of [0, 40_000, 25_000, 0]) {
        emulator.clock.advance(wait);
        statuses.push((await call(DEFINITIONS)).status);
      }
      return statuses;
    }
    emulator.setSwitch('callsPerMinute', 2);
    expect(await pattern()).toEqual([200, 200, 200, 200]);
    emulator.clock.advance(120_000);
    emulator.setSwitch('rateLimitWindow', 'sliding');
    expect(await pattern()).toEqual([200, 200, 200, 429]);
  });
});

describe('every answer', () => {
  it('has a correlation id of its own and constant headers', async () => {
    const [one, two] = [await call(DEFINITIONS), await call(DEFINITIONS)];
    expect(one.headers.get('inin-correlation-id')).toMatch(/^[\da-f-]{36}$/);
    expect(one.headers.get('inin-correlation-id')).not.toBe(two.headers.get('inin-correlation-id'));
    expect(one.headers.get('cache-control')).toBe('no-cache, no-store, must-revalidate');
    expect(one.headers.get('strict-transport-security')).toContain('max-age');
    expect(one.headers.get('content-type')).toBe('application/json');
  });

  it('is 404 for what is not there, to those who may ask', async () => {
    const path = '/api/v2/billing/subscriptionoverview';
    expect(await call(path)).toMatchObject({ status: 404, body: { code: 'not.found' } });
    expect((await call(path, { as: null })).status).toBe(401);
    expect((await call('/elsewhere', { as: null })).status).toBe(404);
    expect((await call(DEFINITIONS, { method: 'DELETE' })).status).toBe(405);
  });
});

describe('scale', () => {
  const large = useGenesys({ scale: 400 });

  it('starts with 100,000 people and answers', async () => {
    const page = pageOf(await large.call(`${LICENSE_USERS}?pageSize=100&pageNumber=576`));
    expect([page.total, page.pageCount, page.entities.length]).toEqual([57_600, 576, 100]);
  });
});
