// What the port says no provider has to check again: it is refused, or kept here, before any of them is asked; and what removals free is
// there for the assignments of the same set.
import { describe, expect, it } from '@jest/globals';
import { imei } from '../../emulators/seed/organisation.ts';
import type { ChangeRequest } from '../../src/changes/change-request.ts';
import { planRequests } from '../../src/changes/plan/plan.ts';
import { dayOf } from '../../src/changes/schedules/calendar.ts';
import type { Assignee } from '../../src/domain/assignee.ts';
import type { Change, CurrentState } from '../../src/domain/change.ts';
import type { Problem } from '../../src/domain/problem.ts';
import { present, valueIn } from '../support/assertions.ts';
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

describe('the rules of a provider are asked with', () => {
  /** What `check` of an account gets when these requests are planned. */
  async function checkedWith(accountKey: string, requests: readonly ChangeRequest[]) {
    const account = present(rig.accounts.get(accountKey));
    const given: CurrentState[] = [];
    const check = (_: readonly Change[], current: CurrentState): ReadonlyMap<string, Problem> => {
      given.push(current);
      return new Map();
    };
    const writes = { ...present(account.writes), check };
    const accounts = new Map(rig.accounts).set(accountKey, { ...account, writes });
    await planRequests(requests, { ...rig.deps, accounts }, rig.request().call);
    return present(given.at(-1));
  }

  it.each<[string, Target]>([
    ['Genesys Cloud', genesysUser(1)],
    ['Webex', webexUser(15, 'messaging')],
    ['ThingSpace', car],
    ['Yext', pages],
  ])('the assignees as they were found: %s', async (_, target) => {
    const { accountKey, kind, externalId } = target;
    const account = present(rig.accounts.get(accountKey));
    await rig.providers.put(target, BARE);
    const found = await present(account.assignees[kind]).byIds([externalId], testCall());
    const { assignees } = await checkedWith(accountKey, [changeRequest('ASSIGN', target)]);
    expect([...assignees]).toEqual([[`${kind} ${externalId}`, valueIn<Assignee>(found, externalId)]]);
  });

  it('somebody who is to be invited, and nothing of one who is not listed', async () => {
    const suite = webexUser(15, 'meetingsSuite');
    const email = 'nobody.knows@partner.example';
    const values = { inviteExternal: true };
    const options = { vendor: 'webex', given: { inviteExternal: ['o'] }, values, fingerprint: {} };
    const invited = { ...changeRequest('ASSIGN', suite), assignee: { by: 'EMAIL', email }, options } as const;
    const gone = changeRequest('REMOVE', { ...pages, externalId: 'store-999' });
    const { assignees } = await checkedWith('webex', [invited]);
    expect([...assignees.values()]).toMatchObject([{ email, userKind: 'EXTERNAL' }]);
    expect((await checkedWith('listings', [gone])).assignees).toEqual(new Map());
  });
});
