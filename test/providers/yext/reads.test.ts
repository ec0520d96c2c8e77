// Each method of the port against the emulator, with the calls it takes.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { yext } from '../../../src/providers/yext/index.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';
import { ACCOUNT, accountAt, entitiesOf, entity, pagesOf, problemOf, startYext } from './fixtures.ts';

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
const pathsAsked = (): string[] =>
  emulator.journal.entries().map(({ path }) => path.split('/me/')[1] ?? path);
const pairs = (rows: readonly { licenseId: string; assignee: { externalId: string } }[]): string[] =>
  rows.map(({ licenseId, assignee }) => JSON.stringify([licenseId, assignee.externalId]));

describe('the account', () => {
  it('says what it can do', () => {
    expect(yext.provider).toBe('YEXT');
    expect(account.account).toEqual({
      key: 'yext-acme',
      provider: 'YEXT',
      name: 'Acme',
      capabilities: {
        assigneeKinds: ['ENTITY'],
        reportsSeats: true,
        nativeScheduledRemoval: true,
        infersLicensesFromRoles: false,
        hasFeatureToggles: false,
        lookupBatchSize: 50,
        assignmentBatchSize: 1,
      },
    });
    expect(account.users ?? account.devices ?? account.workspaces ?? account.licensesInFull).toBeUndefined();
  });

  it.each([
    ['LICENSE', 'LP/Events#1', true],
    ['ENTITY', '🏬-140', true],
    ['ENTITY', 'x'.repeat(255), true],
    ['ENTITY', 'x'.repeat(256), false],
    ['ENTITY', '', false],
    ['ENTITY', 'a\u0000b', false],
    ['ENTITY', 'a\ud800', false],
    ['LICENSE', '-', false],
    ['ENTITY', '.', false],
    ['ENTITY', '..', false],
    ['USER', 'store-1', false],
  ] as const)('%s %j can be an id: %s', (kind, id, accepted) => {
    expect(account.accepts(kind, id)).toBe(accepted);
  });

  it('reports its budget and its last success', async () => {
    expect(account.status()).toEqual({
      circuit: 'CLOSED',
      lastSuccessAt: null,
      lastProblem: null,
      budget: null,
    });
    await account.catalogue(testCall());
    const { budget, lastSuccessAt } = account.status();
    expect(budget).toEqual({ limit: 5000, remaining: 4999, resetAt: null });
    expect(Date.parse(lastSuccessAt ?? '')).toBeGreaterThan(Date.now() - 5000);
  });
});

