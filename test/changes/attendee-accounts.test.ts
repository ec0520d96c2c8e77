// Attendee accounts of meeting sites as changes: planned, sent, read back, undone, and told apart from licenses all the way.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { access } from '../../emulators/webex/index.ts';
import type { ChangeRequest } from '../../src/changes/change-request.ts';
import type { User } from '../../src/domain/assignee.ts';
import type { Assignment } from '../../src/domain/assignment.ts';
import { THE_LICENSE, type ChangeAction } from '../../src/domain/change.ts';
import { present } from '../support/assertions.ts';
import { setOf, useEngine } from '../support/engine.ts';
import { changeRequest, optionsOf } from '../support/change-requests.ts';
import { testCall } from '../support/runtime.ts';

const SITE = 'acme.webex.com';
const LICENSE = present(access.licenseIds['meetingsSuite']);

const rig = useEngine({ settleAfterMs: 60_000 });
let attendees: readonly User[];
beforeAll(async () => {
  const page = await webex().assignees.USER?.page(null, testCall(60_000));
  const attends = ({ siteAccounts }: User): boolean =>
    siteAccounts?.some(({ siteUrl, role }) => siteUrl === SITE && role === 'ATTENDEE') ?? false;
  attendees = (page?.items ?? []).filter(attends);
});

function webex() {
  return present(rig.accounts.get('webex'), 'an account of Webex');
}

/** The attendee numbered so, a different one for every test. */
function person(number: number): string {
  return present(attendees[number], `attendee ${number} in the seed`).externalId;
}

function license(action: ChangeAction, user: string): ChangeRequest {
  return changeRequest(action, { accountKey: 'webex', licenseId: LICENSE, kind: 'USER', externalId: user });
}

function account(action: ChangeAction, user: string, accountType = 'ATTENDEE'): ChangeRequest {
  const options = optionsOf('webex', { site: { siteUrl: 'ACME.Webex.com', accountType } });
  return { ...license(action, user), options };
}

describe('an attendee who becomes host', () => {
  it('is one set of two requests, and undone is an attendee again', async () => {
    const user = person(0);
    const plan = await rig.engine.plan([license('ASSIGN', user), account('REMOVE', user)], rig.request());
    expect(plan.problems).toEqual([]);
    const seats = plan.set?.seatImpact.map(({ before, after }) => (before ?? 0) - (after ?? 0));
    expect(seats).toEqual([1]);
    const done = await rig.engine.applyPlan(plan.set, plan.set?.hash ?? '', rig.request());
    expect(done.set?.status).toBe('SUCCEEDED');
    expect(rig.writes()).toEqual(['PATCH /v1/licenses/users', 'PATCH /v1/licenses/users']);
    const site = { siteUrl: SITE, role: 'ATTENDEE' };
    const target = { kind: 'SITE_ACCOUNT', ...site };
    expect(await rig.records(done)).toMatchObject([
      {
        change: { action: 'ASSIGN', licenseId: LICENSE, target: THE_LICENSE },
        outcome: 'VERIFIED',
        before: { held: false },
      },
      {
        change: { action: 'REMOVE', licenseId: LICENSE, target },
        outcome: 'VERIFIED',
        before: { held: true },
      },
    ]);

    const undone = await rig.engine.undo(setOf(done), rig.request(), false);
    expect(undone.problems).toEqual([]);
    expect(await rig.records(undone)).toMatchObject([
      { change: { action: 'REMOVE', target: THE_LICENSE }, outcome: 'VERIFIED', after: { held: false } },
      { change: { action: 'ASSIGN', target }, outcome: 'VERIFIED', after: { held: true } },
    ]);
    const log = await rig.store.auditEvents(
      { setId: setOf(undone).id, actions: ['ASSIGN', 'REMOVE'] },
      null,
      10,
    );
    expect(log.map((entry) => [entry.action, entry.site])).toEqual(
      expect.arrayContaining([
        ['REMOVE', null],
        ['ASSIGN', site],
      ]),
    );
    expect(await rig.store.verifyChain()).toMatchObject({ ok: true });
  });
});

