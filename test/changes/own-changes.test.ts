// The product knows what it did: what is under way, accepted or unknown bears on what is asked for next.
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../src/changes/engine-port.ts';
import { fireDue } from '../../src/changes/run/fire-due.ts';
import type { ChangeAction } from '../../src/domain/change.ts';
import { only, present } from '../support/assertions.ts';
import { setOf, useEngine } from '../support/engine.ts';
import { changeRequest } from '../support/change-requests.ts';
import { PATHS, device, genesysUser, place, type Target } from '../support/license-targets.ts';
import { genesysUsers } from '../support/many-changes.ts';
import { BARE, HELD } from '../support/provider-state.ts';

const MINUTE = 60_000;
/** Longer than reading back goes on, shorter than settling does. */
const LAG_MS = 5 * MINUTE;

const rig = useEngine({ jump: true, settleAfterMs: MINUTE });
/** Somebody for each test: what one leaves open bears on the next about the same. */
const users = genesysUsers(40);
let user: Target;
let another: Target;

function ask(action: ChangeAction, target: Target, removalOn: string | null = null): Promise<Answer> {
  return rig.engine.apply([changeRequest(action, target, removalOn)], rig.request());
}

async function outcomeOf(answer: Answer): Promise<string> {
  return (await rig.record(answer)).outcome;
}

async function later(minutes: number): Promise<void> {
  rig.advance(minutes * MINUTE);
  await rig.settle();
}

function lagging(ms: number): void {
  rig.fleet.genesys.setSwitch('consistencyLagMs', ms);
}

/** The one problem of an answer that kept nothing. */
function notNow({ set, problems }: Answer) {
  expect(set).toBeNull();
  return only(problems);
}

beforeEach(async () => {
  lagging(0);
  [user, another] = [genesysUser(present(users.shift())), genesysUser(present(users.shift()))];
  for (const target of [user, another]) await rig.providers.put(target, BARE);
  rig.calm();
});

describe('beside a change that was accepted and does not show yet', () => {
  it('the opposite is sent, and the last request wins', async () => {
    lagging(LAG_MS);
    const assigned = await ask('ASSIGN', user);
    expect(await outcomeOf(assigned)).toBe('ACCEPTED_UNVERIFIED');
    const removed = await ask('REMOVE', user);
    expect(rig.writes()).toHaveLength(2);
    // Nothing was held before, and nothing is shown: that tells nothing of the removal.
    expect(await rig.record(removed)).toMatchObject({
      outcome: 'ACCEPTED_UNVERIFIED',
      before: { held: false },
      after: { held: false },
    });
    await later(6);
    expect(await rig.providers.stateOf(user)).toEqual(BARE);
    // A removal has taken its place: no read can tell any more.
    expect(await rig.record(assigned)).toMatchObject({
      outcome: 'ACCEPTED_UNVERIFIED',
      problem: null,
      settleAfter: null,
    });
    await later(30);
    expect(await outcomeOf(removed)).toBe('VERIFIED');
    expect(await outcomeOf(assigned)).toBe('ACCEPTED_UNVERIFIED');
    expect(await rig.store.dueSettlements(10)).toEqual([]);
  });

  it('the opposite is VERIFIED as soon as a read has shown first the one and then the other', async () => {
    lagging(LAG_MS);
    const assigned = await ask('ASSIGN', user);
    // The license shows at the first look of all, and is gone at the next.
    rig.advance(4 * MINUTE);
    const removed = await ask('REMOVE', user);
    expect(await outcomeOf(removed)).toBe('ACCEPTED_UNVERIFIED');
    await later(2);
    expect(await rig.record(removed)).toMatchObject({
      outcome: 'ACCEPTED_UNVERIFIED',
      after: { held: true },
    });
    await later(6);
    expect(await outcomeOf(removed)).toBe('VERIFIED');
    expect(await outcomeOf(assigned)).toBe('ACCEPTED_UNVERIFIED');
  });

  it('an opposite that the vendor passes over is found out', async () => {
    lagging(LAG_MS);
    await ask('ASSIGN', user);
    rig.fleet.genesys.fault({ path: PATHS.genesys.write, fault: { kind: 'lie' } });
    const removed = await ask('REMOVE', user);
    rig.calm();
    await later(6);
    await later(30);
    expect(await rig.record(removed)).toMatchObject({
      outcome: 'REJECTED',
      problem: { code: 'WRITE_HAD_NO_EFFECT' },
      after: { held: true },
    });
  });

  it('the same has to wait, and so has a date', async () => {
    rig.fleet.thingspace.fault({ path: PATHS.thingspace.write, fault: { kind: 'lie' } });
    const target = device(127);
    await rig.providers.put(target, BARE).catch(() => undefined);
    const lied = await ask('ASSIGN', target);
    expect(await outcomeOf(lied)).toBe('ACCEPTED_UNVERIFIED');
    const again = notNow(await ask('ASSIGN', target));
    expect(again).toMatchObject({
      code: 'CHANGE_UNDER_WAY',
      blame: 'PLATFORM',
      retryable: true,
      path: ['changes', '0'],
      accountKey: 'fleet',
    });
    expect(again.hint).toContain(setOf(lied).id);
    expect(notNow(await ask('SCHEDULE_REMOVAL', target, '2099-01-31')).code).toBe('CHANGE_UNDER_WAY');
    await later(30);
    expect(await outcomeOf(lied)).toBe('REJECTED');
    rig.calm();
    expect(await outcomeOf(await ask('ASSIGN', target))).toBe('VERIFIED');
  });

  it('nothing is said of what a read shows by now', async () => {
    lagging(LAG_MS);
    const assigned = await ask('ASSIGN', user);
    rig.advance(6 * MINUTE);
    expect(await outcomeOf(await ask('ASSIGN', user))).toBe('NO_CHANGE');
    expect(await outcomeOf(await ask('REMOVE', user))).toBe('ACCEPTED_UNVERIFIED');
    expect(await outcomeOf(assigned)).toBe('ACCEPTED_UNVERIFIED');
  });

  it('an assignment that follows its removal is sent as well', async () => {
    await rig.providers.put(user, HELD);
    rig.advance(LAG_MS);
    rig.calm();
    lagging(LAG_MS);
    await ask('REMOVE', user);
    const assigned = await ask('ASSIGN', user);
    expect(await rig.record(assigned)).toMatchObject({
      before: { held: true },
      outcome: 'ACCEPTED_UNVERIFIED',
    });
    expect(rig.writes()).toHaveLength(2);
    await later(40);
    expect(await outcomeOf(assigned)).toBe('VERIFIED');
    expect(await rig.providers.stateOf(user)).toEqual(HELD);
  });
});

