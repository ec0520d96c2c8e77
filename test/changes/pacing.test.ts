// A set leaves providers alone when they ask for it, and leaves room for those who read.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { present } from '../support/assertions.ts';
import { setOf, useEngine } from '../support/engine.ts';
import { changeRequest } from '../support/change-requests.ts';
import { PATHS, genesysUser, place, targetOf, webexUser } from '../support/license-targets.ts';
import { SCALE, genesysUsers } from '../support/many-changes.ts';
import { testCall } from '../support/runtime.ts';
import { effects } from '../support/true-outcomes.ts';

let waited: (milliseconds: number) => Promise<void> | void;
const rig = useEngine({
  jump: true,
  scale: SCALE,
  onWait: async (milliseconds) => await waited(milliseconds),
});
beforeEach(() => {
  waited = () => undefined;
});

describe('a provider that asks for a pause of an hour', () => {
  // Yext tells of a request budget, which is known to be used up then; Webex tells of none.
  it.each([
    [
      'yext',
      'POST',
      [1, 2, 4, 5, 7, 8, 9, 11, 12, 14, 15, 17, 18, 19, 21, 22].map((number) => place(`store-${number}`)),
    ],
    [
      'webex',
      'PATCH',
      [4, 5, 6, 7, 9, 14, 15, 16, 17, 19].map((position) => webexUser(position, 'messaging', SCALE)),
    ],
  ] as const)(
    'is left alone by the whole account, and then gets the rest once: %s',
    async (name, method, targets) => {
      const waits: number[] = [];
      waited = (milliseconds) => void waits.push(milliseconds);
      const fault = { kind: 'throttle', retryAfter: 3_600 } as const;
      rig.fleet[name].fault({ method, path: PATHS[name].write, after: 3, times: 1, fault });
      const requests = targets.map((target) => changeRequest('ASSIGN', target));
      const told = await rig.records(await rig.engine.apply(requests, rig.request()));
      expect(new Set(told.map(({ outcome }) => outcome))).toEqual(new Set(['VERIFIED']));
      expect(effects(rig.fleet, name)).toHaveLength(targets.length);
      expect(rig.fleet[name].journal.entries().filter(({ status }) => status === 429)).toHaveLength(1);
      expect(waits.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(3_500_000);
      expect(Math.max(...told.map(({ attempts }) => attempts))).toBeLessThanOrEqual(2);
    },
  );
});

describe('the request budget', () => {
  const LIMIT = 20;
  const RESERVE = LIMIT / 5;

  it('is never used up by a set: who reads in between is served', async () => {
    const { genesys } = rig.fleet;
    const account = present(rig.accounts.get('genesys-us'), 'an account of Genesys');
    const served: string[] = [];
    const targets = genesysUsers(1_160).map((index) => genesysUser(index));
    const plan = await rig.engine.plan(
      targets.map((target) => changeRequest('ASSIGN', target)),
      rig.request(),
    );
    expect(plan.set?.plannedCalls).toBe(Math.ceil(targets.length / 100));

    rig.advance(120_000);
    genesys.setSwitch('callsPerMinute', LIMIT);
    rig.calm();
    const { externalId } = present(targets[0], 'a target');
    waited = async () => {
      for (let count = 0; count < RESERVE - 1; count += 1) {
        const asked = { kind: 'USER' as const, accountKey: 'genesys-us', externalId };
        const slots = await account.assignments.ofAssignees([asked], testCall());
        served.push(Array.isArray(slots.get(externalId)) ? 'served' : 'turned away');
      }
    };
    await rig.carryOut(plan);
    waited = () => undefined;
    genesys.setSwitch('callsPerMinute', 1_000_000);

    expect(genesys.journal.entries().filter(({ status }) => status === 429)).toEqual([]);
    expect(served.length).toBeGreaterThan(0);
    expect(new Set(served)).toEqual(new Set(['served']));
    const records = await rig.store.changesOf(setOf(plan).id, { limit: 2_000 });
    expect(new Set(records.map(({ outcome }) => outcome))).toEqual(new Set(['VERIFIED']));
    expect(new Set(records.map((record) => targetOf(record).externalId)).size).toBe(targets.length);
    expect(effects(rig.fleet, 'genesys')).toHaveLength(Math.ceil(targets.length / 100));
  });
});
