// What could not be read is not "nothing": nothing is planned, verified, dropped or closed on it.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../src/changes/engine-port.ts';
import { runPart } from '../../src/changes/run/run-part.ts';
import { fireDue } from '../../src/changes/run/fire-due.ts';
import type { ChangeAction } from '../../src/domain/change.ts';
import type { Call } from '../../src/domain/call.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { only, present } from '../support/assertions.ts';
import { setOf, useEngine } from '../support/engine.ts';
import { changeRequest } from '../support/change-requests.ts';
import { PATHS, device, genesysUser, place, type Target } from '../support/license-targets.ts';
import { BARE, HELD } from '../support/provider-state.ts';

const MINUTE = 60_000;
const rig = useEngine({ jump: true, settleAfterMs: MINUTE });

/** An answer of status 200 that says nothing of anybody. */
const EMPTY = { kind: 'answer', status: 200, body: {} } as const;
const USER = genesysUser(1);

function ask(action: ChangeAction, target: Target): Promise<Answer> {
  return rig.engine.apply([changeRequest(action, target)], rig.request());
}

/** The accounts, each told of every call that reads what is held. */
function listening(heard: (call: Call) => void): ReadonlyMap<string, ProviderAccount> {
  return new Map(
    [...rig.accounts].map(([key, account]) => {
      const { assignments } = account;
      const ofAssignees: typeof assignments.ofAssignees = (assignees, call) => {
        heard(call);
        return assignments.ofAssignees(assignees, call);
      };
      return [key, { ...account, assignments: { ...assignments, ofAssignees } }];
    }),
  );
}

beforeEach(async () => {
  await rig.providers.put(USER, HELD);
  rig.calm();
});

describe('what an answer leaves out', () => {
  it('is no reason to call a removal done already', async () => {
    rig.fleet.genesys.fault({ path: PATHS.genesys.read, fault: EMPTY });
    const answer = await ask('REMOVE', USER);
    expect(answer.set).toBeNull();
    expect(only(answer.problems)).toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      accountKey: 'genesys-us',
      retryable: true,
    });
    expect(rig.writes()).toEqual([]);
  });

  it('verifies nothing, at once or later, and settles nothing', async () => {
    rig.fleet.genesys.fault({ path: PATHS.genesys.write, fault: { kind: 'lie' } });
    rig.fleet.genesys.fault({ path: PATHS.genesys.read, after: 1, fault: EMPTY });
    const removed = await ask('REMOVE', USER);
    expect(await rig.record(removed)).toMatchObject({
      outcome: 'ACCEPTED_UNVERIFIED',
      problem: { code: 'UPSTREAM_BAD_RESPONSE' },
      after: null,
    });
    rig.advance(30 * MINUTE);
    await rig.settle();
    expect((await rig.record(removed)).outcome).toBe('ACCEPTED_UNVERIFIED');
    rig.calm();
    rig.advance(60 * MINUTE);
    await rig.settle();
    expect(await rig.record(removed)).toMatchObject({
      outcome: 'REJECTED',
      problem: { code: 'WRITE_HAD_NO_EFFECT' },
    });
  });

  it('is no reason to send again what may have been done', async () => {
    rig.fleet.genesys.fault({ path: PATHS.genesys.write, times: 1, fault: { kind: 'apply-then-cut' } });
    rig.fleet.genesys.fault({ path: PATHS.genesys.read, after: 1, fault: EMPTY });
    const removed = await ask('REMOVE', USER);
    expect(await rig.record(removed)).toMatchObject({ outcome: 'UNKNOWN', attempts: 1 });
    rig.calm();
    rig.advance(2 * MINUTE);
    await rig.settle();
    expect((await rig.record(removed)).outcome).toBe('VERIFIED');
  });

  it('drops no removal whose day has come', async () => {
    await rig.engine.apply([changeRequest('SCHEDULE_REMOVAL', USER, '2099-01-31')], rig.request());
    rig.advance(Date.parse('2099-01-31T12:00:00Z') - rig.deps.now());
    rig.fleet.genesys.fault({ path: PATHS.genesys.read, fault: EMPTY });
    const fire = () => fireDue(rig.deps, new AbortController().signal);
    await fire();
    const assignee = { kind: 'USER', externalId: USER.externalId } as const;
    expect(await rig.store.schedulesOf('genesys-us', [assignee])).toHaveLength(1);
    rig.calm();
    await fire();
    const [fired] = await rig.store.sets({ principal: 'schedule' }, null, 1);
    await rig.work(present(fired).id);
    expect(await rig.providers.stateOf(USER)).toEqual(BARE);
  });

  it('of a look-up of assignees does not say that there is none', async () => {
    rig.fleet.thingspace.fault({
      path: '/devices/',
      fault: { kind: 'answer', status: 200, body: { accountName: '0123456789-00001' } },
    });
    const answer = await ask('ASSIGN', device(127));
    expect(answer.set).toBeNull();
    expect(only(answer.problems)).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', retryable: true });
  });
});

