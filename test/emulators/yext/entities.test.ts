// Entities, as operations 6 and 7 show them.
import { describe, expect, it } from '@jest/globals';
import { entity, parseEntity, useYext } from './client.ts';

const { call, entities, walkEntities, emulator } = useYext();
const ENTITIES = '/accounts/me/entities';

const named = (...ids: string[]): string => JSON.stringify({ 'meta.id': { $in: ids } });
async function idsOf(query: Record<string, string>): Promise<string[]> {
  return (await entities({ limit: '50', ...query })).entities.map((item) => item.meta.id);
}

describe('operation 6', () => {
  it('sends ten with a count and a pageToken, and walks to the end once', async () => {
    const first = await entities();
    expect(first).toMatchObject({ count: 179 });
    expect(first.entities).toHaveLength(10);
    const pages = await walkEntities({ limit: '50' });
    const ids = pages.flatMap((page) => page.entities.map((item) => item.meta.id));
    expect(pages).toHaveLength(4);
    expect(new Set(ids).size).toBe(179);
    expect(ids).not.toContain('store-44');
  });

  it('names fifty ids in one call, odd ones among them', async () => {
    const ids = [
      'store-17',
      'pro-3',
      'event-6',
      'store #10',
      'north/store/20',
      'store "50"',
      '{"$in":[170]}',
      '東京-80',
    ];
    const answer = await entities({
      filter: named(...ids, 'nobody', 'store-44'),
      fields: 'name',
      limit: '50',
    });
    expect(answer.count).toBe(8);
    expect(answer.pageToken).toBeUndefined();
    expect(new Set(answer.entities.map((item) => item.meta.id))).toEqual(new Set(ids));
    expect(answer.entities.every((item) => Object.keys(item).toSorted().join() === 'meta,name')).toBe(true);
  });

  it('pages a filtered list by token and by offset', async () => {
    const filter = named('store-1', 'store-2', 'store-4');
    const first = await entities({ filter, limit: '2' });
    const second = await entities({ filter, limit: '2', pageToken: first.pageToken ?? '' });
    expect([first, second].map((page) => page.entities.map((item) => item.meta.id))).toEqual([
      ['store-1', 'store-2'],
      ['store-4'],
    ]);
    expect(second).toMatchObject({ count: 3 });
    expect(second.pageToken).toBeUndefined();
    expect(await idsOf({ filter, offset: '2' })).toEqual(['store-4']);
    const other = { filter: named('store-1'), pageToken: first.pageToken ?? '' };
    expect((await call(ENTITIES, { query: other })).errors).toMatchObject([{ code: 9008 }]);
  });

  it.each([
    { limit: '0' },
    { limit: '51' },
    { limit: 'x' },
    { offset: '-1' },
    { offset: '0', pageToken: 'x' },
    { offset: '9951', filter: named('store-1') },
    { offset: '9951', sortBy: '[{"name":"ASCENDING"}]' },
    { sortBy: 'name' },
    { sortBy: '[{"shoe":"ASCENDING"}]' },
    { filter: '' },
    { filter: '[]' },
    { filter: '{}' },
    { filter: '{"meta.id":"store-1"}' },
    { filter: '{"meta.id":{"$in":"store-1"}}' },
    { filter: '{"meta.id":{"$near":"store-1"}}' },
    { filter: '{"meta.id":{"!$in":["store-1"]}}' },
    { filter: '{"entityIds":{"$in":["store-1"]}}' },
    { filter: '{"constructor":{"$eq":"x"}}' },
    { filter: '{"$or":[]}' },
  ])('refuses %j', async (query) => {
    expect(await call(ENTITIES, { query })).toMatchObject({ status: 400, errors: [{ type: 'FATAL_ERROR' }] });
  });

  it('lets an unfiltered list have any offset', async () => {
    expect(await entities({ offset: '9951' })).toEqual({ count: 179, entities: [] });
  });

  it.each([
    ['{"meta.id":{"$eq":"STORE-17"}}', ['store-17']],
    ['{"meta.id":{"$in":["STORE-17"]}}', []],
    ['{"$or":[{"meta.id":{"$eq":"store-17"}},{"meta.id":{"$eq":"store-18"}}]}', ['store-17', 'store-18']],
    ['{"$and":[{"meta.id":{"$in":["store-17","pro-3"]}},{"entityType":{"$eq":"professional"}}]}', ['pro-3']],
    ['{"meta.id":{"$in":["store-17","store-18"]},"name":{"!$startsWith":"harbor"}}', ['store-18']],
    [
      '{"$or":[{"meta.id":{"$eq":"store-17"}},{"name":{"$startsWith":"[[city]] store 12"}}]}',
      ['store-12', 'store-17'],
    ],
    ['{"$and":[{"meta.id":{"$in":["store-17","store-59"]}},{"$not":{"name":{"$eq":"x"}}}]}', ['store-17']],
    [
      '{"$and":[{"meta.id":{"$in":["store-17","store-59"]}},{"$complement":{"name":{"$eq":"x"}}}]}',
      ['store-17', 'store-59'],
    ],
    ['{"name":{"$containsAll":["harb","17"]},"entityType":{"$eq":"location"}}', ['store-17', 'store-177']],
    ['{"name":{"$contains":"arbor"}}', []],
  ])('filters by %s', async (filter, ids) => {
    expect(await idsOf({ filter })).toEqual(ids);
  });

  it('filters by type', async () => {
    const { count, entities: found } = await entities({ entityTypes: 'professional,event', limit: '50' });
    expect(count).toBe(36);
    expect(new Set(found.map((item) => item.meta.entityType))).toEqual(new Set(['professional', 'event']));
  });

  it('sorts without a token', async () => {
    const sorted = await entities({
      sortBy: '[{"name":"DESCENDING"}]',
      entityTypes: 'location',
      limit: '50',
    });
    const names = sorted.entities.map((item) => item.name ?? '');
    expect(names).toEqual(names.toSorted().toReversed());
    expect(sorted.count).toBeGreaterThan(50);
    expect(sorted.pageToken).toBeUndefined();
  });
});

