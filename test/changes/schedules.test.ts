// Removals on a day, where License Graph keeps the day: they come true at the start of it, once, whatever happens meanwhile.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { dayOf } from '../../src/changes/days.ts';
import { fireSchedules } from '../../src/changes/schedules.ts';
import { settleDue } from '../../src/changes/settle.ts';
import type { Wish } from '../../src/changes/wish.ts';
import type { ChangeSet, ScheduledRemoval } from '../../src/domain/change-set.ts';
import type { ChangeAction } from '../../src/domain/change.ts';
import { openEngineRig, wish, type EngineRig } from '../support/engine.ts';
import { PATHS, device, effects, genesysUser, place } from './tries.ts';
import { BARE, HELD, askUpstream, type Target, type Upstream } from './upstream.ts';

const HOUR = 3_600_000;

let rig: EngineRig;
let upstream: Upstream;
beforeAll(async () => {
  rig = await openEngineRig({ jump: true });
  upstream = askUpstream(rig.fleet);
  rig.fleet.thingspace.setSwitch('loginReplacesSession', false);
}, 60_000);
afterAll(() => rig.close());
beforeEach(() => rig.calm());

const car = device(203);
const user = genesysUser(1);

function change(action: ChangeAction, target: Target, removalOn: string | null = null): Wish {
  return wish(action, target.accountKey, target.licenseId, target.kind, target.externalId, removalOn);
}

/** Only the time of License Graph: what providers gave out stays valid. */
function goTo(moment: string, { clock }: Pick<EngineRig, 'clock'> = rig): void {
  clock.offset = Date.parse(moment) - Date.now();
}

async function schedule(target: Target, removalOn: string): Promise<void> {
  await upstream.put(target, HELD);
  const answer = await rig.engine.apply([change('SCHEDULE_REMOVAL', target, removalOn)], rig.request());
  expect((await rig.records(answer)).map(({ outcome }) => outcome)).toEqual(['VERIFIED']);
  rig.calm();
}

/** The sets that came of schedules just now, after they were worked on. */
async function fire(on: EngineRig = rig): Promise<readonly ChangeSet[]> {
  const before = new Set((await on.store.sets({ principal: 'schedule' }, null, 1_000)).map(({ id }) => id));
  await fireSchedules(on.deps, new AbortController().signal);
  const fired = (await on.store.sets({ principal: 'schedule' }, null, 1_000)).filter(
    ({ id }) => !before.has(id),
  );
  for (const { id } of fired) await on.work(id);
  return await Promise.all(fired.map(async (set) => (await on.store.set(set.id)) ?? set));
}

async function outcomes(sets: readonly ChangeSet[], on: EngineRig = rig): Promise<string[]> {
  const all = await Promise.all(sets.map((set) => on.records({ set })));
  return all
    .flat()
    .map(({ change: { action, accountKey }, outcome }) => `${accountKey} ${action} ${outcome}`);
}

async function schedulesOf(target: Target, on: EngineRig = rig): Promise<readonly ScheduledRemoval[]> {
  const all = await on.store.schedules({}, null, 1_000);
  return all.filter(({ assignee }) => assignee.externalId === target.externalId);
}

async function lastStatus(target: Target): Promise<string | undefined> {
  return (await schedulesOf(target)).at(-1)?.status;
}

