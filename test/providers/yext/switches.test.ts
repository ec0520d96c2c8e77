// The open questions of the yext contract, section 8, each answered both ways by the emulator.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';
import { accountAt, entitiesOf, entity, pagesOf, problemOf, startYext } from './fixtures.ts';

const { runtime, close } = testRuntime();
let emulator: Awaited<ReturnType<typeof startYext>>['emulator'];
let baseUrl: string;
let account: ProviderAccount;

beforeAll(async () => {
  ({ emulator, baseUrl } = await startYext());
});
beforeEach(() => {
  emulator.reset();
  account = accountAt(baseUrl, runtime);
});
afterAll(async () => {
  close();
  await emulator.close();
});

const calls = (): number => emulator.journal.entries().length;

/** Everything there is to read, without what moves with time. */
async function readAll() {
  const assignments = await pagesOf((cursor) => account.assignments.page(cursor, testCall()));
  const entities = await pagesOf((cursor) => entitiesOf(account).page(cursor, testCall()));
  return {
    licenses: await account.catalogue(testCall()),
    assignments: assignments.flatMap(({ items }) => items),
    empty: await account.assignments.ofLicense('LP-EMPTY', null, testCall()),
    unknownPack: await account.assignments.ofLicense('no-such-pack', null, testCall()),
    unknownEntity: await account.assignments.ofAssignees([entity('no-such-entity')], testCall()),
    entities: entities.flatMap(({ items }) => items),
  };
}

describe('however the emulator answers, the same is read', () => {
  it.each([
    ['successErrors', 'omit'],
    ['successWarning', true],
    ['unsetExpiration', 'null'],
    ['emptyPack', 'empty-group'],
    ['notFoundStatus', 404],
    ['unknownAssignedEntity', 'not-found'],
    ['inIgnoresCase', true],
    ['fieldsKeepMeta', false],
    ['urlLimit', 2000],
    ['pageSizeMax', 20],
  ])('%s: %s', async (name, value) => {
    const usual = await readAll();
    emulator.setSwitch(name, value);
    expect(await readAll()).toEqual(usual);
    expect(usual.assignments.length).toBeGreaterThan(300);
  });
});

describe('pageSize', () => {
  it('refused is left out for the rest of the walk only', async () => {
    emulator.setSwitch('pageSizeMax', 20);
    const licenses = await account.catalogue(testCall());
    const sizes = () =>
      emulator.journal.entries().map(({ query }) => new URLSearchParams(query).get('pageSize'));
    expect(licenses).toHaveLength(16);
    expect(sizes()).toEqual(['50', null, null]);
    await account.catalogue(testCall());
    expect(sizes().slice(3)).toEqual(['50', null, null]);
  });

  it('refused is remembered by the cursor', async () => {
    emulator.setSwitch('pageSizeMax', 20);
    const first = await account.assignments.page(null, testCall());
    expect(calls()).toBe(2);
    const second = await account.assignments.page(first.next, testCall());
    expect([first.items.length, second.items.length, calls()]).toEqual([10, 10, 3]);
  });

  it('cut down by the server is no reason to stop', async () => {
    emulator.setSwitch('pageSizeMax', 20);
    emulator.setSwitch('badPageSize', 'clamp');
    const pages = await pagesOf((cursor) => account.assignments.ofLicense('LP-LISTINGS', cursor, testCall()));
    expect(pages.map(({ items }) => items.length)).toEqual([20, 20, 20, 20, 20, 20]);
  });
});

it('a cursor grown stale is expired', async () => {
  emulator.setSwitch('pageTokenMinutes', 1);
  const [all, ofPack, entities] = await Promise.all([
    account.assignments.page(null, testCall()),
    account.assignments.ofLicense('LP-LISTINGS', null, testCall()),
    entitiesOf(account).page(null, testCall()),
  ]);
  emulator.clock.advance(2 * 60_000);
  for (const read of [
    account.assignments.page(all.next, testCall()),
    account.assignments.ofLicense('LP-LISTINGS', ofPack.next, testCall()),
    entitiesOf(account).page(entities.next, testCall()),
  ]) {
    expect(await problemOf(read)).toMatchObject({
      code: 'CURSOR_EXPIRED',
      hint: 'Start again without `after`.',
    });
  }
});

