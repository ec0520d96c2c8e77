// Removals on a day, where License Graph keeps the day: they come true at the start of it, once, whatever happens meanwhile.
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { dayOf } from '../../src/changes/schedules/calendar.ts';
import { fireDue } from '../../src/changes/run/fire-due.ts';
import type { ChangeSet, ScheduledRemoval } from '../../src/domain/change-set.ts';
import { newDatabaseIn } from '../support/databases.ts';
import { openEngineRig, useEngine, type EngineRig } from '../support/engine.ts';
import { useFolder } from '../support/folder.ts';
import { changeRequest } from '../support/change-requests.ts';
import { PATHS, device, genesysUser, place, type Target } from '../support/license-targets.ts';
import { BARE, HELD } from '../support/provider-state.ts';
import { effects } from '../support/true-outcomes.ts';

const HOUR = 3_600_000;
const rig = useEngine({ jump: true });
const folder = useFolder();

const car = device(203);
const user = genesysUser(1);
const failing = { path: PATHS.thingspace.write, fault: { kind: 'error', status: 503 } } as const;

/** Only the time of License Graph: what providers gave out stays valid. */
function goTo(moment: string, { clock }: Pick<EngineRig, 'clock'> = rig): void {
  clock.offset = Date.parse(moment) - Date.now();
}

async function schedule(target: Target, removalOn: string): Promise<void> {
  await rig.providers.put(target, HELD);
  const answer = await rig.engine.apply(
    [changeRequest('SCHEDULE_REMOVAL', target, removalOn)],
    rig.request(),
  );
  expect(await rig.outcomes(answer)).toEqual(['VERIFIED']);
  rig.calm();
}

/** Kept as by an earlier set, past everything that looks whether there is such an assignment. */
async function keepDay(targets: readonly Target[], removalOn: string, dueAt: string): Promise<void> {
  const setId = (await rig.store.sets({}, null, 1))[0]?.id ?? '';
  const rows = targets.map(({ accountKey, licenseId, kind, externalId }) => ({
    accountKey,
    licenseId,
    assignee: { kind, externalId },
    removalOn,
    zone: 'Europe/Berlin',
    dueAt,
    setId,
  }));
  await rig.store.createSchedules(rows, 'tester');
}

/** The sets that came of schedules just now, after they were worked on. */
async function fire(on: EngineRig = rig, deps = on.deps): Promise<readonly ChangeSet[]> {
  const bySchedule = () => on.store.sets({ principal: 'schedule' }, null, 1_000);
  const before = new Set((await bySchedule()).map(({ id }) => id));
  await fireDue(deps, new AbortController().signal);
  const fired = (await bySchedule()).filter(({ id }) => !before.has(id));
  for (const { id } of fired) await on.work(id);
  return await Promise.all(fired.map(async (set) => (await on.store.set(set.id)) ?? set));
}

/** What became of the changes of these sets. */
async function told(sets: readonly ChangeSet[], on: EngineRig = rig): Promise<string[]> {
  const all = await Promise.all(sets.map((set) => on.records({ set })));
  return all
    .flat()
    .map(({ change: { action, accountKey }, outcome }) => `${accountKey} ${action} ${outcome}`);
}

async function fired(on: EngineRig = rig, deps = on.deps): Promise<string[]> {
  return await told(await fire(on, deps), on);
}

async function lastOf(target: Target): Promise<ScheduledRemoval | undefined> {
  const all = await rig.store.schedules({}, null, 1_000);
  return all.findLast(({ assignee }) => assignee.externalId === target.externalId);
}

async function lastStatus(target: Target): Promise<string | undefined> {
  return (await lastOf(target))?.status;
}

/** What comes of schedules at that time, and what the car has then. */
async function carAt(moment: string): Promise<readonly unknown[]> {
  goTo(moment);
  return [await fire(), await rig.providers.stateOf(car)];
}

