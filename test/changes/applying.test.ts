// The way of a change: planned, sent once, read back, recorded; taken back, tried again, asked for twice.
import { describe, expect, it } from '@jest/globals';
import { ProblemError } from '../../src/domain/problem.ts';
import { present } from '../support/assertions.ts';
import { setOf, useEngine } from '../support/engine.ts';
import { changeRequest } from '../support/change-requests.ts';
import { PATHS, place } from '../support/license-targets.ts';
import { testCall } from '../support/runtime.ts';

const rig = useEngine();

const pack = (entity: string) => changeRequest('ASSIGN', place(entity));
const failing = { method: 'POST', path: PATHS.yext.write, fault: { kind: 'error', status: 500 } } as const;

describe('a change', () => {
  it('is sent once, read back, and VERIFIED', async () => {
    const answer = await rig.engine.apply([pack('store-5')], rig.request());
    expect(answer.set?.status).toBe('SUCCEEDED');
    expect(await rig.record(answer)).toMatchObject({
      outcome: 'VERIFIED',
      attempts: 1,
      before: { held: false },
      after: { held: true },
    });
    expect(rig.writes()).toEqual(['POST /v2/accounts/me/license-packs/LP-EMPTY/assigned-entities/store-5']);
  });

  it('that is so already is NO_CHANGE, and nothing is sent', async () => {
    const held = changeRequest('ASSIGN', place('store-17', 'LP-PAGES'));
    const answer = await rig.engine.apply([held], rig.request());
    expect(await rig.outcomes(answer)).toEqual(['NO_CHANGE']);
    expect(rig.writes()).toEqual([]);
  });

  it('to a thing that does not exist is refused with its path, and the rest goes on', async () => {
    const answer = await rig.engine.apply(
      [
        { ...changeRequest('ASSIGN', place('store-5', 'LP-NOPE')), path: ['changes', '0'] },
        { ...pack('store-11'), path: ['changes', '1'] },
      ],
      rig.request(),
    );
    expect(answer.problems.map(({ code, path }) => [code, path])).toEqual([
      ['NO_SUCH_LICENSE', ['changes', '0', 'license']],
    ]);
    expect(await rig.outcomes(answer)).toEqual(['VERIFIED']);
  });
});

describe('a provider that fails', () => {
  it('by a lost answer is settled by reading', async () => {
    rig.fleet.yext.fault({ ...failing, fault: { kind: 'apply-then-cut' } });
    const answer = await rig.engine.apply([pack('store-7')], rig.request());
    expect(await rig.record(answer)).toMatchObject({ outcome: 'VERIFIED', attempts: 1 });
    expect(rig.writes()).toHaveLength(1);
  });

  it('by a lie is never VERIFIED, and told apart later', async () => {
    rig.fleet.yext.fault({ ...failing, fault: { kind: 'lie' } });
    const answer = await rig.engine.apply([pack('store-8')], rig.request());
    expect(await rig.outcomes(answer)).toEqual(['ACCEPTED_UNVERIFIED']);
  });

  it('by an outage ends in a retryable refusal, and `retry` sends it again', async () => {
    rig.fleet.yext.fault(failing);
    const answer = await rig.engine.apply([pack('store-9')], rig.request());
    expect(await rig.record(answer)).toMatchObject({
      outcome: 'REJECTED',
      problem: { code: 'UPSTREAM_UNAVAILABLE', retryable: true },
    });
    rig.fleet.yext.clearFaults();
    const again = await rig.engine.retry(setOf(answer), rig.request(), false);
    expect(again.set).toMatchObject({ status: 'SUCCEEDED', retryOf: setOf(answer).id });
  });
});

