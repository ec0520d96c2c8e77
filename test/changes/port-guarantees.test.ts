// What the port says no provider has to check again: it is refused, or kept here, before any of them is asked; and what removals free is
// there for the assignments of the same set.
import { describe, expect, it } from '@jest/globals';
import { imei } from '../../emulators/seed/organisation.ts';
import { dayOf } from '../../src/changes/schedules/calendar.ts';
import { useEngine } from '../support/engine.ts';
import { changeRequest } from '../support/change-requests.ts';
import { device, genesysUser, place, webexUser, type Target } from '../support/license-targets.ts';
import { BARE, HELD } from '../support/provider-state.ts';
import { testCall } from '../support/runtime.ts';

const DAY = 86_400_000;
const rig = useEngine();

const car = device(203);
const pages = place('store-17', 'LP-PAGES');

describe('refused before anything is sent is', () => {
  it.each<[string, Target, string]>([
    ['a license that a ThingSpace account does not have', { ...car, licenseId: 'FOTA' }, 'NO_SUCH_LICENSE'],
    ['a user as the holder of a license for devices', { ...car, kind: 'USER' }, 'RULE_REFUSED'],
    ['an IMEISV', { ...car, externalId: `${imei(203)}1` }, 'NO_SUCH_ASSIGNEE'],
    ['an IMEI without its check digit', { ...car, externalId: imei(203).slice(0, 14) }, 'NO_SUCH_ASSIGNEE'],
    ['a device that does not exist', { ...car, externalId: '359999999999990' }, 'NO_SUCH_ASSIGNEE'],
    ['every pack of Yext at once', { ...pages, licenseId: '-' }, 'NO_SUCH_LICENSE'],
    ['an entity without a name', { ...pages, externalId: '..' }, 'NO_SUCH_ASSIGNEE'],
    ['a user as the holder of a pack', { ...pages, kind: 'USER' }, 'RULE_REFUSED'],
  ])('%s', async (_, target, code) => {
    const assigned = await rig.engine.plan([changeRequest('ASSIGN', target)], rig.request());
    expect(assigned.problems.map((problem) => problem.code)).toEqual([code]);
    // Of a removal it counts that nothing is held by that name, whatever is wrong with the name.
    const removed = await rig.engine.apply([changeRequest('REMOVE', target)], rig.request());
    expect(removed.problems).toHaveLength(1);
    expect(rig.writes()).toEqual([]);
  });

  it.each<[string, Target]>([
    ['for nobody who holds the pack', place('store-18', 'LP-PAGES')],
    ['for another pack than the one held', place('store-17', 'LP-SITE')],
    ['where License Graph keeps it', car],
  ])('a day %s', async (_, target) => {
    await rig.providers.put(target, BARE);
    rig.calm();
    for (const one of [
      changeRequest('SCHEDULE_REMOVAL', target, '2099-12-31'),
      changeRequest('CANCEL_REMOVAL', target),
    ]) {
      const { problems } = await rig.engine.apply([one], rig.request());
      expect(problems).toMatchObject([
        { code: 'CHANGE_REFUSED', hint: expect.stringContaining('held license') },
      ]);
    }
    expect(rig.writes()).toEqual([]);
  });

  it('a day that is past, and not today', async () => {
    await rig.providers.put(pages, HELD);
    rig.calm();
    const today = dayOf(rig.deps.now(), rig.deps.zone);
    const yesterday = dayOf(rig.deps.now() - DAY, rig.deps.zone);
    const codes = async (day: string): Promise<string[]> => {
      const { problems } = await rig.engine.plan(
        [changeRequest('SCHEDULE_REMOVAL', pages, day)],
        rig.request(),
      );
      return problems.map(({ code }) => code);
    };
    expect([await codes('1931-03-16'), await codes(yesterday), await codes(today)]).toEqual([
      ['PAST_DATE'],
      ['PAST_DATE'],
      [],
    ]);
    expect(rig.writes()).toEqual([]);
  });
});

describe('a day of removal never comes to a provider that has none', () => {
  it.each<[string, Target]>([
    ['Genesys Cloud', genesysUser(1)],
    ['Webex', webexUser(15, 'messaging')],
    ['ThingSpace', car],
  ])('%s', async (_, target) => {
    await rig.providers.put(target, HELD);
    rig.calm();
    expect(await rig.outcomeOf('SCHEDULE_REMOVAL', target, '2099-12-31')).toBe('VERIFIED');
    expect(await rig.outcomeOf('CANCEL_REMOVAL', target)).toBe('VERIFIED');
    expect(rig.writes()).toEqual([]);
    expect(await rig.providers.stateOf(target)).toEqual(HELD);
  });
});

describe('the last license, which a slow removal frees, is given on', () => {
  it('by ThingSpace', async () => {
    const [holder, other] = [device(203), device(204)];
    await rig.providers.put(holder, HELD);
    await rig.providers.put(other, BARE);
    const [pool] = (await rig.accounts.get('fleet')?.catalogue(testCall()))?.items ?? [];
    rig.fleet.thingspace.setSwitch('totalLicenses:0123456789-00001', pool?.seats?.assigned ?? 0);
    rig.calm();
    rig.fleet.thingspace.fault({ path: '/remove$', fault: { kind: 'latency', ms: 200 } });
    const answer = await rig.engine.apply(
      [changeRequest('ASSIGN', other), changeRequest('REMOVE', holder)],
      rig.request(),
    );
    expect(await rig.outcomes(answer)).toEqual(['VERIFIED', 'VERIFIED']);
    expect(rig.writes().map((line) => line.split('/').at(-1))).toEqual(['remove', 'assign']);
  });

  it('by Yext', async () => {
    const [holder, other] = [place('store-101', 'LP-FULL'), place('store-18', 'LP-FULL')];
    rig.fleet.yext.fault({
      method: 'DELETE',
      path: '/assigned-entities/',
      fault: { kind: 'latency', ms: 200 },
    });
    const answer = await rig.engine.apply(
      [changeRequest('ASSIGN', other), changeRequest('REMOVE', holder)],
      rig.request(),
    );
    expect(await rig.outcomes(answer)).toEqual(['VERIFIED', 'VERIFIED']);
    expect(rig.writes().map((line) => line.split(' ')[0])).toEqual(['DELETE', 'POST']);
  });
});
