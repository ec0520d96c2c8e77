// What is still to be done gets the one spelling of its provider; what is over, and the audit log, stays as it was.
import { describe, expect, it } from '@jest/globals';
import type { NewSchedule } from '../../src/store/api.ts';
import type { Spell } from '../../src/store/own-changes-api.ts';
import { PLAIN, aChange, aSet, pending, result } from '../support/builders.ts';
import { DATABASES } from '../support/databases.ts';
import { useStore } from '../support/store.ts';

const LATER = '2031-05-01T11:00:00.000Z';
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

  it('moves changes that are under way, planned, or to be read again', async () => {
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
      expect(await namesOf(set.id)).toEqual([
        'ADA old-license',
        'bo license',
        'CY old-license',
        'di license',
      ]);
      expect(await namesOf(plan.set.id)).toEqual(['eve license-1', 'EVE license-1']);
    }
    expect(await store.auditEvents({}, null, 100)).toEqual(before);
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
