// One thing is one thing, however its id or its address is spelled: in sets, schedules and the audit log.
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../src/changes/engine-port.ts';
import { fireDue } from '../../src/changes/run/fire-due.ts';
import type { ChangeRequest } from '../../src/changes/change-request.ts';
import type { ChangeAction } from '../../src/domain/change.ts';
import { theOneOf, type User } from '../../src/domain/assignee.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import { useApp } from '../support/app.ts';
import { only, present } from '../support/assertions.ts';
import { setOf, useEngine } from '../support/engine.ts';
import { changeRequest } from '../support/change-requests.ts';
import { genesysUser, type Target } from '../support/license-targets.ts';
import { target } from '../support/inputs.ts';
import { mutate, outcomesOf } from '../support/mutations.ts';
import { BARE, HELD } from '../support/provider-state.ts';
import { testCall } from '../support/runtime.ts';

const LOWER = genesysUser(1);
const UPPER = { ...LOWER, externalId: LOWER.externalId.toUpperCase() };

describe('a user whose id is spelled in two ways', () => {
  const rig = useEngine({ jump: true });

  function ask(action: ChangeAction, ...targets: readonly Target[]): Promise<Answer> {
    const requests = targets.map((one, index) => ({
      ...changeRequest(action, one),
      path: ['changes', String(index)],
    }));
    return rig.engine.apply(requests, rig.request());
  }

  async function put(state: typeof HELD): Promise<void> {
    await rig.providers.put(LOWER, state);
    rig.calm();
  }

  it('is one assignee', async () => {
    await put(BARE);
    const assigned = await ask('ASSIGN', UPPER);
    expect(await rig.record(assigned)).toMatchObject({
      change: { assignee: { kind: 'USER', externalId: LOWER.externalId } },
      outcome: 'VERIFIED',
    });
    expect(await rig.outcomes(await ask('ASSIGN', LOWER))).toEqual(['NO_CHANGE']);
    const twice = await ask('REMOVE', LOWER, UPPER);
    expect(await rig.outcomes(twice)).toEqual(['VERIFIED', 'REJECTED']);
    expect(only(twice.problems)).toMatchObject({ code: 'CHANGE_REFUSED', path: ['changes', '1'] });
  });

  it('has one removal on a day, which is carried out once', async () => {
    await put(HELD);
    const schedule = (one: Target, day: string) =>
      rig.engine.apply([changeRequest('SCHEDULE_REMOVAL', one, day)], rig.request());
    await schedule(UPPER, '2099-01-31');
    await schedule(LOWER, '2099-02-01');
    const assignee = { kind: 'USER', externalId: LOWER.externalId } as const;
    const waiting = await rig.store.schedulesOf('genesys-us', [assignee]);
    expect(waiting.map(({ removalOn }) => removalOn)).toEqual(['2099-02-01']);
    rig.advance(Date.parse('2099-02-01T12:00:00Z') - rig.deps.now());
    await fireDue(rig.deps, new AbortController().signal);
    const [fired] = await rig.store.sets({ principal: 'schedule' }, null, 1);
    await rig.work(present(fired).id);
    expect(await rig.outcomes({ set: present(fired) })).toEqual(['VERIFIED']);
  });

  it('is waited for as the one it is', async () => {
    await put(BARE);
    const plan = await rig.engine.plan([changeRequest('ASSIGN', UPPER)], rig.request());
    await rig.store.startSet(setOf(plan).id, rig.request(), { idempotency: null, enqueue: false });
    expect(only((await ask('REMOVE', LOWER)).problems).code).toBe('CHANGE_UNDER_WAY');
    await rig.work(setOf(plan).id);
  });

  it('leaves keys alone: they stand for the input as it was given', async () => {
    await put(BARE);
    const request = rig.request({ idempotencyKey: 'as given' });
    const first = await rig.engine.apply([changeRequest('ASSIGN', UPPER)], request);
    const again = await rig.engine.apply([changeRequest('ASSIGN', UPPER)], request);
    expect([again.replayed, setOf(again).id]).toEqual([true, setOf(first).id]);
    await expect(rig.engine.apply([changeRequest('ASSIGN', LOWER)], request)).rejects.toMatchObject({
      problem: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
  });

  it('of a database from before is one from the start on', async () => {
    await put(HELD);
    const [removalOn, dueAt, zone] = ['2199-01-31', '2199-01-31T00:00:00.000Z', 'UTC'];
    const dated = { removalOn, dueAt, zone, setId: 'a set' };
    const { accountKey, licenseId, kind } = UPPER;
    const old = { accountKey, licenseId, assignee: { kind, externalId: UPPER.externalId }, ...dated };
    await rig.store.createSchedules([old], 'tester');
    await rig.engine.start();
    const assignee = { kind: 'USER', externalId: LOWER.externalId } as const;
    expect(await rig.store.schedulesOf('genesys-us', [assignee])).toMatchObject([{ removalOn }]);
    await ask('REMOVE', LOWER);
    expect(await rig.store.schedulesOf('genesys-us', [assignee])).toEqual([]);
  });
});

describe('an address', () => {
  const rig = useEngine({ jump: true });
  afterEach(() => {
    rig.fleet.genesys.setSwitch('emailForm', 'ascii');
    rig.fleet.genesys.setSwitch('sharedAddress', false);
  });

  async function userOf(index: number): Promise<User> {
    const { externalId } = genesysUser(index);
    const slots = await present(rig.accounts.get('genesys-us')?.assignees.USER).byIds(
      [externalId],
      testCall(),
    );
    const slot = slots.get(externalId);
    if (!slot || slot instanceof ProblemError) throw new Error('the seed lacks a user');
    return slot;
  }

  function ask(email: string): Promise<Answer> {
    const wanted: ChangeRequest = { ...changeRequest('ASSIGN', LOWER), assignee: { by: 'EMAIL', email } };
    return rig.engine.plan([wanted], rig.request());
  }

  it.each([
    ['composed', 'NFD'],
    ['decomposed', 'NFC'],
  ] as const)('that the vendor spells %s is found by the other form', async (form, asked) => {
    rig.fleet.genesys.setSwitch('emailForm', form);
    const users = await Promise.all(Array.from({ length: 17 }, (_, index) => userOf(index)));
    const { email, externalId } = present(users.find((one) => /[^\p{ASCII}]/u.test(one.email ?? '')));
    const other = present(email).normalize(asked).toUpperCase();
    expect(other.toLowerCase()).not.toBe(email);
    expect((await rig.record(await ask(other))).change.assignee.externalId).toBe(externalId);
  });

  it('of several users is AMBIGUOUS, and the hint names them', async () => {
    rig.fleet.genesys.setSwitch('sharedAddress', true);
    const first = await userOf(0);
    const answer = await ask(present(first.email));
    expect(answer.set).toBeNull();
    const { code, blame, retryable, path, hint } = only(answer.problems);
    expect([code, blame, retryable, path]).toEqual([
      'AMBIGUOUS',
      'CALLER',
      false,
      ['changes', '0', 'assignee'],
    ]);
    const second = await userOf(1);
    expect(hint).toBe(`Name the user by id: ${[first.externalId, second.externalId].join(', ')}.`);
  });

  const user = (externalId: string, state: User['state']): User => ({
    kind: 'USER',
    accountKey: 'a',
    externalId,
    ...(state !== undefined && { state }),
  });

  it('is that of the one user who is not deleted, or of the only one there is', () => {
    expect(theOneOf([])).toBeNull();
    expect(theOneOf([user('one', 'DELETED')])?.externalId).toBe('one');
    expect(
      theOneOf([user('one', 'DELETED'), user('two', 'INACTIVE'), user('three', 'DELETED')])?.externalId,
    ).toBe('two');
    // Of whom nothing is known, it is not known either that he is deleted.
    expect(theOneOf([user('one', 'DELETED'), user('two', undefined)])?.externalId).toBe('two');
  });

  it('of more than five names five', () => {
    const seven = Array.from({ length: 7 }, (_, index) => user(`u${index}`, 'ACTIVE'));
    expect(() => theOneOf(seven)).toThrow(ProblemError);
    try {
      theOneOf(seven);
    } catch (error) {
      expect(error).toMatchObject({
        problem: { code: 'AMBIGUOUS', hint: 'Name the user by id: u0, u1, u2, u3, u4 and 2 more.' },
      });
    }
    expect(() => theOneOf([user('one', 'DELETED'), user('two', 'DELETED')])).toThrow('Several users');
  });
});

describe('the audit log', () => {
  const app = useApp();

  it('is found by either spelling', async () => {
    const { accountKey, licenseId, kind, externalId } = UPPER;
    const done = await mutate(app, 'assignLicense', target(accountKey, licenseId, kind, externalId));
    expect(outcomesOf(done)).toEqual(['ASSIGN VERIFIED']);
    const query = `query($filter: AuditEventFilter) { auditEvents(filter: $filter) { nodes { action assignee { externalId } } } }`;
    for (const one of [LOWER, UPPER]) {
      const assigneeId = Buffer.from(JSON.stringify(['User', accountKey, one.externalId])).toString(
        'base64url',
      );
      expect(await app.data(query, { variables: { filter: { assigneeId } } })).toEqual({
        auditEvents: { nodes: [{ action: 'ASSIGN', assignee: { externalId: LOWER.externalId } }] },
      });
    }
  });
});
