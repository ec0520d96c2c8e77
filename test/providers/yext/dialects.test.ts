// The open questions of the yext contract, section 8, each answered both ways by the emulator.
import { describe, expect, it } from '@jest/globals';
import { problemOf } from '../../support/assertions.ts';
import { listed, pagesOf } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { entity, moveToHalfPast } from '../../support/providers/yext.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('yext', { jump: true, runtime: ({ clock }) => ({ now: () => clock.now() }) });
const { account, emulator } = bench;

/** Everything there is to read, without what moves with time. */
async function readAll() {
  return {
    licenses: await account.catalogue(testCall()),
    assignments: await listed(account.assignments),
    empty: await account.assignments.ofLicense('LP-EMPTY', null, testCall()),
    unknownPack: await account.assignments.ofLicense('no-such-pack', null, testCall()),
    unknownEntity: await account.assignments.ofAssignees([entity('no-such-entity')], testCall()),
    entities: await listed(account.assignees.ENTITY),
  };
}

describe('however the emulator answers, the same is read', () => {
  it.each([
    ['successErrors', 'empty-list'],
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
    const { items: licenses } = await account.catalogue(testCall());
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
    expect(bench.calls()).toHaveLength(2);
    const second = await account.assignments.page(first.next, testCall());
    expect([first.items.length, second.items.length, bench.calls().length]).toEqual([10, 10, 3]);
  });

  it('cut down by the server is no reason to stop', async () => {
    emulator.setSwitch('pageSizeMax', 20);
    emulator.setSwitch('badPageSize', 'clamp');
    const pages = await pagesOf((cursor) => account.assignments.ofLicense('LP-LISTINGS', cursor, testCall()));
    expect(pages.map(({ items }) => items.length)).toEqual([20, 20, 20, 20, 20, 20]);
  });
});

describe('the URL', () => {
  it('of a look-up stays within 2,000 characters, and all ids are asked', async () => {
    emulator.setSwitch('urlLimit', 2000);
    const ids = Array.from({ length: 50 }, (_, index) => `東京-"${index}"-${'ü'.repeat(20)}`);
    const call = { ...testCall(), thorough: true };
    const slots = await account.assignees.ENTITY.byIds([...ids, '東京-80'], call);
    expect(slots.get('東京-80')).toMatchObject({ externalId: '東京-80' });
    expect(ids.map((id) => slots.get(id))).toEqual(ids.map(() => null));
    const batches = emulator.journal.entries().filter(({ path }) => path.endsWith('/entities'));
    const lengths = batches.map(({ path, query }) => `${path}?${query}`.length);
    expect(lengths.length).toBeGreaterThan(1);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(2000);
    expect(batches.every(({ status }) => status === 200)).toBe(true);
  });

  it('too long for one id alone fails that id only', async () => {
    emulator.setSwitch('urlLimit', 2000);
    const long = '東'.repeat(255);
    const slots = await account.assignees.ENTITY.byIds([long, 'store-1'], testCall());
    expect(slots.get('store-1')).toMatchObject({ displayName: 'Harbor Street Store 1' });
    expect(slots.get(long)).toMatchObject({ problem: { code: 'UPSTREAM_REJECTED' } });
  });
});

it('ids that differ in case are different entities', async () => {
  emulator.setSwitch('inIgnoresCase', true);
  const slots = await account.assignees.ENTITY.byIds(['STORE-1', 'store-2'], testCall());
  expect(slots.get('STORE-1')).toBeNull();
  expect(slots.get('store-2')).toMatchObject({ externalId: 'store-2' });
  expect(await account.assignees.ENTITY.byIds(['STORE-1'], testCall())).toEqual(new Map([['STORE-1', null]]));
});

it('meta lost through fields costs one more call, once a walk', async () => {
  emulator.setSwitch('fieldsKeepMeta', false);
  const pages = await pagesOf((cursor) => account.assignees.ENTITY.page(cursor, testCall()));
  expect(bench.calls()).toHaveLength(pages.length + 1);
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
    const hour = moveToHalfPast(emulator);
    await account.catalogue(testCall());
    const started = emulator.clock.now();
    const problem = await problemOf(account.catalogue(testCall()));
    // What the answer says is turned into times when it is read; seconds counted from now are whole ones besides.
    const latest = emulator.clock.now() - started + (rateLimitResetUnit === 'seconds-from-now' ? 1000 : 0);
    expect(problem).toMatchObject({ code: 'UPSTREAM_THROTTLED', retryable: true });
    const { budget } = account.status();
    expect(budget).toMatchObject({ limit: 1, remaining: 0 });
    // A second is the margin.
    for (const reset of [Date.parse(problem.retryAt ?? '') - 1000, Date.parse(budget?.resetAt ?? '')]) {
      expect(reset - hour).toBeGreaterThanOrEqual(0);
      expect(reset - hour).toBeLessThanOrEqual(latest);
    }
    expect(bench.calls()).toHaveLength(2);
    expect((await problemOf(account.catalogue(testCall()))).code).toBe('UPSTREAM_THROTTLED');
    expect(bench.calls()).toHaveLength(2);
  });

  it('by the burst limiter: waited for, when it is short', async () => {
    emulator.setSwitch('burstLimiter', 'token-bucket');
    emulator.setSwitch('burstCapacity', 1);
    emulator.setSwitch('burstPerSecond', 0.1);
    const patient = bench.open({}, { limits: { retryAfterCapMs: 15_000 } });
    await patient.catalogue(testCall());
    expect((await patient.catalogue(testCall())).items).toHaveLength(16);
    expect(emulator.journal.entries().map(({ status }) => status)).toEqual([200, 429, 200]);
    expect(bench.waited()).toBeGreaterThan(0);
  });
});
