// Changes through HTTP, one by one and as plans: applied, read back, done once, dated.
import { describe, expect, it } from '@jest/globals';
import { imei } from '../../emulators/seed/organisation.ts';
import { codesOf, movedBy, useApp, writesOf, type Nodes } from '../support/app.ts';
import { present } from '../support/assertions.ts';
import { assigning, device, pack, target } from '../support/inputs.ts';
import { mutate, outcomesOf, planOf, refusalsOf } from '../support/mutations.ts';

// Whichever account one test has failed is well for the next.
const app = useApp({ limits: { breakerFailures: 1_000 } });

/** The first user of the account who holds nothing, and a license with seats whose name fits. */
async function userWithout(accountKey: string, licenseName: RegExp) {
  const { account } = await app.data<{
    account: {
      licenses: Nodes<{ externalId: string; name: string; seats: { available: number } | null }>;
      users: Nodes<{ id: string; assignments: Nodes<object> }>;
    };
  }>(
    `query($key: String!) { account(key: $key) {
      licenses(first: 100) { nodes { externalId name seats { available } } }
      users(first: 100) { nodes { id assignments { nodes { id } } } } } }`,
    { variables: { key: accountKey } },
  );
  const license = account.licenses.nodes.find(
    ({ name, seats }) => licenseName.test(name) && (seats === null || seats.available > 0),
  );
  const user = account.users.nodes.find(({ assignments }) => assignments.nodes.length === 0);
  return { license: present(license).externalId, user: present(user) };
}

describe('one change', () => {
  it('is VERIFIED for each provider, seen in the graph, and taken back', async () => {
    const genesys = await userWithout('genesys-us', /^cloudCX1$|CX 1/);
    const cases = [
      pack('store-5'),
      device(imei(122)),
      target('fleet-legacy', 'fota', 'DEVICE', imei(2_003)),
      { ...target('genesys-us', genesys.license, 'USER', ''), assignee: { id: genesys.user.id } },
    ];
    for (const input of cases) {
      const assigned = await mutate(app, 'assignLicense', input);
      expect([assigned.problems, outcomesOf(assigned)]).toEqual([[], ['ASSIGN VERIFIED']]);
      expect(assigned.changeSet).toMatchObject({
        status: 'SUCCEEDED',
        upstreamCalls: { planned: 1, made: 1 },
        changes: { nodes: [{ before: { held: false }, after: { held: true }, attempts: 1 }] },
      });
      const removed = await mutate(app, 'removeLicense', input);
      expect([removed.problems, outcomesOf(removed)]).toEqual([[], ['REMOVE VERIFIED']]);
    }
  });

  it('that is so already sends nothing', async () => {
    const again = await mutate(app, 'assignLicense', pack('store-17', 'LP-PAGES'));
    expect([outcomesOf(again), writesOf(app)]).toEqual([['ASSIGN NO_CHANGE'], []]);
  });

  it('is only planned by a dry run', async () => {
    const planned = await mutate(app, 'assignLicense', { ...pack('store-7'), dryRun: true });
    expect(planned.changeSet?.status).toBe('PLANNED');
    expect([outcomesOf(planned), writesOf(app)]).toEqual([['ASSIGN PENDING'], []]);
  });

  it('finds its assignee by IMEI and by address', async () => {
    const byImei = await mutate(app, 'assignLicense', {
      license: device('').license,
      assignee: { imei: imei(127) },
      dryRun: true,
    });
    expect(byImei.changeSet?.changes.nodes[0]?.assignee?.externalId).toBe(imei(127));
    type User = {
      email: string;
      externalId: string;
      assignments: Nodes<{ license: { externalId: string } }>;
    };
    const { users } = await app.data<{
      users: Nodes<User>;
    }>(`{ users(first: 5, filter: { accountKeys: ["webex"] }) {
      nodes { email externalId assignments { nodes { license { externalId } } } } } }`);
    const holder = present(users.nodes.find(({ assignments }) => assignments.nodes.length > 0));
    const held = present(holder.assignments.nodes[0]).license.externalId;
    const byEmail = await mutate(app, 'removeLicense', {
      license: { key: { accountKey: 'webex', externalId: held } },
      assignee: { email: holder.email.toUpperCase() },
      dryRun: true,
    });
    expect(byEmail.changeSet?.changes.nodes[0]?.assignee?.externalId).toBe(holder.externalId);
  });

  it('of an account that is down has a problem, and those of others have none', async () => {
    app.fleet.thingspace.fault({ fault: { kind: 'error', status: 503 } });
    const answer = await mutate(app, 'applyLicenseChanges', {
      changes: [{ action: 'REMOVE', ...device(imei(1_005)) }, ...assigning('store-45').changes],
    });
    expect(answer.problems).toMatchObject([{ path: ['changes', '0'], retryable: true }]);
    expect(outcomesOf(answer)).toEqual(['REMOVE REJECTED', 'ASSIGN VERIFIED']);
  });
});

