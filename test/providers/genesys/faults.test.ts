// Everything that can go wrong on the way, once and for all reads: they share one way to the provider.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningEmulator } from '../../../emulators/core/emulator.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';
import { NOBODY, callsTo, openAccount, problemOf, startGenesys } from './organisation.ts';

// No jitter: the shortest waits before another try.
const { runtime, close } = testRuntime({ random: () => 0 });
let emulator: RunningEmulator;
let account: ProviderAccount;

beforeAll(async () => {
  emulator = await startGenesys();
  account = openAccount(emulator.url, runtime);
});
afterEach(() => {
  emulator.reset();
  account = openAccount(emulator.url, runtime);
});
afterAll(async () => {
  close();
  await emulator.close();
});

type Fault = Parameters<RunningEmulator['fault']>[0]['fault'];

function strike(fault: Fault, times?: number): void {
  emulator.fault({ path: '/api/v2', fault, ...(times !== undefined && { times }) });
}

const READS: Readonly<Record<string, (from: ProviderAccount) => Promise<unknown>>> = {
  catalogue: (from) => from.catalogue(testCall()),
  licensesInFull: async (from) => firstOf(await from.licensesInFull?.(['cloudCX2'], testCall())),
  'users.page': async (from) => from.users?.page(null, testCall()),
  'users.byIds': async (from) => firstOf(await from.users?.byIds([NOBODY], testCall())),
  'users.byEmails': async (from) => firstOf(await from.users?.byEmails(['a@acme.example'], testCall())),
  'assignments.page': (from) => from.assignments.page(null, testCall()),
  'assignments.ofLicense': (from) => from.assignments.ofLicense('cloudCX2', null, testCall()),
  'assignments.ofAssignees': async (from) =>
    firstOf(
      await from.assignments.ofAssignees(
        [{ kind: 'USER', accountKey: 'us', externalId: NOBODY }],
        testCall(),
      ),
    ),
  inferLicenses: async (from) => from.inferLicenses?.([NOBODY], testCall()),
  featureToggle: async (from) => from.featureToggle?.('anything', testCall()),
};

/** The only slot, thrown when it is a problem. */
function firstOf(slots: ReadonlyMap<string, unknown> | undefined): unknown {
  const [slot] = [...(slots?.values() ?? [])];
  if (slot instanceof Error) throw slot;
  return slot;
}

function expectDiscreet(problem: Problem): void {
  const text = JSON.stringify(problem);
  for (const leak of ['http', '127.0.0.1', 'Bearer', 'html', 'secret', 'sign in']) {
    expect(text).not.toContain(leak);
  }
  expect(problem.accountKey).toBe('us');
}

describe.each(Object.entries(READS))('%s', (_, read) => {
  it.each([500, 502, 503, 504, 408])('is tried again after %i', async (status) => {
    strike({ kind: 'error', status }, 1);
    await read(account);
    expect(callsTo(emulator)).toHaveLength(2);
  });

  it.each<[Fault]>([[{ kind: 'cut' }], [{ kind: 'truncate' }]])('is tried again after %j', async (fault) => {
    strike(fault, 1);
    await read(account);
    expect(callsTo(emulator)).toHaveLength(2);
  });

  it.each<[string, Fault]>([
    ['half-json', { kind: 'half-json' }],
    ['html', { kind: 'html' }],
    ['another form', { kind: 'answer', status: 200, body: 'null' }],
  ])('takes %s for no answer', async (__, fault) => {
    strike(fault);
    const problem = await problemOf(read(account));
    expect(problem.code).toBe('UPSTREAM_BAD_RESPONSE');
    expectDiscreet(problem);
    expect(callsTo(emulator)).toHaveLength(1);
  });

  it('says that the provider failed when it keeps failing', async () => {
    strike({ kind: 'error', status: 503 });
    const problem = await problemOf(read(account));
    expect(problem).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true });
    expectDiscreet(problem);
    expect(callsTo(emulator)).toHaveLength(3);
  });

  it('does not wait longer, and leaves the provider alone meanwhile', async () => {
    strike({ kind: 'throttle', retryAfter: 42 }, 1);
    const problem = await problemOf(read(account));
    expect(problem).toMatchObject({
      code: 'UPSTREAM_THROTTLED',
      providerCode: 'too.many.requests.retry.after',
      retryable: true,
    });
    const wait = Date.parse(problem.retryAt ?? '') - Date.now();
    expect(wait).toBeGreaterThan(40_000);
    expect(wait).toBeLessThanOrEqual(42_000);
    expectDiscreet(problem);
    expect((await problemOf(read(account))).code).toBe('UPSTREAM_THROTTLED');
    expect(callsTo(emulator)).toHaveLength(1);
  });
});

