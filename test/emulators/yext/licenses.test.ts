// License packs and who holds them, as operations 1 and 2 list them.
import { describe, expect, it } from '@jest/globals';
import { at, listAt } from '../../support/json.ts';
import { assignment, entity, PACKS, useYext } from './client.ts';

const { call, packs, assignments, walkAssignments, emulator, remove } = useYext();

describe('operation 1', () => {
  it('lists active packs, ten by default, with a token until the last page', async () => {
    const first = await packs({});
    expect(first.licensePacks).toHaveLength(10);
    const second = await packs({ pageToken: first.nextPageToken ?? '' });
    expect(second.nextPageToken).toBeUndefined();
    const ids = [...first.licensePacks, ...second.licensePacks].map((pack) => pack.id);
    expect(ids).toEqual(ids.toSorted());
    expect(ids).toHaveLength(16);
    expect(ids).toEqual(expect.arrayContaining(['0012', 'LP Süd Straße', 'LP-LISTINGS', 'LP/Events#1']));
    expect(ids).not.toContain('LP-RETIRED');
  });

  it('counts from the rows', async () => {
    const byId = new Map((await packs()).licensePacks.map((pack) => [pack.id, pack]));
    expect(byId.get('LP-LISTINGS')).toEqual({
      assigned: 120,
      available: 12,
      id: 'LP-LISTINGS',
      name: 'Listings Core',
      notes: 'Renewed for FY26',
      total: 132,
    });
    expect(byId.get('LP-PAGES')).toEqual({
      id: 'LP-PAGES',
      name: 'Pages',
      total: 40,
      assigned: 12,
      available: 28,
    });
    expect(byId.get('LP-FULL')).toMatchObject({ assigned: 20, available: 0 });
    expect(byId.get('LP-EMPTY')).toMatchObject({ assigned: 0, available: 25, notes: '' });
    expect(byId.get('LP-OVER')).toMatchObject({ assigned: 8, available: -3 });
  });

  it('has no token when the page ends with the last pack', async () => {
    expect((await packs({ pageSize: '16' })).nextPageToken).toBeUndefined();
    expect((await packs({ pageSize: '15' })).nextPageToken).toBeDefined();
  });
});