describe('when the provider dealt with a change', () => {
  const timingOf = async (input: object, name = 'removeLicense') => {
    const { changeSet } = await mutate(app, name, input);
    const { node } = await app.data<{ node: { timing: object | null } }>(
      `query ($id: ID!) { node(id: $id) { ... on LicenseChange {
        timing { updatedAt attemptedAt nextAttemptAt } outcome } } }`,
      { variables: { id: present(changeSet?.changes.nodes[0]).id } },
    );
    return node;
  };

  it('is told where it tells, of what it did and of what it refused', async () => {
    app.fleet.thingspace.setSwitch('v3ResultDialect', 'sdk');
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/);
    expect(await timingOf(device(imei(123)), 'assignLicense')).toEqual({
      outcome: 'VERIFIED',
      timing: { updatedAt: time, attemptedAt: null, nextAttemptAt: null },
    });
    // A license that was used (thingspace contract 4.6).
    expect(await timingOf(device(imei(7)))).toEqual({
      outcome: 'REJECTED',
      timing: { updatedAt: time, attemptedAt: time, nextAttemptAt: time },
    });
    app.fleet.thingspace.setSwitch('v3ResultDialect', 'seed');
    expect((await timingOf(device(imei(128)), 'assignLicense')).timing).toBeNull();
    expect((await timingOf(pack('store-5'), 'assignLicense')).timing).toBeNull();
  });
});

describe('changes', () => {
  it('are counted by what they came to', async () => {
    const changes = assigning('store-27', 'store-28');
    const moved = await movedBy(app, () => mutate(app, 'applyLicenseChanges', changes));
    expect(moved('changes_total{account="listings",action="ASSIGN",outcome="VERIFIED"}')).toBe(2);
  });
});

describe('a plan', () => {
  it('shows seats, is applied by id and hash, once, and is then no plan any more', async () => {
    const plan = await mutate(app, 'planLicenseChanges', assigning('store-11', 'store-15'));
    expect([plan.changeSet?.status, writesOf(app)]).toEqual(['PLANNED', []]);
    const [impact] = plan.changeSet?.seatImpact ?? [];
    expect(impact).toMatchObject({ license: { externalId: 'LP-EMPTY' }, shortBy: 0 });
    expect((impact?.before ?? 0) - (impact?.after ?? 0)).toBe(2);
    const applied = await mutate(app, 'applyLicenseChanges', { plan: planOf(plan) });
    expect(applied.changeSet).toMatchObject({ id: plan.changeSet?.id, status: 'SUCCEEDED' });
    const again = await mutate(app, 'applyLicenseChanges', { plan: planOf(plan) });
    expect(again).toMatchObject({
      changeSet: { id: plan.changeSet?.id, status: 'SUCCEEDED' },
      problems: [{ code: 'PLAN_CLOSED', path: ['plan', 'id'], message: 'This plan was applied already.' }],
    });
    expect(writesOf(app)).toHaveLength(2);
  });

  it('answers PLAN_STALE and the difference once current state has changed, and to another hash', async () => {
    const plan = await mutate(app, 'planLicenseChanges', assigning('store-18'));
    const wrong = await mutate(app, 'applyLicenseChanges', { plan: { ...planOf(plan), hash: 'f00' } });
    expect(refusalsOf(wrong)).toEqual([['PLAN_STALE', ['plan', 'hash']]]);
    await mutate(app, 'assignLicense', pack('store-18'));
    const stale = await mutate(app, 'applyLicenseChanges', { plan: planOf(plan) });
    expect(stale.problems).toMatchObject([
      { code: 'PLAN_STALE', path: ['plan'] },
      { code: 'PLAN_STALE', path: ['changes', '0'], message: expect.stringContaining('nothing to do') },
    ]);
    expect(writesOf(app)).toHaveLength(1);
  });
});