describe.each(['catalogue', 'assignments.ofAssignees'])('%s, given time', (name) => {
  const read = READS[name] ?? (() => Promise.reject(new Error('no such read')));

  it('waits for a slow answer', async () => {
    strike({ kind: 'latency', ms: 150 });
    const started = Date.now();
    await read(account);
    expect(Date.now() - started).toBeGreaterThanOrEqual(145);
    expect(callsTo(emulator)).toHaveLength(1);
  });

  it('waits as long as asked, within reason', async () => {
    strike({ kind: 'throttle', retryAfter: 1 }, 1);
    const started = Date.now();
    await read(account);
    expect(Date.now() - started).toBeGreaterThanOrEqual(950);
    expect(callsTo(emulator)).toHaveLength(2);
  });
});

describe('a pause without Retry-After', () => {
  it('lasts until the window resets', async () => {
    strike({ kind: 'throttle' }, 1);
    const problem = await problemOf(account.catalogue(testCall()));
    const wait = Date.parse(problem.retryAt ?? '') - Date.now();
    expect(wait).toBeGreaterThan(50_000);
    expect(wait).toBeLessThanOrEqual(61_000);
  });

  it('lasts a minute where nothing tells', async () => {
    emulator.setSwitch('rateLimitHeaders', false);
    strike({ kind: 'answer', status: 429, body: { code: 'too.many.requests' } }, 1);
    const problem = await problemOf(account.catalogue(testCall()));
    expect(problem.providerCode).toBe('too.many.requests');
    const wait = Date.parse(problem.retryAt ?? '') - Date.now();
    expect(wait).toBeGreaterThan(58_000);
    expect(wait).toBeLessThanOrEqual(60_000);
  });
});

describe('a provider that does not answer', () => {
  it('is not waited for', async () => {
    strike({ kind: 'stall' });
    const problem = await problemOf(account.catalogue(testCall()));
    expect(problem).toMatchObject({ code: 'UPSTREAM_TIMEOUT', retryable: true });
    expectDiscreet(problem);
  });

  it('is let go when the deadline passes', async () => {
    strike({ kind: 'stall' });
    expect((await problemOf(account.catalogue(testCall(200)))).code).toBe('DEADLINE_EXCEEDED');
  });
});

describe('a page answered with another page', () => {
  it.each<[string, () => Promise<unknown> | undefined, () => Promise<unknown> | undefined]>([
    ['users', () => account.users?.page(null, testCall()), () => account.users?.page('u2', testCall())],
    [
      'assignments',
      () => account.assignments.page(null, testCall()),
      () => account.assignments.page('a2', testCall()),
    ],
  ])('is noticed: %s', async (_, first, second) => {
    await first();
    strike({ kind: 'repeat-page' });
    const problem = await problemOf(second());
    expect(problem.code).toBe('UPSTREAM_BAD_RESPONSE');
    expectDiscreet(problem);
  });
});