describe('operation 2', () => {
  it.each([1, 7, 50])('pages through a pack by rows of %i and repeats the pack', async (size) => {
    const pages = await walkAssignments('LP-LISTINGS', { pageSize: String(size) });
    expect(pages).toHaveLength(Math.ceil(120 / size));
    const groups = pages.flatMap((page) => page.licenseAssignments);
    expect(
      groups.every((group) => group.licensePack.id === 'LP-LISTINGS' && group.licensePack.assigned === 120),
    ).toBe(true);
    const ids = groups.flatMap((group) => group.assignedEntities.map((row) => row.entityId));
    expect(new Set(ids).size).toBe(120);
    expect(ids).toEqual(ids.toSorted());
  });

  it('walks all packs with -, groups crossing pages', async () => {
    const pages = await walkAssignments('-', { pageSize: '50' });
    const perPack = new Map<string, number>();
    for (const group of pages.flatMap((page) => page.licenseAssignments)) {
      const id = group.licensePack.id;
      perPack.set(id, (perPack.get(id) ?? 0) + group.assignedEntities.length);
    }
    const listed = (await packs()).licensePacks.filter((pack) => pack.assigned > 0);
    expect(Object.fromEntries(perPack)).toEqual(
      Object.fromEntries(listed.map((pack) => [pack.id, pack.assigned])),
    );
    const sizes = pages.map(
      (page) => page.licenseAssignments.flatMap((group) => group.assignedEntities).length,
    );
    expect(sizes.slice(0, -1).every((size) => size === 50)).toBe(true);
  });

  it('finds the packs of one entity', async () => {
    const { licenseAssignments } = await assignments('-', { assignedEntity: 'store-17' });
    expect(licenseAssignments.map((group) => group.licensePack.id)).toEqual([
      'LP-LISTINGS',
      'LP-PAGES',
      'LP-SITE',
    ]);
    expect(licenseAssignments.every((group) => group.assignedEntities.length === 1)).toBe(true);
    expect(licenseAssignments[1]?.assignedEntities[0]?.expirationDate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(licenseAssignments[0]?.assignedEntities).toEqual([{ entityId: 'store-17' }]);
  });

  it('pages the packs of one entity', async () => {
    const pages = await walkAssignments('-', { assignedEntity: 'store-17', pageSize: '1' });
    expect(pages.map((page) => page.licenseAssignments[0]?.licensePack.id)).toEqual([
      'LP-LISTINGS',
      'LP-PAGES',
      'LP-SITE',
    ]);
  });

  it('finds one assignment', async () => {
    const { licenseAssignments } = await assignments('LP-LISTINGS', { assignedEntity: 'store-17' });
    expect(licenseAssignments).toMatchObject([{ assignedEntities: [{ entityId: 'store-17' }] }]);
    expect((await assignments('LP-LISTINGS', { assignedEntity: 'store-18' })).licenseAssignments).toEqual([]);
  });

  it('compares assignedEntity exactly and answers an unknown one with nothing', async () => {
    for (const assignedEntity of ['STORE-17', 'nobody', '12', 'store-1']) {
      const ids = (await assignments('LP-SITE', { assignedEntity })).licenseAssignments;
      expect(ids).toEqual([]);
    }
  });

  it('keeps the license of a deleted entity', async () => {
    expect(
      (await assignments('LP-LISTINGS', { assignedEntity: 'store-44' })).licenseAssignments,
    ).toHaveLength(1);
    expect((await call(entity('store-44'))).status).toBe(400);
    expect((await remove('LP-LISTINGS', 'store-44')).status).toBe(200);
    expect((await assignments('LP-LISTINGS', { assignedEntity: 'store-44' })).licenseAssignments).toEqual([]);
  });

  it('serves packs and entities whose ids need encoding', async () => {
    const { licenseAssignments } = await assignments('LP Süd Straße');
    const ids = licenseAssignments.flatMap((group) => group.assignedEntities.map((row) => row.entityId));
    expect(ids).toHaveLength(18);
    expect(ids).toEqual(
      expect.arrayContaining(['store #10', 'north/store/20', '100%-40', 'store "50"', '%2F-110', '東京-80']),
    );
    for (const assignedEntity of ids) {
      expect((await assignments('LP Süd Straße', { assignedEntity })).licenseAssignments).toHaveLength(1);
    }
    expect((await assignments('LP/Events#1')).licenseAssignments).toHaveLength(1);
  });

  it('refuses packs it does not know, the inactive one among them', async () => {
    for (const packId of ['LP-NOWHERE', 'LP-RETIRED', '12', 'lp-pages']) {
      const answer = await call(`${PACKS}/${packId}/assigned-entities`);
      expect(answer).toMatchObject({ status: 400, errors: [{ code: 2000, type: 'FATAL_ERROR' }] });
    }
  });
});

describe('page tokens', () => {
  it('are bound to their list', async () => {
    const { nextPageToken: pageToken = '' } = await assignments('LP-LISTINGS');
    const { nextPageToken: packToken = '' } = await packs({ pageSize: '1' });
    expect(pageToken).not.toBe('');
    const refused = [
      call(`${PACKS}/LP-PAGES/assigned-entities`, { query: { pageToken } }),
      call(`${PACKS}/-/assigned-entities`, { query: { pageToken } }),
      call(`${PACKS}/LP-LISTINGS/assigned-entities`, { query: { pageToken, assignedEntity: 'store-17' } }),
      call(PACKS, { query: { pageToken } }),
      call('/accounts/me/entities', { query: { pageToken } }),
      call(`${PACKS}/LP-LISTINGS/assigned-entities`, { query: { pageToken: packToken } }),
    ];
    for (const answer of await Promise.all(refused)) {
      expect(answer).toMatchObject({ status: 400, errors: [{ code: 9008 }] });
    }
  });

  it.each(['', 'garbage', '!!', Buffer.from('{"of":"x","at":0,"after":["a"]}').toString('base64url')])(
    'refuses %p',
    async (pageToken) => {
      expect((await call(PACKS, { query: { pageToken } })).status).toBe(400);
    },
  );

  it('go on behind a row that is gone', async () => {
    const first = await assignments('LP-PAGES', { pageSize: '3' });
    const ids = first.licenseAssignments[0]?.assignedEntities.map((row) => row.entityId) ?? [];
    await remove('LP-PAGES', ids[2] ?? '');
    const second = await assignments('LP-PAGES', { pageSize: '50', pageToken: first.nextPageToken ?? '' });
    const rest = second.licenseAssignments[0]?.assignedEntities.map((row) => row.entityId) ?? [];
    expect(rest).toHaveLength(9);
    expect(rest).not.toContain(ids[2]);
  });

  it('count rows when the switch says so, and skip those that moved up', async () => {
    emulator.setSwitch('tokensByOffset', true);
    const read = async (pageToken?: string) =>
      assignments('LP-PAGES', { pageSize: '3', ...(pageToken !== undefined && { pageToken }) });
    const idsIn = ({ licenseAssignments }: Awaited<ReturnType<typeof read>>) =>
      licenseAssignments.flatMap((group) => group.assignedEntities.map((row) => row.entityId));
    const pages = await walkAssignments('LP-PAGES', { pageSize: '3' });
    const all = pages.flatMap(idsIn);
    expect([pages.length, new Set(all).size]).toEqual([4, 12]);
    const first = await read();
    await remove('LP-PAGES', all[0] ?? '');
    expect(idsIn(await read(first.nextPageToken))).toEqual(all.slice(4, 7));
    const { nextPageToken = '' } = await packs({ pageSize: '15' });
    expect((await packs({ pageToken: nextPageToken })).licensePacks).toHaveLength(1);
  });

  it('go stale when the switch says so', async () => {
    emulator.setSwitch('pageTokenMinutes', 5);
    const { nextPageToken: pageToken = '' } = await packs({ pageSize: '3' });
    expect((await call(PACKS, { query: { pageToken } })).status).toBe(200);
    emulator.clock.advance(6 * 60_000);
    expect((await call(PACKS, { query: { pageToken } })).status).toBe(400);
  });
});

describe('pageSize', () => {
  const bad = ['0', '-1', '51', '2.5', 'ten', '', '1e1'];

  it.each(bad)('refuses %p', async (pageSize) => {
    const answers = [PACKS, `${PACKS}/-/assigned-entities`].map((path) =>
      call(path, { query: { pageSize } }),
    );
    for (const answer of await Promise.all(answers)) {
      expect(answer).toMatchObject({
        status: 400,
        errors: [{ code: 9007, message: expect.stringContaining('pageSize') }],
      });
    }
  });

  it('is made to fit with badPageSize clamp', async () => {
    emulator.setSwitch('badPageSize', 'clamp');
    const sizes = [];
    for (const pageSize of bad) {
      const { licenseAssignments } = await assignments('LP-LISTINGS', { pageSize });
      sizes.push(licenseAssignments[0]?.assignedEntities.length);
    }
    expect(sizes).toEqual([1, 1, 50, 10, 10, 10, 10]);
  });

  it('has a default and a maximum to set', async () => {
    emulator.setSwitch('pageSizeDefault', 2);
    emulator.setSwitch('pageSizeMax', 100);
    expect((await packs({})).licensePacks).toHaveLength(2);
    expect(
      (await assignments('LP-LISTINGS', { pageSize: '100' })).licenseAssignments[0]?.assignedEntities,
    ).toHaveLength(100);
    expect((await call(PACKS, { query: { pageSize: '101' } })).status).toBe(400);
  });
});

describe('switches of the lists', () => {
  it('emptyPack', async () => {
    expect((await assignments('LP-EMPTY')).licenseAssignments).toEqual([]);
    emulator.setSwitch('emptyPack', 'empty-group');
    expect((await assignments('LP-EMPTY')).licenseAssignments).toMatchObject([
      { licensePack: { id: 'LP-EMPTY' }, assignedEntities: [] },
    ]);
    expect((await assignments('LP-EMPTY', { assignedEntity: 'store-17' })).licenseAssignments).toEqual([]);
  });

  it.each([
    ['omit', { entityId: 'store-17' }],
    ['null', { entityId: 'store-17', expirationDate: null }],
    ['empty-string', { entityId: 'store-17', expirationDate: '' }],
  ])('unsetExpiration %s', async (value, row) => {
    emulator.setSwitch('unsetExpiration', value);
    expect((await assignments('LP-SITE')).licenseAssignments[0]?.assignedEntities).toEqual([row]);
  });

  it('successErrors and successWarning', async () => {
    expect((await call(PACKS)).errors).toBeUndefined();
    emulator.setSwitch('successErrors', 'empty-list');
    expect((await call(PACKS)).errors).toEqual([]);
    emulator.setSwitch('successWarning', true);
    expect(await call(PACKS)).toMatchObject({ status: 200, errors: [{ type: 'WARNING' }] });
  });

  it('assignmentList bare', async () => {
    emulator.setSwitch('assignmentList', 'bare');
    const one = await call(`${PACKS}/LP-SITE/assigned-entities`);
    expect(one.response).toMatchObject({ licenseAssignments: { licensePack: { id: 'LP-SITE' } } });
    expect((await call(`${PACKS}/LP-EMPTY/assigned-entities`)).response).toEqual({ licenseAssignments: [] });
    expect((await assignments('-')).licenseAssignments.length).toBeGreaterThan(1);
  });

  it.each([
    ['unless-empty', {}, true],
    ['never', {}, false],
    ['no-response', undefined, false],
  ])('collections %s', async (value, empty, listed) => {
    emulator.setSwitch('collections', value);
    expect((await call(`${PACKS}/LP-EMPTY/assigned-entities`)).response).toEqual(empty);
    for (const [path, list] of [
      [PACKS, 'licensePacks'],
      [`${PACKS}/-/assigned-entities`, 'licenseAssignments'],
      ['/accounts/me/entities', 'entities'],
    ] as const) {
      expect(Array.isArray(at((await call(path)).response, list))).toBe(listed);
    }
    expect((await call(entity('store-17'))).response).toHaveProperty('meta');
  });

  it('oddThing and oddForm, of a pack', async () => {
    const rows = async () => {
      const listed = await call(PACKS, { query: { pageSize: '50' } });
      const query = { assignedEntity: 'store-17' };
      const held = await call(`${PACKS}/-/assigned-entities`, { query });
      return [
        ...listAt(listed.response, 'licensePacks'),
        ...listAt(held.response, 'licenseAssignments').map((group) => at(group, 'licensePack')),
      ];
    };
    const site = { name: 'Site Search', total: 1, assigned: 1, available: 0 };
    expect((await rows()).filter((row) => at(row, 'name') === 'Site Search')).toEqual([
      { id: 'LP-SITE', ...site },
      { id: 'LP-SITE', ...site },
    ]);
    emulator.setSwitch('oddThing', 'LP-SITE');
    expect((await rows()).filter((row) => at(row, 'id') === undefined)).toEqual([site, site]);
    emulator.setSwitch('oddForm', 'odd-fields');
    const odd = { ...site, id: 'LP-SITE', name: 7, total: 'many', notes: ['?'] };
    expect((await rows()).filter((row) => at(row, 'name') === 7)).toEqual([odd, odd]);
  });

  it('oddThing and oddForm, of an entity', async () => {
    const held = async () => {
      const { response } = await call(`${PACKS}/LP-SITE/assigned-entities`);
      return listAt(response, 'licenseAssignments').map((group) => at(group, 'assignedEntities'));
    };
    const meta = async () => at((await call(entity('store-17'))).response, 'meta');
    emulator.setSwitch('oddThing', 'store-17');
    expect(await held()).toEqual([[{}]]);
    expect(await meta()).not.toHaveProperty('id');
    emulator.setSwitch('oddForm', 'odd-fields');
    expect(await held()).toEqual([[{ entityId: 'store-17', expirationDate: 'soon' }]]);
    expect((await call(entity('store-17'))).response).toHaveProperty('name', 7);
    expect(await meta()).toMatchObject({ id: 'store-17', countryCode: ['US'], timestamp: 'yesterday' });
  });

  it('notesInGroups', async () => {
    const notes = async () => (await assignments('LP-LISTINGS')).licenseAssignments[0]?.licensePack.notes;
    expect(await notes()).toBe('Renewed for FY26');
    emulator.setSwitch('notesInGroups', false);
    expect(await notes()).toBe('');
    expect((await packs()).licensePacks.find(({ id }) => id === 'LP-LISTINGS')?.notes).toBe(
      'Renewed for FY26',
    );
  });

  it('assignedSurplus', async () => {
    emulator.setSwitch('assignedSurplus', 2);
    expect((await packs()).licensePacks.find(({ id }) => id === 'LP-SITE')).toMatchObject({
      total: 1,
      assigned: 3,
      available: -2,
    });
    expect((await assignments('LP-SITE')).licenseAssignments[0]?.assignedEntities).toHaveLength(1);
  });

  it('notFoundStatus', async () => {
    emulator.setSwitch('notFoundStatus', 404);
    for (const path of [`${PACKS}/LP-NOWHERE/assigned-entities`, entity('nobody')]) {
      expect(await call(path)).toMatchObject({ status: 404, errors: [{ code: 2000 }] });
    }
    expect((await call(assignment('LP-PAGES', 'nobody'), { method: 'POST' })).status).toBe(404);
  });

  it('unknownAssignedEntity', async () => {
    emulator.setSwitch('unknownAssignedEntity', 'not-found');
    const query = { assignedEntity: 'nobody' };
    expect(await call(`${PACKS}/-/assigned-entities`, { query })).toMatchObject({
      status: 400,
      errors: [{ code: 2000 }],
    });
    expect((await assignments('LP-LISTINGS', { assignedEntity: 'store-18' })).licenseAssignments).toEqual([]);
    expect(
      (await assignments('LP-LISTINGS', { assignedEntity: 'store-44' })).licenseAssignments,
    ).toHaveLength(1);
  });

  it('inactivePacks', async () => {
    emulator.setSwitch('inactivePacks', 'assignments-only');
    const { licenseAssignments } = await assignments('-', { assignedEntity: 'store-17' });
    expect(licenseAssignments.map((group) => group.licensePack.id)).toContain('LP-RETIRED');
    expect((await assignments('LP-RETIRED')).licenseAssignments[0]?.assignedEntities).toHaveLength(2);
    expect((await packs()).licensePacks.map((pack) => pack.id)).not.toContain('LP-RETIRED');
  });
});