describe('a seat', () => {
  it('that there is not: the change is refused before anything is sent', async () => {
    const answer = await rig.engine.apply(
      [changeRequest('ASSIGN', place('store-5', 'LP-FULL'))],
      rig.request(),
    );
    expect(answer.problems.map(({ code }) => code)).toEqual(['NO_SEATS']);
    expect(answer.set?.status).toBe('FAILED');
    expect(rig.writes()).toEqual([]);
  });

  it('that a removal frees is free before the assignment that takes it leaves', async () => {
    const { assignments, catalogue, assignees } = present(rig.accounts.get('webex'), 'an account of Webex');
    const call = testCall(60_000);
    const full = (await catalogue(call)).items.filter(
      ({ seats }) => seats?.countable && seats.available === 0,
    );
    const { items } = await present(assignees.USER, 'its users').page(null, call);
    const held = await assignments.ofAssignees(items, call);
    const holds = (id: string, license: string): boolean => {
      const rows = held.get(id);
      return (
        !(rows instanceof ProblemError) && (rows?.some(({ licenseId }) => licenseId === license) ?? false)
      );
    };
    const internal = items.filter(({ userKind }) => userKind === 'INTERNAL');
    const trades = full.flatMap(({ externalId: licenseId }) => {
      const holder = internal.find(({ externalId }) => holds(externalId, licenseId));
      const other = internal.find(({ externalId }) => !holds(externalId, licenseId));
      return holder && other ? [{ licenseId, holder, other }] : [];
    });
    for (const { licenseId, holder, other } of trades) {
      rig.fleet.webex.fault({ method: 'PATCH', times: 1, fault: { kind: 'latency', ms: 300 } });
      const requests = [
        changeRequest('ASSIGN', {
          accountKey: 'webex',
          licenseId,
          kind: 'USER',
          externalId: other.externalId,
        }),
        changeRequest('REMOVE', {
          accountKey: 'webex',
          licenseId,
          kind: 'USER',
          externalId: holder.externalId,
        }),
      ];
      const plan = await rig.engine.plan(requests, rig.request());
      if (plan.problems.length > 0) continue;
      const answer = await rig.engine.apply(requests, rig.request());
      expect(await rig.outcomes(answer)).toEqual(['VERIFIED', 'VERIFIED']);
      return;
    }
    throw new Error('the seed has no full license that could change hands');
  });
});

describe('a plan', () => {
  it('sends nothing, and is applied by its hash', async () => {
    const { set } = await rig.engine.plan([pack('store-22')], rig.request());
    expect([set?.status, rig.writes()]).toEqual(['PLANNED', []]);
    const applied = await rig.engine.applyPlan(set, set?.hash ?? '', rig.request());
    expect(applied.set?.status).toBe('SUCCEEDED');
    expect(rig.writes()).toHaveLength(1);
  });

  it('is PLAN_STALE once current state has changed', async () => {
    const { set } = await rig.engine.plan([pack('store-27')], rig.request());
    await rig.engine.apply([pack('store-27')], rig.request());
    rig.calm();
    const stale = await rig.engine.applyPlan(set, set?.hash ?? '', rig.request());
    expect(stale.problems.map(({ code, path, message }) => [code, path?.join('.'), message])).toEqual([
      ['PLAN_STALE', 'plan', 'Current state is not what this was planned on any more.'],
      ['PLAN_STALE', 'changes.0', 'When planned: to be sent (not held). Now: nothing to do (held, ACTIVE).'],
    ]);
    expect(rig.writes()).toEqual([]);
  });
});

describe('undoing', () => {
  it('takes back what was verified', async () => {
    const done = await rig.engine.apply([pack('store-24'), pack('store-25')], rig.request());
    const undone = await rig.engine.undo(setOf(done), rig.request(), false);
    expect((await rig.records(undone)).map(({ change, outcome }) => [change.action, outcome])).toEqual([
      ['REMOVE', 'VERIFIED'],
      ['REMOVE', 'VERIFIED'],
    ]);
  });
});

describe('an idempotency key', () => {
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
  });

  it('of a retry stands for the set, whatever its changes have come to since', async () => {
    rig.fleet.yext.fault(failing);
    const failed = setOf(await rig.engine.apply([pack('store-34')], rig.request()));
    rig.fleet.yext.clearFaults();
    const request = rig.request({ idempotencyKey: 'again' });
    const first = await rig.engine.retry(failed, request, false);
    const second = await rig.engine.retry(failed, request, false);
    expect([first.set?.status, second.replayed, second.set?.id]).toEqual(['SUCCEEDED', true, first.set?.id]);
    await expect(rig.engine.undo(failed, request, false)).rejects.toMatchObject({
      problem: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
  });

  it('gives the problems again with the set', async () => {
    const requests = [
      pack('store-35'),
      pack('nowhere'),
      changeRequest('ASSIGN', place('store-35', 'LP-FULL')),
    ].map((one, index) => ({ ...one, path: ['changes', String(index)] }));
    const request = rig.request({ idempotencyKey: 'problems' });
    const first = await rig.engine.apply(requests, request);
    const second = await rig.engine.apply(requests, request);
    expect(first.problems.map(({ code, path }) => [code, path?.join('.')])).toEqual([
      ['NO_SUCH_ASSIGNEE', 'changes.1.assignee'],
      ['NO_SEATS', 'changes.2'],
    ]);
    expect([second.replayed, second.problems]).toEqual([true, first.problems]);
  });
});

describe('the audit log', () => {
  it('has an entry for each change, and its chain is whole', async () => {
    const answer = await rig.engine.apply([pack('store-28')], rig.request());
    const events = await rig.store.auditEvents({ setId: setOf(answer).id }, null, 100);
    expect(events.map(({ action, principal, ticket }) => [action, principal, ticket])).toContainEqual([
      'ASSIGN',
      'tester',
      'T-1',
    ]);
    expect((await rig.store.verifyChain()).ok).toBe(true);
  });
});
