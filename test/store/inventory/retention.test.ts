// Retention of the inventory: what is old goes a limited number of rows at a time, personal facts of those who are gone are erased, and
// accounts that are removed are hidden at once and deleted later.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../support/databases.ts';
import { sweepMade, type MadeAccount } from '../../support/made-sweeps.ts';
import { useStore } from '../../support/store.ts';

const DAY_MS = 86_400_000;
const ACTIVE = { status: 'ACTIVE', removalOn: null } as const;
const FOR_EVER = { history: null, events: null, seatCounts: null, sweeps: null, findings: null };
const NOTHING = {
  history: 0,
  events: 0,
  licenseEvents: 0,
  formerSeats: 0,
  seatCounts: 0,
  sweeps: 0,
  ownWrites: 0,
  findings: 0,
  dismissals: 0,
  erased: 0,
  forgotten: 0,
  ofRemoved: 0,
  more: false,
};
const BEFORE: MadeAccount = {
  key: 'acme',
  licenses: { pro: 10 },
  users: { ann: { pro: ACTIVE }, bob: { pro: ACTIVE }, eve: {} },
};
const AFTER: MadeAccount = { ...BEFORE, users: { ann: { pro: ACTIVE } } };
/** What an account has rows in. */
const TABLES = [
  'licenses',
  'assignees',
  'holdings',
  'holding_history',
  'license_events',
  'sweeps',
  'inventory_sections',
  'findings',
  'finding_dismissals',
  'finding_looks',
];