describe('the day of a removal', () => {
  it.each([
    // Berlin is an hour ahead of UTC in winter, and two in summer.
    ['2040-02-01', '2040-01-31T23:00:00.000Z'],
    ['2040-07-01', '2040-06-30T22:00:00.000Z'],
  ])('%s begins at %s and not before, and its set is the schedule’s own', async (day, start) => {
    await schedule(car, day);
    goTo(new Date(Date.parse(start) - 2_000).toISOString());
    expect(await fire()).toEqual([]);
    expect(await upstream.stateOf(car)).toEqual(HELD);
    goTo(start);
    const [set, ...others] = await fire();
    expect(others).toEqual([]);
    expect(set).toMatchObject({ principal: 'schedule', status: 'SUCCEEDED', reason: 'scheduled removal' });
    expect(await outcomes(set ? [set] : [])).toEqual(['fleet REMOVE VERIFIED']);
    expect(await upstream.stateOf(car)).toEqual(BARE);
    expect((await schedulesOf(car)).at(-1)).toMatchObject({
      status: 'FIRED',
      firedSetId: set?.id,
      dueAt: start,
    });
    expect(await fire()).toEqual([]);
  });

  it('does not come for a removal that was cancelled', async () => {
    await schedule(car, '2040-08-01');
    await rig.engine.apply([change('CANCEL_REMOVAL', car)], rig.request());
    goTo('2040-08-02T00:00:00Z');
    expect(await fire()).toEqual([]);
    expect(await upstream.stateOf(car)).toEqual(HELD);
  });

  it('finds nothing to do where somebody was faster', async () => {
    await schedule(car, '2040-08-10');
    await upstream.put(car, BARE);
    goTo('2040-08-10T12:00:00Z');
    rig.calm();
    expect(await outcomes(await fire())).toEqual(['fleet REMOVE NO_CHANGE']);
    expect(rig.writes()).toEqual([]);
  });
});

describe('a date that is kept here', () => {
  it('shows, and leaves the rest of the assignment as the provider has it', async () => {
    await schedule(user, '2041-01-01');
    const [record] = await rig.records(
      await rig.engine.plan([change('SCHEDULE_REMOVAL', user, '2041-01-02')], rig.request()),
    );
    expect(record?.before).toEqual({
      held: true,
      status: 'ACTIVE',
      assignedAt: null,
      removalOn: '2041-01-01',
    });
    await rig.engine.apply([change('CANCEL_REMOVAL', user)], rig.request());
  });

  it('is forgotten with its assignment: a later one of the same license has none', async () => {
    await schedule(car, '2040-09-01');
    await rig.engine.apply([change('REMOVE', car)], rig.request());
    expect(await lastStatus(car)).toBe('CANCELLED');
    await rig.engine.apply([change('ASSIGN', car)], rig.request());
    goTo('2040-09-02T00:00:00Z');
    expect(await fire()).toEqual([]);
    expect(await upstream.stateOf(car)).toEqual(HELD);
  });

  it('is forgotten at the next assignment, when the license was taken away elsewhere', async () => {
    await schedule(car, '2040-09-10');
    await upstream.put(car, BARE);
    const answer = await rig.engine.apply([change('ASSIGN', car)], rig.request());
    expect((await rig.records(answer)).map(({ after }) => after?.removalOn)).toEqual([null]);
    goTo('2040-09-11T00:00:00Z');
    expect(await fire()).toEqual([]);
  });

  it('stays when the removal is refused', async () => {
    await schedule(car, '2040-09-20');
    rig.fleet.thingspace.fault({ path: PATHS.thingspace.write, fault: { kind: 'error', status: 400 } });
    await rig.engine.apply([change('REMOVE', car)], rig.request());
    expect(await lastStatus(car)).toBe('WAITING');
    await rig.engine.apply([change('CANCEL_REMOVAL', car)], rig.request());
  });
});

