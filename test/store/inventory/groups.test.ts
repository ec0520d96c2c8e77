// Pages of groups: each goes on behind a place in the order, whatever became of the group that was there.
import { describe, expect, it } from '@jest/globals';
import type { FoundGroup, GroupKey, GroupPlace } from '../../../src/domain/inventory/search.ts';
import { only, present } from '../../support/assertions.ts';
import { DATABASES } from '../../support/databases.ts';
import {
  dayOf,
  FIRST_SEEN,
  seedInventory,
  someInventory,
  type HoldingRow,
  type InventoryRows,
} from '../../support/inventory-rows.ts';
import { useStore } from '../../support/store.ts';
import { grouped, type Loops } from './loops.ts';
import { EVERYTHING, heldAt, useInventory } from './read-rig.ts';

const SOME = someInventory(14);

/** An inventory in which so many assignees hold each license, none of them two. */
function withHolders(
  sizes: readonly { readonly licenseId: number; readonly holders: number }[],
): InventoryRows {
  const licenses = sizes.map(({ licenseId }) => present(SOME.licenses.find(({ id }) => id === licenseId)));
  const [one] = SOME.assignees;
  const accountOf = sizes.flatMap(({ holders }, index) =>
    Array.from({ length: holders }, () => present(licenses[index])),
  );
  const assignees = accountOf.map(({ accountNo }, index) => ({
    ...present(one),
    id: index + 1,
    accountNo,
    externalId: `A-${index + 1}`,
    email: null,
  }));
  const holdings = accountOf.map(({ id, accountNo }, index): HoldingRow => ({
    accountNo,
    licenseId: id,
    assigneeId: index + 1,
    status: 'ACTIVE',
    removalOn: null,
    heldSince: null,
    validFrom: FIRST_SEEN,
    validTo: null,
    origin: null,
    missedIn: null,
  }));
  return { ...SOME, licenses, assignees, holdings };
}

const valuesOf = ({ keys, assignments }: FoundGroup) => [
  ...keys.map(({ value, license }) => (license === null ? value : `${license.value.accountKey} ${value}`)),
  assignments,
];

/** As a cursor would have it. */
const kept = (place: GroupPlace): GroupPlace => JSON.parse(JSON.stringify(place)) as GroupPlace;

describe.each(DATABASES)('pages of groups that change on %s', (database) => {
  const rig = useStore(database);
  // Ids l9, l6 and l3 of one account, and the first of them in another one as well.
  const [LARGE, MIDDLE, SMALL, ELSEWHERE] = [3, 12, 21, 1];

  async function pageOf(after: GroupPlace | null, by: readonly GroupKey[] = ['LICENSE'], first = 1) {
    const query = { visible: EVERYTHING, filter: {}, asOf: null, by, first };
    const { groups, hasNext, total } = await rig.store.findGroups({ ...query, after: after && kept(after) });
    return { told: groups.map(valuesOf), hasNext, total, last: groups.at(-1)?.place ?? null };
  }

  async function removeHolders(licenseId: number, count: number): Promise<void> {
    await rig.query(`delete from holdings where id in
      (select id from holdings where license_id = ${licenseId} order by id limit ${count})`);
    await rig.query(`update licenses set held = held - ${count} where id = ${licenseId}`);
  }

  // By licenses alone they are kept, by kind as well they are counted.
  it.each<[GroupKey[]]>([[['LICENSE']], [['LICENSE', 'KIND']]])(
    'by %j lose none of those that stayed as they were',
    async (by) => {
      const rows = withHolders([
        { licenseId: LARGE, holders: 118 },
        { licenseId: MIDDLE, holders: 39 },
        { licenseId: SMALL, holders: 23 },
      ]);
      await seedInventory(rig, rows);
      const first = await pageOf(null, by);
      expect(first).toMatchObject({ hasNext: true, total: 3 });
      expect(only(first.told).at(-1)).toBe(118);
      await removeHolders(LARGE, 80);
      // The one that became smaller is met twice: its own value changed.
      const counts: unknown[] = [];
      for (let page = first; page.hasNext;) {
        page = await pageOf(page.last, by);
        counts.push(only(page.told).at(-1));
      }
      expect(counts).toEqual([39, 38, 23]);
    },
  );

  it('give none twice that stayed as they were, and go on where a group is gone', async () => {
    const rows = withHolders([
      { licenseId: LARGE, holders: 9 },
      { licenseId: MIDDLE, holders: 5 },
      { licenseId: SMALL, holders: 2 },
    ]);
    await seedInventory(rig, rows);
    const first = await pageOf(null);
    const second = await pageOf(first.last);
    expect([...first.told, ...second.told].map((told) => told.at(-1))).toEqual([9, 5]);
    await rig.query(`update licenses set held = 30 where id = ${SMALL}`);
    // It grew: what comes behind the first page is the second, and not the first again.
    expect(await pageOf(first.last)).toMatchObject({ told: second.told, hasNext: false });
    await rig.query(`update licenses set held = 2 where id = ${SMALL}`);
    await removeHolders(MIDDLE, 5);
    expect(await pageOf(second.last)).toMatchObject({
      told: [[expect.any(String), 2]],
      hasNext: false,
      total: 2,
    });
  });

  it('tell groups of the same size apart, also where two accounts have one external id', async () => {
    const sizes = [LARGE, MIDDLE, SMALL, ELSEWHERE].map((licenseId) => ({ licenseId, holders: 4 }));
    await seedInventory(rig, withHolders(sizes));
    const whole = await pageOf(null, ['LICENSE'], 10);
    const shared = present(SOME.licenses.find(({ id }) => id === ELSEWHERE)).externalId;
    const same = whole.told.filter(([name]) => String(name).endsWith(` ${shared}`));
    expect(same).toHaveLength(2);
    const walked: unknown[] = [];
    for (let page = await pageOf(null); ; page = await pageOf(page.last)) {
      walked.push(...page.told);
      if (!page.hasNext) break;
    }
    expect(walked).toEqual(whole.told);
  });
});

describe.each(DATABASES)('pages of groups on %s', (database) => {
  const rig = useInventory(database);

  it.each<[GroupKey[]]>([
    [['LICENSE']],
    [['DEPARTMENT']],
    [['STATE', 'MODEL']],
    [['LICENSE', 'DEPARTMENT']],
    [['DEPARTMENT', 'LICENSE', 'STATE']],
    [['MODEL', 'DEPARTMENT', 'STATE']],
    [['PROVIDER', 'ACCOUNT', 'KIND']],
  ])('by %j are the whole list, those without a value in their places', async (by) => {
    for (const asOf of by.includes('STATE') ? [null] : [null, dayOf(25)]) {
      const loops: Loops = rig.loops(EVERYTHING, heldAt(rig.rows, asOf));
      const expected = grouped(loops, loops.held, by);
      const found: FoundGroup[] = [];
      for (let hasNext = true; hasNext;) {
        const last = found.at(-1);
        const page = await rig.store.findGroups({
          visible: EVERYTHING,
          filter: {},
          asOf,
          by,
          first: Math.max(1, Math.ceil(expected.length / 23)),
          after: last === undefined ? null : kept(last.place),
        });
        found.push(...page.groups);
        expect(page.total).toBe(expected.length);
        hasNext = page.hasNext;
      }
      expect(found.map(({ keys, assignments }) => [assignments, keys.map(({ value }) => value)])).toEqual(
        expected.map(({ assignments, values }) => [assignments, values]),
      );
    }
  });
});
