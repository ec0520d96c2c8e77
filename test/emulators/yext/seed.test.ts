// What the emulator begins with, small and large.
import { describe, expect, it } from '@jest/globals';
import { useYext } from './client.ts';

const { create, packs, assignments, entities, walkAssignments, walkEntities, emulator } = useYext();

describe('the seed', () => {
  it('is the same after each reset', async () => {
    const look = async () => [await packs(), await assignments('LP-PAGES'), await entities({ limit: '50' })];
    const before = await look();
    await create('LP-PAGES', 'store-18');
    expect(await packs()).not.toEqual(before[0]);
    emulator.reset();
    const withoutTokens = (pages: unknown) =>
      JSON.stringify(pages).replaceAll(/"(nextPageToken|pageToken)":"[^"]*"/g, '');
    expect(withoutTokens(await look())).toBe(withoutTokens(before));
  });

  it('is another for another tenant, with ids of its own everywhere', async () => {
    const before = await packs();
    emulator.swapTenant(3);
    const now = await packs();
    const unlike = (id: string) => id.replace(/^T3-/, '');
    expect(now.licensePacks.map(({ id }) => unlike(id)).toSorted()).toEqual(
      before.licensePacks.map(({ id }) => id).toSorted(),
    );
    const pages = await walkAssignments('T3-LP-PAGES', { pageSize: '50' });
    const rows = pages.flatMap((page) => page.licenseAssignments.flatMap((group) => group.assignedEntities));
    expect(rows).toHaveLength(12);
    const known = (await walkEntities({ limit: '50' })).flatMap((page) =>
      page.entities.map(({ meta }) => meta.id),
    );
    expect(known).toEqual(expect.arrayContaining(rows.map(({ entityId }) => entityId)));
    expect((await create('T3-LP-PAGES', 'T3-store-18')).status).toBe(200);
  });

  it('walks a large pack', async () => {
    emulator.reset(400);
    const listings = (await packs()).licensePacks.find((pack) => pack.id === 'LP-LISTINGS');
    expect(listings).toMatchObject({ total: 52_800, assigned: 48_000, available: 4_800 });
    expect((await entities()).count).toBe(71_999);
    const filter = JSON.stringify({ 'meta.id': { $in: ['store-71999', 'store-17'] } });
    expect((await entities({ filter })).entities.map((item) => item.meta.id)).toEqual([
      'store-17',
      'store-71999',
    ]);

    emulator.setSwitch('pageSizeMax', 10_000);
    const pages = await walkAssignments('LP-LISTINGS', { pageSize: '10000' });
    const ids = pages.flatMap((page) => page.licenseAssignments.flatMap((group) => group.assignedEntities));
    expect(new Set(ids.map((row) => row.entityId)).size).toBe(48_000);
  });
});
