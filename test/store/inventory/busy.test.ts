// While others have a lock: what sweeps record takes few connections and holds up nobody else, and a search is given up.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { Secret } from '../../../src/domain/secret.ts';
import type { Sighting } from '../../../src/domain/inventory/sighting.ts';
import type { HeldSweep, SectionPlan, SectionState } from '../../../src/store/inventory/sweeping/api.ts';
import { present, problemOf, until } from '../../support/assertions.ts';
import { createDatabase } from '../../support/databases.ts';
import { opened } from '../../support/lifecycle.ts';
import { EMPTY_PAGE } from '../../support/made-sweeps.ts';
import { rigOver, type Rig } from '../../support/store.ts';

const POOL = 4;
const ACCOUNTS = Array.from({ length: POOL + 2 }, (_, index) => ({ key: `a${index}`, provider: 'WEBEX' }));
const PLAN = [{ name: 'licenses', lists: [{ what: 'LICENSES' }] }] as const;
const USERS = [{ name: 'users', lists: [{ what: 'ASSIGNEES', kind: 'USER' }] }] as const;
const LEASE_MS = 60_000;
const BY_NAME = { field: 'NAME', direction: 'ASC' } as const;

/** A store of few connections, and one connection more that is not the store's. */
async function openBusy(): Promise<Rig & { readonly other: Client }> {
  const made = await createDatabase();
  const rig = await rigOver({ kind: 'postgres', url: new Secret(made.url), poolSize: POOL });
  const other = new Client({ connectionString: made.url });
  await other.connect();
  return {
    ...rig,
    other,
    async close() {
      await other.end();
      await rig.close();
      await made.drop();
    },
  };
}

interface Begun {
  readonly held: HeldSweep;
  readonly section: SectionState;
}