describe('a provider that fails on the day', () => {
  it('of reading holds up nobody else, and is tried again until it is done', async () => {
    await schedule(car, '2040-10-01');
    await schedule(user, '2040-10-01');
    goTo('2040-10-01T00:00:00Z');
    rig.fleet.thingspace.fault({ fault: { kind: 'error', status: 503 } });
    expect(await outcomes(await fire())).toEqual(['genesys-us REMOVE VERIFIED']);
    expect(await lastStatus(car)).toBe('WAITING');
    expect(await fire()).toEqual([]);
    rig.calm();
    expect(await outcomes(await fire())).toEqual(['fleet REMOVE VERIFIED']);
    expect([await upstream.stateOf(car), await upstream.stateOf(user)]).toEqual([BARE, BARE]);
  });

  it('of reading some keys only leaves those waiting', async () => {
    await schedule(car, '2040-10-10');
    goTo('2040-10-10T00:00:00Z');
    // The catalogue comes from the summary, devices from the look-up.
    rig.fleet.thingspace.fault({ path: '/devices/', fault: { kind: 'error', status: 503 } });
    expect(await fire()).toEqual([]);
    expect(await lastStatus(car)).toBe('WAITING');
    rig.calm();
    expect(await outcomes(await fire())).toEqual(['fleet REMOVE VERIFIED']);
  });

  it('of writing is tried again, later and later', async () => {
    await schedule(car, '2040-11-01');
    goTo('2040-11-01T00:00:00Z');
    rig.fleet.thingspace.fault({ path: PATHS.thingspace.write, fault: { kind: 'error', status: 503 } });
    const gaps: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      expect(await outcomes(await fire())).toEqual(['fleet REMOVE REJECTED']);
      expect(await fire()).toEqual([]);
      const waiting = (await schedulesOf(car)).at(-1);
      expect(waiting).toMatchObject({ status: 'WAITING', removalOn: '2040-11-01' });
      gaps.push(Date.parse(waiting?.dueAt ?? '') - rig.deps.now());
      goTo(waiting?.dueAt ?? '');
    }
    expect(gaps.every((gap, index) => gap >= (gaps[index - 1] ?? 15 * 60_000) - 1_000)).toBe(true);
    rig.calm();
    expect(await outcomes(await fire())).toEqual(['fleet REMOVE VERIFIED']);
    expect(effects(rig.fleet.thingspace, PATHS.thingspace)).toHaveLength(1);
    expect(await upstream.stateOf(car)).toEqual(BARE);
  });

  it('by a lie is tried again as well, once that is found out', async () => {
    await schedule(car, '2040-11-10');
    goTo('2040-11-10T00:00:00Z');
    rig.fleet.thingspace.fault({ path: PATHS.thingspace.write, fault: { kind: 'lie' } });
    expect(await outcomes(await fire())).toEqual(['fleet REMOVE ACCEPTED_UNVERIFIED']);
    rig.calm();
    goTo('2040-11-10T01:00:00Z');
    await settleDue(rig.deps, new AbortController().signal);
    expect(await lastStatus(car)).toBe('WAITING');
    goTo('2040-11-11T12:00:00Z');
    expect(await outcomes(await fire())).toEqual(['fleet REMOVE VERIFIED']);
  });
});

describe('what is gone on the day', () => {
  it('is given up, and neither keeps the others from it nor comes again', async () => {
    await schedule(car, '2040-12-01');
    const nobody = { ...car, externalId: '359999999999990' };
    const elsewhere = { ...genesysUser(1), licenseId: 'no-such-license' };
    const dueAt = '2040-11-30T23:00:00.000Z';
    const setId = (await rig.store.sets({}, null, 1))[0]?.id ?? '';
    await rig.store.createSchedules(
      [nobody, elsewhere].map(({ accountKey, licenseId, kind, externalId }) => ({
        accountKey,
        licenseId,
        assignee: { kind, externalId },
        removalOn: '2040-12-01',
        zone: 'Europe/Berlin',
        dueAt,
        setId,
      })),
      'tester',
    );
    goTo('2040-12-01T00:00:00Z');
    expect(await outcomes(await fire())).toEqual(['fleet REMOVE VERIFIED']);
    expect(await lastStatus(nobody)).toBe('CANCELLED');
    const given = await rig.store.schedules({ statuses: ['CANCELLED'] }, null, 1_000);
    expect(given.map(({ licenseId }) => licenseId)).toContain('no-such-license');
    expect(await rig.store.dueSchedules(10)).toEqual([]);
  });

  it('is an account as well: its removals wait for it to come back', async () => {
    await schedule(car, '2040-12-10');
    await schedule(user, '2040-12-10');
    goTo('2040-12-10T00:00:00Z');
    const accounts = new Map([...rig.accounts].filter(([key]) => key !== 'fleet'));
    expect(await outcomes(await fire({ ...rig, deps: { ...rig.deps, accounts } }))).toEqual([
      'genesys-us REMOVE VERIFIED',
    ]);
    expect(await outcomes(await fire())).toEqual(['fleet REMOVE VERIFIED']);
  });
});