describe('an attendee account', () => {
  it('takes and frees no seat', async () => {
    const user = person(1);
    const plan = await rig.engine.plan([account('REMOVE', user)], rig.request());
    expect(plan.set).toMatchObject({ seatImpact: [], plannedCalls: 1 });
  });

  it('that is there already is NO_CHANGE, and nothing is sent', async () => {
    const answer = await rig.engine.apply([account('ASSIGN', person(1))], rig.request());
    expect(await rig.outcomes(answer)).toEqual(['NO_CHANGE']);
    expect(rig.writes()).toEqual([]);
  });

  it('asked for twice is refused, and is not the same as the license', async () => {
    const user = person(1);
    const twice = await rig.engine.plan(
      [account('REMOVE', user), account('REMOVE', user), license('REMOVE', user)],
      rig.request(),
    );
    expect(await rig.outcomes(twice)).toEqual(['PENDING', 'REJECTED', 'NO_CHANGE']);
  });

  it('moved by somebody else makes a plan stale, and only its own change', async () => {
    const user = person(2);
    const plan = await rig.engine.plan([account('REMOVE', user), license('REMOVE', user)], rig.request());
    await rig.engine.apply([account('REMOVE', user)], rig.request());
    const stale = await rig.engine.applyPlan(plan.set, plan.set?.hash ?? '', rig.request());
    expect(stale.problems.map(({ code, path }) => [code, path?.join('.')])).toEqual([
      ['PLAN_STALE', 'plan'],
      ['PLAN_STALE', 'changes.0'],
    ]);
  });

  it('is settled by reading when the answer was lost', async () => {
    rig.fleet.webex.fault({ method: 'PATCH', times: 1, fault: { kind: 'apply-then-cut' } });
    const answer = await rig.engine.apply([account('REMOVE', person(3))], rig.request());
    expect(await rig.records(answer)).toMatchObject([{ outcome: 'VERIFIED', attempts: 1 }]);
  });

  it('that goes leaves alone the date kept for the removal of the license', async () => {
    const user = person(5);
    const assignee = { kind: 'USER', externalId: user } as const;
    const day = { removalOn: '2099-01-31', zone: 'Europe/Berlin', dueAt: '2099-01-30T23:00:00.000Z' };
    const schedule = { accountKey: 'webex', licenseId: LICENSE, assignee, ...day, setId: 'earlier' };
    await rig.store.createSchedules([schedule], 'tester');
    const answer = await rig.engine.apply([account('REMOVE', user)], rig.request());
    expect(answer.set?.status).toBe('SUCCEEDED');
    expect(await rig.store.schedulesOf('webex', [assignee])).toMatchObject([{ licenseId: LICENSE }]);
  });

  it('that a lie reports removed is never VERIFIED', async () => {
    rig.fleet.webex.fault({ method: 'PATCH', times: 2, fault: { kind: 'lie' } });
    const answer = await rig.engine.apply([account('REMOVE', person(4))], rig.request());
    const { after, outcome } = await rig.record(answer);
    expect(after).toMatchObject({ held: true });
    expect(outcome).not.toBe('VERIFIED');
  });
});

describe('a user of another organisation', () => {
  it('has no attendee account that could be changed: nothing would show it', async () => {
    const { items } = await webex().assignments.ofLicense(LICENSE, null, testCall(60_000));
    const isStranger = ({ assignee }: Assignment): boolean =>
      assignee.kind === 'USER' && assignee.userKind === 'EXTERNAL';
    const { assignee } = present(items.find(isStranger), 'an external host in the seed');
    const requests = [account('REMOVE', assignee.externalId)];
    const answer = await rig.engine.apply(requests, rig.request());
    expect(answer).toMatchObject({
      set: null,
      problems: [{ code: 'NOT_SUPPORTED', path: ['changes', '0', 'options', 'webex', 'site'] }],
    });
    expect(rig.writes()).toEqual([]);
  });
});

describe('a request for the host', () => {
  it('is one for the license itself', async () => {
    const plan = await rig.engine.plan([account('ASSIGN', person(1), 'HOST')], rig.request());
    expect(plan.problems.map(({ code }) => code)).toEqual(['LICENSES_CONFLICT']);
    expect(await rig.records(plan)).toMatchObject([{ change: { target: THE_LICENSE, licenseId: LICENSE } }]);
  });
});
