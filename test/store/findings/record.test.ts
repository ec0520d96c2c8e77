// What is written when rules are worked out again: only what differs. And who works them out.
import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../../../src/domain/insight/finding.ts';
import type { LookedWith } from '../../../src/store/findings/api.ts';
import { only, present } from '../../support/assertions.ts';
import { DATABASES } from '../../support/databases.ts';
import { ruleSettings } from '../../support/findings.ts';
import { insertInto } from '../../support/inventory-rows.ts';
import { useStore } from '../../support/store.ts';
import { ago, fixtureOf, notWhole, SECTIONS, writeFixture } from './rule-fixtures.ts';

const WHOLE: LookedWith = { look: 'WHOLE', settings: ruleSettings(), given: new Map() };
const NOTHING = { opened: 0, changed: 0, closed: 0 };
const DAY_MS = 86_400_000;

describe.each(DATABASES)('findings worked out on %s', (database) => {
  const rig = useStore(database);
  const { store, clock, query } = rig;
  const signal = new AbortController().signal;
  const record = (how: Partial<LookedWith> = {}) =>
    store.recordFindings('acme', { ...WHOLE, ...how }, signal);

  async function all(): Promise<readonly Finding[]> {
    const filter = { open: null, dismissed: null };
    const sort = { field: 'SINCE', direction: 'ASC' } as const;
    const found = await store.findFindings({ visible: ['acme'], filter, sort, first: 100, after: null });
    return found.rows.map(({ value }) => value);
  }
  const stateOf = ({ code, closedAt }: Finding) => `${code} ${closedAt === null ? 'open' : 'closed'}`;
  const states = async () => (await all()).map(stateOf);
  /** Moves the clock, and the readings of all lists with it. */
  async function later(days: number): Promise<void> {
    clock.now += days * DAY_MS;
    await query(`update inventory_sections set complete_at = complete_at + interval '${days} days'`);
    await query(`update assignees set active_at = active_at + interval '${days} days' where holds = 0`);
  }

  it('are not written again where nothing differs, and yet were seen', async () => {
    await writeFixture(rig, fixtureOf('IDLE_HOLDER'));
    expect(await record()).toEqual({ ...NOTHING, opened: 1 });
    const rows = await query('select *, xmin::text from findings');
    await later(1);
    expect(await record()).toEqual(NOTHING);
    expect(await query('select *, xmin::text from findings')).toEqual(rows);
    expect(only(await all())).toMatchObject({ firstAt: ago(0), lastAt: ago(-1) });
  });

  it('are written where they differ, and closed where they hold no more', async () => {
    await writeFixture(rig, fixtureOf('OVERBOOKED'));
    await record();
    await later(1);
    await query('update licenses set seats_assigned = 6, seats_available = -3');
    // Of the vendor's count and the holders that were seen, one is too few.
    expect(await record()).toEqual({ ...NOTHING, changed: 1 });
    expect(only(await all())).toMatchObject({ seats: 3, firstAt: ago(0), lastAt: ago(-1) });
    await later(1);
    await record();
    await later(1);
    await query('update licenses set seats_total = 60, seats_assigned = 6, seats_available = 54');
    expect(await record()).toEqual({ ...NOTHING, closed: 1 });
    // It was seen to hold until the look before.
    expect(only(await all())).toMatchObject({ closedAt: ago(-3), lastAt: ago(-2), seats: 3 });
  });

  it('come back as others, while what was dismissed stays so', async () => {
    await writeFixture(rig, fixtureOf('HOLDER_INACTIVE'));
    await record();
    const first = only(await all());
    const dismissal = { by: 'ann', at: ago(0), reason: null, until: null };
    const by = { visible: ['acme'], principal: 'ann', reason: null, ticket: null };
    await store.dismissFindings({ ...by, ids: [first.id], dismissal });
    await query(`update assignees set state = 'ACTIVE' where id = 1`);
    clock.now += 1_000;
    await record();
    clock.now += 1_000;
    await query(`update assignees set state = 'INACTIVE' where id = 1`);
    await record();
    const [closed, open] = await all();
    expect([closed?.id, open?.id]).toEqual([first.id, expect.any(Number)]);
    expect(open?.id).not.toBe(first.id);
    expect(open).toMatchObject({ dismissal, closedAt: null });
    expect(await store.countFindings({ visible: ['acme'], filter: {} })).toBe(0);
  });

  describe('after a sweep that could not read a list whole', () => {
    it.each(['IDLE_HOLDER', 'ORPHAN'] as const)('stay open by silence: %s', async (code) => {
      const fixture = fixtureOf(code);
      await writeFixture(rig, fixture);
      await record();
      const { sweeps = [], sweepSections = [] } = notWhole('users');
      await insertInto(rig, 'sweeps', sweeps);
      await insertInto(rig, 'sweep_sections', sweepSections);
      await query(`update assignees set activity = 'NOT_TOLD', gone_at = null`);
      clock.now += DAY_MS;
      await record();
      const kept = present((await all()).find((one) => one.code === code));
      // Nor was it seen.
      expect(kept).toMatchObject({ closedAt: null, lastAt: ago(0) });
      // What is not held any more is no finding, whatever else is known.
      await query('delete from holdings');
      await record();
      expect(await states()).toEqual([`${code} closed`]);
    });

    it('are closed by a word', async () => {
      await writeFixture(rig, fixtureOf('HOLDER_INACTIVE'));
      await record();
      const { sweeps = [], sweepSections = [] } = notWhole('users');
      await insertInto(rig, 'sweeps', sweeps);
      await insertInto(rig, 'sweep_sections', sweepSections);
      await record();
      expect(await states()).toEqual(['HOLDER_INACTIVE open']);
      await query(`update assignees set state = 'ACTIVE' where id = 1`);
      await record();
      expect(await states()).toEqual(['HOLDER_INACTIVE closed']);
    });

    it('are opened once somebody has released what it held', async () => {
      await writeFixture(rig, { ...fixtureOf('IDLE_HOLDER'), ...notWhole('users', 'HELD') });
      await record();
      expect(await states()).toEqual(['SWEEP_HELD open']);
      await query(`update sweeps set status = 'RELEASED'`);
      await record();
      expect((await states()).sort()).toEqual(['IDLE_HOLDER open', 'SWEEP_HELD closed']);
    });

    it('stand still where nothing was read for days', async () => {
      await writeFixture(rig, { ...fixtureOf('IDLE_HOLDER'), sections: SECTIONS });
      await record();
      // The feed is no deader than it was.
      clock.now += 30 * DAY_MS;
      await record();
      expect(await states()).toEqual(['IDLE_HOLDER open']);
    });
  });

  it('are closed for whoever is exempted', async () => {
    await writeFixture(rig, fixtureOf('IDLE_HOLDER'));
    await record();
    const settings = ruleSettings({ all: { exempt: { emails: ['ANN@acme.test'], departments: [] } } });
    expect(await record({ settings })).toEqual({ ...NOTHING, closed: 1 });
  });

  it('are those of more than one statement', async () => {
    const [user] = fixtureOf('IDLE_HOLDER').assignees ?? [];
    const each = Array.from({ length: 2_500 }, (_, index) => index + 10);
    const many = each.map((id) => ({ ...user, id, externalId: `m${id}`, email: null }));
    const [holding] = fixtureOf('PENDING_TOO_LONG').holdings ?? [];
    await writeFixture(rig, fixtureOf('IDLE_HOLDER'));
    await insertInto(rig, 'assignees', many);
    await insertInto(
      rig,
      'holdings',
      each.map((id) => ({ ...holding, id, assigneeId: id, status: 'ACTIVE', validFrom: ago(300) })),
    );
    expect(await record()).toEqual({ ...NOTHING, opened: 2_501 });
    await query("update assignees set active_at = active_at - interval '1 day' where holds = 1");
    expect(await record()).toEqual({ ...NOTHING, changed: 2_501 });
    await query(`delete from holdings where id > 1`);
    expect(await record()).toEqual({ ...NOTHING, closed: 2_500 });
  });

  it('are known of an account once all rules were worked out since it was first swept whole', async () => {
    const knownAt = async () => only(await store.inventoryAccounts(['acme'])).findingsAt;
    const LOOKED_AT = new Date(clock.now).toISOString();
    await writeFixture(rig, fixtureOf('OVERBOOKED'));
    expect(await knownAt()).toBeNull();
    // Somebody has taken it to look at, and has not looked.
    expect(await store.claimLook('acme')).toBe('WHOLE');
    expect(await knownAt()).toBeNull();
    await record({ look: 'LICENSES' });
    expect(await knownAt()).toBeNull();
    await record();
    expect(await knownAt()).toBe(LOOKED_AT);
    // As when a first sweep that was not complete was looked at.
    await query(`update inventory_accounts set baseline_at = '${new Date(clock.now + 1).toISOString()}'`);
    expect(await knownAt()).toBeNull();
  });

  it('end with the signal, and keep what was written', async () => {
    await writeFixture(rig, fixtureOf('IDLE_HOLDER'));
    await expect(store.recordFindings('acme', WHOLE, AbortSignal.abort())).rejects.toThrow('abort');
    expect(await all()).toEqual([]);
    expect(await store.recordFindings('nobody', WHOLE, signal)).toEqual(NOTHING);
  });

  it('have those that were given, about what the inventory has', async () => {
    await writeFixture(rig, {});
    const given = {
      severity: 'MEDIUM',
      confidence: 'LIKELY',
      seats: 3,
      evidence: [{ name: 'runsOutOn', value: '2031-08-01' }],
    } as const;
    const about = (licenseId: string, key: string | null = null) => ({
      ...given,
      licenseId,
      assignee: null,
      key,
    });
    const found = [about('pro'), about('pro', '2032'), about('nothing')];
    expect(await record({ given: new Map([['RUNS_OUT', found]]) })).toEqual({ ...NOTHING, opened: 2 });
    const told = (await all()).map(({ licenseId, key, evidence }) => [licenseId, key, evidence]);
    // Those that are found together have no order.
    expect(told).toHaveLength(2);
    expect(told).toEqual(
      expect.arrayContaining([
        ['pro', null, given.evidence],
        ['pro', '2032', given.evidence],
      ]),
    );
    // A rule that was not given is not looked at.
    expect(await record()).toEqual(NOTHING);
    expect(await record({ given: new Map([['RUNS_OUT', [about('pro')]]]) })).toEqual({
      ...NOTHING,
      closed: 1,
    });
  });

  describe('about seats, compared with holders', () => {
    const sections = ['licenses', 'users', 'devices', 'workspaces'];
    /** A sweep with some of the sections: those that a later one has not reached yet were read by the one before. */
    async function swept(id: number, status: string, names: readonly string[] = sections): Promise<void> {
      const finishedAt = status === 'RUNNING' ? null : ago(0);
      const [row] = notWhole('users', status).sweeps ?? [];
      await insertInto(rig, 'sweeps', [{ ...row, id, finishedAt }]);
      const rows = names.map((name, position) => {
        const [section] = notWhole(name, 'COMPLETE').sweepSections ?? [];
        return { ...section, sweepId: id, position };
      });
      await insertInto(rig, 'sweep_sections', rows);
    }
    const seats = (assigned: number) =>
      query(`update licenses set seats_assigned = ${assigned}, seats_available = 100 - ${assigned}`);

    it('are neither opened nor closed while a later sweep has read one of both', async () => {
      await writeFixture(rig, fixtureOf('SEATS_DISAGREE'));
      await seats(1);
      await swept(7, 'COMPLETE');
      await swept(8, 'RUNNING');
      await seats(4);
      expect(await record()).toEqual(NOTHING);
      await query(`update sweeps set status = 'COMPLETE', finished_at = '${ago(0)}' where id = 8`);
      expect(await record()).toEqual({ ...NOTHING, opened: 1 });
      await swept(9, 'RUNNING');
      await seats(1);
      expect(await record()).toEqual(NOTHING);
      await query(`update sweeps set status = 'COMPLETE', finished_at = '${ago(0)}' where id = 9`);
      expect(await record()).toEqual({ ...NOTHING, closed: 1 });
    });

    it('are neither opened nor closed by seats that were read again since, alone', async () => {
      await writeFixture(rig, fixtureOf('SEATS_DISAGREE'));
      await swept(7, 'COMPLETE');
      await swept(8, 'COMPLETE', ['licenses']);
      expect(await record()).toEqual(NOTHING);
      await swept(9, 'COMPLETE');
      expect(await record()).toEqual({ ...NOTHING, opened: 1 });
      await swept(10, 'COMPLETE', ['licenses']);
      await seats(1);
      expect(await record()).toEqual(NOTHING);
      expect(await states()).toEqual(['SEATS_DISAGREE open']);
    });

    it('are opened by a catalogue that was read after the last change of our own', async () => {
      await writeFixture(rig, {
        ...fixtureOf('SEATS_DISAGREE'),
        events: [{ seq: 1, at: ago(0.05), accountNo: 1, what: 'REMOVED', licenseId: 1, origin: 'THIS_API' }],
      });
      expect(await record()).toEqual(NOTHING);
      await query(`update inventory_sections set complete_at = '${ago(0.01)}' where name = 'licenses'`);
      expect(await record()).toEqual({ ...NOTHING, opened: 1 });
    });

    it('do not keep those up that go by holders alone', async () => {
      await writeFixture(rig, fixtureOf('ACTIVITY_UNKNOWN'));
      await swept(7, 'COMPLETE');
      await swept(8, 'RUNNING');
      expect(await record()).toEqual({ ...NOTHING, opened: 1 });
    });
  });

  it('are those about licenses alone where nothing else was read', async () => {
    await writeFixture(rig, {
      ...fixtureOf('IDLE_HOLDER'),
      licenses: fixtureOf('LICENSE_NOT_LISTED').licenses ?? [],
    });
    await record({ look: 'LICENSES' });
    expect(await states()).toEqual(['LICENSE_NOT_LISTED open']);
  });

  describe('by whom', () => {
    const sweep = (id: number, why: string, finishedAt: number) =>
      query(`insert into sweeps (id, account_no, why, status, created_at, started_at, finished_at) overriding system value
        values (${id}, 1, '${why}', 'COMPLETE', '${ago(1)}', '${ago(1)}', '${new Date(finishedAt).toISOString()}')`);

    it('is one of all replicas, after each sweep and once a day', async () => {
      await writeFixture(rig, { account: { baselineAt: null } });
      // Some lists of a first sweep may be whole before it is over.
      expect([await store.accountsToLookAt(), await store.claimLook('acme')]).toEqual([[], null]);
      await sweep(3, 'DUE', clock.now - 1_000);
      expect(await store.accountsToLookAt()).toEqual(['acme']);
      const claims = await Promise.all(Array.from({ length: 4 }, () => store.claimLook('acme')));
      expect(claims.filter((look) => look === 'WHOLE')).toHaveLength(1);
      // Whoever comes right after has nothing left to do: the seats were looked at with it.
      expect(claims.filter((look) => look === 'LICENSES')).toEqual([]);
      expect(await store.accountsToLookAt()).toEqual([]);
      clock.now += 1_000;
      await sweep(1, 'SEATS', clock.now);
      clock.now += 1_000;
      expect(await store.accountsToLookAt()).toEqual(['acme']);
      expect([await store.claimLook('acme'), await store.claimLook('acme')]).toEqual(['LICENSES', null]);
      await sweep(2, 'DUE', clock.now + 1);
      clock.now += 1_000;
      expect([await store.claimLook('acme'), await store.claimLook('acme')]).toEqual(['WHOLE', null]);
      clock.now += DAY_MS - 1;
      expect(await store.accountsToLookAt()).toEqual([]);
      clock.now += 1;
      expect(await store.claimLook('acme')).toBe('WHOLE');
    });

    it('is nobody for an account that is not kept', async () => {
      await writeFixture(rig, { account: { removedAt: ago(1) } });
      expect(await store.accountsToLookAt()).toEqual([]);
      expect(await store.claimLook('acme')).toBeNull();
      expect(await record()).toEqual(NOTHING);
    });
  });
});
