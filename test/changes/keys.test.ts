// What a key remembers: what was decided, and never that something could not be told for the time being.
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Answer, ChangeEngine, Submission } from '../../src/changes/engine-port.ts';
import { createChangeEngine } from '../../src/changes/engine.ts';
import type { ChangeRequest } from '../../src/changes/change-request.ts';
import { ProblemError, problem } from '../../src/domain/problem.ts';
import { only, present, until } from '../support/assertions.ts';
import { setOf, useEngine } from '../support/engine.ts';
import { changeRequest } from '../support/change-requests.ts';
import { PATHS, device, genesysUser, place, type Target } from '../support/license-targets.ts';
import { BARE, HELD } from '../support/provider-state.ts';
import { testCall } from '../support/runtime.ts';

const rig = useEngine({ jump: true });

const DOWN = { kind: 'error', status: 503 } as const;
const STORE = place('store-5');
const USER = genesysUser(1);
const DEVICE = device(127);

let keys = 0;
function keyed(rest: Partial<Submission> = {}): Submission {
  return rig.request({ idempotencyKey: `key ${keys}`, ...rest });
}

/** Each in its place in the input. */
function assign(...targets: readonly Target[]): ChangeRequest[] {
  return targets.map((target, index) => ({
    ...changeRequest('ASSIGN', target),
    path: ['changes', String(index)],
  }));
}

function told({ set, replayed, problems }: Answer) {
  return {
    status: set?.status ?? null,
    replayed,
    problems: problems.map(({ code, path, retryable }) => [code, path?.join('.'), retryable]),
  };
}

async function actionsOf(answer: Answer): Promise<string[]> {
  const events = await rig.store.auditEvents({ setId: setOf(answer).id }, null, 100);
  return events.map(({ action, outcome }) => `${action} ${String(outcome)}`);
}

beforeEach(async () => {
  keys += 1;
  for (const target of [STORE, USER, DEVICE]) await rig.providers.put(target, BARE);
  rig.calm();
});

describe('a key of a call whose vendor cannot be read', () => {
  it.each([
    ['the licenses', STORE, '/license-packs$'],
    ['the assignee', DEVICE, '/devices/'],
    ['what is held', STORE, PATHS.yext.read],
    ['what is held', USER, PATHS.genesys.read],
  ])('keeps nothing, for %s, and the next call is as the first', async (_what, target, path) => {
    rig.fleet.yext.fault({ path, fault: DOWN });
    rig.fleet.genesys.fault({ path, fault: DOWN });
    rig.fleet.thingspace.fault({ path, fault: DOWN });
    const [asked] = assign(target);
    const first = await rig.engine.apply([{ ...present(asked), path: [] }], keyed());
    expect(first.set).toBeNull();
    expect(only(first.problems)).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true });
    rig.calm();
    const again = await rig.engine.apply([{ ...present(asked), path: [] }], keyed());
    expect(told(again)).toEqual({ status: 'SUCCEEDED', replayed: false, problems: [] });
    expect(rig.writes()).toHaveLength(1);
    expect((await rig.engine.apply([{ ...present(asked), path: [] }], keyed())).replayed).toBe(true);
  });

  it('keeps nothing when the time of the call was up', async () => {
    const reason = new ProblemError(
      problem('DEADLINE_EXCEEDED', 'PROVIDER', 'too late', { retryable: true }),
    );
    const call = { ...testCall(), signal: AbortSignal.abort(reason), deadline: 1e15 };
    const late = await rig.engine.apply(assign(STORE), keyed({ call }));
    expect(told(late)).toEqual({
      status: null,
      replayed: false,
      problems: [['DEADLINE_EXCEEDED', 'changes.0', true]],
    });
    expect(told(await rig.engine.apply(assign(STORE), keyed())).status).toBe('SUCCEEDED');
  });
});

