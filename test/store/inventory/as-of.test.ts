// The inventory as it was at a moment: what folding the rows and events up to it gives, whatever is recorded later.
import { describe, expect, it } from '@jest/globals';
import { only, problemOf } from '../../support/assertions.ts';
import { DATABASES } from '../../support/databases.ts';
import { LAST_SEEN, dayOf, seedInventory, someInventory } from '../../support/inventory-rows.ts';
import { useStore } from '../../support/store.ts';
import { loopsOver } from './loops.ts';
import { EVERYTHING, heldAt } from './read-rig.ts';

const ROWS = someInventory(15);
const SEATS = {
  assigned: 1,
  available: 1,
  assignedToUsers: null,
  assignedToWorkspaces: null,
  countable: true,
};

describe.each(DATABASES)('the inventory at a moment on %s', (database) => {
  const rig = useStore(database);
  const { store, query } = rig;
  const momentOf = (asOf: string | null) => store.momentOf({ visible: ['acme'], asOf });
  const licensesAt = async (asOf: string | null) => {
    const sort = { field: 'HELD', direction: 'DESC' } as const;
    return (
      await store.findLicenses({
        visible: EVERYTHING,
        filter: { listed: null },
        sort,
        first: 99,
        after: null,
        asOf,
      })
    ).rows;
  };

  it('has as many holders of each license as there were', async () => {
    await seedInventory(rig, ROWS);
    for (const day of [0, 3, 10, 17, 25, 33, 41, 60]) {
      const asOf = dayOf(day);
      const held = Map.groupBy(heldAt(ROWS, asOf), ({ licenseId }) => licenseId);
      const found = await licensesAt(asOf);
      const expected = ROWS.licenses.map(({ id }) => [id, held.get(id)?.length ?? 0] as const);
      expect(new Map(found.map(({ place, value }) => [place.id, value.held]))).toEqual(new Map(expected));
      const groups = await store.findGroups({
        visible: EVERYTHING,
        filter: {},
        by: ['LICENSE'],
        first: 99,
        after: null,
        asOf,
      });
      const sizes = groups.groups.map(
        ({ keys, assignments }) => [only(keys).license?.place.id, assignments] as const,
      );
      expect(new Map(sizes)).toEqual(new Map(expected.filter(([, count]) => count)));
      expect(await store.countAssignments({ visible: EVERYTHING, filter: {}, asOf })).toBe(
        heldAt(ROWS, asOf).length,
      );
    }
  });

  it('has the seats of then, and the licenses that were listed', async () => {
    await seedInventory(rig, ROWS);
    const event = (seq: number, day: number, what: string): string =>
      `insert into license_events (seq, at, account_no, what, license_id, origin)
       values (${seq}, '${dayOf(day)}', 1, '${what}', 30, 'EXTERNAL')`;
    const seatsUntil = (day: number, seats: object | null): string =>
      `insert into former_seats (account_no, license_id, until, seats) values (1, 30, '${dayOf(day)}', '${JSON.stringify(seats)}')`;
    await query(`update licenses set gone_at = '${dayOf(40)}' where id = 30`);
    await query(seatsUntil(5, null));
    await query(event(1, 10, 'LICENSE_GONE'));
    await query(event(2, 20, 'LICENSE_LISTED'));
    await query(seatsUntil(30, { ...SEATS, total: 17 }));
    await query(event(3, 40, 'LICENSE_GONE'));
    const at = async (day: number): Promise<unknown> => {
      const { value } = only((await licensesAt(dayOf(day))).filter(({ place }) => place.id === 30));
      return [value.seats?.total, value.goneAt];
    };
    const now = ROWS.licenses.find(({ id }) => id === 30);
    expect(await at(4)).toEqual([undefined, null]);
    expect(await at(5)).toEqual([17, null]);
    expect(await at(15)).toEqual([undefined, dayOf(10)]);
    expect(await at(20)).toEqual([17, null]);
    expect(await at(30)).toEqual([now?.total ?? undefined, null]);
    expect(await at(41)).toEqual([undefined, dayOf(40)]);
    expect(await licensesAt(dayOf(-1))).toEqual([]);
    const listed = await store.countLicenses({ visible: EVERYTHING, filter: {}, asOf: dayOf(15) });
    expect(listed).toBe(
      ROWS.licenses.filter(({ id, goneAt }) => id !== 30 && (goneAt === null || goneAt > dayOf(15))).length,
    );
    // As its seats were then.
    const then = ROWS.licenses.map((row) => (row.id === 30 ? { ...row, total: 17, assigned: 16 } : row));
    const seen = { visible: ['acme'], now: rig.clock.now };
    const loops = loopsOver({ ...ROWS, licenses: then }, heldAt(ROWS, dayOf(20)), seen);
    const few = { listed: null, availableAtMost: 1, countable: true };
    const fitting = loops.licenses(few);
    expect(fitting.map(({ id }) => id)).toContain(30);
    expect(fitting.length).toBeLessThan(loops.licenses({ listed: null }).length);
    expect(await store.countLicenses({ visible: ['acme'], filter: few, asOf: dayOf(20) })).toBe(
      fitting.length,
    );
  });

  it('is of now before anything was recorded', async () => {
    expect(await momentOf(null)).toBe(new Date(rig.clock.now).toISOString());
    rig.clock.now += 60_000;
    expect(await momentOf(null)).toBe(new Date(rig.clock.now).toISOString());
  });

  it('is told of no moment to come, and moves the head up to one that is asked for', async () => {
    await seedInventory(rig, ROWS);
    rig.clock.now = Date.parse(dayOf(70));
    expect(await momentOf(null)).toBe(LAST_SEEN);
    expect(await momentOf(dayOf(10))).toBe(dayOf(10));
    expect(await momentOf(null)).toBe(LAST_SEEN);
    expect((await problemOf(momentOf(dayOf(71)))).code).toBe('BAD_INPUT');
    expect(await momentOf(null)).toBe(LAST_SEEN);
    expect(await momentOf(dayOf(65))).toBe(dayOf(65));
    expect(await momentOf(null)).toBe(LAST_SEEN);
    // The clock of another replica was ahead.
    rig.clock.now = Date.parse(dayOf(60));
    expect(await momentOf(dayOf(64))).toBe(dayOf(64));
    expect((await problemOf(momentOf(dayOf(66)))).code).toBe('BAD_INPUT');
  });
});