describe('a removal on a day', () => {
  it('is kept here where the provider cannot, shown by the next plan, and cancelled', async () => {
    const one = device(1_000);
    const answer = await rig.engine.apply(
      [changeRequest('SCHEDULE_REMOVAL', one, '2099-01-31')],
      rig.request(),
    );
    expect(await rig.record(answer)).toMatchObject({
      outcome: 'VERIFIED',
      after: { removalOn: '2099-01-31' },
    });
    expect(rig.writes()).toEqual([]);
    expect(await rig.outcomeOf('SCHEDULE_REMOVAL', one, '2099-01-31')).toBe('NO_CHANGE');
    expect(await rig.outcomeOf('CANCEL_REMOVAL', one)).toBe('VERIFIED');
  });

  it('is cancelled when the license is not held any more: it would take away what is assigned again', async () => {
    const lost = genesysUser(11);
    await schedule(lost, '2099-03-31');
    await rig.providers.put(lost, BARE);
    rig.calm();
    expect(await rig.outcomeOf('CANCEL_REMOVAL', lost)).toBe('VERIFIED');
    expect(await lastStatus(lost)).toBe('CANCELLED');
    expect(await rig.outcomeOf('CANCEL_REMOVAL', lost)).toBe('REJECTED');
    expect(rig.writes()).toEqual([]);
  });

  it('on a past day is refused', async () => {
    const past = changeRequest('SCHEDULE_REMOVAL', device(1_001), '2001-01-31');
    const answer = await rig.engine.apply([past], rig.request());
    expect(answer.problems.map(({ code }) => code)).toEqual(['PAST_DATE']);
  });
});

describe('the day of a removal', () => {
  it.each([
    // Berlin is an hour ahead of UTC in winter, and two in summer.
    ['2040-02-01', '2040-01-31T23:00:00.000Z'],
    ['2040-07-01', '2040-06-30T22:00:00.000Z'],
  ])('%s begins at %s and not before, and its set is the schedule’s own', async (day, start) => {
    await schedule(car, day);
    goTo(new Date(Date.parse(start) - 2_000).toISOString());
    expect(await fire()).toEqual([]);
    expect(await rig.providers.stateOf(car)).toEqual(HELD);
    goTo(start);
    const [set, ...others] = await fire();
    expect(others).toEqual([]);
    expect(set).toMatchObject({ principal: 'schedule', status: 'SUCCEEDED', reason: 'scheduled removal' });
    expect(await told(set ? [set] : [])).toEqual(['fleet REMOVE VERIFIED']);
    expect(await rig.providers.stateOf(car)).toEqual(BARE);
    expect(await lastOf(car)).toMatchObject({
      status: 'FIRED',
      firedSetId: set?.id,
      dueAt: start,
    });
    expect(await fire()).toEqual([]);
  });

  it('does not come for a removal that was cancelled', async () => {
    await schedule(car, '2040-08-01');
    await rig.engine.apply([changeRequest('CANCEL_REMOVAL', car)], rig.request());
    expect(await carAt('2040-08-02T00:00:00Z')).toEqual([[], HELD]);
  });

  it('finds nothing to do where somebody was faster', async () => {
    await schedule(car, '2040-08-10');
    await rig.providers.put(car, BARE);
    goTo('2040-08-10T12:00:00Z');
    rig.calm();
    expect(await fired()).toEqual(['fleet REMOVE NO_CHANGE']);
    expect(rig.writes()).toEqual([]);
  });
});

describe('a date that is kept here', () => {
  it('shows, and leaves the rest of the assignment as the provider has it', async () => {
    await schedule(user, '2041-01-01');
    const plan = await rig.engine.plan(
      [changeRequest('SCHEDULE_REMOVAL', user, '2041-01-02')],
      rig.request(),
    );
    expect((await rig.record(plan)).before).toEqual({
      held: true,
      status: 'ACTIVE',
      assignedAt: null,
      removalOn: '2041-01-01',
    });
    await rig.engine.apply([changeRequest('CANCEL_REMOVAL', user)], rig.request());
  });

  it('is forgotten with its assignment: a later one of the same license has none', async () => {
    await schedule(car, '2040-09-01');
    await rig.engine.apply([changeRequest('REMOVE', car)], rig.request());
    expect(await lastStatus(car)).toBe('CANCELLED');
    await rig.engine.apply([changeRequest('ASSIGN', car)], rig.request());
    expect(await carAt('2040-09-02T00:00:00Z')).toEqual([[], HELD]);
  });

  it('is forgotten at the next assignment, when the license was taken away elsewhere', async () => {
    await schedule(car, '2040-09-10');
    await rig.providers.put(car, BARE);
    const answer = await rig.engine.apply([changeRequest('ASSIGN', car)], rig.request());
    expect((await rig.records(answer)).map(({ after }) => after?.removalOn)).toEqual([null]);
    goTo('2040-09-11T00:00:00Z');
    expect(await fire()).toEqual([]);
  });

  it('stays when the removal is refused', async () => {
    await schedule(car, '2040-09-20');
    rig.fleet.thingspace.fault({ ...failing, fault: { kind: 'error', status: 400 } });
    await rig.engine.apply([changeRequest('REMOVE', car)], rig.request());
    expect(await lastStatus(car)).toBe('WAITING');
    await rig.engine.apply([changeRequest('CANCEL_REMOVAL', car)], rig.request());
  });
});

