// What is kept gets the one spelling of its provider; the audit log stays as it was, and is found by every spelling.
import { describe, expect, it } from '@jest/globals';
import type { NewSchedule } from '../../../src/store/schedules/api.ts';
import type { Spell } from '../../../src/store/spellings/api.ts';
import { PLAIN, aChange, aSet, pending, result } from '../../support/builders.ts';
import { DATABASES } from '../../support/databases.ts';
import { useStore } from '../../support/store.ts';

const LATER = '2031-05-01T11:00:00.000Z';
const SEATS = { before: 3, after: 2, shortBy: 0 };
const spell: Spell = (kind, id) => (kind === 'USER' ? id.toLowerCase() : id.replace(/^old-/, ''));

function named(externalId: string, licenseId = 'license-1') {
  return { assignee: { kind: 'USER', externalId }, licenseId } as const;
}

describe.each(DATABASES)('spelling anew over %s', (kind) => {
  const rig = useStore(kind);

  async function namesOf(setId: string): Promise<string[]> {
    const records = await rig.store.changesOf(setId, { limit: 100 });
    return records.map(({ change }) => `${change.assignee.externalId} ${change.licenseId}`);
  }

  function schedule(externalId: string, day: string, licenseId = 'license-1'): NewSchedule {
    const rest = { zone: 'UTC', dueAt: `${day}T00:00:00.000Z`, setId: 'a set' };
    return { accountKey: 'a', ...named(externalId, licenseId), removalOn: day, ...rest };
  }

  it('moves changes that are over, under way, planned, or to be read again', async () => {
    const { store } = rig;
    const changes = ['ADA', 'BO', 'CY', 'DI'].map((name) => aChange('a', 1, named(name, 'old-license')));
    const { set } = await store.createSet(
      aSet(),
      changes.map((change) => pending(change)),
      PLAIN,
    );
    const part = { setId: set.id, accountKey: 'a', owner: 'first' };
    await store.claimPart(part, 60_000);
    const [done, unseen, refused] = changes.map(({ id }) => id);
    await store.record(part, [
      result(done ?? ''),
      result(unseen ?? '', { outcome: 'ACCEPTED_UNVERIFIED', settleAfter: LATER }),
      result(refused ?? '', { outcome: 'REJECTED' }),
    ]);
    const planned = [pending(aChange('a', 2, named('EVE'))), pending(aChange('b', 2, named('EVE')))];
    const plan = await store.createSet(aSet({ kind: 'PLAN', expiresAt: LATER }), planned, PLAIN);
    const before = await store.auditEvents({}, null, 100);
    for (const _time of ['once', 'and again']) {
      await store.respell('a', spell);
      expect(await namesOf(set.id)).toEqual(['ada license', 'bo license', 'cy license', 'di license']);
      expect(await namesOf(plan.set.id)).toEqual(['eve license-1', 'EVE license-1']);
    }
    expect(await store.auditEvents({}, null, 100)).toEqual(before);
  });

  it('moves the seats of a license, and those of no other', async () => {
    const { store } = rig;
    const seats = (licenseId: string, accountKey = 'a') => ({ accountKey, licenseId, ...SEATS });
    const seatImpact = [seats('new-license'), seats('old-license'), seats('old-license', 'b')];
    const change = aChange('a', 1, named('ada', 'old-license'));
    const { set } = await store.createSet({ ...aSet(), seatImpact }, [pending(change)], PLAIN);
    await store.respell('a', spell);
    expect((await store.set(set.id))?.seatImpact).toEqual([
      seats('new-license'),
      seats('license'),
      seats('old-license', 'b'),
    ]);
  });

  it('finds entries of the log by every spelling, also of one that was written in an old way since', async () => {
    const { store } = rig;
    const found = async (externalId: string): Promise<unknown[]> => {
      const assignee = { kind: 'USER', externalId } as const;
      const filter = { accountKey: 'a', assignee, canonical: [spell('USER', externalId)] };
      return (await store.auditEvents(filter, null, 100)).map((one) => one.assignee?.externalId);
    };
    await store.createSchedules([schedule('ADA', '2031-06-01'), schedule('bo', '2031-06-01')], 'robot');
    await store.respell('a', spell);
    for (const name of ['ada', 'ADA', 'Ada']) expect(await found(name)).toEqual(['ADA']);
    const old = aChange('a', 1, named('Ada'));
    const { set } = await store.createSet(aSet(), [pending(old)], PLAIN);
    const part = { setId: set.id, accountKey: 'a', owner: 'first' };
    await store.claimPart(part, 60_000);
    await store.record(part, [result(old.id)]);
    expect(await found('ada')).toEqual(['ADA']);
    await store.respell('a', spell);
    for (const name of ['ada', 'ADA', 'Ada']) expect(await found(name)).toEqual(['ADA', 'Ada']);
    expect(await namesOf(set.id)).toEqual(['ada license-1']);
    expect(await found('bo')).toEqual(['bo']);
  });

  it('moves schedules that wait; of several for one target the earliest day stays', async () => {
    const { store } = rig;
    await store.createSchedules(
      [
        schedule('ADA', '2031-08-01'),
        schedule('ada', '2031-07-01'),
        schedule('Ada', '2031-09-01'),
        schedule('ADA', '2031-06-01', 'license-2'),
        schedule('bo', '2031-06-01'),
        { ...schedule('ADA', '2031-06-01'), accountKey: 'b' },
      ],
      'robot',
    );
    await store.cancelSchedules([schedule('bo', '2031-06-01')], 'robot', null);
    const before = await store.auditEvents({}, null, 100);
    await store.respell('a', spell);
    const waiting = await store.schedules({ statuses: ['WAITING'], accountKeys: ['a'] }, null, 100);
    expect(waiting.map((one) => [one.assignee.externalId, one.licenseId, one.removalOn])).toEqual([
      ['ada', 'license-2', '2031-06-01'],
      ['ada', 'license-1', '2031-07-01'],
    ]);
    const [other] = await store.schedules({ accountKeys: ['b'] }, null, 100);
    expect(other?.assignee.externalId).toBe('ADA');
    const after = await store.auditEvents({}, null, 100);
    expect(after.slice(0, before.length)).toEqual(before);
    const dropped = after.slice(before.length);
    expect(dropped).toHaveLength(2);
    expect(dropped.map(({ assignee }) => assignee?.externalId)).toEqual(
      expect.arrayContaining(['ADA', 'Ada']),
    );
    for (const event of dropped) {
      expect(event).toMatchObject({
        action: 'CANCEL_SCHEDULE',
        principal: 'license-graph',
        reason: 'The same removal is scheduled for an earlier day under another spelling.',
      });
    }
    expect(await store.verifyChain()).toMatchObject({ ok: true });
  });
});