describe('a key of a set that was decided in part', () => {
  const ALL = [STORE, USER, DEVICE];

  /** The user stands in the set as REJECTED, the device in its problems. */
  async function halfDone(how: 'apply' | 'plan' = 'apply'): Promise<Answer> {
    rig.fleet.genesys.fault({ path: PATHS.genesys.read, fault: DOWN });
    rig.fleet.thingspace.fault({ path: '/devices/', fault: DOWN });
    const answer = await rig.engine[how](assign(...ALL), keyed());
    rig.calm();
    return answer;
  }

  it('replays what was decided, and carries on what was not, in the same set', async () => {
    const first = await halfDone();
    expect(told(first)).toEqual({
      status: 'PARTIAL',
      replayed: false,
      problems: [
        ['UPSTREAM_UNAVAILABLE', 'changes.1', true],
        ['UPSTREAM_UNAVAILABLE', 'changes.2.assignee', true],
      ],
    });
    const again = await rig.engine.apply(assign(...ALL), keyed());
    expect(told(again)).toEqual({ status: 'SUCCEEDED', replayed: true, problems: [] });
    expect(setOf(again)).toMatchObject({
      id: setOf(first).id,
      accountKeys: ['fleet', 'genesys-us', 'listings'],
      plannedCalls: 3,
      madeCalls: 3,
    });
    expect(
      (await rig.records(again)).map(({ change, outcome, position, before }) => [
        change.accountKey,
        outcome,
        position,
        before?.held,
      ]),
    ).toEqual([
      ['listings', 'VERIFIED', 0, false],
      ['genesys-us', 'VERIFIED', 1, false],
      ['fleet', 'VERIFIED', 2, false],
    ]);
    expect(rig.writes()).toHaveLength(2);
    for (const target of ALL) expect(await rig.providers.stateOf(target)).toEqual(HELD);
    expect(await actionsOf(again)).toEqual([
      'REQUEST_SET RUNNING',
      'ASSIGN REJECTED',
      'ASSIGN REJECTED',
      'ASSIGN VERIFIED',
      'FINISH_SET PARTIAL',
      'CARRY_ON_SET RUNNING',
      'ASSIGN VERIFIED',
      'ASSIGN VERIFIED',
      'FINISH_SET SUCCEEDED',
    ]);
    expect(await rig.store.verifyChain()).toMatchObject({ ok: true });
  });

  it('carries it on once for two calls at once', async () => {
    const first = await halfDone();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => rig.engine.apply(assign(...ALL), keyed())),
    );
    for (const answer of answers) {
      expect(setOf(answer).id).toBe(setOf(first).id);
      expect(answer.replayed).toBe(true);
    }
    expect(await rig.outcomes(first)).toEqual(['VERIFIED', 'VERIFIED', 'VERIFIED']);
    expect(rig.writes()).toHaveLength(2);
    const carried = (await actionsOf(first)).filter((action) => action.startsWith('CARRY_ON_SET'));
    expect(carried).toHaveLength(1);
  });

  it('leaves undecided what still cannot be read', async () => {
    const first = await halfDone();
    rig.fleet.genesys.fault({ path: PATHS.genesys.read, fault: DOWN });
    const again = await rig.engine.apply(assign(...ALL), keyed());
    expect(told(again).problems).toEqual([['UPSTREAM_UNAVAILABLE', 'changes.1', true]]);
    expect(await rig.outcomes(again)).toEqual(['VERIFIED', 'REJECTED', 'VERIFIED']);
    rig.calm();
    const third = await rig.engine.apply(assign(...ALL), keyed());
    expect(told(third)).toEqual({ status: 'SUCCEEDED', replayed: true, problems: [] });
    expect(setOf(third).id).toBe(setOf(first).id);
  });

  it('carries on a refusal as well, which then stays', async () => {
    const full = place('store-7', 'LP-FULL');
    const requests = assign(USER, full);
    rig.fleet.yext.fault({ path: PATHS.yext.read, fault: DOWN });
    await rig.engine.apply(requests, keyed());
    rig.calm();
    const again = await rig.engine.apply(requests, keyed());
    expect(told(again)).toEqual({
      status: 'PARTIAL',
      replayed: true,
      problems: [['NO_SEATS', 'changes.1', false]],
    });
    expect((await actionsOf(again)).slice(-2)).toEqual(['CARRY_ON_SET PARTIAL', 'ASSIGN REJECTED']);
    rig.calm();
    expect(told(await rig.engine.apply(requests, keyed())).problems).toEqual(told(again).problems);
    expect(rig.fleet.yext.journal.entries()).toEqual([]);
  });

  it('does not carry on what was cancelled', async () => {
    rig.fleet.genesys.fault({ path: PATHS.genesys.read, fault: DOWN });
    rig.fleet.yext.fault({ method: 'POST', fault: { kind: 'latency', ms: 300 } });
    const running = await rig.engine.apply(assign(STORE, USER), keyed({ waitMs: 0 }));
    await rig.engine.cancel(setOf(running).id, 'tester');
    rig.calm();
    const again = await rig.engine.apply(assign(STORE, USER), keyed());
    expect(told(again).problems).toEqual([['UPSTREAM_UNAVAILABLE', 'changes.1', true]]);
    expect(await rig.providers.stateOf(USER)).toEqual(BARE);
  });

  it('does not take a request again that the set has already under another name', async () => {
    rig.fleet.genesys.fault({ path: '/users/search', fault: DOWN });
    const named = present(assign(USER)[0]);
    const account = present(rig.accounts.get('genesys-us'));
    const [user] = present(
      [...(await present(account.assignees.USER).byIds([USER.externalId], testCall())).values()].flatMap(
        (slot) => (slot instanceof ProblemError || slot === null ? [] : [slot]),
      ),
    );
    const byAddress: ChangeRequest = {
      ...named,
      path: ['changes', '1'],
      assignee: { by: 'EMAIL', email: present(user?.email) },
    };
    await rig.engine.apply([named, byAddress], keyed());
    rig.calm();
    const again = await rig.engine.apply([named, byAddress], keyed());
    expect(told(again).problems).toEqual([['CHANGE_REFUSED', 'changes.1', false]]);
    expect(await rig.outcomes(again)).toEqual(['VERIFIED', 'REJECTED']);
  });

  it('of a plan gives the plan as it is then, to be applied by its new hash', async () => {
    const first = await halfDone('plan');
    expect(await rig.outcomes(first)).toEqual(['PENDING', 'REJECTED']);
    const again = await rig.engine.plan(assign(...ALL), keyed());
    expect(told(again)).toEqual({ status: 'PLANNED', replayed: true, problems: [] });
    expect(setOf(again)).toMatchObject({ id: setOf(first).id, plannedCalls: 3 });
    expect(setOf(again).hash).not.toBe(setOf(first).hash);
    expect(await rig.outcomes(again)).toEqual(['PENDING', 'PENDING', 'PENDING']);
    expect(await actionsOf(again)).toEqual(['PLAN_SET PLANNED', 'CARRY_ON_SET PLANNED']);
    const old = await rig.engine.applyPlan(again.set, setOf(first).hash, rig.request());
    expect(told(old).problems).toEqual([['PLAN_STALE', 'plan.hash', false]]);
    const applied = await rig.engine.applyPlan(again.set, setOf(again).hash, rig.request());
    expect(told(applied)).toEqual({ status: 'SUCCEEDED', replayed: false, problems: [] });
    expect(rig.writes()).toHaveLength(3);
  });
});

