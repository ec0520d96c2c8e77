// Random filters over the inventory against loops over its rows: lists, counts, groups and people of one filter agree, and nobody is told of an account that they do not see.
import { describe, expect, it } from '@jest/globals';
import { sameAddress } from '../../../src/domain/assignee.ts';
import {
  ASSIGNMENT_SORTS,
  GROUP_KEYS,
  type AssignmentSearch,
  type FoundGroup,
  type GroupKey,
  type PersonSearch,
} from '../../../src/domain/inventory/search.ts';
import { DATABASES } from '../../support/databases.ts';
import { dayOf, type HoldingRow } from '../../support/inventory-rows.ts';
import { createRandom, seeds, type Random } from '../../support/random.ts';
import { grouped, peopleOf, type Loops } from './loops.ts';
import {
  aDeviceFilter,
  aLicenseFilter,
  aPersonFilter,
  aUserFilter,
  anAssignmentFilter,
  someContracts,
  someVisible,
} from './random-filters.ts';
import { heldAt, useInventory } from './read-rig.ts';

/** How many filters of each list. */
const SEEDS = seeds(60);
const ALL = { first: 100_000, after: null, sort: { field: 'NAME', direction: 'ASC' } } as const;

describe.each(DATABASES)('filters of the inventory on %s', (database) => {
  const rig = useInventory(database);

  /** Tells how many filters found something, and not everything: else the comparison would show nothing. */
  async function compareAll(
    compare: (seed: number) => Promise<readonly [found: number, of: number]>,
  ): Promise<void> {
    let telling = 0;
    for (const seed of SEEDS) {
      const [found, of] = await compare(seed);
      if (found > 0 && found < of) telling += 1;
    }
    expect(telling).toBeGreaterThan(SEEDS.length / 4);
  }

  it.each(['USER', 'DEVICE'] as const)('of %s find and count what a loop does', async (kind) => {
    await compareAll(async (seed) => {
      const random = createRandom(seed);
      const visible = someVisible(random);
      const filter = kind === 'USER' ? aUserFilter(random) : aDeviceFilter(random);
      const expected = rig
        .loops(visible)
        .assignees(kind, filter)
        .map(({ id }) => id);
      const found = await rig.store.findAssignees(kind, { ...ALL, visible, filter, asOf: null });
      expect({ seed, filter, ids: idsOf(found.rows) }).toEqual({ seed, filter, ids: expected });
      expect(await rig.store.countAssignees(kind, { visible, filter, asOf: null })).toBe(expected.length);
      return [
        expected.length,
        rig.rows.assignees.filter((row) => row.kind === kind && row.goneAt === null).length,
      ];
    });
  });

  it.each([
    ['find and count what a loop does', aLicenseFilter],
    [
      'take the first contract that is about each, as matching without a database does',
      (random: Random) => ({ contracts: someContracts(random), listed: null }),
    ],
  ])('of licenses %s', async (_what, aFilter) => {
    await compareAll(async (seed) => {
      const random = createRandom(seed);
      const visible = someVisible(random);
      const filter = aFilter(random);
      const expected = rig
        .loops(visible)
        .licenses(filter)
        .map(({ id }) => id)
        .sort((a, b) => a - b);
      const found = await rig.store.findLicenses({ ...ALL, visible, filter, asOf: null });
      expect({ seed, filter, ids: idsOf(found.rows) }).toEqual({ seed, filter, ids: expected });
      expect(await rig.store.countLicenses({ visible, filter, asOf: null })).toBe(expected.length);
      return [expected.length, rig.rows.licenses.length];
    });
  });

  it('of assignments find, count and group what a loop does, now and then', async () => {
    await compareAll(async (seed) => {
      const random = createRandom(seed);
      const visible = someVisible(random);
      const filter = anAssignmentFilter(random);
      const asOf = random.chance(0.5) ? dayOf(random.whole(1, 50)) : null;
      const loops = rig.loops(visible, heldAt(rig.rows, asOf));
      const expected = loops.assignments(filter);
      const sort = { field: random.pick(ASSIGNMENT_SORTS), direction: 'ASC' } as const;
      const found = await rig.store.findAssignments({ ...ALL, sort, visible, filter, asOf });
      const pairs = found.rows.map(({ place }) => `${place.id} ${place.holder ?? ''}`).sort();
      expect({ seed, filter, asOf, pairs }).toEqual({ seed, filter, asOf, pairs: pairsOf(expected) });
      expect(await rig.store.countAssignments({ visible, filter, asOf })).toBe(expected.length);
      await compareGroups(loops, { visible, filter, asOf }, [
        random.pick(GROUP_KEYS),
        random.pick(GROUP_KEYS),
        random.pick(GROUP_KEYS),
      ]);
      return [expected.length, loops.held.length];
    });
  });

  async function compareGroups(
    loops: Loops,
    query: {
      readonly visible: readonly string[];
      readonly filter: AssignmentSearch;
      readonly asOf: string | null;
    },
    keys: readonly GroupKey[],
  ): Promise<void> {
    const by = [...new Set(keys)];
    const expected = grouped(loops, loops.assignments(query.filter), by);
    const whole = await rig.store.findGroups({ ...query, by, first: 100_000, after: null });
    const after = whole.groups[2]?.place ?? null;
    const page = await rig.store.findGroups({ ...query, by, first: 20, after });
    const start = after === null ? 0 : 3;
    expect({
      by,
      query,
      whole: whole.groups.map(toldOf),
      page: { ...page, groups: page.groups.map(toldOf) },
    }).toEqual({
      by,
      query,
      whole: expected,
      page: {
        groups: expected.slice(start, start + 20),
        hasNext: expected.length > start + 20,
        total: expected.length,
      },
    });
  }

  it('of people find and count what a loop does', async () => {
    await compareAll(async (seed) => {
      const random = createRandom(seed);
      const visible = someVisible(random);
      const filter = aPersonFilter(random);
      const expected = peopleOf(rig.loops(visible), filter);
      expect({ seed, filter, people: await allPeople(visible, filter) }).toEqual({
        seed,
        filter,
        people: expected,
      });
      expect(await rig.store.countPeople({ visible, filter, asOf: null })).toBe(expected.length);
      return [expected.length, peopleOf(rig.loops(visible), {}).length];
    });
  });

  /** Page after page, but for those that are named. */
  async function allPeople(visible: readonly string[], filter: PersonSearch): Promise<unknown[]> {
    const found: { readonly email: string; readonly users: readonly string[] }[] = [];
    for (let hasNext = true; hasNext;) {
      const first = filter.emails ? 1_000 : 33;
      const after = found.at(-1)?.email ?? null;
      const page = await rig.store.findPeople({ visible, filter, first, after, asOf: null });
      for (const { email, users } of page.people) {
        expect(users.map((user) => user.kind === 'USER' && sameAddress(user.email ?? ''))).toEqual(
          users.map(() => email),
        );
        found.push({ email, users: users.map(({ externalId }) => externalId) });
      }
      ({ hasNext } = page);
    }
    return found;
  }
});

function idsOf(rows: readonly { readonly place: { readonly id: number } }[]): readonly number[] {
  return rows.map(({ place }) => place.id).sort((a, b) => a - b);
}

function pairsOf(held: readonly HoldingRow[]): readonly string[] {
  return held.map(({ licenseId, assigneeId }) => `${licenseId} ${assigneeId}`).sort();
}

function toldOf({ keys, assignments, assignees }: FoundGroup): unknown {
  return {
    assignments,
    assignees,
    values: keys.map(({ value }) => value),
    accounts: keys.flatMap(({ license }) => license?.value.accountKey ?? []),
  };
}
