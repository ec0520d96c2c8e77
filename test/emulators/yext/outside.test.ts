// What others do to an account, and pages whose rows are in groups.
import { describe, expect, it } from '@jest/globals';
import { useYext } from './client.ts';

const { assignments, emulator, entities, holds, packs } = useYext();

describe('an entity that others delete', () => {
  it('counts no longer, and keeps its licenses', async () => {
    const before = await entities({ limit: '50' });
    emulator.outside({ change: 'delete', assignee: 'store-1' });
    const after = await entities({ limit: '50' });
    expect([after.count, after.entities.length]).toEqual([before.count - 1, 50]);
    expect(await holds('LP-PAGES', 'store-1')).toBe(true);
    emulator.outside({ change: 'restore', assignee: 'store-1' });
    expect((await entities({ limit: '50' })).count).toBe(before.count);
  });
});

describe('a license that others give', () => {
  it('is given where none is left, and counts', async () => {
    const full = async () => (await packs()).licensePacks.find(({ id }) => id === 'LP-FULL');
    emulator.outside({ change: 'assign', assignee: 'store-1', license: 'LP-FULL' });
    expect(await full()).toMatchObject({ total: 20, assigned: 21, available: -1 });
    emulator.outside({ change: 'take', assignee: 'store-1', license: 'LP-FULL' });
    expect(await full()).toMatchObject({ assigned: 20 });
  });
});

describe('the first rows of a page of all packs', () => {
  it.each([
    [0, []],
    [1, [1]],
    [3, [2, 1]],
    [5, [2, 3]],
  ])('are %i over its groups', async (keep, sizes) => {
    const groups = async () =>
      (await assignments('-', { pageSize: '50' })).licenseAssignments.map(
        (group) => group.assignedEntities.length,
      );
    expect((await groups())[0]).toBe(2);
    emulator.fault({ fault: { kind: 'first-rows', keep } });
    expect(await groups()).toEqual(sizes);
  });
});