describe('a key that a read of what is held leaves out', () => {
  /** The same accounts, whose reads of what is held answer of nobody. */
  function mute(): ReadonlyMap<string, ProviderAccount> {
    return new Map(
      [...rig.accounts].map(([key, account]) => {
        const ofAssignees = () => Promise.resolve(new Map());
        return [key, { ...account, assignments: { ...account.assignments, ofAssignees } }];
      }),
    );
  }

  it('is unread for whoever plans', async () => {
    const answer = await rig.engine.apply([changeRequest('REMOVE', USER)], rig.request({ accounts: mute() }));
    expect(answer.set).toBeNull();
    expect(only(answer.problems).code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('is unread for whoever reads back, and settles', async () => {
    const deps = { ...rig.deps, accounts: mute() };
    rig.fleet.genesys.fault({ path: PATHS.genesys.write, fault: { kind: 'lie' } });
    const plan = await rig.engine.plan([changeRequest('REMOVE', USER)], rig.request());
    const { id } = setOf(plan);
    await rig.store.startSet(id, rig.request(), { idempotency: null, enqueue: false });
    await runPart({ setId: id, accountKey: 'genesys-us' }, deps, new AbortController().signal);
    expect(await rig.record(plan)).toMatchObject({ outcome: 'ACCEPTED_UNVERIFIED', after: null });
    rig.advance(30 * MINUTE);
    await rig.settle(deps);
    expect(await rig.record(plan)).toMatchObject({ outcome: 'ACCEPTED_UNVERIFIED', after: null });
    rig.advance(60 * MINUTE);
    await rig.settle();
    expect(await rig.record(plan)).toMatchObject({ outcome: 'REJECTED', after: { held: true } });
  });

  it('is unread for a removal whose day has come', async () => {
    await rig.engine.apply([changeRequest('SCHEDULE_REMOVAL', USER, '2100-01-31')], rig.request());
    rig.advance(Date.parse('2100-01-31T12:00:00Z') - rig.deps.now());
    await fireDue({ ...rig.deps, accounts: mute() }, new AbortController().signal);
    const assignee = { kind: 'USER', externalId: USER.externalId } as const;
    expect(await rig.store.schedulesOf('genesys-us', [assignee])).toHaveLength(1);
  });
});

describe('a list of licenses with a gap', () => {
  beforeEach(() => {
    rig.fleet.yext.setSwitch('oddThing', 'LP-EMPTY');
  });
  afterEach(() => {
    rig.fleet.yext.setSwitch('oddThing', '');
  });

  it('does not say that there is no such license', async () => {
    const answer = await ask('ASSIGN', place('store-5'));
    expect(answer.set).toBeNull();
    expect(only(answer.problems)).toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      retryable: true,
      path: ['changes', '0', 'license'],
    });
  });

  it('is none for licenses that are in it, and for texts that are no ids', async () => {
    const account = present(rig.accounts.get('listings'));
    expect(account.accepts('LICENSE', '-')).toBe(false);
    const [listed, noId] = [place('store-5', 'LP-CHAT'), place('store-5', '-')];
    expect(only((await ask('ASSIGN', listed)).problems).code).toBe('NO_SEATS');
    expect(only((await ask('ASSIGN', noId)).problems).code).toBe('NO_SUCH_LICENSE');
  });
});

describe('whatever is decided on', () => {
  it('is read so that no key is left out: planning, reading back, settling, schedules', async () => {
    const heard: boolean[] = [];
    const accounts = listening(({ thorough }) => heard.push(thorough === true));
    await rig.engine.plan([changeRequest('REMOVE', USER)], rig.request({ accounts }));
    expect(heard).toEqual([true]);
    rig.fleet.genesys.fault({ path: PATHS.genesys.write, fault: { kind: 'lie' } });
    const lied = await ask('REMOVE', USER);
    heard.length = 0;
    rig.advance(2 * MINUTE);
    await rig.settle({ ...rig.deps, accounts });
    expect([heard, (await rig.record(lied)).outcome]).toEqual([[true], 'ACCEPTED_UNVERIFIED']);
  });
});