describe('an idempotency key', () => {
  it('makes a hundred identical calls one write', async () => {
    const input = { ...pack('store-21'), idempotencyKey: 'same', waitSeconds: 60 };
    const answers = await Promise.all(Array.from({ length: 100 }, () => mutate(app, 'assignLicense', input)));
    expect(new Set(answers.map(({ changeSet }) => changeSet?.id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(answers.every(({ changeSet }) => changeSet?.status === 'SUCCEEDED')).toBe(true);
    expect(writesOf(app)).toHaveLength(1);
  });

  it('is refused with another input, in another mutation too', async () => {
    const key = { idempotencyKey: 'other' };
    await mutate(app, 'assignLicense', { ...pack('store-22'), ...key });
    const other = await mutate(app, 'assignLicense', { ...pack('store-24'), ...key });
    const removal = await mutate(app, 'removeLicense', { ...pack('store-22'), ...key });
    for (const { changeSet, problems } of [other, removal]) {
      expect([changeSet, problems[0]?.code]).toEqual([null, 'IDEMPOTENCY_KEY_REUSED']);
    }
  });

  it('holds for applying a plan, for retry and for undo', async () => {
    const plan = await mutate(app, 'planLicenseChanges', assigning('store-25'));
    for (const [name, input] of [
      ['applyLicenseChanges', { plan: planOf(plan), idempotencyKey: 'p' }],
      ['undoChangeSet', { id: plan.changeSet?.id, idempotencyKey: 'u' }],
    ] as const) {
      const first = await mutate(app, name, input);
      const second = await mutate(app, name, input);
      expect([first.replayed, second.replayed]).toEqual([false, true]);
      expect(second.changeSet?.id).toBe(first.changeSet?.id);
    }
    expect(writesOf(app)).toHaveLength(2);
  });
});

describe('a removal on a day', () => {
  const KEPT = '{ scheduledRemovals { nodes { dueAt } } }';

  it('that License Graph keeps is seen as removalOn and in the list, and is cancelled by null', async () => {
    const holder = device(imei(1_000));
    const kept = await mutate(app, 'scheduleLicenseRemoval', { ...holder, removalOn: '2099-01-31' });
    expect([outcomesOf(kept), writesOf(app)]).toEqual([['SCHEDULE_REMOVAL VERIFIED'], []]);
    const seen = (): Promise<object> =>
      app.data(
        `query($imei: String!) {
          device(by: { imei: $imei }) { assignments { nodes { status removalOn } } }
          scheduledRemovals { nodes { removalOn zone dueAt license { externalId } assignee { externalId } changeSet { id } } } }`,
        { variables: { imei: imei(1_000) } },
      );
    const removal = {
      removalOn: '2099-01-31',
      zone: 'UTC',
      dueAt: '2099-01-31T00:00:00.000Z',
      license: { externalId: 'fota' },
      assignee: { externalId: imei(1_000) },
      changeSet: { id: kept.changeSet?.id },
    };
    expect(await seen()).toEqual({
      device: { assignments: { nodes: [{ status: 'ACTIVE', removalOn: '2099-01-31' }] } },
      scheduledRemovals: { nodes: [removal] },
    });
    const cancelled = await mutate(app, 'scheduleLicenseRemoval', { ...holder, removalOn: null });
    expect(outcomesOf(cancelled)).toEqual(['CANCEL_REMOVAL VERIFIED']);
    expect(await seen()).toMatchObject({
      device: { assignments: { nodes: [{ removalOn: null }] } },
      scheduledRemovals: { nodes: [] },
    });
  });

  it('that the provider keeps is its own expiration date', async () => {
    const holder = pack('store-17', 'LP-PAGES');
    const kept = await mutate(app, 'scheduleLicenseRemoval', { ...holder, removalOn: '2099-01-31' });
    expect(outcomesOf(kept)).toEqual(['SCHEDULE_REMOVAL VERIFIED']);
    expect(writesOf(app)).toHaveLength(1);
    expect(await app.data(KEPT)).toEqual({ scheduledRemovals: { nodes: [] } });
    const cancelled = await mutate(app, 'scheduleLicenseRemoval', { ...holder, removalOn: null });
    expect(outcomesOf(cancelled)).toEqual(['CANCEL_REMOVAL VERIFIED']);
  });

  it('is dropped with the license it is about', async () => {
    const holder = device(imei(1_001));
    await mutate(app, 'scheduleLicenseRemoval', { ...holder, removalOn: '2099-01-31' });
    const removed = await mutate(app, 'removeLicense', holder);
    expect(outcomesOf(removed)).toEqual(['REMOVE VERIFIED']);
    expect(await app.data(KEPT)).toEqual({ scheduledRemovals: { nodes: [] } });
  });
});

describe('the feature toggle', () => {
  it('is sent, and is deprecated', async () => {
    const query = `mutation { setLicenseFeatureToggle(input: { accountKey: "genesys-us", featureName: "wem" }) { featureName enabled } }`;
    expect(await app.data(query)).toEqual({
      setLicenseFeatureToggle: { featureName: 'wem', enabled: true },
    });
    expect(writesOf(app)).toEqual(['POST /api/v2/license/toggles/wem']);
    expect(codesOf(await app.ask(query.replace('genesys-us', 'webex')))).toEqual(['NOT_SUPPORTED']);
  });
});