describe('a thousand removals and more on one day', () => {
  it('are all fired', async () => {
    const setId = (await rig.store.sets({}, null, 1))[0]?.id ?? '';
    const targets = Array.from({ length: 1_200 }, (_, index) => device(300 + index));
    await rig.store.createSchedules(
      targets.map(({ accountKey, licenseId, kind, externalId }) => ({
        accountKey,
        licenseId,
        assignee: { kind, externalId },
        removalOn: '2040-12-20',
        zone: 'Europe/Berlin',
        dueAt: '2040-12-19T23:00:00.000Z',
        setId,
      })),
      'tester',
    );
    goTo('2040-12-20T00:00:00Z');
    const sets = await fire();
    expect((await outcomes(sets)).length).toBe(1_200);
    expect(await rig.store.dueSchedules(10)).toEqual([]);
  }, 60_000);
});

describe('a restart', () => {
  it('loses no scheduled removal', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'schedules-'));
    try {
      const before = await openEngineRig({ jump: true, directory, fleet: rig.fleet });
      await upstream.put(car, HELD);
      const wishes = [change('SCHEDULE_REMOVAL', car, '2042-03-01')];
      await before.engine.apply(wishes, before.request());
      await before.close();
      const after = await openEngineRig({ jump: true, directory, fleet: rig.fleet });
      try {
        expect(await fire(after)).toEqual([]);
        goTo('2042-02-28T23:00:00.000Z', after);
        expect(await outcomes(await fire(after), after)).toEqual(['fleet REMOVE VERIFIED']);
        expect(await upstream.stateOf(car)).toEqual(BARE);
        expect((await after.store.verifyChain()).ok).toBe(true);
      } finally {
        await after.close();
      }
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }, 60_000);
});

describe('a removal at Yext that is dated today', () => {
  const listing = place('store-5');
  const today = (): string => dayOf(rig.deps.now(), rig.deps.zone);
  beforeEach(async () => {
    // Noon, for everybody: no test is about midnight.
    rig.clock.offset = rig.fleet.yext.clock.now() - Date.now();
    rig.advance(24 * HOUR - ((rig.deps.now() + 12 * HOUR) % (24 * HOUR)));
    rig.fleet.yext.setSwitch('timeZone', rig.deps.zone);
    await upstream.put(listing, HELD);
    rig.calm();
  });

  it('is VERIFIED by its being gone: Yext removes at once', async () => {
    const answer = await rig.engine.apply([change('SCHEDULE_REMOVAL', listing, today())], rig.request());
    expect(await rig.records(answer)).toMatchObject([{ outcome: 'VERIFIED', after: { held: false } }]);
    expect(await upstream.stateOf(listing)).toEqual(BARE);
  });

  it('is not, when it is still there', async () => {
    rig.fleet.yext.fault({ method: 'PUT', path: PATHS.yext.write, fault: { kind: 'lie' } });
    const answer = await rig.engine.apply([change('SCHEDULE_REMOVAL', listing, today())], rig.request());
    expect((await rig.records(answer)).map(({ outcome }) => outcome)).toEqual(['ACCEPTED_UNVERIFIED']);
  });

  it('that was meant for tomorrow is not VERIFIED by its being gone today', async () => {
    const tomorrow = dayOf(rig.deps.now() + 24 * HOUR, rig.deps.zone);
    const plan = await rig.engine.plan([change('SCHEDULE_REMOVAL', listing, tomorrow)], rig.request());
    await upstream.put(listing, BARE);
    await rig.store.startSet(plan.set?.id ?? '', rig.request(), { idempotency: null, enqueue: false });
    await rig.work(plan.set?.id ?? '');
    expect((await rig.records(plan)).map(({ outcome }) => outcome)).toEqual(['REJECTED']);
  });
});