describe('words nobody has heard of', () => {
  it('are kept, and called unknown', async () => {
    strike({ kind: 'unknown-enum' });
    const page = await account.users?.page(null, testCall());
    const states = new Set(page?.items.map((user) => user.state));
    const raw = page?.items.map((user) => user.rawState ?? '') ?? [];
    expect([...states]).toEqual(['UNKNOWN']);
    expect(raw.every((state) => state !== '' && !['active', 'inactive', 'deleted'].includes(state))).toBe(
      true,
    );
  });
});

describe('how the account is', () => {
  it('shows the budget, the last success and the last problem', async () => {
    expect(account.status()).toMatchObject({ budget: null, lastSuccessAt: null, lastProblem: null });
    await account.catalogue(testCall());
    await account.users?.page(null, testCall());
    const { budget, circuit, lastSuccessAt } = account.status();
    expect(budget).toMatchObject({ limit: 300, remaining: 298 });
    const reset = Date.parse(budget?.resetAt ?? '') - Date.now();
    expect(reset).toBeGreaterThan(50_000);
    expect(reset).toBeLessThanOrEqual(61_000);
    expect(circuit).toBe('CLOSED');
    expect(Date.parse(lastSuccessAt ?? '')).toBeGreaterThan(Date.now() - 5000);
    strike({ kind: 'error', status: 400 });
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
    strike({ kind: 'error', status: 500 });
    await problemOf(account.catalogue(testCall()));
    await problemOf(account.catalogue(testCall()));
    expect(account.status()).toMatchObject({
      circuit: 'OPEN',
      lastProblem: { code: 'UPSTREAM_CIRCUIT_OPEN' },
    });
  });

  it('is a used-up budget when the provider says so', async () => {
    emulator.setSwitch('callsPerMinute', 2);
    await account.catalogue(testCall());
    await account.users?.page(null, testCall());
    expect(await problemOf(account.assignments.page(null, testCall()))).toMatchObject({
      code: 'UPSTREAM_THROTTLED',
      providerCode: 'too.many.requests.retry.after',
    });
    expect(account.status().budget).toMatchObject({ limit: 2, remaining: 0 });
  });
});

describe('ids', () => {
  it.each([
    ['LICENSE', 'cloudCX2', true],
    ['LICENSE', 'acme app/Wörk #1', true],
    ['LICENSE', '..', false],
    ['LICENSE', '.', false],
    ['LICENSE', '...', true],
    ['LICENSE', '', false],
    ['LICENSE', 'a\nb', false],
    ['LICENSE', '\ud800', false],
    ['LICENSE', 'x'.repeat(129), false],
    ['USER', '0a6f1c52-7a1e-4f0c-8b0a-3c2f5f6f0001', true],
    ['USER', '0a6f1c52-7a1e-4f0c-8b0a-3c2f5f6f0001/', false],
    ['USER', '0a6f1c52', false],
    ['DEVICE', '0a6f1c52-7a1e-4f0c-8b0a-3c2f5f6f0001', false],
  ] as const)('%s %j may be one: %j', (kind, id, expected) => {
    expect(account.accepts(kind, id)).toBe(expected);
  });
});

describe('the account', () => {
  it('says what it can do', () => {
    expect(account.account).toEqual({
      key: 'us',
      provider: 'GENESYS_CLOUD',
      name: 'Acme US',
      capabilities: {
        assigneeKinds: ['USER'],
        reportsSeats: false,
        nativeScheduledRemoval: false,
        infersLicensesFromRoles: true,
        hasFeatureToggles: true,
        lookupBatchSize: 100,
        assignmentBatchSize: 100,
      },
    });
  });

  it('of another organisation sees its own people only', async () => {
    const other = openAccount(emulator.url, runtime, 'acme-eu-client');
    const own = await account.users?.page(null, testCall());
    const theirs = await other.users?.page(null, testCall());
    const ids = new Set(own?.items.map((user) => user.externalId));
    expect(theirs?.items.length).toBeGreaterThan(0);
    expect(theirs?.items.some((user) => ids.has(user.externalId))).toBe(false);
  });
});
