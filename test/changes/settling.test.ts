// What no read had shown in time is told later, and then truly.
import { describe, expect, it, jest } from '@jest/globals';
import type { Answer } from '../../src/changes/engine-port.ts';
import type { ChangeRecord } from '../../src/domain/change-set.ts';
import { ProblemError, problem } from '../../src/domain/problem.ts';
import { present } from '../support/assertions.ts';
import { setOf, useEngine } from '../support/engine.ts';
import { changeRequest } from '../support/change-requests.ts';
import { PATHS, genesysUser, place, type Target } from '../support/license-targets.ts';
import { BARE, HELD } from '../support/provider-state.ts';

const MINUTE = 60_000;
const rig = useEngine({ jump: true, settleAfterMs: MINUTE });

const user = genesysUser(1);
const assign = changeRequest('ASSIGN', user);
const lie = { path: PATHS.genesys.write, fault: { kind: 'lie' } } as const;

async function later(minutes: number, deps = rig.deps): Promise<void> {
  rig.advance(minutes * MINUTE);
  await rig.settle(deps);
}

function planOf(target: Target): Promise<Answer> {
  return rig.engine.plan([changeRequest('ASSIGN', target)], rig.request());
}

async function statusOf(answer: Answer): Promise<string | undefined> {
  return (await rig.store.set(setOf(answer).id))?.status;
}

describe('a success that was a lie', () => {
  it('is looked at more and more seldom, and then REJECTED', async () => {
    await rig.providers.put(user, BARE);
    rig.fleet.genesys.fault(lie);
    const answer = await rig.engine.apply([assign], rig.request());
    expect(await rig.record(answer)).toMatchObject({ outcome: 'ACCEPTED_UNVERIFIED', attempts: 1 });
    rig.calm();
    for (let minute = 0; minute < 10; minute += 1) await later(1);
    // After 1, 2 and 4 minutes or so; ten looks would be waste.
    const looks = rig.fleet.genesys.journal.entries().filter(({ path }) => path.includes('/license/users'));
    expect(looks.length).toBeGreaterThanOrEqual(2);
    expect(looks.length).toBeLessThanOrEqual(4);
    await later(30);
    expect(await rig.record(answer)).toMatchObject({
      outcome: 'REJECTED',
      problem: { code: 'WRITE_HAD_NO_EFFECT', retryable: true },
      after: { held: false },
      settleAfter: null,
    });
    expect(await statusOf(answer)).toBe('FAILED');
    expect(await rig.store.dueSettlements(10)).toEqual([]);
  });

  it('is REJECTED for having had no effect, also when the reads failed at first', async () => {
    await rig.providers.put(user, BARE);
    await rig.darken('genesys', assign);
    rig.fleet.genesys.fault(lie);
    const answer = await rig.engine.apply([assign], rig.request());
    expect(await rig.record(answer)).toMatchObject({
      outcome: 'ACCEPTED_UNVERIFIED',
      problem: { code: 'UPSTREAM_UNAVAILABLE' },
      after: null,
    });
    rig.calm();
    await later(30);
    expect(await rig.record(answer)).toMatchObject({
      outcome: 'REJECTED',
      problem: { code: 'WRITE_HAD_NO_EFFECT' },
    });
  });
});

