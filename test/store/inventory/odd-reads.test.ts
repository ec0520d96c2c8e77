// What reads show that do not agree, or have values that a database does not take: it is recorded as it was told last, and keeps no page from being recorded.
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { User } from '../../../src/domain/assignee.ts';
import type { ListedInFull, Sighting } from '../../../src/domain/inventory/sighting.ts';
import type { License } from '../../../src/domain/license.ts';
import { only, present } from '../../support/assertions.ts';
import { DATABASES } from '../../support/databases.ts';
import { EMPTY_PAGE, sweepMade, type MadeAccount } from '../../support/made-sweeps.ts';
import { useStore } from '../../support/store.ts';

const ACTIVE = { status: 'ACTIVE', removalOn: null } as const;
const ACCOUNT: MadeAccount = { key: 'acme', licenses: { pro: 100 }, users: { u0: { pro: ACTIVE } } };
const USERS: ListedInFull = { what: 'ASSIGNEES', kind: 'USER' };
const HOLDINGS: ListedInFull = { what: 'HOLDINGS', kind: 'USER' };
const userOf = (externalId: string, more: Partial<User> = {}): User => ({
  kind: 'USER',
  accountKey: 'acme',
  externalId,
  displayName: 'A user',
  ...more,
});
const heldBy = (assignee: User, licenseId = 'pro') => ({
  accountKey: 'acme',
  licenseId,
  assignee,
  assignedAt: null,
  ...ACTIVE,
});

describe.each(DATABASES)('reads recorded on %s', (database) => {
  const { store, clock, query } = useStore(database);
  beforeEach(() => store.keepAccounts([{ key: 'acme', provider: 'WEBEX' }]));

  async function begin(lists: readonly ListedInFull[]) {
    clock.now += 1_000;
    const { sweepId } = present(await store.queueSweep('acme', 'DUE'));
    const sections = [{ name: 'users', lists }];
    const held = present(await store.claimSweep(sweepId, 'me', 60_000, () => Promise.resolve(sections)));
    const state = present(await store.beginSection(held, 0));
    clock.now += 1;
    return { held, state };
  }

  /** One section of one page, read whole. */
  async function swept(
    lists: readonly ListedInFull[],
    sightings: readonly Sighting[],
    total: number | null = null,
  ) {
    const { held, state } = await begin(lists);
    const page = { ...EMPTY_PAGE, readAt: clock.now, sightings, total };
    const kept = present(await store.keepPage(held, state, page));
    clock.now += 1;
    const status = await store.concludeSection(held, kept, { isRead: true });
    await store.finishSweep(held, ['users']);
    return status;
  }

  it('are what a list says again after a look-up said otherwise', async () => {
    await sweepMade({ store, clock }, ACCOUNT);
    const states = async () => (await query(`select state from assignees`)).map(({ state }) => state);
    clock.now += 1_000;
    const assignee = userOf('u0', { displayName: 'User u0', state: 'INACTIVE' });
    const sightings = [{ assignee, holds: [heldBy(assignee)] }];
    await store.keepLookedUp('acme', { readAt: clock.now, gone: [], sightings });
    expect(await states()).toEqual(['INACTIVE']);
    clock.now += 3_600_000;
    await sweepMade({ store, clock }, ACCOUNT);
    expect(await states()).toEqual(['ACTIVE']);
    const changed = await query(`select became->>'state' as state from license_events
      where what = 'HOLDER_STATE_CHANGED' order by seq`);
    expect(changed).toEqual([{ state: 'INACTIVE' }, { state: 'ACTIVE' }]);
  });

  it.each([
    ['half a surrogate pair', 'a\ud800b'],
    ['a NUL', 'a\0b'],
  ])('keep a row whose id has %s, once', async (_what, id) => {
    for (let time = 0; time < 2; time += 1) {
      const license: License = {
        accountKey: 'acme',
        externalId: id,
        name: 'A license',
        description: null,
        assigneeKinds: ['USER'],
        seats: null,
        details: null,
      };
      const assignee = userOf(id);
      const sightings = [{ license }, { assignee, holds: [heldBy(assignee, id)] }];
      expect(await swept([{ what: 'LICENSES' }, USERS, HOLDINGS], sightings)).toBe('COMPLETE');
    }
    const ids = `select l.external_id as license, a.external_id as assignee from holdings h
      join licenses l on l.id = h.license_id join assignees a on a.id = h.assignee_id`;
    expect(await query(ids)).toEqual([{ license: 'a\ufffdb', assignee: 'a\ufffdb' }]);
    expect(await query('select external_id from assignees')).toHaveLength(1);
  });

  it('keep counts that are larger than a column takes', async () => {
    const counts = { total: 2 ** 40, assigned: 1, available: 2 ** 40 - 1 };
    const seats = { ...counts, assignedToUsers: null, assignedToWorkspaces: null, countable: true };
    const license: License = {
      accountKey: 'acme',
      externalId: 'all',
      name: 'As many as you like',
      description: null,
      assigneeKinds: ['USER'],
      seats,
      details: null,
    };
    // Its list does not add up with such a count.
    expect(await swept([{ what: 'LICENSES' }], [{ license }], 2 ** 40)).toBe('INCOMPLETE');
    const ref = { accountKey: 'acme', externalId: 'all' };
    const found = only(await store.licensesByRef([ref], null));
    expect(found?.value.seats).toEqual(seats);
  });

  it('miss somebody whom lists of holders go on to name, whatever these tell of them', async () => {
    await swept([USERS], [{ assignee: userOf('u0') }, { assignee: userOf('u1') }]);
    const missing: unknown[] = [];
    for (let time = 0; time < 3; time += 1) {
      const assignee = userOf('u0', { email: 'u0@acme.test' });
      await swept([HOLDINGS], [{ assignee, holds: [heldBy(assignee)], isNamedOnly: true }]);
      await swept([USERS], [{ assignee: userOf('u1') }]);
      const [row] = await query(`select missed_in is not null as missed, gone_at is not null as gone
        from assignees where external_id = 'u0'`);
      missing.push(row);
    }
    expect(missing).toEqual([
      { missed: true, gone: false },
      { missed: true, gone: true },
      { missed: true, gone: true },
    ]);
  });

  it('are there from the beginning of history, whichever clock they were recorded by', async () => {
    const right = clock.now;
    const { held, state } = await begin([USERS, HOLDINGS]);
    clock.now += 60_000;
    const assignee = userOf('u0');
    const sightings = [{ assignee, holds: [heldBy(assignee)] }];
    const kept = present(await store.keepPage(held, state, { ...EMPTY_PAGE, readAt: clock.now, sightings }));
    await store.concludeSection(held, kept, { isRead: true });
    // Another replica ends it, whose clock is not ahead.
    clock.now = right + 5_000;
    await store.finishSweep(held, ['users']);
    const { since } = only(await store.inventoryAccounts(['acme']));
    const [row] = await query(`select max(valid_from) <= '${since}' as there from holdings`);
    expect(row).toEqual({ there: true });
  });
});