it('a pack that is gone between two pages ends its list', async () => {
  const { next } = await account.assignments.ofLicense('LP-LISTINGS', null, testCall());
  emulator.fault({
    path: 'LP-LISTINGS',
    fault: {
      kind: 'answer',
      status: 400,
      body: { meta: { uuid: 'u', errors: [{ code: 6004, type: 'FATAL_ERROR', message: 'gone' }] } },
    },
  });
  expect((await account.assignments.ofLicense('LP-LISTINGS', next, testCall())).items).toEqual([]);
});

describe('the URL', () => {
  it('of a look-up stays within 2,000 characters, and all ids are asked', async () => {
    emulator.setSwitch('urlLimit', 2000);
    const ids = Array.from({ length: 50 }, (_, index) => `東京-"${index}"-${'ü'.repeat(20)}`);
    const slots = await entitiesOf(account).byIds([...ids, '東京-80'], testCall());
    expect(slots.get('東京-80')).toMatchObject({ externalId: '東京-80' });
    expect(ids.map((id) => slots.get(id))).toEqual(ids.map(() => null));
    const lengths = emulator.journal.entries().map(({ path, query }) => `${path}?${query}`.length);
    expect(lengths.length).toBeGreaterThan(1);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(2000);
    expect(emulator.journal.entries().every(({ status }) => status === 200)).toBe(true);
  });

  it('too long for one id alone fails that id only', async () => {
    emulator.setSwitch('urlLimit', 2000);
    const long = '東'.repeat(255);
    const slots = await entitiesOf(account).byIds([long, 'store-1'], testCall());
    expect(slots.get('store-1')).toMatchObject({ displayName: 'Harbor Street Store 1' });
    expect(slots.get(long)).toMatchObject({ problem: { code: 'UPSTREAM_REJECTED' } });
  });
});

it('ids that differ in case are different entities', async () => {
  emulator.setSwitch('inIgnoresCase', true);
  const slots = await entitiesOf(account).byIds(['STORE-1', 'store-2'], testCall());
  expect(slots.get('STORE-1')).toBeNull();
  expect(slots.get('store-2')).toMatchObject({ externalId: 'store-2' });
  expect(await entitiesOf(account).byIds(['STORE-1'], testCall())).toEqual(new Map([['STORE-1', null]]));
});

it('meta lost through fields costs one more call, once a walk', async () => {
  emulator.setSwitch('fieldsKeepMeta', false);
  const pages = await pagesOf((cursor) => entitiesOf(account).page(cursor, testCall()));
  expect(calls()).toBe(pages.length + 1);
});

describe('throttled', () => {
  it.each([
    ['epoch-seconds', 'envelope'],
    ['epoch-milliseconds', 'envelope'],
    ['seconds-from-now', 'envelope'],
    ['epoch-seconds', 'empty'],
  ])('with %s and body %s: not waited for, and retryAt told', async (rateLimitResetUnit, throttleBody) => {
    emulator.setSwitch('rateLimitResetUnit', rateLimitResetUnit);
    emulator.setSwitch('throttleBody', throttleBody);
    emulator.setSwitch('requestsPerHour', 1);
    await account.catalogue(testCall());
    const started = Date.now();
    const problem = await problemOf(account.catalogue(testCall()));
    expect(problem).toMatchObject({ code: 'UPSTREAM_THROTTLED', retryable: true });
    const hour = Math.ceil(started / 3_600_000) * 3_600_000;
    // Whole seconds, counted from now or told as such, and the margin of one.
    expect(Math.abs(Date.parse(problem.retryAt ?? '') - 1000 - hour)).toBeLessThan(1500);
    expect(calls()).toBe(2);
    expect(account.status().budget).toMatchObject({ limit: 1, remaining: 0 });
    expect(Math.abs(Date.parse(account.status().budget?.resetAt ?? '') - hour)).toBeLessThan(1500);
    expect((await problemOf(account.catalogue(testCall()))).code).toBe('UPSTREAM_THROTTLED');
    expect(calls()).toBe(2);
  });

  it('by the burst limiter: waited for, when it is short', async () => {
    emulator.setSwitch('burstLimiter', 'token-bucket');
    emulator.setSwitch('burstCapacity', 1);
    const patient = accountAt(baseUrl, {
      ...runtime,
      limits: { ...runtime.limits, retryAfterCapMs: 3000 },
    });
    await patient.catalogue(testCall());
    expect(await patient.catalogue(testCall())).toHaveLength(16);
    expect(emulator.journal.entries().map(({ status }) => status)).toEqual([200, 429, 200]);
  });
});