describe('beside a change that nobody knows of', () => {
  /** Assigns, with an answer that is lost: by a fault that tells whether the change was made. */
  async function lose(kind: 'cut' | 'apply-then-cut'): Promise<Answer> {
    const { genesys } = rig.fleet;
    genesys.fault({ path: PATHS.genesys.write, times: 1, fault: { kind } });
    genesys.fault({ path: PATHS.genesys.read, after: 1, fault: { kind: 'error', status: 503 } });
    const lost = await ask('ASSIGN', user);
    expect(await outcomeOf(lost)).toBe('UNKNOWN');
    rig.calm();
    return lost;
  }

  it('everything about the same thing has to wait until it is settled', async () => {
    const lost = await lose('cut');
    for (const action of ['ASSIGN', 'REMOVE'] as const) {
      expect(notNow(await ask(action, user)).code).toBe('CHANGE_UNDER_WAY');
    }
    expect(notNow(await rig.engine.retry(setOf(lost), rig.request(), false)).code).toBe('CHANGE_UNDER_WAY');
    expect(await outcomeOf(await ask('ASSIGN', another))).toBe('VERIFIED');
    await later(30);
    expect(await outcomeOf(lost)).toBe('REJECTED');
    expect(await outcomeOf(await ask('ASSIGN', user))).toBe('VERIFIED');
  });

  it('what a read shows counts as done', async () => {
    await lose('apply-then-cut');
    expect(await outcomeOf(await ask('REMOVE', user))).toBe('VERIFIED');
  });
});

describe('beside a change that is under way', () => {
  it('planning waits for it, and sees what it came to', async () => {
    rig.fleet.genesys.fault({ path: PATHS.genesys.write, fault: { kind: 'latency', ms: 300 } });
    const assigned = await rig.engine.apply([changeRequest('ASSIGN', user)], rig.request({ waitMs: 0 }));
    expect(setOf(assigned).status).toBe('RUNNING');
    const removed = await ask('REMOVE', user);
    expect(await rig.record(removed)).toMatchObject({ outcome: 'VERIFIED', before: { held: true } });
    expect(await outcomeOf(assigned)).toBe('VERIFIED');
    expect(await rig.providers.stateOf(user)).toEqual(BARE);
  });

  it('that takes too long is a reason to wait, and keeps nothing under the key', async () => {
    const plan = await rig.engine.plan([changeRequest('ASSIGN', user)], rig.request());
    await rig.store.startSet(setOf(plan).id, rig.request(), { idempotency: null, enqueue: false });
    const request = rig.request({ idempotencyKey: 'soon' });
    const waiting = await rig.engine.apply([changeRequest('REMOVE', user)], request);
    expect(notNow(waiting).hint).toContain(setOf(plan).id);
    await rig.work(setOf(plan).id);
    const removed = await rig.engine.apply([changeRequest('REMOVE', user)], request);
    expect([removed.replayed, await outcomeOf(removed)]).toEqual([false, 'VERIFIED']);
  });

  it('of which nothing was sent, it does not matter what a read shows', async () => {
    const plan = await rig.engine.plan([changeRequest('ASSIGN', user)], rig.request());
    await rig.store.startSet(setOf(plan).id, rig.request(), { idempotency: null, enqueue: false });
    await rig.providers.put(user, HELD);
    expect(notNow(await ask('REMOVE', user)).code).toBe('CHANGE_UNDER_WAY');
    await rig.work(setOf(plan).id);
  });

  it('a removal whose day has come waits', async () => {
    const target = device(1_000);
    await rig.engine.apply([changeRequest('SCHEDULE_REMOVAL', target, '2099-01-31')], rig.request());
    const day = Date.parse('2099-01-31T12:00:00Z');
    rig.advance(day - rig.deps.now());
    // The vendor takes its time over another change of the same license.
    rig.fleet.thingspace.fault({ path: PATHS.thingspace.write, fault: { kind: 'lie' } });
    expect(await outcomeOf(await ask('REMOVE', target))).toBe('ACCEPTED_UNVERIFIED');
    rig.calm();
    await fireDue(rig.deps, new AbortController().signal);
    expect(rig.writes()).toEqual([]);
    const [waiting] = await rig.store.schedulesOf('fleet', [
      { kind: 'DEVICE', externalId: target.externalId },
    ]);
    expect(present(waiting).status).toBe('WAITING');
    await later(30);
    await fireDue(rig.deps, new AbortController().signal);
    const [fired] = await rig.store.sets({ principal: 'schedule' }, null, 1);
    await rig.work(present(fired).id);
    expect(await rig.providers.stateOf(target)).toEqual(BARE);
  });
});

