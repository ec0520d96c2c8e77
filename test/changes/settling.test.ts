// What no read had shown in time is told later, and then truly.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { settleDue } from '../../src/changes/settle.ts';
import type { Answer } from '../../src/changes/api.ts';
import type { ChangeRecord } from '../../src/domain/change-set.ts';
import { openEngineRig, wish, type EngineRig } from '../support/engine.ts';
import { GENESYS_APP, PATHS, genesysUser, place } from './tries.ts';
import { BARE, HELD, askUpstream, type Upstream } from './upstream.ts';

const MINUTE = 60_000;

let rig: EngineRig;
let upstream: Upstream;
beforeAll(async () => {
  rig = await openEngineRig({ jump: true, settleAfterMs: MINUTE });
  upstream = askUpstream(rig.fleet);
}, 60_000);
afterAll(() => rig.close());
beforeEach(() => rig.calm());

const user = genesysUser(1);
const assign = wish('ASSIGN', 'genesys-us', GENESYS_APP, 'USER', user.externalId);

async function later(minutes: number, deps = rig.deps): Promise<void> {
  rig.advance(minutes * MINUTE);
  await settleDue(deps, new AbortController().signal);
}

async function recordOf(answer: Answer): Promise<ChangeRecord> {
  const [record] = await rig.records(answer);
  if (!record) throw new Error('a set of one change');
  return record;
}

async function statusOf(answer: Answer): Promise<string | undefined> {
  return (await rig.store.set(answer.set?.id ?? ''))?.status;
}

describe('a success that was a lie', () => {
  it('is looked at more and more seldom, and then REJECTED', async () => {
    await upstream.put(user, BARE);
    rig.fleet.genesys.fault({ path: PATHS.genesys.write, fault: { kind: 'lie' } });
    const answer = await rig.engine.apply([assign], rig.request());
    expect(await recordOf(answer)).toMatchObject({ outcome: 'ACCEPTED_UNVERIFIED', attempts: 1 });
    rig.calm();
    for (let minute = 0; minute < 10; minute += 1) await later(1);
    // After 1, 2 and 4 minutes or so; ten looks would be waste.
    const looks = rig.fleet.genesys.journal.entries().filter(({ path }) => path.endsWith('/license/users'));
    expect(looks.length).toBeGreaterThanOrEqual(2);
    expect(looks.length).toBeLessThanOrEqual(4);
    await later(30);
    expect(await recordOf(answer)).toMatchObject({
      outcome: 'REJECTED',
      problem: { code: 'WRITE_HAD_NO_EFFECT', retryable: true },
      after: { held: false },
      settleAfter: null,
    });
    expect(await statusOf(answer)).toBe('FAILED');
    expect(await rig.store.dueSettlements(10)).toEqual([]);
  });

  it('is REJECTED for having had no effect, also when the reads failed at first', async () => {
    await upstream.put(user, BARE);
    await rig.engine.plan([assign], rig.request());
    rig.calm();
    await rig.engine.plan([assign], rig.request());
    const reads = rig.fleet.genesys.journal.entries().filter(({ path }) => path.endsWith('/license/users'));
    rig.calm();
    rig.fleet.genesys.fault({ path: PATHS.genesys.write, fault: { kind: 'lie' } });
    const blind = {
      path: PATHS.genesys.read,
      after: reads.length,
      fault: { kind: 'error', status: 503 },
    } as const;
    rig.fleet.genesys.fault(blind);
    const answer = await rig.engine.apply([assign], rig.request());
    expect(await recordOf(answer)).toMatchObject({
      outcome: 'ACCEPTED_UNVERIFIED',
      problem: { code: 'UPSTREAM_UNAVAILABLE' },
      after: null,
    });
    rig.calm();
    await later(30);
    expect(await recordOf(answer)).toMatchObject({
      outcome: 'REJECTED',
      problem: { code: 'WRITE_HAD_NO_EFFECT' },
    });
  });
});

describe('an effect that comes late', () => {
  it('is VERIFIED when it comes', async () => {
    await upstream.put(user, BARE);
    rig.fleet.genesys.setSwitch('consistencyLagMs', 5 * MINUTE);
    try {
      const answer = await rig.engine.apply([assign], rig.request());
      expect((await recordOf(answer)).outcome).toBe('ACCEPTED_UNVERIFIED');
      await later(2);
      expect((await recordOf(answer)).outcome).toBe('ACCEPTED_UNVERIFIED');
      await later(5);
      expect(await recordOf(answer)).toMatchObject({
        outcome: 'VERIFIED',
        problem: null,
        after: { held: true },
        settleAfter: null,
      });
      expect(await statusOf(answer)).toBe('SUCCEEDED');
    } finally {
      rig.fleet.genesys.setSwitch('consistencyLagMs', 0);
    }
  });
});

describe('what is due in an account that is gone from the configuration', () => {
  it('waits, and is in nobody’s way', async () => {
    await upstream.put(place('store-5'), BARE);
    await upstream.put(user, BARE);
    rig.fleet.genesys.fault({ path: PATHS.genesys.write, fault: { kind: 'lie' } });
    rig.fleet.yext.fault({ method: 'POST', path: PATHS.yext.write, fault: { kind: 'lie' } });
    const pack = wish('ASSIGN', 'listings', 'LP-EMPTY', 'ENTITY', 'store-5');
    const answer = await rig.engine.apply([assign, pack], rig.request());
    rig.calm();
    await upstream.put(place('store-5'), HELD);
    const accounts = new Map([...rig.accounts].filter(([key]) => key !== 'genesys-us'));
    await later(30, { ...rig.deps, accounts });
    expect((await rig.records(answer)).map(({ outcome }) => outcome)).toEqual([
      'ACCEPTED_UNVERIFIED',
      'VERIFIED',
    ]);
    expect(await rig.store.dueSettlements(10)).toEqual([]);
  });
});
