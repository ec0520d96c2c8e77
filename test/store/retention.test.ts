// Retention: what is old goes, a limited number at a time, and what still counts stays.
import { describe, expect, it } from '@jest/globals';
import { PLAIN, aSet, someChanges } from '../support/builders.ts';
import { DATABASES } from '../support/databases.ts';
import { useStore } from '../support/store.ts';

const DAY_MS = 86_400_000;
const FOR_EVER = { idempotencyKeys: null, finishedSets: null, schedules: null, audit: null };
const NOTHING = { idempotencyKeys: 0, sets: 0, schedules: 0, auditEvents: 0, expiredPlans: 0, more: false };

describe.each(DATABASES)('retention on %s', (database) => {
  const { store, clock, query } = useStore(database);

  const claim = (key: string) => ({
    idempotency: { principal: 'robot', key, inputHash: 'x' },
    enqueue: false,
  });
  const ids = async () => (await store.sets({}, null, 99)).map(({ id }) => id);

  it('deletes nothing that is kept for ever', async () => {
    await store.createSet(aSet(), [], claim('one'));
    clock.now += 10_000 * DAY_MS;
    expect(await store.retain(FOR_EVER, 100)).toEqual(NOTHING);
  });

  it('deletes keys after their days, and frees them', async () => {
    await store.createSet(aSet(), [], claim('one'));
    clock.now += 30 * DAY_MS;
    expect(await store.retain({ ...FOR_EVER, idempotencyKeys: 30 }, 100)).toEqual(NOTHING);
    clock.now += 1;
    expect(await store.retain({ ...FOR_EVER, idempotencyKeys: 30 }, 100)).toEqual({
      ...NOTHING,
      idempotencyKeys: 1,
    });
    expect(await store.createSet(aSet(), [], claim('one'))).toMatchObject({ replayed: false });
  });

  it('deletes finished sets with all of their changes, never one that runs', async () => {
    const { set: running } = await store.createSet(aSet(), someChanges('a', 2), PLAIN);
    const { set: over } = await store.createSet(aSet(), someChanges('a', 2), PLAIN);
    await store.cancelSet(over.id, 'robot');
    clock.now += 90 * DAY_MS + 1;
    expect(await store.retain({ ...FOR_EVER, finishedSets: 90 }, 100)).toEqual({ ...NOTHING, sets: 1 });
    expect(await ids()).toEqual([running.id]);
    expect(await query('select distinct set_id from changes')).toEqual([{ set_id: running.id }]);
    expect(await query('select distinct set_id from parts')).toEqual([{ set_id: running.id }]);
  });

  it('keeps a set as long as a key stands for it', async () => {
    const { set } = await store.createSet(aSet(), [], claim('one'));
    clock.now += 20 * DAY_MS;
    const days = { ...FOR_EVER, idempotencyKeys: 30, finishedSets: 1 };
    expect(await store.retain(days, 100)).toEqual(NOTHING);
    expect(await store.createSet(aSet(), [], claim('one'))).toMatchObject({
      replayed: true,
      set: { id: set.id },
    });
    clock.now += 20 * DAY_MS;
    expect(await store.retain(days, 100)).toEqual({ ...NOTHING, idempotencyKeys: 1, sets: 1 });
  });

  it('ends plans whose time is up, and deletes them like other sets', async () => {
    const plan = aSet({ kind: 'PLAN', expiresAt: '2031-05-01T10:10:00.000Z' });
    await store.createSet(plan, someChanges('a', 1), PLAIN);
    expect(await store.retain(FOR_EVER, 100)).toEqual(NOTHING);
    clock.now += 600_000;
    expect(await store.retain(FOR_EVER, 100)).toEqual({ ...NOTHING, expiredPlans: 1 });
    expect(await store.sets({}, null, 9)).toMatchObject([
      { status: 'EXPIRED', finishedAt: '2031-05-01T10:10:00.000Z' },
    ]);
    clock.now += 90 * DAY_MS + 1;
    expect(await store.retain({ ...FOR_EVER, finishedSets: 90 }, 100)).toEqual({ ...NOTHING, sets: 1 });
  });

  it('deletes no more than the limit at a time, and says that there is more', async () => {
    for (let number = 0; number < 5; number += 1) await store.createSet(aSet(), [], claim(`key ${number}`));
    clock.now += DAY_MS;
    const days = { ...FOR_EVER, idempotencyKeys: 0.5, finishedSets: 0.5 };
    expect(await store.retain(days, 2)).toEqual({ ...NOTHING, idempotencyKeys: 2, sets: 2, more: true });
    expect(await store.retain(days, 2)).toEqual({ ...NOTHING, idempotencyKeys: 2, sets: 2, more: true });
    expect(await store.retain(days, 2)).toEqual({ ...NOTHING, idempotencyKeys: 1, sets: 1 });
    expect(await ids()).toEqual([]);
  });

  it('deletes schedules that are over, never one that waits', async () => {
    const one = {
      accountKey: 'a',
      licenseId: 'l',
      removalOn: '2031-05-02',
      zone: 'UTC',
      dueAt: '2031-05-02T00:00:00.000Z',
      setId: 's',
    };
    const gone = { ...one, assignee: { kind: 'USER' as const, externalId: 'u1' } };
    const kept = { ...one, assignee: { kind: 'USER' as const, externalId: 'u2' } };
    await store.createSchedules([gone, kept], 'robot');
    await store.cancelSchedules([gone], 'robot', null);
    clock.now += 10 * DAY_MS + 1;
    expect(await store.retain({ ...FOR_EVER, schedules: 10 }, 100)).toEqual({ ...NOTHING, schedules: 1 });
    expect(await store.schedules({}, null, 9)).toMatchObject([
      { status: 'WAITING', assignee: { externalId: 'u2' } },
    ]);
  });

  describe('of the audit log', () => {
    const days = { ...FOR_EVER, audit: 10 };

    /** Two entries. */
    const write = () => store.createSet(aSet(), [], PLAIN);

    it('deletes from the beginning and leaves a chain that verifies', async () => {
      for (let number = 0; number < 3; number += 1) await write();
      clock.now += 10 * DAY_MS + 1;
      await write();
      expect(await store.retain(days, 100)).toEqual({ ...NOTHING, auditEvents: 6 });
      const events = await store.auditEvents({}, null, 99);
      expect(events.map(({ seq, action }) => `${seq} ${action}`)).toEqual([
        '7 REQUEST_SET',
        '8 FINISH_SET',
        '9 PRUNE_AUDIT',
      ]);
      expect(events[2]?.checkpoint).toEqual({ throughSeq: 6, hash: events[0]?.prevHash });
      expect(await store.verifyChain()).toEqual({ ok: true, checked: 3, firstBad: null });
      expect(await store.retain(days, 100)).toEqual(NOTHING);
    });

    it('again and again, also when nothing else is left', async () => {
      for (let round = 0; round < 4; round += 1) {
        await write();
        clock.now += 10 * DAY_MS + 1;
        const { auditEvents } = await store.retain(days, 100);
        expect(auditEvents).toBe(round === 0 ? 2 : 3);
        expect(await store.verifyChain()).toEqual({ ok: true, checked: 1, firstBad: null });
      }
    });

    it('in steps of the limit', async () => {
      for (let number = 0; number < 3; number += 1) await write();
      clock.now += 10 * DAY_MS + 1;
      expect(await store.retain(days, 4)).toEqual({ ...NOTHING, auditEvents: 4, more: true });
      expect(await store.verifyChain()).toMatchObject({ ok: true, checked: 3 });
      expect(await store.retain(days, 4)).toEqual({ ...NOTHING, auditEvents: 2 });
      expect(await store.verifyChain()).toMatchObject({ ok: true });
    });

    it('once, when several do it together', async () => {
      for (let number = 0; number < 3; number += 1) await write();
      clock.now += 10 * DAY_MS + 1;
      const reports = await Promise.all(Array.from({ length: 8 }, () => store.retain(days, 100)));
      expect(reports.filter(({ auditEvents }) => auditEvents === 6)).toHaveLength(1);
      expect(reports.filter(({ auditEvents }) => auditEvents === 0)).toHaveLength(7);
      expect(await store.verifyChain()).toEqual({ ok: true, checked: 1, firstBad: null });
    });

    it('leaves no room for a deletion of another kind', async () => {
      for (let number = 0; number < 3; number += 1) await write();
      clock.now += 10 * DAY_MS + 1;
      await store.retain(days, 2);
      await query('alter table audit_events disable trigger audit_events_append_only');
      await query('delete from audit_events where seq = 3');
      await query('alter table audit_events enable trigger audit_events_append_only');
      const { firstBad } = await store.verifyChain();
      expect(firstBad).toEqual({ seq: 4, why: 'entries 1 to 3 are missing' });
    });
  });
});
