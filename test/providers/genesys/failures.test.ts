// What is read from headers and failures: the request budget, pauses, and how the account is.
import { describe, expect, it } from '@jest/globals';
import { expectLater, problemOf } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('genesys');
const { account, emulator } = bench;

describe('how the account is', () => {
  it('shows the budget, the last success and the last problem', async () => {
    expect(account.status()).toMatchObject({ budget: null, lastSuccessAt: null, lastProblem: null });
    const started = Date.now();
    await account.catalogue(testCall());
    await account.assignees.USER.page(null, testCall());
    const { budget, circuit, lastSuccessAt } = account.status();
    expect(budget).toMatchObject({ limit: 300, remaining: 298 });
    expectLater(budget?.resetAt, started, 59_000, 61_000);
    expect(circuit).toBe('CLOSED');
    expect(Date.parse(lastSuccessAt ?? '')).toBeGreaterThanOrEqual(started);
    bench.strike({ kind: 'error', status: 400 });
    await problemOf(account.catalogue(testCall()));
    expect(account.status().lastProblem).toMatchObject({ code: 'UPSTREAM_REJECTED', accountKey: 'us' });
  });

  it('keeps the budget it knows where the headers stay away (U17)', async () => {
    emulator.setSwitch('rateLimitHeaders', false);
    await account.catalogue(testCall());
    expect(account.status().budget).toBeNull();
    emulator.setSwitch('rateLimitHeaders', true);
    await account.catalogue(testCall());
    emulator.setSwitch('rateLimitHeaders', false);
    await account.catalogue(testCall());
    expect(account.status().budget).toMatchObject({ limit: 300, remaining: 298 });
  });

  it('is an open circuit after an outage', async () => {
    bench.strike({ kind: 'error', status: 500 });
    await problemOf(account.catalogue(testCall()));
    await problemOf(account.catalogue(testCall()));
    expect(account.status()).toMatchObject({
      circuit: 'OPEN',
      lastProblem: { code: 'UPSTREAM_UNAVAILABLE' },
    });
  });

  it('is a used-up budget when the provider says so', async () => {
    emulator.setSwitch('callsPerMinute', 2);
    await account.catalogue(testCall());
    await account.assignees.USER.page(null, testCall());
    expect(await problemOf(account.assignments.page(null, testCall()))).toMatchObject({
      code: 'UPSTREAM_THROTTLED',
      providerCode: 'too.many.requests.retry.after',
    });
    expect(account.status().budget).toMatchObject({ limit: 2, remaining: 0 });
  });
});

describe('a pause without Retry-After', () => {
  it('lasts until the window resets', async () => {
    bench.strike({ kind: 'throttle' });
    const started = Date.now();
    const problem = await problemOf(account.catalogue(testCall()));
    expect(problem.code).toBe('UPSTREAM_THROTTLED');
    expectLater(problem.retryAt, started, 59_000, 61_000);
  });

  it('lasts a minute where nothing tells', async () => {
    emulator.setSwitch('rateLimitHeaders', false);
    bench.strike({ kind: 'answer', status: 429, body: { code: 'too.many.requests' } });
    const started = Date.now();
    const problem = await problemOf(account.catalogue(testCall()));
    expect(problem.providerCode).toBe('too.many.requests');
    expectLater(problem.retryAt, started, 60_000);
  });
});
