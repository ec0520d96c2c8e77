// While a set runs: it can be cancelled, and whoever works on it can stop.
import { once } from 'node:events';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createChangeEngine } from '../../src/changes/engine.ts';
import type { ChangeSet } from '../../src/domain/change-set.ts';
import { present, until } from '../support/assertions.ts';
import { setOf, useEngine } from '../support/engine.ts';
import { changeRequest } from '../support/change-requests.ts';
import { PATHS, place } from '../support/license-targets.ts';
import { effects, untruths } from '../support/true-outcomes.ts';

const rig = useEngine({ answerTimeoutMs: 1_500 });
beforeEach(() => rig.fleet.yext.reset());

const PLACES = [1, 2, 4, 5, 7, 8, 9, 11, 12, 14, 15, 17, 18, 19, 21, 22].map((number) => `store-${number}`);
const slow = { method: 'POST', path: PATHS.yext.write, fault: { kind: 'latency', ms: 150 } } as const;

/** A set of a pack for each of the places, under way. */
async function begun(engine = rig.engine): Promise<ChangeSet> {
  const requests = PLACES.map((id) => changeRequest('ASSIGN', place(id)));
  const set = setOf(await engine.apply(requests, rig.request({ waitMs: 0 })));
  expect(set.status).toBe('RUNNING');
  return set;
}

async function statusOf({ id }: ChangeSet): Promise<string | undefined> {
  return (await rig.store.set(id))?.status;
}

describe('cancelling a set that runs', () => {
  it('ends what was not sent, and what was sent comes to what is so', async () => {
    rig.fleet.yext.fault(slow);
    const set = await begun();
    await until(() => effects(rig.fleet, 'yext').length >= 4);
    const cancelled = await rig.engine.cancel(set.id, 'tester');
    expect(cancelled?.cancelRequested).toBe(true);
    await until(async () => (await statusOf(set)) !== 'RUNNING');
    rig.fleet.yext.clearFaults();
    const records = await rig.records({ set });
    expect(await untruths(records, rig.providers, true)).toEqual([]);
    const { VERIFIED, CANCELLED, total } = await rig.store.progress(set.id);
    expect(VERIFIED + CANCELLED).toBe(total);
    expect(VERIFIED).toBeGreaterThanOrEqual(4);
    expect(CANCELLED).toBeGreaterThan(0);
    expect(records.filter(({ outcome, attempts }) => outcome === 'CANCELLED' && attempts > 0)).toEqual([]);
    expect(effects(rig.fleet, 'yext')).toHaveLength(VERIFIED);
    expect(await statusOf(set)).toBe('PARTIAL');
  });

  it('gives what was under way its true outcome, also when its answer is lost', async () => {
    rig.fleet.yext.fault({ ...slow, fault: { kind: 'stall' } });
    const set = await begun();
    await until(
      async () => (await rig.store.changesOf(set.id, { phases: ['SENDING'], limit: 100 })).length >= 4,
    );
    await rig.engine.cancel(set.id, 'tester');
    rig.fleet.yext.clearFaults();
    await until(async () => (await statusOf(set)) !== 'RUNNING');
    expect(rig.deps.maxAttempts).toBe(2);
    const records = await rig.records({ set });
    expect(await untruths(records, rig.providers, true)).toEqual([]);
    // Not done, and not to be done any more: nobody tries again what was cancelled.
    expect(new Set(records.map(({ outcome }) => outcome))).toEqual(new Set(['CANCELLED']));
  });
});

describe('a set that is stopped in the middle', () => {
  it('is finished by whoever takes it over, and nothing is done twice', async () => {
    const engine = createChangeEngine(rig.deps);
    rig.fleet.yext.fault(slow);
    const set = await begun(engine);
    await until(() => effects(rig.fleet, 'yext').length >= 3);
    await engine.stop();
    expect(await statusOf(set)).toBe('RUNNING');
    rig.fleet.yext.clearFaults();
    await rig.work(set.id);
    expect(await statusOf(set)).toBe('SUCCEEDED');
    expect(effects(rig.fleet, 'yext')).toHaveLength(PLACES.length);
    await rig.expectTruth({ set });
  });
});

describe('cancelling a set that waits for its vendor', () => {
  it('answers whoever waits for the set, although this process goes on pausing', async () => {
    let paused = false;
    const engine = createChangeEngine({
      ...rig.deps,
      // A pause that is as long as the vendor asked for: only the end of the process ends it.
      async sleep(milliseconds, signal) {
        paused ||= milliseconds > 1_000;
        if (milliseconds <= 1_000) await rig.deps.sleep(milliseconds, signal);
        else await once(signal, 'abort');
        signal.throwIfAborted();
      },
    });
    rig.fleet.yext.fault({ ...slow, fault: { kind: 'throttle', retryAfter: 30 } });
    const answer = engine.apply([changeRequest('ASSIGN', place('store-24'))], rig.request());
    await until(() => paused);
    const [set] = await rig.store.sets({ statuses: ['RUNNING'] }, null, 1);
    await rig.engine.cancel(present(set).id, 'tester');
    expect((await answer).set?.status).toBe('CANCELLED');
    await engine.stop();
  });
});