describe.each(DATABASES)('retention of the inventory on %s', (database) => {
  const { store, clock, query } = useStore(database);
  const later = (days: number): void => void (clock.now += days * DAY_MS + 1);
  const count = async (table: string): Promise<unknown> =>
    (await query(`select count(*)::integer as rows from ${table}`))[0]?.['rows'];

  beforeEach(() => store.keepAccounts([{ key: 'acme', provider: 'WEBEX' }]));

  /** Bob and eve are gone after the second of two sweeps without them. */
  async function leave(): Promise<void> {
    await sweepMade({ store, clock }, BEFORE);
    for (let sweep = 0; sweep < 2; sweep += 1) await sweepMade({ store, clock }, AFTER);
  }

  it('keeps everything that has no days', async () => {
    await leave();
    later(89);
    expect(await store.retainInventory(FOR_EVER, 100)).toEqual(NOTHING);
  });

  it('deletes each kind after its days', async () => {
    await leave();
    expect([await count('holding_history'), await count('license_events')]).toEqual([1, 3]);
    later(10);
    const none = await store.retainInventory(
      { history: 11, events: 11, seatCounts: 12, sweeps: 11, findings: 11 },
      100,
    );
    expect(none).toEqual(NOTHING);
    later(2);
    const gone = await store.retainInventory(
      { history: 11, events: 11, seatCounts: 11, sweeps: 11, findings: 11 },
      100,
    );
    // The last sweep of an account stays, because it is told of.
    expect(gone).toEqual({ ...NOTHING, history: 1, events: 3, seatCounts: 1, sweeps: 2 });
    expect([await count('holding_history'), await count('sweeps'), await count('holdings')]).toEqual([
      0, 1, 1,
    ]);
  });

  it('knows no past of an account that has never been swept whole', async () => {
    await store.retainInventory({ ...FOR_EVER, history: 400 }, 100);
    expect(await store.inventoryAccounts(['acme'])).toMatchObject([{ since: null }]);
  });

  it('keeps what tells the seats of a moment for as long as there is history, and says from when that is', async () => {
    await sweepMade({ store, clock }, BEFORE);
    later(1);
    const moment = new Date(clock.now).toISOString();
    await store.momentOf({ visible: ['acme'], asOf: moment });
    later(1);
    await sweepMade({ store, clock }, { ...BEFORE, assigned: { pro: 3 } });
    later(1);
    await sweepMade({ store, clock }, { ...BEFORE, licenses: { pro: 12 } });
    later(100);
    const seatsThen = async () => {
      const [row] = await store.licensesByRef([{ accountKey: 'acme', externalId: 'pro' }], moment);
      return row?.value.seats?.available;
    };
    expect(await seatsThen()).toBe(10);
    await store.retainInventory({ ...FOR_EVER, history: 400, events: 90 }, 100);
    const kept = [
      await store.lastEvent(['acme']),
      await count('license_events'),
      await count('former_seats'),
    ];
    expect([await seatsThen(), ...kept]).toEqual([10, 1, 0, 2]);
    const told = await store.eventsBehind({ visible: ['acme'], filter: {}, after: null, first: 10 });
    expect(told.events).toEqual([]);
    later(400);
    await store.retainInventory({ ...FOR_EVER, history: 400, events: 90 }, 100);
    expect(await count('former_seats')).toBe(0);
    const [account] = await store.inventoryAccounts(['acme']);
    expect(account?.since).toBe(new Date(clock.now - 400 * DAY_MS).toISOString());
  });

  it('deletes no more rows at once than it may', async () => {
    await leave();
    later(12);
    const days = { ...FOR_EVER, events: 11 };
    expect(await store.retainInventory(days, 2)).toEqual({ ...NOTHING, events: 2, more: true });
    expect(await store.retainInventory(days, 2)).toEqual({ ...NOTHING, events: 1 });
  });

  it('keeps a sweep that waits for a decision', async () => {
    await leave();
    await query("update sweeps set status = 'HELD' where id = (select min(id) from sweeps)");
    later(12);
    expect(await store.retainInventory({ ...FOR_EVER, sweeps: 11 }, 100)).toEqual({ ...NOTHING, sweeps: 1 });
  });

  it('erases facts of people who are gone for 90 days, and their rows when nothing names them', async () => {
    await leave();
    later(91);
    expect(await store.retainInventory(FOR_EVER, 100)).toEqual({ ...NOTHING, erased: 2 });
    const rows = await query(
      'select external_id as id, name, name_key as key, email, search, facts from assignees order by id',
    );
    expect(rows.filter(({ id }) => id !== 'ann')).toEqual(
      ['bob', 'eve'].map((id) => ({ id, name: null, key: null, email: null, search: '', facts: {} })),
    );
    expect(rows.find(({ id }) => id === 'ann')).toMatchObject({ name: 'User ann', email: 'ann@acme.test' });
    const forgotten = await store.retainInventory({ ...FOR_EVER, events: 90 }, 100);
    expect(forgotten).toEqual({ ...NOTHING, events: 3, forgotten: 1 });
    const past = await store.retainInventory({ ...FOR_EVER, history: 90 }, 100);
    expect(past).toEqual({ ...NOTHING, history: 1, forgotten: 1 });
    expect(await count('assignees')).toBe(1);
  });

  it('knows somebody again who comes back after that', async () => {
    await leave();
    later(90);
    await store.retainInventory(FOR_EVER, 100);
    await sweepMade({ store, clock }, BEFORE);
    const [bob] = await query("select name, email, gone_at as gone from assignees where external_id = 'bob'");
    expect(bob).toEqual({ name: 'User bob', email: 'bob@acme.test', gone: null });
  });

  describe('of an account that is not configured any more', () => {
    const seen = async (): Promise<number> => {
      const list = { visible: ['acme'], filter: {}, asOf: null };
      const licenses = await store.countLicenses(list);
      return licenses + (await store.countAssignees('USER', list)) + (await store.countAssignments(list));
    };
    const other = [{ key: 'other', provider: 'WEBEX' }];

    it('shows nothing at once, and everything again when it is back', async () => {
      await leave();
      expect(await seen()).toBe(3);
      await store.keepAccounts(other);
      expect(await seen()).toBe(0);
      const ref = { accountKey: 'acme', externalId: 'ann', kind: 'USER' as const };
      expect(await store.assigneesByRef([ref])).toEqual([]);
      expect(await store.inventoryAccounts(['acme'])).toMatchObject([{ since: null, sweep: null }]);
      later(29);
      await store.retainInventory(FOR_EVER, 100);
      await store.keepAccounts([{ key: 'acme', provider: 'WEBEX' }]);
      expect(await seen()).toBe(3);
      expect(await store.inventoryAccounts(['acme'])).toMatchObject([{ sweep: { status: 'COMPLETE' } }]);
    });

    it('deletes all of it after 30 days, a piece at a time, and nothing of others', async () => {
      await leave();
      await store.keepAccounts([{ key: 'acme', provider: 'WEBEX' }, ...other]);
      await sweepMade({ store, clock }, { ...AFTER, key: 'other' });
      await store.keepAccounts(other);
      later(30);
      const pieces: number[] = [];
      for (let more = true; more;) {
        const piece = await store.retainInventory(FOR_EVER, 4);
        pieces.push(piece.ofRemoved);
        ({ more } = piece);
      }
      expect(pieces.length).toBeGreaterThan(2);
      expect(Math.max(...pieces)).toBe(4);
      const accounts = await query('select key from inventory_accounts');
      expect(accounts).toEqual([{ key: 'other' }]);
      const left = await Promise.all(TABLES.map(count));
      expect(left).toEqual([1, 1, 1, 0, 0, 1, 2, 0, 0, 0]);
      expect(await count('seat_counts')).toBe(1);
    });
  });
});
