// What changes of ours came to and no list of the vendor tells, however often it is swept: days of removal that are kept here, and offers.
import { describe, expect, it } from '@jest/globals';
import { uuid } from '../../emulators/seed/organisation.ts';
import { fireDue } from '../../src/changes/run/fire-due.ts';
import { present } from '../support/assertions.ts';
import { changeRequest, optionsOf } from '../support/change-requests.ts';
import { engineSweeps } from '../support/engine-sweeps.ts';
import { useEngine } from '../support/engine.ts';
import { device, outsider } from '../support/license-targets.ts';
import { HELD } from '../support/provider-state.ts';

const MINUTE = 60_000;
const DAY = '2031-07-01';
const rig = useEngine({ jump: true, settleAfterMs: MINUTE });
const { sweep, kept, count, eventsOf } = engineSweeps(rig);

describe('an offer to somebody from outside', () => {
  const email = 'nils.blank@partner.example';
  const nils = outsider(email, 'meetingsSuite');
  const { accountKey, kind, externalId } = nils;
  const AT_WEBEX = uuid('webex-external', 12);
  const invite = () =>
    rig.engine.apply(
      [
        {
          ...changeRequest('ASSIGN', nils),
          assignee: { by: 'EMAIL', email },
          options: optionsOf('webex', { inviteExternal: true }),
        },
      ],
      rig.request(),
    );

  it('is pending until they accept it, and then held until they have it no more', async () => {
    await sweep(accountKey);
    rig.advance(MINUTE);
    expect(await rig.outcomes(await invite())).toEqual(['VERIFIED']);
    for (let time = 0; time < 3; time += 1) {
      rig.advance(20 * MINUTE);
      await sweep(accountKey);
      expect(await kept(nils)).toMatchObject([{ status: 'PENDING', origin: 'THIS_API' }]);
    }
    const gone = [{ accountKey, kind, externalId }];
    await rig.store.keepLookedUp(accountKey, { readAt: rig.deps.now(), sightings: [], gone });
    expect(await kept(nils)).toMatchObject([{ status: 'PENDING' }]);

    rig.fleet.webex.setSwitch('externalAcceptAfterMs', 1);
    rig.advance(20 * MINUTE);
    await sweep(accountKey);
    expect(await kept(nils)).toMatchObject([{ status: 'ACTIVE' }]);
    expect((await eventsOf(nils)).map(({ what, origin }) => [what, origin])).toEqual([
      ['ASSIGNED', 'THIS_API'],
      ['ASSIGNMENT_CHANGED', 'EXTERNAL'],
    ]);

    rig.fleet.webex.outside({ change: 'take', assignee: AT_WEBEX, license: nils.licenseId });
    for (let time = 0; time < 2; time += 1) {
      rig.advance(20 * MINUTE);
      await sweep(accountKey);
    }
    expect(await kept(nils)).toEqual([]);
    rig.fleet.webex.setSwitch('externalAcceptAfterMs', 0);
  });

  it('is gone once we withdraw it', async () => {
    await sweep(accountKey);
    expect(await rig.outcomes(await invite())).toEqual(['VERIFIED']);
    rig.advance(20 * MINUTE);
    await sweep(accountKey);
    expect(await rig.outcomeOf('REMOVE', nils)).toBe('VERIFIED');
    expect(await kept(nils)).toEqual([]);
    rig.advance(20 * MINUTE);
    await sweep(accountKey);
    expect(await kept(nils)).toEqual([]);
  });
});

describe('a day of removal that is kept here', () => {
  const accountKey = 'fleet';

  it('is known where it was kept before there was an inventory', async () => {
    const fota = device(2);
    await rig.providers.put(fota, HELD);
    expect(await rig.outcomeOf('SCHEDULE_REMOVAL', fota, DAY)).toBe('VERIFIED');
    await sweep(accountKey);
    expect(await kept(fota)).toMatchObject([{ removalOn: DAY }]);
    expect(await count(accountKey, { removalBefore: '2031-07-02' })).toBe(1);
    expect(await eventsOf(fota)).toEqual([]);
  });

  it('stays, is found, and is nobody’s change, until it is cancelled', async () => {
    const fota = device(3);
    await rig.providers.put(fota, HELD);
    await sweep(accountKey);
    rig.advance(MINUTE);
    expect(await rig.outcomeOf('SCHEDULE_REMOVAL', fota, DAY)).toBe('VERIFIED');
    const asOf = new Date(rig.deps.now()).toISOString();
    for (let time = 0; time < 2; time += 1) {
      rig.advance(20 * MINUTE);
      await sweep(accountKey);
      expect(await kept(fota)).toMatchObject([{ removalOn: DAY }]);
      expect(await kept(fota, asOf)).toMatchObject([{ removalOn: DAY }]);
      expect(await count(accountKey, { removalBefore: '2031-07-02' })).toBe(2);
    }
    rig.advance(MINUTE);
    expect(await rig.outcomeOf('CANCEL_REMOVAL', fota)).toBe('VERIFIED');
    rig.advance(20 * MINUTE);
    await sweep(accountKey);
    expect(await kept(fota)).toMatchObject([{ removalOn: null }]);
    expect(await eventsOf(fota)).toMatchObject([
      { what: 'ASSIGNMENT_CHANGED', origin: 'THIS_API', became: { assignment: { removalOn: DAY } } },
      { what: 'ASSIGNMENT_CHANGED', origin: 'THIS_API', became: { assignment: { removalOn: null } } },
    ]);
  });

  it('is not taken back while the removal is on its way', async () => {
    const fota = device(4);
    await rig.providers.put(fota, HELD);
    await sweep(accountKey);
    expect(await rig.outcomeOf('SCHEDULE_REMOVAL', fota, DAY)).toBe('VERIFIED');
    rig.advance(Date.parse('2031-07-01T12:00:00Z') - rig.deps.now());
    await fireDue(rig.deps, new AbortController().signal);
    await sweep(accountKey);
    expect(await kept(fota)).toMatchObject([{ removalOn: DAY }]);
    const [fired] = await rig.store.sets({ principal: 'schedule' }, null, 1);
    await rig.work(present(fired).id);
    rig.advance(20 * MINUTE);
    await sweep(accountKey);
    expect(await kept(fota)).toEqual([]);
    expect((await eventsOf(fota)).map(({ what }) => what)).toEqual(['ASSIGNMENT_CHANGED', 'REMOVED']);
  });
});
