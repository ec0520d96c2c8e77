// Entities: page by page, and by their ids.
import { describe, expect, it } from '@jest/globals';
import { idsOf, listed, pagesOf } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { ok, queryOf } from '../../support/providers/yext.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('yext');
const { account, emulator } = bench;

describe('the list of entities', () => {
  it('comes page by page, each once, 50 a call, with the exact number of all', async () => {
    const pages = await pagesOf((cursor) => account.assignees.ENTITY.page(cursor, testCall()));
    const rows = pages.flatMap(({ items }) => items);
    expect(new Set(idsOf(rows)).size).toBe(rows.length);
    expect(pages.map(({ total }) => total)).toEqual(pages.map(() => rows.length));
    expect(bench.calls()).toHaveLength(Math.ceil(rows.length / 50));
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

  it('calls those without a name by their id', async () => {
    const { account: told } = await bench.stubbed(() => ok({ entities: [{ meta: { id: 'e' } }] }));
    expect((await told.assignees.ENTITY.page(null, testCall())).items).toEqual([
      {
        kind: 'ENTITY',
        accountKey: 'yext-acme',
        externalId: 'e',
        displayName: 'e',
        entityType: null,
        countryCode: null,
        createdAt: null,
        updatedAt: null,
      },
    ]);
  });

  it('of entities without an id is asked for whole, and leaves them out when that does not help', async () => {
    const { account: told, requests } = await bench.stubbed(() => ok({ entities: [{ name: 'Nobody' }] }));
    expect(await told.assignees.ENTITY.page(null, testCall())).toMatchObject({
      items: [],
      gap: 'ROWS_LEFT_OUT',
    });
    expect(requests.map((request) => queryOf(request).get('fields'))).toEqual(['name', null]);
    expect(told.status().drift).toMatchObject([{ field: 'entities.meta.id', times: 1 }]);
  });
});

describe('entities by id', () => {
  it('are read 50 a call, whatever their spelling, and none that does not exist', async () => {
    const all = await listed(account.assignees.ENTITY);
    bench.forget();
    const ids = [...idsOf(all), 'store-44', 'no-such-entity'];
    const slots = await account.assignees.ENTITY.byIds(ids, testCall());
    for (const one of all) expect(slots.get(one.externalId)).toEqual(one);
    expect([slots.get('store-44'), slots.get('no-such-entity')]).toEqual([null, null]);
    expect(bench.calls().toSorted()).toEqual([
      ...Array<string>(Math.ceil(ids.length / 50)).fill('GET /entities 200'),
      'GET /entities/no-such-entity 400',
      'GET /entities/store-44 400',
    ]);
  });

  it('are each asked once, and nothing for nothing', async () => {
    await account.assignees.ENTITY.byIds(['store-1', 'store-1'], testCall());
    expect(emulator.journal.entries().map(({ query }) => new URLSearchParams(query).get('filter'))).toEqual([
      '{"meta.id":{"$in":["store-1"]}}',
    ]);
    expect(await account.assignees.ENTITY.byIds([], testCall())).toEqual(new Map());
    expect(bench.calls()).toHaveLength(1);
  });

  it('give 50 holders of one pack their names: two calls', async () => {
    const { items } = await account.assignments.ofLicense('LP-LISTINGS', null, testCall());
    const ids = idsOf(items.map(({ assignee }) => assignee));
    const slots = await account.assignees.ENTITY.byIds(ids, testCall());
    expect([items.length, slots.size, bench.calls().length]).toEqual([50, 50, 2]);
  });

  it('follow the pages until all are found, and no further', async () => {
    const { account: told, requests } = await bench.stubbed((_, index) =>
      ok({ entities: [{ meta: { id: index === 0 ? 'A' : 'a' } }], pageToken: `t${index}` }),
    );
    const slots = await told.assignees.ENTITY.byIds(['a'], testCall());
    expect(slots.get('a')).toMatchObject({ externalId: 'a' });
    expect(requests.map((request) => queryOf(request).get('pageToken'))).toEqual([null, 't0']);
  });
});
