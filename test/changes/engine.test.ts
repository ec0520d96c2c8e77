// The way of a change: planned, sent once, read back, recorded. Against the emulators, over an embedded database.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { imei } from '../../emulators/seed/organisation.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import { testCall } from '../support/runtime.ts';
import { openEngineRig, wish, type EngineRig } from '../support/engine.ts';

let rig: EngineRig;
beforeAll(async () => {
  rig = await openEngineRig();
}, 60_000);
afterAll(() => rig.close());
beforeEach(() => {
  for (const emulator of rig.fleet.all()) {
    emulator.clearFaults();
    emulator.journal.clear();
  }
});

const pack = (entity: string) => wish('ASSIGN', 'listings', 'LP-EMPTY', 'ENTITY', entity);

describe('a change', () => {
  it('is sent once, read back, and VERIFIED', async () => {
    const answer = await rig.engine.apply([pack('store-5')], rig.request());
    expect(answer.set?.status).toBe('SUCCEEDED');
    const [record] = await rig.records(answer);
    expect(record).toMatchObject({
      outcome: 'VERIFIED',
      attempts: 1,
      before: { held: false },
      after: { held: true },
    });
    expect(rig.writes()).toEqual(['POST /v2/accounts/me/license-packs/LP-EMPTY/assigned-entities/store-5']);
  });

  it('that is so already is NO_CHANGE, and nothing is sent', async () => {
    const answer = await rig.engine.apply(
      [wish('ASSIGN', 'listings', 'LP-PAGES', 'ENTITY', 'store-17')],
      rig.request(),
    );
    expect((await rig.records(answer)).map(({ outcome }) => outcome)).toEqual(['NO_CHANGE']);
    expect(rig.writes()).toEqual([]);
  });

  it('to a thing that does not exist is refused with its path, and the rest goes on', async () => {
    const answer = await rig.engine.apply(
      [
        { ...wish('ASSIGN', 'listings', 'LP-NOPE', 'ENTITY', 'store-5'), path: ['changes', '0'] },
        { ...pack('store-11'), path: ['changes', '1'] },
      ],
      rig.request(),
    );
    expect(answer.problems.map(({ code, path }) => [code, path])).toEqual([
      ['CHANGE_REFUSED', ['changes', '0', 'license']],
    ]);
    expect((await rig.records(answer)).map(({ outcome }) => outcome)).toEqual(['VERIFIED']);
  });

  it('without a seat is refused before anything is sent', async () => {
    const answer = await rig.engine.apply(
      [wish('ASSIGN', 'listings', 'LP-FULL', 'ENTITY', 'store-5')],
      rig.request(),
    );
    expect(answer.problems.map(({ code }) => code)).toEqual(['NO_SEATS']);
    expect(answer.set?.status).toBe('FAILED');
    expect(rig.writes()).toEqual([]);
  });
});

describe('a provider that fails', () => {
  it('by a lost answer is settled by reading', async () => {
    rig.fleet.yext.fault({ method: 'POST', path: 'assigned-entities', fault: { kind: 'apply-then-cut' } });
    const answer = await rig.engine.apply([pack('store-7')], rig.request());
    expect((await rig.records(answer)).map(({ outcome, attempts }) => [outcome, attempts])).toEqual([
      ['VERIFIED', 1],
    ]);
    expect(rig.writes()).toHaveLength(1);
  });

  it('by a lie is never VERIFIED, and told apart later', async () => {
    rig.fleet.yext.fault({ method: 'POST', path: 'assigned-entities', fault: { kind: 'lie' } });
    const answer = await rig.engine.apply([pack('store-8')], rig.request());
    expect((await rig.records(answer)).map(({ outcome }) => outcome)).toEqual(['ACCEPTED_UNVERIFIED']);
  });

  it('by an outage ends in a retryable refusal, and `retry` sends it again', async () => {
    rig.fleet.yext.fault({
      method: 'POST',
      path: 'assigned-entities',
      fault: { kind: 'error', status: 500 },
    });
    const answer = await rig.engine.apply([pack('store-9')], rig.request());
    const [record] = await rig.records(answer);
    expect(record).toMatchObject({
      outcome: 'REJECTED',
      problem: { code: 'UPSTREAM_UNAVAILABLE', retryable: true },
    });
    rig.fleet.yext.clearFaults();
    if (!answer.set) throw new Error('a set was kept');
    const again = await rig.engine.retry(answer.set, rig.request(), false);
    expect(again.set).toMatchObject({ status: 'SUCCEEDED', retryOf: answer.set.id });
  });
});

