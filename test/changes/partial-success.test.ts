// Providers that do a part of what one call asks for: each item's outcome is what is so of that item.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RunningEmulator } from '../../emulators/core/emulator.ts';
import type { SwitchValue } from '../../emulators/core/switches.ts';
import type { ChangeAction } from '../../src/domain/change.ts';
import { setOf, useEngine } from '../support/engine.ts';
import { changeRequest } from '../support/change-requests.ts';
import { device, genesysUser, place, webexUser, type Target } from '../support/license-targets.ts';
import type { ProviderName } from '../support/provider.ts';
import { BARE, HELD } from '../support/provider-state.ts';
import { effects } from '../support/true-outcomes.ts';

const rig = useEngine({ jump: true });
const turnedBack: (() => void)[] = [];
afterEach(() => {
  for (const back of turnedBack.splice(0)) back();
});

/** Until the test is over. */
function turn(emulator: RunningEmulator, name: string, value: SwitchValue, normal: SwitchValue): void {
  emulator.setSwitch(name, value);
  turnedBack.push(() => emulator.setSwitch(name, normal));
}

/** Outcomes and problem codes by item, held against what is so. `between` happens after planning, before anything is sent. */
async function outcomesOf(
  provider: ProviderName,
  requests: readonly (readonly [ChangeAction, Target])[],
  between: () => void | Promise<void> = () => undefined,
): Promise<string[]> {
  const plan = await rig.engine.plan(
    requests.map(([action, target]) => changeRequest(action, target)),
    rig.request(),
  );
  expect(setOf(plan).status).toBe('PLANNED');
  await between();
  rig.calm();
  await rig.carryOut(plan);
  expect(effects(rig.fleet, provider).length).toBeLessThanOrEqual(1);
  const records = await rig.records(plan);
  await rig.expectTruth(plan);
  return records.map(({ outcome, problem }) => `${outcome} ${problem?.code ?? ''}`.trim());
}

describe('Webex, of two changes of one user of which one is against a rule,', () => {
  // Nothing tells clients which licenses exclude each other as offers (webex contract 5.3, 400413).
  const agent = 41;
  const two = [
    ['ASSIGN', webexUser(agent, 'premiumAgent')],
    ['REMOVE', webexUser(agent, 'messaging')],
  ] as const;

  it.each([false, true])('does the other one and answers 206, with reasons: %s', async (withReasons) => {
    turn(rig.fleet.webex, 'partialErrors', withReasons, false);
    await rig.providers.put(webexUser(agent, 'messaging'), HELD);
    expect(await outcomesOf('webex', two)).toEqual(['REJECTED UPSTREAM_REJECTED', 'VERIFIED']);
  });

  it('does neither where there is no partial success', async () => {
    turn(rig.fleet.webex, 'partialSuccess', false, true);
    await rig.providers.put(webexUser(agent, 'messaging'), HELD);
    expect(await outcomesOf('webex', two)).toEqual([
      'REJECTED UPSTREAM_REJECTED',
      'REJECTED UPSTREAM_REJECTED',
    ]);
  });

  it('refuses the one when it is alone', async () => {
    expect(await outcomesOf('webex', [two[0]])).toEqual(['REJECTED UPSTREAM_REJECTED']);
  });
});