describe('an effect that comes late', () => {
  it('is VERIFIED when it comes', async () => {
    await rig.providers.put(user, BARE);
    rig.fleet.genesys.setSwitch('consistencyLagMs', 5 * MINUTE);
    try {
      const answer = await rig.engine.apply([assign], rig.request());
      expect(await rig.outcomes(answer)).toEqual(['ACCEPTED_UNVERIFIED']);
      await later(2);
      expect(await rig.outcomes(answer)).toEqual(['ACCEPTED_UNVERIFIED']);
      await later(5);
      expect(await rig.record(answer)).toMatchObject({
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

describe('two sets that want the same at once', () => {
  it('are both settled, also in an account of which an inventory is kept', async () => {
    const target = genesysUser(2);
    await rig.store.keepAccounts([...rig.accounts.values()].map(({ account }) => account));
    await rig.providers.put(target, BARE);
    const plans = [await planOf(target), await planOf(target)];
    rig.fleet.genesys.setSwitch('consistencyLagMs', 1.5 * MINUTE);
    try {
      for (const plan of plans) await rig.carryOut(plan);
      for (const plan of plans) expect(await rig.outcomes(plan)).toEqual(['ACCEPTED_UNVERIFIED']);
      await later(3);
      for (const plan of plans) expect(await rig.outcomes(plan)).toEqual(['VERIFIED']);
      expect(await rig.store.dueSettlements(10)).toEqual([]);
    } finally {
      rig.fleet.genesys.setSwitch('consistencyLagMs', 0);
    }
  });
});

describe('an account of which what is due cannot be recorded', () => {
  const targets = { 'genesys-us': genesysUser(3), listings: place('store-7') };
  const lies = [
    () => rig.fleet.genesys.fault(lie),
    () => rig.fleet.yext.fault({ ...lie, method: 'POST', path: PATHS.yext.write }),
  ];

  /** A set of a change in each of two accounts, both due and shown by the next read, with the record that comes first. */
  async function twoDue(): Promise<{ readonly answer: Answer; readonly first: ChangeRecord }> {
    const both = Object.values(targets);
    for (const target of both) await rig.providers.put(target, BARE);
    for (const fault of lies) fault();
    const changes = both.map((target) => changeRequest('ASSIGN', target));
    const answer = await rig.engine.apply(changes, rig.request());
    rig.calm();
    for (const target of both) await rig.providers.put(target, HELD);
    rig.advance(30 * MINUTE);
    return { answer, first: present((await rig.store.dueSettlements(10))[0]) };
  }

  /** Refuses what that change came to. */
  function refusing({ change }: ChangeRecord, error: Error): typeof rig.deps {
    const settle: typeof rig.store.settle = (results) =>
      results.some(({ changeId }) => changeId === change.id)
        ? Promise.reject(error)
        : rig.store.settle(results);
    return { ...rig.deps, store: { ...rig.store, settle } };
  }

  async function dueIn(): Promise<readonly string[]> {
    return (await rig.store.dueSettlements(10)).map(({ change }) => change.accountKey);
  }

  it('is in no other’s way, and the log tells', async () => {
    const { answer, first } = await twoDue();
    const error = new Error('no');
    const logged = jest.fn();
    await rig.settle({ ...refusing(first, error), log: { ...rig.deps.log, error: logged } });
    const account = first.change.accountKey;
    expect(await dueIn()).toEqual([account]);
    expect(logged.mock.calls).toEqual([[{ err: error, account }, 'changes could not be settled']]);
    await rig.settle();
    expect(await rig.outcomes(answer)).toEqual(['VERIFIED', 'VERIFIED']);
  });

  it('ends the round when there is no database', async () => {
    const { answer, first } = await twoDue();
    const away = new ProblemError(problem('STORE_UNAVAILABLE', 'PLATFORM', 'No database.'));
    await expect(rig.settle(refusing(first, away))).rejects.toBe(away);
    expect(await dueIn()).toHaveLength(2);
    await rig.settle();
    expect(await rig.outcomes(answer)).toEqual(['VERIFIED', 'VERIFIED']);
  });
});

describe('what is due in an account that is gone from the configuration', () => {
  it('waits, and is in nobody’s way', async () => {
    await rig.providers.put(place('store-5'), BARE);
    await rig.providers.put(user, BARE);
    rig.fleet.genesys.fault(lie);
    rig.fleet.yext.fault({ ...lie, method: 'POST', path: PATHS.yext.write });
    const answer = await rig.engine.apply([assign, changeRequest('ASSIGN', place('store-5'))], rig.request());
    rig.calm();
    await rig.providers.put(place('store-5'), HELD);
    const accounts = new Map([...rig.accounts].filter(([key]) => key !== 'genesys-us'));
    await later(30, { ...rig.deps, accounts });
    expect(await rig.outcomes(answer)).toEqual(['ACCEPTED_UNVERIFIED', 'VERIFIED']);
    expect(await rig.store.dueSettlements(10)).toEqual([]);
  });
});
