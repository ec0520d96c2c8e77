import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startEmulator, type RunningEmulator } from '../../emulators/core/emulator.ts';
import { definition } from '../../emulators/genesys/index.ts';
import { uuid } from '../../emulators/seed/organisation.ts';
import { call, idsOf, pageOf, tokenOf, type Answer } from './genesys-harness.ts';

let emulator: RunningEmulator;
let as: string;
beforeAll(async () => {
  emulator = await startEmulator(definition);
});
beforeEach(async () => {
  emulator.reset();
  as = await tokenOf(emulator);
});
afterAll(() => emulator.close());

const DEFINITIONS = '/api/v2/license/definitions';
const get = (): Promise<Answer> => call(emulator, DEFINITIONS, { as });

const limitsOf = ({ headers }: Answer) =>
  ['count', 'allowed', 'reset'].map((name) => headers.get(`inin-ratelimit-${name}`));

describe('the request budget', () => {
  it('is told on every answer', async () => {
    expect(limitsOf(await get())).toEqual(['1', '300', '61']);
    expect(
      (await call(emulator, '/api/v2/license/definitions/nope', { as })).headers.get('inin-ratelimit-count'),
    ).toBe('2');
    emulator.setSwitch('rateLimitHeaders', false);
    expect(limitsOf(await get())).toEqual([null, null, null]);
  });

  it('is 300 a minute for each token, then 429 with the wait three times over', async () => {
    for (let used = 0; used < 300; used += 1) await call(emulator, '/api/v2/license/toggles/x', { as });
    const refused = await get();
    const wait = Number(refused.headers.get('retry-after'));
    expect(refused.status).toBe(429);
    expect(wait).toBeGreaterThan(40);
    expect(wait).toBeLessThanOrEqual(60);
    expect(refused.body).toEqual({
      message: expect.stringContaining(`[${wait}]`),
      code: 'too.many.requests.retry.after',
      status: 429,
      contextId: refused.headers.get('inin-correlation-id'),
      details: [],
      errors: [],
    });
    const other = await tokenOf(emulator);
    expect((await call(emulator, DEFINITIONS, { as: other })).status).toBe(200);
    emulator.clock.advance(wait * 1000);
    expect(limitsOf(await get())).toEqual(['1', '300', '61']);
  });

  it('takes another size and the limit object by switch', async () => {
    emulator.setSwitch('callsPerMinute', 1);
    emulator.setSwitch('limitIn429', true);
    expect((await get()).status).toBe(200);
    expect((await get()).body).toMatchObject({
      limit: { key: 'client.credentials.token.rate.per.minute', value: 1 },
    });
  });

  it('slides by switch', async () => {
    const pattern = async (): Promise<number[]> => {
      const statuses: number[] = [];
      for (const wait of [0, 40_000, 25_000, 0]) {
        emulator.clock.advance(wait);
        statuses.push((await get()).status);
      }
      return statuses;
    };
    emulator.setSwitch('callsPerMinute', 2);
    expect(await pattern()).toEqual([200, 200, 200, 200]);
    emulator.clock.advance(120_000);
    emulator.setSwitch('rateLimitWindow', 'sliding');
    expect(await pattern()).toEqual([200, 200, 200, 429]);
  });
});

describe('every answer', () => {
  it('has a correlation id of its own and constant headers', async () => {
    const [one, two] = [await get(), await get()];
    expect(one.headers.get('inin-correlation-id')).toMatch(/^[\da-f-]{36}$/);
    expect(one.headers.get('inin-correlation-id')).not.toBe(two.headers.get('inin-correlation-id'));
    expect(one.headers.get('cache-control')).toBe('no-cache, no-store, must-revalidate');
    expect(one.headers.get('strict-transport-security')).toContain('max-age');
    expect(one.headers.get('content-type')).toBe('application/json');
  });

  it('is 404 for what is not there, to those who may ask', async () => {
    const path = '/api/v2/billing/subscriptionoverview';
    expect(await call(emulator, path, { as })).toMatchObject({ status: 404, body: { code: 'not.found' } });
    expect((await call(emulator, path)).status).toBe(401);
    expect((await call(emulator, '/elsewhere')).status).toBe(404);
    expect((await call(emulator, DEFINITIONS, { as, method: 'DELETE' })).status).toBe(405);
  });
});