describe('the key', () => {
  it.each(['header', 'query'])('goes in the %s, and nowhere else', async (apiKeyIn) => {
    await accountAt(baseUrl, runtime, { apiKeyIn }).catalogue(testCall());
    const [entry] = emulator.journal.entries();
    expect(new URLSearchParams(entry?.query).get('api_key')).toBe(
      apiKeyIn === 'query' ? ACCOUNT.keys.reader : null,
    );
    expect(entry?.status).toBe(200);
  });

  it.each(['header', 'query'])('refused in the %s: final, asked once', async (apiKeyIn) => {
    const wrong = accountAt(baseUrl, runtime, { apiKeyIn, apiKey: 'wrong-key' });
    const problem = await problemOf(wrong.catalogue(testCall()));
    expect(problem).toMatchObject({
      code: 'UPSTREAM_CREDENTIALS',
      accountKey: 'yext-acme',
      retryable: false,
    });
    expect(problem.upstreamRequestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(calls()).toBe(1);
  });

  it('without permission for licenses: forbidden, and entities are still there', async () => {
    const limited = accountAt(baseUrl, runtime, { apiKey: ACCOUNT.keys.noLicenses });
    expect((await problemOf(limited.catalogue(testCall()))).code).toBe('UPSTREAM_FORBIDDEN');
    expect((await entitiesOf(limited).page(null, testCall())).items).toHaveLength(50);
    expect(calls()).toBe(2);
  });

  it('opens the account by its id as well', async () => {
    const named = accountAt(baseUrl, runtime, { accountId: ACCOUNT.accountId });
    expect(await named.catalogue(testCall())).toEqual(await account.catalogue(testCall()));
  });
});

describe('the catalogue', () => {
  it('is every pack with its seats, in one call', async () => {
    const licenses = await account.catalogue(testCall());
    expect(calls()).toBe(1);
    expect(new Set(licenses.map(({ externalId }) => externalId)).size).toBe(licenses.length);
    expect(licenses.find(({ externalId }) => externalId === 'LP-LISTINGS')).toEqual({
      accountKey: 'yext-acme',
      externalId: 'LP-LISTINGS',
      name: 'Listings Core',
      description: null,
      assigneeKinds: ['ENTITY'],
      seats: {
        total: 132,
        assigned: 120,
        available: 12,
        assignedToUsers: null,
        assignedToWorkspaces: null,
        countable: true,
      },
      details: {
        __typename: 'YextLicensePackDetails',
        accountKey: 'yext-acme',
        externalId: 'LP-LISTINGS',
        notes: 'Renewed for FY26',
      },
    });
  });

  it('shows over-assigned packs as they are reported', async () => {
    const licenses = await account.catalogue(testCall());
    expect(licenses.find(({ externalId }) => externalId === 'LP-OVER')?.seats?.available).toBe(-3);
  });

  it('asked twice at once is read once', async () => {
    const call = testCall();
    await Promise.all([account.catalogue(call), account.catalogue(call)]);
    expect(calls()).toBe(1);
    expect(call.events.map(({ kind }) => kind).sort()).toEqual(['SENT', 'SHARED']);
  });

  it('of more packs than a page holds takes a call a page', async () => {
    emulator.setSwitch('pageSizeMax', 5);
    emulator.setSwitch('badPageSize', 'clamp');
    const licenses = await account.catalogue(testCall());
    expect(new Set(licenses.map(({ externalId }) => externalId)).size).toBe(licenses.length);
    expect(calls()).toBe(Math.ceil(licenses.length / 5));
  });
});

describe('assignments', () => {
  it('page by page, each once, 50 a call, with their licenses', async () => {
    const pages = await pagesOf((cursor) => account.assignments.page(cursor, testCall()));
    const rows = pages.flatMap(({ items }) => items);
    expect(new Set(pairs(rows)).size).toBe(rows.length);
    expect(calls()).toBe(Math.ceil(rows.length / 50));
    expect(pages.every(({ total }) => total === null)).toBe(true);
    const licenses = await account.catalogue(testCall());
    const byId = new Map(licenses.map((license) => [license.externalId, license]));
    for (const row of rows) {
      expect(row.license).toEqual(byId.get(row.licenseId));
      expect(row.assignee).toEqual(entity(row.assignee.externalId));
      expect(row.assignedAt).toBeNull();
    }
    expect(rows).toHaveLength(licenses.reduce((sum, { seats }) => sum + (seats?.assigned ?? 0), 0));
  });

  it('of one pack: two pages for 120 are three', async () => {
    const pages = await pagesOf((cursor) => account.assignments.ofLicense('LP-LISTINGS', cursor, testCall()));
    const rows = pages.flatMap(({ items }) => items);
    expect(new Set(pairs(rows)).size).toBe(120);
    expect(rows.every(({ licenseId }) => licenseId === 'LP-LISTINGS')).toBe(true);
    expect(calls()).toBe(3);
  });

  it.each(['LP/Events#1', 'LP Süd Straße', '0012'])('of the pack %s', async (id) => {
    const { items } = await account.assignments.ofLicense(id, null, testCall());
    const assigned = (await account.catalogue(testCall())).find(({ externalId }) => externalId === id)?.seats;
    expect(items).toHaveLength(assigned?.assigned ?? -1);
    expect(items.every(({ licenseId }) => licenseId === id)).toBe(true);
  });

  it.each(['LP-EMPTY', 'no-such-pack'])('of the pack %s: none, in one call', async (id) => {
    expect(await account.assignments.ofLicense(id, null, testCall())).toEqual({
      items: [],
      next: null,
      total: null,
    });
    expect(calls()).toBe(1);
  });

  it('of the wildcard: nothing is asked', async () => {
    expect((await problemOf(account.assignments.ofLicense('-', null, testCall()))).code).toBe('BAD_ID');
    expect(calls()).toBe(0);
  });

  it('with the day of their removal', async () => {
    const path = `${baseUrl}/accounts/me/license-packs/LP-SITE/assigned-entities`;
    const [row] = (await account.assignments.ofLicense('LP-SITE', null, testCall())).items;
    const put = await fetch(`${path}/${encodeURIComponent(row?.assignee.externalId ?? '')}?v=20240301`, {
      method: 'PUT',
      headers: { 'api-key': ACCOUNT.keys.full, 'content-type': 'application/json' },
      body: JSON.stringify({ expirationDate: '2099-12-31' }),
    });
    expect(put.status).toBe(200);
    const [after] = (await account.assignments.ofLicense('LP-SITE', null, testCall())).items;
    expect(after).toMatchObject({ status: 'REMOVAL_SCHEDULED', removalOn: '2099-12-31' });
    const others = (await account.assignments.ofLicense('0012', null, testCall())).items;
    expect(others.map(({ status, removalOn }) => ({ status, removalOn }))).toEqual([
      { status: 'ACTIVE', removalOn: null },
      { status: 'ACTIVE', removalOn: null },
    ]);
  });
});

describe('assignments of entities', () => {
  async function expected(): Promise<Map<string, string[]>> {
    const pages = await pagesOf((cursor) => account.assignments.page(cursor, testCall()));
    const held = new Map<string, string[]>();
    for (const { assignee, licenseId } of pages.flatMap(({ items }) => items)) {
      held.set(assignee.externalId, [...(held.get(assignee.externalId) ?? []), licenseId]);
    }
    emulator.journal.clear();
    return held;
  }

  const ODD = ['store "50"', 'a+b&c=90', '{"$in":[170]}', '東京-80'];

  it.each([
    ['one: one call', ['store-12'], 1],
    ['four, of every spelling: a call each', ODD, 4],
    ['four and one twice: still four', [...ODD, ODD[0] ?? ''], 4],
    ['one that is gone keeps its license', ['store-44'], 1],
    ['one never heard of holds nothing', ['no-such-entity'], 1],
  ])('%s', async (_, ids, count) => {
    const held = await expected();
    const slots = await account.assignments.ofAssignees(ids.map(entity), testCall());
    expect(calls()).toBe(count);
    expect([...slots.keys()].sort()).toEqual([...new Set(ids)].sort());
    for (const [id, slot] of slots) {
      expect(slot).toBeInstanceOf(Array);
      expect(pairs(slot as never)).toEqual((held.get(id) ?? []).map((pack) => JSON.stringify([pack, id])));
    }
  });

  it('many: one walk over all assignments instead of a call each', async () => {
    const held = await expected();
    const ids = [...held.keys()].slice(0, 60);
    const slots = await account.assignments.ofAssignees([...ids, 'no-such-entity'].map(entity), testCall());
    expect(calls()).toBe(7);
    expect(pathsAsked()).toEqual(Array<string>(7).fill('license-packs/-/assigned-entities'));
    for (const id of ids) expect(pairs(slots.get(id) as never)).toHaveLength(held.get(id)?.length ?? -1);
    expect(slots.get('no-such-entity')).toEqual([]);
  });

  it('some, in an account with too many assignments for a walk to pay: a few pages, then a call each', async () => {
    const held = await expected();
    const ids = [...held.keys()].slice(0, 12);
    const slots = await account.assignments.ofAssignees(ids.map(entity), testCall());
    expect(calls()).toBe(3 + 12);
    for (const id of ids) expect(pairs(slots.get(id) as never)).toHaveLength(held.get(id)?.length ?? -1);
  });

  it('that came along need no call', async () => {
    const known = { ...entity('store-12'), assignments: [] };
    const twice = [entity('store-12'), known];
    expect(await account.assignments.ofAssignees(twice, testCall())).toEqual(new Map([['store-12', []]]));
    expect(calls()).toBe(0);
  });
});

describe('entities', () => {
  it('page by page, each once, 50 a call, with the exact number of all', async () => {
    const pages = await pagesOf((cursor) => entitiesOf(account).page(cursor, testCall()));
    const rows = pages.flatMap(({ items }) => items);
    expect(new Set(rows.map(({ externalId }) => externalId)).size).toBe(rows.length);
    expect(pages.map(({ total }) => total)).toEqual(pages.map(() => rows.length));
    expect(calls()).toBe(Math.ceil(rows.length / 50));
    expect(rows[0]).toEqual({
      kind: 'ENTITY',
      accountKey: 'yext-acme',
      externalId: 'store-1',
      displayName: 'Harbor Street Store 1',
      entityType: 'location',
      countryCode: 'US',
      createdAt: expect.stringMatching(/^20\d\d-\d\d-\d\dT.*Z$/),
      updatedAt: expect.stringMatching(/^20\d\d-\d\d-\d\dT.*Z$/),
    });
  });

  it('by id: 50 a call, whatever their spelling, and none that does not exist', async () => {
    const pages = await pagesOf((cursor) => entitiesOf(account).page(cursor, testCall()));
    const all = pages.flatMap(({ items }) => items);
    emulator.journal.clear();
    const ids = [...all.map(({ externalId }) => externalId), 'store-44', 'no-such-entity'];
    const slots = await entitiesOf(account).byIds(ids, testCall());
    for (const one of all) expect(slots.get(one.externalId)).toEqual(one);
    expect([slots.get('store-44'), slots.get('no-such-entity')]).toEqual([null, null]);
    expect(calls()).toBe(Math.ceil(ids.length / 50));
    expect(pathsAsked().every((path) => path === 'entities')).toBe(true);
  });

  it('by id, each asked once and nothing for nothing', async () => {
    await entitiesOf(account).byIds(['store-1', 'store-1'], testCall());
    expect(calls()).toBe(1);
    expect(new URLSearchParams(emulator.journal.entries()[0]?.query).get('filter')).toBe(
      '{"meta.id":{"$in":["store-1"]}}',
    );
    expect(await entitiesOf(account).byIds([], testCall())).toEqual(new Map());
    expect(calls()).toBe(1);
  });

  it('50 entities of one pack with names: two calls', async () => {
    const { items } = await account.assignments.ofLicense('LP-LISTINGS', null, testCall());
    const slots = await entitiesOf(account).byIds(
      items.map(({ assignee }) => assignee.externalId),
      testCall(),
    );
    expect([items.length, slots.size, calls()]).toEqual([50, 50, 2]);
  });
});

describe('cursors', () => {
  it.each([
    '',
    'x',
    'a',
    'a+',
    'a*token',
    'e+token',
    'p+token',
    'https://x/',
    'a+tok\nen',
    `a+${'x'.repeat(1501)}`,
  ])('%j is none of a list of assignments', async (cursor) => {
    expect((await problemOf(account.assignments.page(cursor, testCall()))).code).toBe('BAD_CURSOR');
    expect(calls()).toBe(0);
  });

  it('of one list are none of another', async () => {
    expect((await problemOf(account.assignments.ofLicense('LP-PAGES', 'a+t', testCall()))).code).toBe(
      'BAD_CURSOR',
    );
    expect((await problemOf(entitiesOf(account).page('a+t', testCall()))).code).toBe('BAD_CURSOR');
    expect(calls()).toBe(0);
  });

  it('the provider never gave are expired', async () => {
    for (const read of [
      account.assignments.page('a+forged', testCall()),
      account.assignments.ofLicense('LP-PAGES', 'p+forged', testCall()),
      entitiesOf(account).page('e+forged', testCall()),
    ]) {
      expect(await problemOf(read)).toMatchObject({ code: 'CURSOR_EXPIRED', blame: 'CALLER' });
    }
    expect(calls()).toBe(3);
  });
});