describe('a key', () => {
  it('gives the same set for the same input, and refuses another', async () => {
    const request = rig.request({ idempotencyKey: 'k-1' });
    const first = await rig.engine.apply([pack('store-15')], request);
    const second = await rig.engine.apply([pack('store-15')], request);
    expect([first.replayed, second.replayed, second.set?.id]).toEqual([false, true, first.set?.id]);
    expect(rig.writes()).toHaveLength(1);
    await expect(rig.engine.apply([pack('store-18')], request)).rejects.toMatchObject({
      problem: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
  });

  it('of a hundred calls at once makes one write', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, () =>
        rig.engine.apply([pack('store-21')], rig.request({ idempotencyKey: 'k-2' })),
      ),
    );
    expect(new Set(answers.map(({ set }) => set?.id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(rig.writes()).toHaveLength(1);
  }, 60_000);
});

describe('a plan', () => {
  it('sends nothing, and is applied by its hash', async () => {
    const plan = await rig.engine.plan([pack('store-22')], rig.request());
    expect([plan.set?.status, rig.writes()]).toEqual(['PLANNED', []]);
    const applied = await rig.engine.applyPlan(plan.set, plan.set?.hash ?? '', rig.request());
    expect(applied.set?.status).toBe('SUCCEEDED');
    expect(rig.writes()).toHaveLength(1);
  });

  it('is PLAN_STALE once the world has moved', async () => {
    const plan = await rig.engine.plan([pack('store-27')], rig.request());
    await rig.engine.apply([pack('store-27')], rig.request());
    rig.fleet.yext.journal.clear();
    const stale = await rig.engine.applyPlan(plan.set, plan.set?.hash ?? '', rig.request());
    expect(stale.problems.map(({ code, path, message }) => [code, path?.join('.'), message])).toEqual([
      ['PLAN_STALE', 'plan', 'The world has moved since this was planned.'],
      ['PLAN_STALE', 'changes.0', 'When planned: to be sent (not held). Now: nothing to do (held, ACTIVE).'],
    ]);
    expect(rig.writes()).toEqual([]);
  });
});

describe('undoing', () => {
  it('takes back what was verified', async () => {
    const done = await rig.engine.apply([pack('store-24'), pack('store-25')], rig.request());
    if (!done.set) throw new Error('a set was kept');
    const undone = await rig.engine.undo(done.set, rig.request(), false);
    expect((await rig.records(undone)).map(({ change, outcome }) => [change.action, outcome])).toEqual([
      ['REMOVE', 'VERIFIED'],
      ['REMOVE', 'VERIFIED'],
    ]);
  });
});

describe('calls', () => {
  it('are one POST for 500 devices', async () => {
    const devices = Array.from({ length: 900 }, (_, index) => imei(index));
    const held = devices.map((device) => wish('REMOVE', 'fleet', 'fota', 'DEVICE', device));
    const plan = await rig.engine.plan(held, rig.request());
    const removable = plan.set
      ? (await rig.records(plan)).filter(({ outcome }) => outcome === 'PENDING')
      : [];
    const wishes = removable
      .slice(0, 500)
      .map(({ change }) => wish('REMOVE', 'fleet', 'fota', 'DEVICE', change.assignee.externalId));
    const answer = await rig.engine.apply(wishes, rig.request());
    expect(rig.writes()).toHaveLength(1);
    const records = await rig.records(answer);
    expect(records).toHaveLength(500);
    for (const { outcome, problem } of records) {
      // Licenses that were used since they were assigned cannot be removed (thingspace contract 4.6).
      expect([outcome, problem?.code ?? null]).toEqual(
        outcome === 'VERIFIED' ? ['VERIFIED', null] : ['REJECTED', 'UPSTREAM_REJECTED'],
      );
    }
    expect(records.filter(({ outcome }) => outcome === 'VERIFIED').length).toBeGreaterThan(400);
  }, 60_000);
});

describe('a seat that a removal frees', () => {
  it('is free before the assignment that takes it leaves', async () => {
    const account = rig.accounts.get('webex');
    if (!account?.users) throw new Error('the seed has no Webex users');
    const call = testCall(20_000);
    const catalogue = await account.catalogue(call);
    const full = catalogue.filter(({ seats }) => seats?.countable === true && seats.available === 0);
    const { items } = await account.users.page(null, call);
    const held = await account.assignments.ofAssignees(items, call);
    const licensesOf = (id: string): string[] => {
      const rows = held.get(id);
      return rows && !(rows instanceof ProblemError) ? rows.map(({ licenseId }) => licenseId) : [];
    };
    const internal = items.filter(({ userKind }) => userKind === 'INTERNAL');
    const trade = full.flatMap(({ externalId }) => {
      const holder = internal.find((user) => licensesOf(user.externalId).includes(externalId));
      const other = internal.find((user) => !licensesOf(user.externalId).includes(externalId));
      return holder && other ? [{ license: externalId, holder, other }] : [];
    });
    for (const { license, holder, other } of trade) {
      rig.fleet.webex.fault({ method: 'PATCH', times: 1, fault: { kind: 'latency', ms: 300 } });
      const wishes = [
        wish('ASSIGN', 'webex', license, 'USER', other.externalId),
        wish('REMOVE', 'webex', license, 'USER', holder.externalId),
      ];
      const plan = await rig.engine.plan(wishes, rig.request());
      if (plan.problems.length > 0) continue;
      const answer = await rig.engine.apply(wishes, rig.request());
      expect((await rig.records(answer)).map(({ outcome }) => outcome)).toEqual(['VERIFIED', 'VERIFIED']);
      return;
    }
    throw new Error('the seed has no full license that could change hands');
  }, 60_000);
});

describe('a key of a retry', () => {
  it('stands for the set, whatever its changes have come to since', async () => {
    rig.fleet.yext.fault({
      method: 'POST',
      path: 'assigned-entities',
      fault: { kind: 'error', status: 500 },
    });
    const failed = await rig.engine.apply([pack('store-34')], rig.request());
    rig.fleet.yext.clearFaults();
    if (!failed.set) throw new Error('a set was kept');
    const request = rig.request({ idempotencyKey: 'again' });
    const first = await rig.engine.retry(failed.set, request, false);
    const second = await rig.engine.retry(failed.set, request, false);
    expect([first.set?.status, second.replayed, second.set?.id]).toEqual(['SUCCEEDED', true, first.set?.id]);
    await expect(rig.engine.undo(failed.set, request, false)).rejects.toMatchObject({
      problem: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
  });

  it('gives the problems again with the set', async () => {
    const wishes = [
      { ...pack('store-35'), path: ['changes', '0'] },
      { ...pack('nowhere'), path: ['changes', '1'] },
      { ...wish('ASSIGN', 'listings', 'LP-FULL', 'ENTITY', 'store-35'), path: ['changes', '2'] },
    ];
    const request = rig.request({ idempotencyKey: 'problems' });
    const first = await rig.engine.apply(wishes, request);
    const second = await rig.engine.apply(wishes, request);
    expect(first.problems.map(({ code, path }) => [code, path?.join('.')])).toEqual([
      ['CHANGE_REFUSED', 'changes.1.assignee'],
      ['NO_SEATS', 'changes.2'],
    ]);
    expect([second.replayed, second.problems]).toEqual([true, first.problems]);
  });
});

describe('a removal on a day', () => {
  it('is kept here where the provider cannot, shown by the next plan, and cancelled', async () => {
    const schedule = wish('SCHEDULE_REMOVAL', 'fleet', 'fota', 'DEVICE', imei(1_000), '2099-01-31');
    const answer = await rig.engine.apply([schedule], rig.request());
    expect((await rig.records(answer)).map(({ outcome, after }) => [outcome, after?.removalOn])).toEqual([
      ['VERIFIED', '2099-01-31'],
    ]);
    expect(rig.writes()).toEqual([]);
    const again = await rig.engine.apply([schedule], rig.request());
    expect((await rig.records(again)).map(({ outcome }) => outcome)).toEqual(['NO_CHANGE']);
    const cancel = await rig.engine.apply(
      [wish('CANCEL_REMOVAL', 'fleet', 'fota', 'DEVICE', imei(1_000))],
      rig.request(),
    );
    expect((await rig.records(cancel)).map(({ outcome }) => outcome)).toEqual(['VERIFIED']);
  });

  it('on a past day is refused', async () => {
    const answer = await rig.engine.apply(
      [wish('SCHEDULE_REMOVAL', 'fleet', 'fota', 'DEVICE', imei(1_001), '2001-01-31')],
      rig.request(),
    );
    expect(answer.problems.map(({ code }) => code)).toEqual(['PAST_DATE']);
  });
});

describe('the audit log', () => {
  it('has an entry for each change, and its chain is whole', async () => {
    const answer = await rig.engine.apply([pack('store-28')], rig.request());
    const events = await rig.store.auditEvents({ setId: answer.set?.id ?? '' }, null, 100);
    expect(events.map(({ action, principal, ticket }) => [action, principal, ticket])).toContainEqual([
      'ASSIGN',
      'tester',
      'T-1',
    ]);
    expect((await rig.store.verifyChain()).ok).toBe(true);
  });
});
