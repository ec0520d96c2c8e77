// What people ask of the inventory: rows looked up for them, sweeps, and what a held sweep had kept back.
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Sighting } from '../../../src/domain/inventory/sighting.ts';
import type { SectionPlan } from '../../../src/store/inventory/sweeping/api.ts';
import { present } from '../../support/assertions.ts';
import { DATABASES } from '../../support/databases.ts';
import { sweepMade, type MadeAccount } from '../../support/made-sweeps.ts';
import { useStore } from '../../support/store.ts';

const ACTIVE = { status: 'ACTIVE', removalOn: null } as const;
const USERS = Array.from({ length: 40 }, (_, index) => `u${index}`);
const ACCOUNT: MadeAccount = {
  key: 'acme',
  licenses: { pro: 100, basic: 100 },
  users: Object.fromEntries(USERS.map((id) => [id, { pro: ACTIVE, basic: ACTIVE }])),
};

const refOf = (externalId: string) => ({ accountKey: 'acme', kind: 'USER' as const, externalId });

/** Somebody who holds these and nothing else. */
function sightingOf(externalId: string, licenses: readonly string[]): Sighting {
  const assignee = { ...refOf(externalId), displayName: `User ${externalId}` };
  const holds = licenses.map((licenseId) => ({
    accountKey: 'acme',
    licenseId,
    assignee,
    assignedAt: null,
    ...ACTIVE,
  }));
  return { assignee, holds };
}