describe('a provider that fails on the day', () => {
  it('of reading holds up nobody else, and is tried again until it is done', async () => {
    await schedule(car, '2040-10-01');
    await schedule(user, '2040-10-01');
    goTo('2040-10-01T00:00:00Z');
    rig.fleet.thingspace.fault({ fault: { kind: 'error', status: 503 } });
    expect(await fired()).toEqual(['genesys-us REMOVE VERIFIED']);
    expect(await lastStatus(car)).toBe('WAITING');
    expect(await fire()).toEqual([]);
    rig.calm();
    expect(await fired()).toEqual(['fleet REMOVE VERIFIED']);
    expect([await rig.providers.stateOf(car), await rig.providers.stateOf(user)]).toEqual([BARE, BARE]);
  });

  it('of reading some keys only leaves those waiting', async () => {
    await schedule(car, '2040-10-10');
    goTo('2040-10-10T00:00:00Z');
    // The catalogue comes from the summary, devices from the look-up.
    rig.fleet.thingspace.fault({ path: '/devices/', fault: { kind: 'error', status: 503 } });
    expect(await fire()).toEqual([]);
    expect(await lastStatus(car)).toBe('WAITING');
    rig.calm();
    expect(await fired()).toEqual(['fleet REMOVE VERIFIED']);
  });

  it('of writing is tried again, later and later', async () => {
    await schedule(car, '2040-11-01');
    goTo('2040-11-01T00:00:00Z');
    rig.fleet.thingspace.fault(failing);
    const gaps: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      expect(await fired()).toEqual(['fleet REMOVE REJECTED']);
      expect(await fire()).toEqual([]);
      const waiting = await lastOf(car);
      expect(waiting).toMatchObject({ status: 'WAITING', removalOn: '2040-11-01' });
      gaps.push(Date.parse(waiting?.dueAt ?? '') - rig.deps.now());
      goTo(waiting?.dueAt ?? '');
    }
    expect(gaps.every((gap, index) => gap >= (gaps[index - 1] ?? 15 * 60_000) - 1_000)).toBe(true);
    rig.calm();
    expect(await fired()).toEqual(['fleet REMOVE VERIFIED']);
    expect(effects(rig.fleet, 'thingspace')).toHaveLength(1);
    expect(await rig.providers.stateOf(car)).toEqual(BARE);
  });

  it('by a lie is tried again as well, once that is found out', async () => {
    await schedule(car, '2040-11-10');
    goTo('2040-11-10T00:00:00Z');
    rig.fleet.thingspace.fault({ ...failing, fault: { kind: 'lie' } });
    expect(await fired()).toEqual(['fleet REMOVE ACCEPTED_UNVERIFIED']);
    rig.calm();
    goTo('2040-11-10T01:00:00Z');
    await rig.settle();
    expect(await lastStatus(car)).toBe('WAITING');
    goTo('2040-11-11T12:00:00Z');
    expect(await fired()).toEqual(['fleet REMOVE VERIFIED']);
  });
});

describe('what is gone on the day', () => {
  it('is given up, and neither keeps the others from it nor comes again', async () => {
    await schedule(car, '2040-12-01');
    const nobody = { ...car, externalId: '359999999999990' };
    const elsewhere = { ...genesysUser(1), licenseId: 'no-such-license' };
    await keepDay([nobody, elsewhere], '2040-12-01', '2040-11-30T23:00:00.000Z');
    goTo('2040-12-01T00:00:00Z');
    expect(await fired()).toEqual(['fleet REMOVE VERIFIED']);
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
    expect(await fired(rig, { ...rig.deps, accounts })).toEqual(['genesys-us REMOVE VERIFIED']);
    expect(await fired()).toEqual(['fleet REMOVE VERIFIED']);
  });
});