describe('a key of a retry and of an undo', () => {
  it('carries on what could not be read for the retry', async () => {
    rig.fleet.genesys.fault({ path: PATHS.genesys.write, fault: { kind: 'error', status: 500 } });
    rig.fleet.yext.fault({ method: 'POST', path: PATHS.yext.write, fault: { kind: 'error', status: 500 } });
    const failed = await rig.engine.apply(assign(STORE, USER), rig.request());
    expect(await rig.outcomes(failed)).toEqual(['REJECTED', 'REJECTED']);
    rig.calm();
    rig.fleet.genesys.fault({ path: PATHS.genesys.read, fault: DOWN });
    const retried = await rig.engine.retry(setOf(failed), keyed(), false);
    expect(await rig.outcomes(retried)).toEqual(['VERIFIED', 'REJECTED']);
    rig.calm();
    const again = await rig.engine.retry(setOf(failed), keyed(), false);
    expect(told(again)).toEqual({ status: 'SUCCEEDED', replayed: true, problems: [] });
    expect(setOf(again)).toMatchObject({ id: setOf(retried).id, retryOf: setOf(failed).id });
  });

  it('carries on what nobody knew yet at the undo', async () => {
    rig.fleet.yext.fault({ method: 'POST', path: PATHS.yext.write, fault: { kind: 'lie' } });
    const done = await rig.engine.apply(assign(STORE, USER), rig.request());
    expect(await rig.outcomes(done)).toEqual(['ACCEPTED_UNVERIFIED', 'VERIFIED']);
    rig.calm();
    const undone = await rig.engine.undo(setOf(done), keyed(), false);
    expect(told(undone).problems).toEqual([['CANNOT_UNDO', 'changes.0', true]]);
    expect(await rig.outcomes(undone)).toEqual(['VERIFIED']);
    // The vendor does it after all, and a read finds out.
    await rig.providers.put(STORE, HELD);
    rig.advance(60_000);
    await rig.settle();
    const again = await rig.engine.undo(setOf(done), keyed(), false);
    expect(told(again)).toEqual({ status: 'SUCCEEDED', replayed: true, problems: [] });
    expect(setOf(again).id).toBe(setOf(undone).id);
    expect(await rig.providers.stateOf(STORE)).toEqual(BARE);
  });
});