describe('operation 7', () => {
  it('answers the entity itself', async () => {
    const answer = await call(entity('store-17'));
    expect(answer.response).toMatchObject({
      name: 'Harbor Street Store 17',
      meta: {
        id: 'store-17',
        accountId: '900100',
        uid: '81237701',
        entityType: 'location',
        language: 'en',
        labels: [],
      },
    });
  });

  it.each([
    'store #10',
    'north/store/20',
    'store 30',
    '100%-40',
    'a+b&c=90',
    'store?id=100',
    '%2F-110',
    '00120',
    'back\\slash-130',
    '🏬-140',
  ])('finds %s', async (id) => {
    expect(parseEntity((await call(entity(id))).response).meta.id).toBe(id);
  });

  it.each(['nobody', 'store-44', 'store-181', '81237701', 'STORE-17', '/-110', '120'])(
    'does not know %s',
    async (id) => {
      expect(await call(entity(id))).toMatchObject({ status: 400, errors: [{ code: 2000 }], response: {} });
    },
  );

  it('leaves out the name where there is none', async () => {
    expect(parseEntity((await call(entity('store-59'))).response)).not.toHaveProperty('name');
  });
});

describe('how entities are shown', () => {
  it('resolves placeholders when asked', async () => {
    const query = { filter: named('store-12'), fields: 'name' };
    expect((await entities(query)).entities[0]?.name).toBe('[[CITY]] Store 12');
    expect((await entities({ ...query, resolvePlaceholders: 'true' })).entities[0]?.name).toBe(
      'Osaka Store 12',
    );
    const single = await call(entity('store-12'), { query: { resolvePlaceholders: 'true' } });
    expect(parseEntity(single.response).name).not.toContain('[[');
  });

  it('sends another profile for another language', async () => {
    const name = async (languages: string): Promise<string | undefined> =>
      parseEntity((await call(entity('store-18'), { query: { languages } })).response).name;
    expect(await name('fr,de')).toMatch(/^Filiale /);
    expect(await name('en,de')).toBe('Mill Lane Store 18');
    expect(await name('fr')).toBe('Mill Lane Store 18');
  });

  it('sends members of a field by dots', async () => {
    const answer = await call(entity('store-17'), { query: { fields: 'address.city' } });
    expect(answer.response).toEqual({
      address: { city: 'Lyon' },
      meta: expect.objectContaining({ id: 'store-17' }),
    });
  });

  it('drops meta with fieldsKeepMeta off', async () => {
    emulator.setSwitch('fieldsKeepMeta', false);
    expect((await call(entity('store-17'), { query: { fields: 'name' } })).response).toEqual({
      name: 'Harbor Street Store 17',
    });
    expect((await call(entity('store-17'))).response).toHaveProperty('meta');
  });
});

describe('switches of the entity list', () => {
  it('inIgnoresCase', async () => {
    emulator.setSwitch('inIgnoresCase', true);
    expect(await idsOf({ filter: named('STORE-17', 'store-17', 'CAFÉ-70') })).toEqual([
      'store-17',
      'Café-70',
    ]);
  });

  it('goneEntities', async () => {
    emulator.setSwitch('goneEntities', 3);
    const [first] = (await entities()).entities;
    expect([(await entities()).count, first?.meta.id]).toEqual([176, 'store-4']);
    expect(await idsOf({ filter: named('pro-3', 'store-4') })).toEqual(['store-4']);
    expect((await call(entity('pro-3'))).errors).toMatchObject([{ code: 2000 }]);
  });

  it('tokensByOffset skips those that moved up', async () => {
    emulator.setSwitch('tokensByOffset', true);
    expect((await walkEntities({ limit: '50' })).flatMap((page) => page.entities)).toHaveLength(179);
    const { pageToken = '' } = await entities();
    emulator.setSwitch('goneEntities', 2);
    expect((await entities({ pageToken })).entities[0]?.meta.id).toBe('pro-13');
  });

  it('entityIndexLagMinutes hides the newest from lists only', async () => {
    const filter = named('store-178', 'store-177');
    expect(await idsOf({ filter })).toEqual(['store-177', 'store-178']);
    emulator.setSwitch('entityIndexLagMinutes', 3 * 24 * 60);
    expect(await idsOf({ filter })).toEqual(['store-177']);
    expect((await entities()).count).toBe(176);
    expect((await call(entity('store-178'))).status).toBe(200);
    emulator.clock.advance(4 * 24 * 3_600_000);
    expect(await idsOf({ filter })).toEqual(['store-177', 'store-178']);
  });
});