describe.each(DATABASES)('the inventory on %s, asked', (database) => {
  const { store, clock, query } = useStore(database);

  beforeEach(async () => {
    await store.keepAccounts([{ key: 'acme', provider: 'WEBEX' }]);
    await sweepMade({ store, clock }, ACCOUNT);
    clock.now += 1_000;
  });

  const held = async (externalId: string): Promise<unknown[]> => {
    const rows =
      await query(`select l.external_id as license from holdings h join licenses l on l.id = h.license_id
      join assignees a on a.id = h.assignee_id where a.external_id = '${externalId}' order by 1`);
    return rows.map(({ license }) => license);
  };
  const gone = async (): Promise<unknown[]> => {
    const rows = await query('select external_id as id from assignees where gone_at is not null order by id');
    return rows.map(({ id }) => id);
  };
  const events = async (): Promise<unknown[]> => {
    const rows = await query('select what from license_events order by seq');
    return rows.map(({ what }) => what);
  };

  describe('for some assignees', () => {
    it('records what they hold now, what they hold no more, and who is gone', async () => {
      const found = { readAt: clock.now, sightings: [sightingOf('u0', ['pro'])], gone: [refOf('u1')] };
      expect(await store.keepLookedUp('acme', found)).toBe('KEPT');
      expect([await held('u0'), await held('u1'), await held('u2')]).toEqual([['pro'], [], ['basic', 'pro']]);
      expect(await gone()).toEqual(['u1']);
      expect(await events()).toEqual(['REMOVED', 'REMOVED', 'REMOVED', 'HOLDER_GONE']);
      const [license] = await query("select held from licenses where external_id = 'basic'");
      expect(license).toEqual({ held: 38 });
    });

    it('tells rows that are as they were to be as recent as the read', async () => {
      const readAt = clock.now;
      await store.keepLookedUp('acme', { readAt, sightings: [sightingOf('u0', ['pro', 'basic'])], gone: [] });
      const [row] = await store.assigneesByRef([refOf('u0')]);
      expect(row?.observedAt).toBe(new Date(readAt).toISOString());
      const rows = await query(`select observed_at as at from holdings order by observed_at desc limit 3`);
      expect(rows.filter(({ at }) => Number(at) === readAt)).toHaveLength(2);
    });

    it('tells of holders since when they may be otherwise by the lists that they are in', async () => {
      // As with vendors whose users are in one list, and what they hold in another that was read later, or read for the first time.
      for (const [name, lists, minutes] of [
        ['users', '[{"what":"ASSIGNEES","kind":"USER"}]', 0],
        ['inside', '[{"what":"ASSIGNEES","kind":"USER","people":"INTERNAL"}]', 2],
        ['outside', '[{"what":"ASSIGNEES","kind":"USER","people":"EXTERNAL"}]', 4],
        ['held', '[{"what":"HOLDINGS","kind":"USER"}]', 6],
      ] as const) {
        const at = new Date(clock.now + minutes * 60_000).toISOString();
        await query(`insert into inventory_sections (account_no, name, lists, complete_at)
          select no, '${name}', '${lists}', '${at}' from inventory_accounts
          on conflict (account_no, name) do update set lists = excluded.lists, complete_at = excluded.complete_at`);
      }
      clock.now += 600_000;
      const refs = ['u0', 'u1'].map(refOf);
      const told = (await store.assigneesByRef(refs)).map(({ observedAt }) => Date.parse(observedAt));
      const sightings = [
        { assignee: { ...refOf('u0'), displayName: 'User u0', state: 'INACTIVE' as const } },
      ];
      await store.keepLookedUp('acme', { readAt: clock.now, sightings, gone: [refOf('u1')] });
      const rows = await query(
        `select what, not_before as at from license_events where what like 'HOLDER%' order by what desc`,
      );
      expect(rows.map(({ what, at }) => [what, Number(at)])).toEqual([
        ['HOLDER_STATE_CHANGED', told[0]],
        ['HOLDER_GONE', told[1]],
      ]);
    });

    it('leaves alone what was recorded since they were asked for', async () => {
      const readAt = clock.now;
      clock.now += 1_000;
      await store.keepLookedUp('acme', {
        readAt: clock.now,
        sightings: [sightingOf('u0', ['pro'])],
        gone: [],
      });
      await store.keepLookedUp('acme', { readAt, sightings: [sightingOf('u0', [])], gone: [] });
      await store.keepLookedUp('acme', { readAt, sightings: [], gone: [refOf('u0')] });
      expect([await held('u0'), await gone()]).toEqual([['pro'], []]);
    });

    it('closes nothing when so much would be gone that nobody can tell why', async () => {
      const some = USERS.slice(0, 21).map(refOf);
      expect(await store.keepLookedUp('acme', { readAt: clock.now, sightings: [], gone: some })).toBe(
        'TOO_MANY',
      );
      expect([await gone(), await held('u0')]).toEqual([[], ['basic', 'pro']]);
    });
  });

  describe('for a sweep', () => {
    it('queues one, names it as long as it is not over, and takes the next after a minute', async () => {
      const first = await store.askForSweep('acme');
      expect(first).toMatchObject({ isNew: true });
      expect(await store.askForSweep('acme')).toEqual({ ...(first as object), isNew: false });
      await query("update sweeps set status = 'COMPLETE', finished_at = started_at where status = 'QUEUED'");
      const retryAt = new Date(clock.now + 60_000).toISOString();
      clock.now += 59_999;
      expect(await store.askForSweep('acme')).toEqual({ retryAt });
      clock.now += 1;
      expect(await store.askForSweep('acme')).toMatchObject({ isNew: true });
      expect(await store.askForSweep('other')).toBe('NOT_KEPT');
    });

    it('is told to the planner when only the seats are being read', async () => {
      const { sweepId } = present(await store.queueSweep('acme', 'SEATS'));
      await store.claimSweep(sweepId, 'me', 60_000, () => Promise.resolve([]));
      expect(await store.askForSweep('acme')).toEqual({ sweepId, isNew: false });
      expect(await store.sweepTimes()).toMatchObject([{ askedAt: new Date(clock.now).toISOString() }]);
    });

    it('is told of by the last one, whatever clock an earlier one had', async () => {
      clock.now += 86_400_000;
      await sweepMade({ store, clock }, ACCOUNT);
      clock.now -= 86_400_000;
      const startedAt = new Date(clock.now + 1_000).toISOString();
      await sweepMade({ store, clock }, ACCOUNT);
      expect(await store.sweepTimes()).toMatchObject([{ startedAt, licensesAt: startedAt }]);
    });
  });

  describe('about a held sweep', () => {
    const by = { principal: 'ann', reason: 'they left', ticket: null };

    const PEOPLE = [{ what: 'ASSIGNEES', kind: 'USER' }] as const;
    const HOLDERS = [{ what: 'HOLDINGS', kind: 'USER' }] as const;

    /** A sweep in which all but a few are gone: 30 people with two licenses each, and one license of another. `lists`: what is kept back of each is a slice of its own. */
    async function heldSweep(lists: SectionPlan['lists'] = PEOPLE): Promise<number> {
      const { sweepId } = present(await store.queueSweep('acme', 'DUE'));
      const plan = [{ name: 'users', lists }];
      const sweep = present(await store.claimSweep(sweepId, 'me', 60_000, () => Promise.resolve(plan)));
      let state = present(await store.beginSection(sweep, 0));
      clock.now += 1_000;
      const page = {
        readAt: clock.now,
        leftOut: [],
        hasGap: false,
        next: null,
        total: null,
        totalHoldings: null,
      };
      const listed = {
        ...page,
        sightings: [sightingOf('u39', ['pro'])],
        gone: [],
        isLookUp: false,
        calls: 1,
      };
      state = present(await store.keepPage(sweep, state, listed));
      const looked = { ...listed, sightings: [], gone: USERS.slice(0, 30).map(refOf), isLookUp: true };
      state = present(await store.keepPage(sweep, state, looked));
      const bare = USERS.slice(0, 30).map((id) => ({
        assignee: refOf(id),
        holds: [],
        isNamedOnly: true as const,
      }));
      state = present(await store.keepPage(sweep, state, { ...looked, sightings: bare, gone: [] }));
      expect(await store.concludeSection(sweep, state, { isRead: true })).toBe('HELD');
      await store.finishSweep(sweep, ['users']);
      clock.now += 1_000;
      return sweepId;
    }

    it('closes exactly what it had kept back, and says in the audit log who let it', async () => {
      const sweepId = await heldSweep();
      expect(await gone()).toEqual([]);
      expect(await store.releaseHeldSweep(sweepId, by)).toBe('HELD');
      expect(await gone()).toEqual(USERS.slice(0, 30).sort());
      expect(await store.sweepById(sweepId)).toMatchObject({
        accountKey: 'acme',
        sweep: { status: 'RELEASED', closed: 30, heldBack: 30 },
      });
      expect(await store.auditEvents({}, null, 9)).toMatchObject([
        { action: 'RELEASE_SWEEP', principal: 'ann', reason: 'they left', accountKey: 'acme' },
      ]);
      expect(await store.verifyChain()).toMatchObject({ ok: true, checked: 1 });
      expect(await store.releaseHeldSweep(sweepId, by)).toBe('RELEASED');
      expect(await store.releaseHeldSweep(sweepId + 1, by)).toBeNull();
    });

    it('is lifted by the end of another sweep or closes all of it, however the two meet', async () => {
      const sweepId = await heldSweep([...PEOPLE, ...HOLDERS]);
      const { sweepId: next } = present(await store.queueSweep('acme', 'DUE'));
      const other = present(await store.claimSweep(next, 'me', 60_000, () => Promise.resolve([])));
      const [was, ended] = await Promise.all([
        store.releaseHeldSweep(sweepId, by),
        store.finishSweep(other, []),
      ]);
      expect(ended).toMatchObject({ status: 'COMPLETE' });
      const found = present(await store.sweepById(sweepId));
      const left = await query('select sum(cardinality(ids))::integer as rows from sweep_held');
      expect({ was, status: found.sweep.status, closed: found.sweep.closed, left }).toEqual(
        was === 'HELD'
          ? { was, status: 'RELEASED', closed: 91, left: [{ rows: null }] }
          : { was: 'LIFTED', status: 'LIFTED', closed: 0, left: [{ rows: 91 }] },
      );
      expect(await store.auditEvents({}, null, 9)).toHaveLength(was === 'HELD' ? 1 : 0);
    });

    it('goes on with the rest for whoever asks again, where the process stopped in the middle', async () => {
      const sweepId = await heldSweep([...PEOPLE, ...HOLDERS]);
      await query(`create table kept_back as select * from sweep_held where what like 'HOLDINGS%'`);
      await query(`delete from sweep_held where what like 'HOLDINGS%'`);
      expect(await store.releaseHeldSweep(sweepId, by)).toBe('HELD');
      await query('insert into sweep_held select * from kept_back');
      await query('drop table kept_back');
      expect(await held('u0')).toEqual(['basic', 'pro']);
      expect(await store.releaseHeldSweep(sweepId, by)).toBe('HELD');
      expect([await held('u0'), await held('u35')]).toEqual([[], ['basic', 'pro']]);
      expect(await store.auditEvents({}, null, 9)).toHaveLength(2);
      expect(await store.releaseHeldSweep(sweepId, by)).toBe('RELEASED');
    });

    it('closes nobody who was seen since, also unchanged', async () => {
      const sweepId = await heldSweep();
      const { sweepId: next } = present(await store.queueSweep('acme', 'DUE'));
      const lists = [{ what: 'ASSIGNEES', kind: 'USER' }] as const;
      const plan = [{ name: 'users', lists }];
      const sweep = present(await store.claimSweep(next, 'me', 60_000, () => Promise.resolve(plan)));
      const state = present(await store.beginSection(sweep, 0));
      const page = {
        readAt: clock.now,
        leftOut: [],
        hasGap: true,
        next: null,
        total: null,
        totalHoldings: null,
      };
      const user = { ...refOf('u7'), displayName: 'User u7', email: 'u7@acme.test' };
      const facts = { ...user, userKind: 'INTERNAL' as const, state: 'ACTIVE' as const };
      await store.keepPage(sweep, state, {
        ...page,
        sightings: [{ assignee: facts }],
        gone: [],
        isLookUp: false,
        calls: 1,
      });
      await store.releaseHeldSweep(sweepId, by);
      expect(await gone()).toHaveLength(29);
      expect(await gone()).not.toContain('u7');
    });
  });
});