describe('ThingSpace, device by device,', () => {
  // The second one was upgraded since it got its license, which keeps it (thingspace contract 4.6).
  const [free, used, other] = [device(200), device(207), device(205)];
  const removals = [
    ['REMOVE', free],
    ['REMOVE', used],
    ['REMOVE', other],
  ] as const;
  const expected = ['VERIFIED', 'REJECTED UPSTREAM_REJECTED', 'VERIFIED'];

  it.each(['wire', 'portal', 'sdk', 'seed'])('takes back what can be, in the dialect %s', async (dialect) => {
    turn(rig.fleet.thingspace, 'v3ResultDialect', dialect, 'seed');
    for (const target of [free, other]) await rig.providers.put(target, HELD);
    expect(await outcomesOf('thingspace', removals)).toEqual(expected);
  });

  it('answers in an order of its own', async () => {
    turn(rig.fleet.thingspace, 'resultOrder', 'reversed', 'request');
    for (const target of [free, other]) await rig.providers.put(target, HELD);
    expect(await outcomesOf('thingspace', removals)).toEqual(expected);
  });

  it.each([
    ['partial', ['VERIFIED', 'REJECTED UPSTREAM_REJECTED']],
    ['refuse', ['REJECTED UPSTREAM_REJECTED', 'REJECTED UPSTREAM_REJECTED']],
  ])('runs out of licenses after planning: %s', async (how, outcomes) => {
    turn(rig.fleet.thingspace, 'notEnoughLicenses', how, 'partial');
    const targets = [device(203), device(204)];
    for (const target of targets) await rig.providers.put(target, BARE);
    const requests = targets.map((target) => ['ASSIGN', target] as const);
    const said = await outcomesOf('thingspace', requests, async () => {
      const page = await rig.accounts.get('fleet')?.catalogue(rig.request().call);
      const assigned = page?.items[0]?.seats?.assigned ?? 0;
      turn(rig.fleet.thingspace, 'totalLicenses:0123456789-00001', assigned + 1, -1);
    });
    expect(said).toEqual(outcomes);
  });
});

describe('Genesys Cloud, of two users of which one may not have the license,', () => {
  // Who has the workforce add-on may not have the analytics one (genesys contract 2.4.3): no definition says so.
  const STA = 'gcSTAupgrade';
  const good = genesysUser(7, STA);
  const bad = genesysUser(6, STA);
  beforeEach(async () => {
    await rig.providers.put(good, BARE);
    for (const license of ['cloudCX2', 'gc2WEMupgrade'])
      await rig.providers.put(genesysUser(6, license), HELD);
  });
  const requests = [
    ['ASSIGN', good],
    ['ASSIGN', bad],
  ] as const;

  it.each([
    ['row', false, ['VERIFIED', 'REJECTED UPSTREAM_REJECTED']],
    ['row', true, ['REJECTED UPSTREAM_REJECTED', 'REJECTED UPSTREAM_REJECTED']],
    // The whole call with 409, which may as well mean that another change was under way: it was tried again.
    ['call', false, ['VERIFIED', 'REJECTED UPSTREAM_UNAVAILABLE']],
    ['call', true, ['REJECTED UPSTREAM_UNAVAILABLE', 'REJECTED UPSTREAM_UNAVAILABLE']],
  ] as const)('answers by %s, all or nothing: %s', async (scope, atomic, outcomes) => {
    turn(rig.fleet.genesys, 'refusalScope', scope, 'row');
    turn(rig.fleet.genesys, 'atomicAssignment', atomic, false);
    expect(await outcomesOf('genesys', requests)).toEqual(outcomes);
  });

  it('says of nothing that it was done in words that are known', async () => {
    turn(rig.fleet.genesys, 'resultSuccess', 'DONE_IN_A_WAY', 'SUCCESS');
    expect(await outcomesOf('genesys', [['ASSIGN', good]])).toEqual(['VERIFIED']);
  });
});

describe('Yext', () => {
  it.each(['entity-type', 'saved-filter'])('refuses every write: %s', async (reason) => {
    await rig.providers.put(place('store-5'), BARE);
    const said = await outcomesOf('yext', [['ASSIGN', place('store-5')]], () =>
      turn(rig.fleet.yext, 'writeConflict', reason, 'off'),
    );
    expect(said).toEqual(['REJECTED UPSTREAM_REJECTED']);
  });

  it('answers with the whole pack', async () => {
    await rig.providers.put(place('store-5'), BARE);
    turn(rig.fleet.yext, 'writeAnswer', 'whole-pack', 'touched-entity');
    expect(await outcomesOf('yext', [['ASSIGN', place('store-5')]])).toEqual(['VERIFIED']);
  });
});

describe('what somebody else did between planning and sending', () => {
  it('is no change of ours, although the provider refuses to do it again', async () => {
    await rig.providers.put(place('store-5'), BARE);
    const said = await outcomesOf('yext', [['ASSIGN', place('store-5')]], () =>
      rig.providers.put(place('store-5'), HELD),
    );
    expect(said).toEqual(['NO_CHANGE']);
  });
});
