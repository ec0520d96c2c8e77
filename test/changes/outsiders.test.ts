// Invitations of people from outside, cut short anywhere: what no read shows is told by answers, and is sent again for nothing else.
import { afterEach, describe, expect, it } from '@jest/globals';
import { access } from '../../emulators/webex/index.ts';
import type { Answer } from '../../src/changes/engine-port.ts';
import { runPart } from '../../src/changes/run/run-part.ts';
import type { ChangeRequest } from '../../src/changes/change-request.ts';
import { NO_OPTIONS, type ChangeAction } from '../../src/domain/change.ts';
import { only, present } from '../support/assertions.ts';
import { setOf, useEngine } from '../support/engine.ts';
import { changeRequest, optionsOf } from '../support/change-requests.ts';
import { genesysUser } from '../support/license-targets.ts';
import { genesysUsers } from '../support/many-changes.ts';

const INVITE = optionsOf('webex', { inviteExternal: true });

const SUITE = present(access.licenseIds['meetingsSuite']);
const NILS = 'nils.blank@partner.example';
const PATCH = 'PATCH /v1/licenses/users';

const rig = useEngine({ jump: true });
afterEach(async () => {
  rig.fleet.webex.setSwitch('listPendingExternals', false);
  rig.fleet.webex.clearFaults();
  await rig.engine.apply([about('REMOVE')], rig.request());
});

function about(action: ChangeAction): ChangeRequest {
  const invites = action === 'ASSIGN' ? ({ by: 'EMAIL', email: NILS } as const) : null;
  return {
    index: 0,
    waitsFor: [],
    path: ['changes', '0'],
    action,
    license: { accountKey: 'webex', externalId: SUITE },
    assignee: invites ?? { by: 'KEY', accountKey: 'webex', kind: 'USER', externalId: NILS },
    removalOn: null,
    options: invites ? INVITE : NO_OPTIONS,
    fault: null,
  };
}

describe('an invitation', () => {
  it.each([
    ['that reads do not show', false],
    ['that reads show', true],
  ])(
    '%s, by a process that dies once it has the answer, is verified by another one, and sent once',
    async (_, lists) => {
      rig.fleet.webex.setSwitch('listPendingExternals', lists);
      const { set } = await rig.engine.plan([about('ASSIGN')], rig.request());
      const { id } = present(set);
      await rig.store.startSet(id, rig.request(), { idempotency: null, enqueue: false });
      const dead = new AbortController();
      const dies = {
        ...rig.deps,
        sleep: () => {
          dead.abort(new Error('killed'));
          return Promise.reject(new Error('killed'));
        },
      };
      for (const part of await rig.store.partsOf(id)) await runPart(part, dies, dead.signal);
      expect(rig.writes()).toEqual([PATCH]);
      const [left] = await rig.store.changesOf(id, { limit: 10 });
      expect(left).toMatchObject({
        phase: 'SENT',
        outcome: 'PENDING',
        change: { assignee: { externalId: NILS } },
      });
      await rig.work(id);
      expect(await rig.record({ set })).toMatchObject({
        outcome: 'VERIFIED',
        attempts: 1,
        after: { held: true, status: lists ? 'ACTIVE' : 'PENDING' },
      });
      expect(rig.writes()).toEqual([PATCH]);
    },
  );

  it.each([
    ['is read where reads show it', true, 1],
    ['is asked for once more where they do not, as the same again changes nothing', false, 2],
  ])('whose answer was lost %s', async (_, lists, attempts) => {
    rig.fleet.webex.setSwitch('listPendingExternals', lists);
    rig.fleet.webex.fault({ method: 'PATCH', times: 1, fault: { kind: 'apply-then-cut' } });
    const answer = await rig.engine.apply([about('ASSIGN')], rig.request());
    expect(await rig.record(answer)).toMatchObject({ outcome: 'VERIFIED', attempts });
    expect(rig.writes()).toHaveLength(attempts);
  });

  it('whose answers were all lost is unknown, and verified once it is accepted', async () => {
    rig.fleet.webex.fault({ method: 'PATCH', fault: { kind: 'apply-then-cut' } });
    const answer = await rig.engine.apply([about('ASSIGN')], rig.request());
    expect(await rig.record(answer)).toMatchObject({ outcome: 'UNKNOWN', after: null });
    rig.fleet.webex.clearFaults();
    rig.advance(3_600_000);
    await rig.settle();
    expect(await rig.record(answer)).toMatchObject({ outcome: 'UNKNOWN' });
    rig.fleet.webex.setSwitch('listPendingExternals', true);
    rig.advance(86_400_000);
    await rig.settle();
    expect(await rig.record(answer)).toMatchObject({ outcome: 'VERIFIED', after: { held: true } });
  });

  it('is verified by its answer when nothing can be read any more, and so is its withdrawal', async () => {
    for (const action of ['ASSIGN', 'REMOVE'] as const) {
      await rig.darken('webex', about(action));
      const answer = await rig.engine.apply([about(action)], rig.request());
      expect(await rig.record(answer)).toMatchObject({
        outcome: 'VERIFIED',
        after: { held: action === 'ASSIGN' },
      });
    }
  });

  it.each([
    ['ASSIGN', []],
    ['REMOVE', [SUITE]],
  ] as const)(
    'that is to come to %s, and does not by the very answer that says so, is refused',
    async (action, pendingLicenses) => {
      const body = { email: NILS, licenses: [], pendingLicenses };
      rig.fleet.webex.fault({ method: 'PATCH', fault: { kind: 'answer', status: 200, body } });
      const answer = await rig.engine.apply([about(action)], rig.request());
      expect(await rig.record(answer)).toMatchObject({
        outcome: 'REJECTED',
        attempts: 2,
        problem: { code: 'WRITE_HAD_NO_EFFECT' },
        after: { held: action === 'REMOVE' },
      });
    },
  );

  it('of which undo could not be planned at first says what it cannot know once it is carried on', async () => {
    const other = {
      ...changeRequest('ASSIGN', genesysUser(present(genesysUsers(1)[0]))),
      index: 1,
      path: ['changes', '1'],
    };
    const invited = await rig.engine.apply([about('ASSIGN'), other], rig.request());
    const request = rig.request({ idempotencyKey: 'undo both' });
    rig.fleet.webex.fault({ path: '/licenses', method: 'GET', fault: { kind: 'error', status: 500 } });
    const codesOf = ({ problems }: Answer): readonly string[] => problems.map(({ code }) => code);
    const first = await rig.engine.undo(setOf(invited), request, false);
    expect(codesOf(first)).toEqual(['UPSTREAM_UNAVAILABLE']);
    rig.calm();
    const second = await rig.engine.undo(setOf(invited), request, false);
    expect(setOf(second).id).toBe(setOf(first).id);
    expect(codesOf(second)).toEqual(['BEFORE_UNKNOWN']);
    expect(await rig.outcomes(second)).toEqual(['VERIFIED', 'VERIFIED']);
  });

  it('is in the log under one name, with what undoes it', async () => {
    const invited = await rig.engine.apply([about('ASSIGN')], rig.request());
    const undone = await rig.engine.undo(setOf(invited), rig.request(), false);
    expect(await rig.record(undone)).toMatchObject({ outcome: 'VERIFIED', after: { held: false } });
    for (const set of [invited, undone]) {
      const log = await rig.store.auditEvents(
        { setId: setOf(set).id, actions: ['ASSIGN', 'REMOVE'] },
        null,
        10,
      );
      expect(only(log).assignee).toEqual({ kind: 'USER', externalId: NILS });
    }
  });
});