describe('faults', () => {
  it('throttle with the vendor’s body, long waits and none', async () => {
    emulator.fault({ times: 1, fault: { kind: 'throttle', retryAfter: 900 } });
    const long = await get();
    expect([long.status, long.headers.get('retry-after'), long.body]).toMatchObject([
      429,
      '900',
      { code: 'too.many.requests.retry.after', contextId: long.headers.get('inin-correlation-id') },
    ]);
    emulator.clearFaults();
    emulator.fault({ times: 1, fault: { kind: 'throttle' } });
    const legacy = await get();
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
    emulator.fault({ times: 1, fault: { kind: 'error', status } });
    expect(await get()).toMatchObject({ status, body: { status, code } });
    expect((await get()).status).toBe(200);
  });

  it('hit the login host in its own form', async () => {
    emulator.fault({ path: '^/oauth', times: 1, fault: { kind: 'throttle', retryAfter: 5 } });
    const throttled = await call(emulator, '/oauth/token', { method: 'POST' });
    expect([throttled.status, throttled.headers.get('retry-after'), throttled.text]).toEqual([429, '5', '']);
    emulator.clearFaults();
    emulator.fault({ path: '^/oauth', times: 1, fault: { kind: 'error', status: 503 } });
    const failed = await call(emulator, '/oauth/token', { method: 'POST' });
    expect([failed.status, failed.body]).toMatchObject([503, { error: 'server_error' }]);
  });

  it('may come from a proxy: HTML instead of JSON', async () => {
    emulator.fault({
      times: 1,
      fault: {
        kind: 'answer',
        status: 504,
        headers: { 'content-type': 'text/html' },
        body: '<html>gateway</html>',
      },
    });
    const answer = await get();
    expect([answer.status, answer.headers.get('content-type'), answer.text]).toEqual([
      504,
      'text/html',
      '<html>gateway</html>',
    ]);
  });

  it('repeat a page', async () => {
    const page = (number: number) => call(emulator, `/api/v2/license/users?pageNumber=${number}`, { as });
    const first = idsOf(await page(1));
    emulator.fault({ path: 'license/users', times: 1, fault: { kind: 'repeat-page' } });
    expect(idsOf(await page(2))).toEqual(first);
    expect(idsOf(await page(2))).not.toEqual(first);
  });
});

describe('billing', () => {
  const report = (query: string) => call(emulator, `/api/v2/billing/reports/billableusage?${query}`, { as });
  const may = 'startDate=2026-05-01T00:00:00Z&endDate=2026-05-31T23:59:59Z';

  it('reports usage once the report is ready', async () => {
    expect((await report(may)).body).toMatchObject({ status: 'InProgress', usages: [] });
    emulator.clock.advance(2_000);
    const answer = await report(may);
    expect(answer.body).toMatchObject({
      status: 'Complete',
      usages: [
        { name: 'Cloud CX 1 user', totalUsage: expect.stringMatching(/^[1-9]\d*$/) },
        {
          name: 'Cloud CX 2 user',
          resources: expect.arrayContaining([{ name: expect.any(String), date: expect.any(String) }]),
        },
        { name: 'Cloud CX 3 user' },
      ],
    });
  });

  it('needs a period of at most three months and a permission', async () => {
    for (const query of [
      '',
      'startDate=2026-05-01T00:00:00Z',
      'startDate=x&endDate=y',
      'startDate=2026-01-01T00:00:00Z&endDate=2026-06-01T00:00:00Z',
    ]) {
      const answer = await report(query);
      expect([query, answer.status, answer.body]).toMatchObject([query, 400, { code: 'invalid.date' }]);
    }
    emulator.setSwitch('billingReportMs', 0);
    expect((await report(may)).body).toMatchObject({ status: 'Complete' });
    emulator.setSwitch('billingMaxMonths', 6);
    expect((await report('startDate=2026-01-01T00:00:00Z&endDate=2026-06-01T00:00:00Z')).status).toBe(200);
    const reader = await tokenOf(emulator, 'acme-us-reader');
    expect(
      (await call(emulator, `/api/v2/billing/reports/billableusage?${may}`, { as: reader })).status,
    ).toBe(403);
  });

  it('shows a partner what its customer uses, and nobody else', async () => {
    const path = (org: number): string =>
      `/api/v2/billing/trusteebillingoverview/${uuid('genesys-org', org)}`;
    expect((await call(emulator, path(1), { as })).body).toMatchObject({
      organization: { name: 'Acme EU' },
      usages: [
        { name: 'Cloud CX 1', usageQuantity: expect.stringMatching(/^[1-9]/), prepayQuantity: '40' },
        {},
        {},
      ],
    });
    expect((await call(emulator, path(0), { as })).status).toBe(403);
    const eu = await tokenOf(emulator, 'acme-eu-client');
    expect((await call(emulator, path(0), { as: eu })).status).toBe(403);
  });
});

describe('scale', () => {
  it('starts with 100,000 people and answers', async () => {
    const large = await startEmulator(definition, { scale: 400 });
    const token = await tokenOf(large);
    const page = pageOf(
      await call(large, '/api/v2/license/users?pageSize=100&pageNumber=576', { as: token }),
    );
    expect([page.total, page.pageCount, page.entities.length]).toEqual([57_600, 576, 100]);
    await large.close();
  });
});