describe('a store whose statements wait for a lock', () => {
  const busy = opened(openBusy, (it) => it.close());

  beforeEach(async () => {
    await busy.reset();
    await busy.store.keepAccounts(ACCOUNTS);
  });
  afterEach(() => busy.other.query('rollback'));

  const begin = async (accountKey: string, plan: readonly SectionPlan[] = PLAN): Promise<Begun> => {
    const { store } = busy;
    const { sweepId } = present(await store.queueSweep(accountKey, 'DUE'));
    const held = present(await store.claimSweep(sweepId, 'me', LEASE_MS, () => Promise.resolve(plan)));
    return { held, section: present(await store.beginSection(held, 0)) };
  };
  const keep = ({ held, section }: Begun) =>
    busy.store.keepPage(held, section, { ...EMPTY_PAGE, readAt: busy.clock.now });
  const lockAccounts = () => busy.other.query('begin; select from inventory_accounts for update');
  const waiting = async (): Promise<number> => {
    // Who waits is looked up once a transaction.
    await busy.other.query('select pg_stat_clear_snapshot()');
    const { rows } = await busy.other.query<{ count: number }>(
      `select count(*)::integer as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return present(rows[0]).count;
  };

  it('answers everybody else, however many pages there are to record', async () => {
    const begun: Begun[] = [];
    for (const { key } of ACCOUNTS) begun.push(await begin(key));
    await lockAccounts();
    const pages = begun.map(keep);
    await until(async () => (await waiting()) > 0);
    await busy.store.ping();
    expect(await waiting()).toBe(1);
    await busy.other.query('rollback');
    expect((await Promise.all(pages)).every((section) => section?.isRead)).toBe(true);
  });

  it('does not wait to renew the lease of a sweep whose page is being recorded', async () => {
    const begun = await begin('a0');
    expect(await busy.store.renewSweep(begun.held, LEASE_MS)).toBe(true);
    await lockAccounts();
    const page = keep(begun);
    await until(async () => (await waiting()) > 0);
    expect(await busy.store.renewSweep(begun.held, LEASE_MS)).toBe(false);
    await busy.other.query('rollback');
    expect(await page).not.toBeNull();
  });

  it('names the sweep that is running without waiting for a page of it', async () => {
    const { held } = await begin('a0');
    await busy.other.query(`begin; select from sweeps where id = ${held.sweepId} for update`);
    expect(await busy.store.askForSweep('a0')).toEqual({ sweepId: held.sweepId, isNew: false });
  });

  it.each(['QUEUED', 'RUNNING'])(
    'is asked for a sweep while one of seats is %s, and waits for nobody',
    async (status) => {
      const { sweepId } = present(await busy.store.queueSweep('a0', 'SEATS'));
      if (status === 'RUNNING')
        await busy.store.claimSweep(sweepId, 'me', LEASE_MS, () => Promise.resolve(PLAN));
      await busy.other.query(`begin; select from sweeps where id = ${sweepId} for update`);
      expect(await busy.store.askForSweep('a0')).toEqual({ sweepId, isNew: false });
      // The planner sees that a sweep of everything was asked for.
      const askedAt = new Date(busy.clock.now).toISOString();
      expect(await busy.store.sweepTimes()).toContainEqual(
        expect.objectContaining({ accountKey: 'a0', askedAt }),
      );
    },
  );

  it('is asked for a sweep while pages are recorded, and no deadlock ends either', async () => {
    const { held, section } = await begin('a0');
    let state = section;
    for (let round = 0; round < 30; round += 1) {
      const page = { ...EMPTY_PAGE, readAt: busy.clock.now, next: 'on' };
      const [kept, asked] = await Promise.all([
        busy.store.keepPage(held, state, page),
        busy.store.askForSweep('a0'),
      ]);
      expect(asked).toEqual({ sweepId: held.sweepId, isNew: false });
      state = present(kept);
    }
    const { rows } = await busy.other.query<{ deadlocks: number }>(
      'select deadlocks::integer from pg_stat_database where datname = current_database()',
    );
    expect(rows).toEqual([{ deadlocks: 0 }]);
  });

  it('does not miss who was looked up while the end of a section waited to mark them', async () => {
    const { store, clock } = busy;
    const sighted = (externalId: string): Sighting => ({
      assignee: { kind: 'USER', accountKey: 'a0', externalId, displayName: externalId },
    });
    const list = async (...ids: readonly string[]): Promise<Begun> => {
      clock.now += 1_000;
      const { held, section } = await begin('a0', USERS);
      clock.now += 1;
      const page = { ...EMPTY_PAGE, readAt: clock.now, sightings: ids.map(sighted) };
      return { held, section: present(await store.keepPage(held, section, page)) };
    };
    const whole = await list('u1', 'u2');
    await store.concludeSection(whole.held, whole.section, { isRead: true });
    await store.finishSweep(whole.held, ['users']);
    const { held, section } = await list('u1');
    clock.now += 1_000;
    await lockAccounts();
    const looked = store.keepLookedUp('a0', { readAt: clock.now, sightings: [sighted('u2')], gone: [] });
    await until(async () => (await waiting()) === 1);
    const ended = store.concludeSection(held, section, { isRead: true });
    await until(async () => (await waiting()) === 2);
    await busy.other.query('rollback');
    expect([await looked, await ended]).toEqual(['KEPT', 'COMPLETE']);
    expect(await busy.query('select external_id from assignees where missed_in is not null')).toEqual([]);
  });

  it('starts without waiting for the accounts that are there already', async () => {
    await lockAccounts();
    await busy.store.keepAccounts(ACCOUNTS);
    expect(await waiting()).toBe(0);
  });

  it('says of a search that took too long that it did, and tells the log of no outage', async () => {
    await busy.other.query('begin; lock table assignees');
    for (let round = 0; round < 2; round += 1) {
      const query = {
        visible: ['a0'],
        filter: { search: 'ada' },
        sort: BY_NAME,
        asOf: null,
        first: 1,
        after: null,
      };
      const search = problemOf(busy.store.findAssignees('USER', query));
      await until(async () => (await waiting()) > 0);
      // As the server does it by itself after 5 seconds.
      await busy.other.query(
        `select pg_cancel_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(await search).toMatchObject({
        code: 'SEARCH_TOO_SLOW',
        retryable: true,
        hint: expect.stringContaining('Narrow it'),
      });
      // What fails for so long is an outage.
      busy.clock.now += 10_000;
    }
    expect(busy.logged()).toEqual([]);
  });
});
