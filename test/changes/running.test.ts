// While a set runs: it can be cancelled, it waits when it is told to, and it leaves room for those who read.
import { afterEach, describe, expect, it } from '@jest/globals';
import { stateOf } from '../../emulators/genesys/directory.ts';
import { testCall } from '../support/runtime.ts';
import { openEngineRig, wish, type EngineRig, type RigOptions } from '../support/engine.ts';
import {
  GENESYS_APP,
  PATHS,
  effects,
  expectTruth,
  genesysUser,
  place,
  targetOf,
  untruths,
  webexUser,
} from './tries.ts';
import { askUpstream } from './upstream.ts';

let rig: EngineRig | null = null;
afterEach(async () => {
  await rig?.close();
  rig = null;
});

async function open(options: RigOptions): Promise<EngineRig> {
  rig = await openEngineRig(options);
  return rig;
}

/** Until it is so; fails after a while. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let round = 0; round < 400; round += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('it never was so');
}

const PLACES = [1, 2, 4, 5, 7, 8, 9, 11, 12, 14, 15, 17, 18, 19, 21, 22].map((number) => `store-${number}`);

describe('cancelling a set that runs', () => {
  it('ends what was not sent, and what was sent comes to what is so', async () => {
    const { engine, fleet, request, store } = await open({});
    const yext = fleet.yext;
    yext.fault({ method: 'POST', path: PATHS.yext.write, fault: { kind: 'latency', ms: 150 } });
    const wishes = PLACES.map((id) => wish('ASSIGN', 'listings', 'LP-EMPTY', 'ENTITY', id));
    const answer = await engine.apply(wishes, request({ waitMs: 0 }));
    const id = answer.set?.id ?? '';
    expect(answer.set?.status).toBe('RUNNING');
    await until(() => effects(yext, PATHS.yext).length >= 4);
    const cancelled = await engine.cancel(id, 'tester');
    expect(cancelled?.cancelRequested).toBe(true);
    await until(async () => (await store.set(id))?.status !== 'RUNNING');
    yext.clearFaults();
    const records = await store.changesOf(id, { limit: 100 });
    expect(await untruths(records, askUpstream(fleet), true)).toEqual([]);
    const { VERIFIED, CANCELLED, total } = await store.progress(id);
    expect(VERIFIED + CANCELLED).toBe(total);
    expect(VERIFIED).toBeGreaterThanOrEqual(4);
    expect(CANCELLED).toBeGreaterThan(0);
    expect(records.filter(({ outcome, attempts }) => outcome === 'CANCELLED' && attempts > 0)).toEqual([]);
    expect(effects(yext, PATHS.yext)).toHaveLength(VERIFIED);
    expect((await store.set(id))?.status).toBe('PARTIAL');
  }, 30_000);

  it('gives what was under way its true outcome, also when its answer is lost', async () => {
    const { engine, fleet, request, store, deps } = await open({ answerTimeoutMs: 400 });
    fleet.yext.fault({ method: 'POST', path: PATHS.yext.write, fault: { kind: 'stall' } });
    const wishes = PLACES.map((id) => wish('ASSIGN', 'listings', 'LP-EMPTY', 'ENTITY', id));
    const answer = await engine.apply(wishes, request({ waitMs: 0 }));
    const id = answer.set?.id ?? '';
    await until(async () => (await store.changesOf(id, { phases: ['SENDING'], limit: 100 })).length >= 4);
    await engine.cancel(id, 'tester');
    fleet.yext.clearFaults();
    await until(async () => (await store.set(id))?.status !== 'RUNNING');
    expect(deps.maxAttempts).toBe(2);
    const records = await store.changesOf(id, { limit: 100 });
    expect(await untruths(records, askUpstream(fleet), true)).toEqual([]);
    // Not done, and not to be done any more: nobody tries again what was cancelled.
    expect(new Set(records.map(({ outcome }) => outcome))).toEqual(new Set(['CANCELLED']));
  }, 30_000);
});

describe('a provider that asks for a pause of an hour', () => {
  // Yext tells of a request budget, which is known to be used up then; Webex tells of none.
  it.each([
    ['yext', 'POST', PLACES.map((id) => place(id))],
    [
      'webex',
      'PATCH',
      [4, 5, 6, 7, 9, 14, 15, 16, 17, 19].map((position) => webexUser(position, 'messaging')),
    ],
  ] as const)(
    'is left alone by the whole account, and then gets the rest once: %s',
    async (name, method, targets) => {
      const waits: number[] = [];
      const { engine, fleet, request, records } = await open({
        jump: true,
        onWait: (milliseconds) => Promise.resolve(void waits.push(milliseconds)),
      });
      const provider = fleet[name];
      const fault = { kind: 'throttle', retryAfter: 3_600 } as const;
      provider.fault({ method, path: PATHS[name].write, after: 3, times: 1, fault });
      const wishes = targets.map(({ accountKey, licenseId, kind, externalId }) =>
        wish('ASSIGN', accountKey, licenseId, kind, externalId),
      );
      const told = await records(await engine.apply(wishes, request()));
      expect(new Set(told.map(({ outcome }) => outcome))).toEqual(new Set(['VERIFIED']));
      expect(effects(provider, PATHS[name])).toHaveLength(targets.length);
      expect(provider.journal.entries().filter(({ status }) => status === 429)).toHaveLength(1);
      expect(waits.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(3_500_000);
      expect(Math.max(...told.map(({ attempts }) => attempts))).toBeLessThanOrEqual(2);
    },
    30_000,
  );
});

describe('the request budget', () => {
  const LIMIT = 20;
  const RESERVE = LIMIT / 5;

  it('is never used up by a set: who reads in between is served', async () => {
    const served: string[] = [];
    let reader: (() => Promise<void>) | null = null;
    const engineRig = await open({ jump: true, scale: 40, onWait: async () => await reader?.() });
    const { engine, fleet, request, store, accounts } = engineRig;
    const { genesys } = fleet;
    const users = Array.from({ length: 5_900 }, (_, index) => index)
      .filter((index) => index % 20 === 13 && stateOf(index) === 'active')
      .slice(0, 230)
      .map((index) => genesysUser(index, GENESYS_APP));
    const more = Array.from({ length: 5_900 }, (_, index) => index)
      .filter((index) => [1, 3, 7, 11].includes(index % 20) && stateOf(index) === 'active')
      .slice(0, 930)
      .map((index) => genesysUser(index, GENESYS_APP));
    const targets = [...users, ...more];
    const wishes = targets.map(({ licenseId, externalId }) =>
      wish('ASSIGN', 'genesys-us', licenseId, 'USER', externalId),
    );
    const plan = await engine.plan(wishes, request());
    expect(plan.set?.plannedCalls).toBe(Math.ceil(targets.length / 100));

    engineRig.advance(120_000);
    genesys.setSwitch('callsPerMinute', LIMIT);
    engineRig.calm();
    const account = accounts.get('genesys-us');
    const [someone] = targets;
    reader = async () => {
      for (let count = 0; count < RESERVE - 1; count += 1) {
        const asked = {
          kind: 'USER' as const,
          accountKey: 'genesys-us',
          externalId: someone?.externalId ?? '',
        };
        const slots = await account?.assignments.ofAssignees([asked], testCall());
        served.push(Array.isArray(slots?.get(asked.externalId)) ? 'served' : 'turned away');
      }
    };
    await store.startSet(plan.set?.id ?? '', request(), { idempotency: null, enqueue: false });
    await engineRig.work(plan.set?.id ?? '');
    reader = null;
    genesys.setSwitch('callsPerMinute', 1_000_000);

    expect(genesys.journal.entries().filter(({ status }) => status === 429)).toEqual([]);
    expect(served.length).toBeGreaterThan(0);
    expect(new Set(served)).toEqual(new Set(['served']));
    const records = await store.changesOf(plan.set?.id ?? '', { limit: 2_000 });
    expect(new Set(records.map(({ outcome }) => outcome))).toEqual(new Set(['VERIFIED']));
    expect(new Set(records.map((record) => targetOf(record).externalId)).size).toBe(targets.length);
    expect(effects(genesys, PATHS.genesys)).toHaveLength(Math.ceil(targets.length / 100));
  }, 60_000);
});

describe('a set that is stopped in the middle', () => {
  it('is finished by whoever takes it over, and nothing is done twice', async () => {
    const engineRig = await open({});
    const { engine, fleet, request, store } = engineRig;
    fleet.yext.fault({ method: 'POST', path: PATHS.yext.write, fault: { kind: 'latency', ms: 100 } });
    const wishes = PLACES.map((id) => wish('ASSIGN', 'listings', 'LP-EMPTY', 'ENTITY', id));
    const answer = await engine.apply(wishes, request({ waitMs: 0 }));
    const id = answer.set?.id ?? '';
    await until(() => effects(fleet.yext, PATHS.yext).length >= 3);
    await engine.stop();
    expect((await store.set(id))?.status).toBe('RUNNING');
    fleet.yext.clearFaults();
    await engineRig.work(id);
    expect((await store.set(id))?.status).toBe('SUCCEEDED');
    expect(effects(fleet.yext, PATHS.yext)).toHaveLength(PLACES.length);
    await expectTruth(engineRig, id, askUpstream(fleet));
  }, 30_000);
});