describe('seats', () => {
  const [one, other] = [place('store-15', 'LP-SITE'), place('store-18', 'LP-SITE')];

  it('that own changes are taking are taken, as long as no read shows them', async () => {
    // The license has one seat, which the seed has given away.
    await rig.providers.put(place('store-17', 'LP-SITE'), BARE);
    rig.fleet.yext.fault({ method: 'POST', path: PATHS.yext.write, fault: { kind: 'lie' } });
    const lied = await ask('ASSIGN', one);
    expect(await outcomeOf(lied)).toBe('ACCEPTED_UNVERIFIED');
    rig.calm();
    expect(notNow(await ask('ASSIGN', other))).toMatchObject({ code: 'NO_SEATS', retryable: true });
    // The vendor has counted it by now: it does not count twice.
    await rig.providers.put(one, HELD);
    const full = await ask('ASSIGN', other);
    expect(full.problems).toMatchObject([{ code: 'NO_SEATS', retryable: false }]);
    expect(setOf(full).seatImpact).toMatchObject([{ before: 0, after: 0, shortBy: 1 }]);
    const trade = await rig.engine.apply(
      [
        { ...changeRequest('REMOVE', one), path: ['changes', '0'] },
        { ...changeRequest('ASSIGN', other), path: ['changes', '1'] },
      ],
      rig.request(),
    );
    expect(await rig.outcomes(trade)).toEqual(['VERIFIED', 'VERIFIED']);
    await rig.providers.put(other, BARE);
    await rig.providers.put(place('store-17', 'LP-SITE'), HELD);
  });
});

describe('undoing', () => {
  it('takes nothing back that a later change wants as it is', async () => {
    const first = await ask('ASSIGN', user);
    const removed = await ask('REMOVE', user);
    // Undone already, by the removal: there is nothing to do.
    expect(await outcomeOf(await rig.engine.undo(setOf(first), rig.request(), false))).toBe('NO_CHANGE');
    const again = await ask('ASSIGN', user);
    rig.calm();
    const undone = await rig.engine.undo(setOf(first), rig.request(), false);
    expect(undone.set).toBeNull();
    expect(only(undone.problems)).toMatchObject({ code: 'CANNOT_UNDO', retryable: false, blame: 'CALLER' });
    expect(only(undone.problems).hint).toContain(setOf(again).id);
    expect(rig.writes()).toEqual([]);
    // The removal can be taken back as far as it goes: the license is there.
    expect(await outcomeOf(await rig.engine.undo(setOf(removed), rig.request(), false))).toBe('NO_CHANGE');
    expect(await outcomeOf(await rig.engine.undo(setOf(again), rig.request(), false))).toBe('VERIFIED');
  });

  it('leaves a date alone that came later', async () => {
    const target = device(1_001);
    const first = await ask('SCHEDULE_REMOVAL', target, '2199-01-31');
    const second = await ask('SCHEDULE_REMOVAL', target, '2199-02-28');
    const undone = await rig.engine.undo(setOf(first), rig.request(), false);
    expect(only(undone.problems).code).toBe('CANNOT_UNDO');
    expect(await outcomeOf(await rig.engine.undo(setOf(second), rig.request(), false))).toBe('VERIFIED');
    const [kept] = await rig.store.schedulesOf('fleet', [{ kind: 'DEVICE', externalId: target.externalId }]);
    expect(kept?.removalOn).toBe('2199-01-31');
  });
});