describe('a key that another call has used since this one found it free', () => {
  /** What the call is answered when another whole one like it comes just after it has found the key free, and what was sent by then. */
  async function overtaken(call: (engine: ChangeEngine) => Promise<Answer>) {
    let faster: Answer | undefined;
    const slow = createChangeEngine({
      ...rig.deps,
      store: {
        ...rig.store,
        async replay(claim) {
          const known = await rig.store.replay(claim);
          faster ??= await call(rig.engine);
          return known;
        },
      },
    });
    const own = await call(slow);
    const first = present(faster);
    return {
      faster: told(first),
      own: { ...told(own), isSame: own.set?.id === first.set?.id },
      writes: rig.writes().length,
    };
  }

  /** Both calls give one set. */
  const oneSet = (status: string, writes: number) => ({
    faster: { status, replayed: false, problems: [] },
    own: { status, replayed: true, problems: [], isSame: true },
    writes,
  });

  it('gives its set where the vendor cannot be read any more', async () => {
    const answers = await overtaken(async (engine) => {
      const answer = await engine.apply(assign(STORE), keyed());
      rig.fleet.yext.fault({ path: PATHS.yext.read, fault: DOWN });
      return answer;
    });
    expect(answers).toEqual(oneSet('SUCCEEDED', 1));
  });

  it('gives its undo, after which nothing is left to take back', async () => {
    const done = await rig.engine.apply(assign(STORE), rig.request());
    rig.calm();
    const answers = await overtaken((engine) => engine.undo(setOf(done), keyed(), false));
    expect(answers).toEqual(oneSet('SUCCEEDED', 1));
  });

  it('gives the plan that was applied, and not that it is stale', async () => {
    const plan = setOf(await rig.engine.plan(assign(STORE), rig.request()));
    const answers = await overtaken((engine) => engine.applyPlan(plan, plan.hash, keyed()));
    expect(answers).toEqual(oneSet('SUCCEEDED', 1));
  });

  it('gives the plan of what was found then, where nothing is found any more', async () => {
    const found = [assign(STORE), []];
    const workOut = () => Promise.resolve({ requests: found.shift() ?? [], leftOut: [], problems: [] });
    const answers = await overtaken((engine) => engine.planOf({ input: 'all', workOut }, keyed()));
    expect(answers).toEqual(oneSet('PLANNED', 0));
  });
});

describe('a plan whose vendor cannot be read when it is applied', () => {
  it.each([
    ['what is held', PATHS.yext.read],
    ['the licenses', '/license-packs$'],
  ])('is neither stale nor applied, for %s, and its key stays free', async (_what, path) => {
    const plan = await rig.engine.plan(assign(STORE), rig.request());
    const { hash } = setOf(plan);
    rig.fleet.yext.fault({ path, fault: DOWN });
    const unread = await rig.engine.applyPlan(plan.set, hash, keyed());
    expect(unread.problems).toMatchObject([{ code: 'UPSTREAM_UNAVAILABLE', retryable: true }]);
    expect(setOf(unread)).toMatchObject({ id: setOf(plan).id, status: 'PLANNED' });
    rig.calm();
    const applied = await rig.engine.applyPlan(plan.set, hash, keyed());
    expect(told(applied)).toEqual({ status: 'SUCCEEDED', replayed: false, problems: [] });
  });
});

describe('a caller who goes away', () => {
  it('ends the wait for the set, and nothing else', async () => {
    const gone = new AbortController();
    rig.fleet.yext.fault({ method: 'POST', path: PATHS.yext.write, fault: { kind: 'latency', ms: 400 } });
    const call = { ...testCall(120_000), deadline: 1e15, gone: gone.signal };
    const answer = rig.engine.apply(assign(STORE), keyed({ call }));
    gone.abort(new ProblemError(problem('CLIENT_GONE', 'CALLER', 'gone')));
    const given = await answer;
    expect(told(given).status).toBe('RUNNING');
    await until(async () => (await rig.store.set(setOf(given).id))?.status === 'SUCCEEDED');
    expect(await rig.providers.stateOf(STORE)).toEqual(HELD);
  });
});