describe('the set of what is due', () => {
  it("is told of in the log, as that of nobody's request", async () => {
    await schedule(car, '2040-12-15');
    goTo('2040-12-15T00:00:00Z');
    const info = jest.spyOn(rig.deps.log, 'info');
    expect(await fired()).toEqual(['fleet REMOVE VERIFIED']);
    const [begun, ended] = info.mock.calls;
    info.mockRestore();
    expect(begun).toEqual([
      { set: expect.any(String), principal: 'schedule', changes: 1 },
      'a change set is carried out',
    ]);
    expect(ended).toMatchObject([{ status: 'SUCCEEDED' }, 'a change set has ended']);
  });
});

describe('a thousand removals and more on one day', () => {
  it('are all fired', async () => {
    const targets = Array.from({ length: 1_200 }, (_, index) => device(300 + index));
    await keepDay(targets, '2040-12-20', '2040-12-19T23:00:00.000Z');
    goTo('2040-12-20T00:00:00Z');
    expect(await fired()).toHaveLength(1_200);
    expect(await rig.store.dueSchedules(10)).toEqual([]);
  });
});

describe('a restart', () => {
  it('loses no scheduled removal', async () => {
    const directory = folder.at('data');
    await newDatabaseIn(directory);
    const reopened = () => openEngineRig({ jump: true, directory, fleet: rig.fleet });
    const before = await reopened();
    await rig.providers.put(car, HELD);
    const answer = await before.engine.apply(
      [changeRequest('SCHEDULE_REMOVAL', car, '2042-03-01')],
      before.request(),
    );
    expect(await before.outcomes(answer)).toEqual(['VERIFIED']);
    await before.close();
    const after = await reopened();
    try {
      expect(await fire(after)).toEqual([]);
      goTo('2042-02-28T23:00:00.000Z', after);
      expect(await fired(after)).toEqual(['fleet REMOVE VERIFIED']);
      expect(await rig.providers.stateOf(car)).toEqual(BARE);
      expect((await after.store.verifyChain()).ok).toBe(true);
    } finally {
      await after.close();
    }
  });
});

describe('a removal at Yext that is dated today', () => {
  const listing = place('store-5');
  const today = (): string => dayOf(rig.deps.now(), rig.deps.zone);
  beforeEach(async () => {
    // Noon, for everybody: no test is about midnight.
    rig.clock.offset = rig.fleet.yext.clock.now() - Date.now();
    rig.advance(24 * HOUR - ((rig.deps.now() + 12 * HOUR) % (24 * HOUR)));
    rig.fleet.yext.setSwitch('timeZone', rig.deps.zone);
    await rig.providers.put(listing, HELD);
    rig.calm();
  });

  it('is VERIFIED by its being gone: Yext removes at once', async () => {
    const answer = await rig.engine.apply(
      [changeRequest('SCHEDULE_REMOVAL', listing, today())],
      rig.request(),
    );
    expect(await rig.records(answer)).toMatchObject([{ outcome: 'VERIFIED', after: { held: false } }]);
    expect(await rig.providers.stateOf(listing)).toEqual(BARE);
  });

  it('is not, when it is still there', async () => {
    rig.fleet.yext.fault({ method: 'PUT', path: PATHS.yext.write, fault: { kind: 'lie' } });
    const answer = await rig.engine.apply(
      [changeRequest('SCHEDULE_REMOVAL', listing, today())],
      rig.request(),
    );
    expect(await rig.outcomes(answer)).toEqual(['ACCEPTED_UNVERIFIED']);
  });

  it('that was meant for tomorrow is not VERIFIED by its being gone today', async () => {
    const tomorrow = dayOf(rig.deps.now() + 24 * HOUR, rig.deps.zone);
    const plan = await rig.engine.plan([changeRequest('SCHEDULE_REMOVAL', listing, tomorrow)], rig.request());
    await rig.providers.put(listing, BARE);
    await rig.carryOut(plan);
    expect(await rig.outcomes(plan)).toEqual(['REJECTED']);
  });
});
