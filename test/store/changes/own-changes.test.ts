// Changes across sets: those that are open, and those that came after others about the same thing.
import { describe, expect, it } from '@jest/globals';
import type { Change } from '../../../src/domain/change.ts';
import type { ChangeRecord } from '../../../src/domain/change-set.ts';
import type { ChangeResult } from '../../../src/store/changes/api.ts';
import type { NewChange } from '../../../src/store/sets/new-set.ts';
import { PLAIN, aChange, aSet, pending, result } from '../../support/builders.ts';
import { DATABASES } from '../../support/databases.ts';
import { useStore } from '../../support/store.ts';

const SITE = { kind: 'SITE_ACCOUNT', siteUrl: 'acme.example.com', role: 'ATTENDEE' } as const;
const LATER = '2031-05-01T11:00:00.000Z';

describe.each(DATABASES)('changes across sets over %s', (kind) => {
  const rig = useStore(kind);

  /** A set of the account `a`, its changes sent a second after what was sent before, and what they came to kept. */
  async function sent(
    changes: readonly Change[],
    ...kept: readonly Partial<ChangeResult>[]
  ): Promise<string> {
    const { store, clock } = rig;
    clock.now += 1_000;
    const { set } = await store.createSet(
      aSet(),
      changes.map((change) => pending(change)),
      PLAIN,
    );
    const part = { setId: set.id, accountKey: 'a', owner: set.id };
    await store.claimPart(part, 60_000);
    await store.markSending(
      part,
      changes.map(({ id }) => id),
    );
    await store.record(
      part,
      kept.flatMap((rest, index) => {
        const change = changes[index];
        return change ? [result(change.id, rest)] : [];
      }),
    );
    await store.releasePart(part);
    return set.id;
  }

  const idsOf = (records: readonly ChangeRecord[]): string[] => records.map(({ change }) => change.id);
  const assigneeOf = ({ assignee }: Change) => assignee;

  it('are open while their set runs, and while they are to be read again', async () => {
    const { store } = rig;
    const done = aChange('a', 1);
    const accepted = aChange('a', 1, { licenseId: 'license-2' });
    const lost = aChange('a', 1, { licenseId: 'license-3' });
    const settled = aChange('a', 1, { licenseId: 'license-4' });
    const refused = aChange('a', 1, { licenseId: 'license-5' });
    await sent(
      [done, accepted, lost, settled, refused],
      { outcome: 'VERIFIED' },
      { outcome: 'ACCEPTED_UNVERIFIED', settleAfter: LATER },
      { outcome: 'UNKNOWN', settleAfter: LATER },
      { outcome: 'ACCEPTED_UNVERIFIED', settleAfter: null },
      { outcome: 'REJECTED' },
    );
    const sending = aChange('a', 2);
    await sent([sending]);
    const planned = aChange('a', 2, { licenseId: 'license-2' });
    await store.createSet(aSet(), [pending(planned)], PLAIN);
    const onlyPlanned = aChange('a', 2, { licenseId: 'license-3' });
    await store.createSet(aSet({ kind: 'PLAN', expiresAt: LATER }), [pending(onlyPlanned)], PLAIN);
    await store.createSet(aSet(), [pending(aChange('b', 1))], PLAIN);
    const both = await store.openChanges('a', [assigneeOf(done), assigneeOf(sending)]);
    expect(idsOf(both)).toEqual([accepted, lost, sending, planned].map(({ id }) => id));
    expect(idsOf(await store.openChanges('a', [assigneeOf(sending)]))).toEqual([sending.id, planned.id]);
    expect(await store.openChanges('a', [{ kind: 'DEVICE', externalId: 'user-1' }])).toEqual([]);
    expect(await store.openChanges('c', [assigneeOf(done)])).toEqual([]);
    const everybody = new Set((await store.openAssignees('a')).map(({ externalId }) => externalId));
    expect(everybody).toEqual(new Set([assigneeOf(done), assigneeOf(sending)].map((one) => one.externalId)));
    expect(await store.openAssignees('c')).toEqual([]);
  });

  it('take and free seats as long as they are open, dates and attendee accounts aside', async () => {
    const { store } = rig;
    const assigned = aChange('a', 1);
    const removed = aChange('a', 2, { action: 'REMOVE' });
    const open = { outcome: 'ACCEPTED_UNVERIFIED', settleAfter: LATER } as const;
    await sent([assigned, aChange('a', 3)], open, { outcome: 'VERIFIED' });
    await sent([removed], open);
    const others: NewChange[] = [
      aChange('a', 4, { action: 'CANCEL_REMOVAL' }),
      aChange('a', 5, { target: SITE }),
      aChange('a', 6, { licenseId: 'license-2' }),
      aChange('a', 7),
    ].map((change) => pending(change));
    await store.createSet(aSet(), others, PLAIN);
    const found = await store.openSeatChanges('a', ['license-1']);
    expect(idsOf(found)).toEqual([others.at(-1)?.change.id, removed.id, assigned.id]);
    expect(await store.openSeatChanges('a', [])).toEqual([]);
  });

  it('are found after those about the same thing, unless they came to nothing', async () => {
    const { store } = rig;
    const first = aChange('a', 1);
    const site = aChange('a', 1, { target: SITE });
    await sent(
      [first, site],
      { outcome: 'ACCEPTED_UNVERIFIED', settleAfter: LATER },
      { outcome: 'VERIFIED' },
    );
    const refused = aChange('a', 1, { action: 'REMOVE' });
    await sent([refused], { outcome: 'REJECTED' });
    const removed = aChange('a', 1, { action: 'REMOVE' });
    const siteRemoved = aChange('a', 1, {
      action: 'REMOVE',
      licenseId: 'license-2',
      target: { ...SITE, siteUrl: 'ACME.example.com' },
    });
    await sent([removed, siteRemoved], { outcome: 'VERIFIED' }, { outcome: 'UNKNOWN', settleAfter: LATER });
    const underWay = aChange('a', 1);
    await sent([underWay]);
    await sent([aChange('a', 2), aChange('a', 1, { licenseId: 'license-2' })], {}, {});
    await store.createSet(aSet(), [pending(aChange('a', 1))], PLAIN);
    const later = await store.laterChanges([first.id, site.id, underWay.id]);
    expect(new Map([...later].map(([id, records]) => [id, idsOf(records)]))).toEqual(
      new Map([
        [first.id, [removed.id, underWay.id]],
        [site.id, [siteRemoved.id]],
      ]),
    );
    expect(await store.laterChanges([])).toEqual(new Map());
  });
});
