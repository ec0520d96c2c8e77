// Changes through HTTP: planned, applied, read back, repeated, stopped and taken back.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { imei } from '../../emulators/seed/organisation.ts';
import { startHarness, type Harness } from '../support/app.ts';
import { SET, mutate, pack, target, writesOf, type GivenSet, type Payload } from './mutations.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
}, 60_000);
afterAll(() => harness.close());
beforeEach(() => {
  for (const emulator of harness.fleet.all()) emulator.clearFaults();
  harness.forget();
});

const outcomes = ({ changeSet }: Payload): string[] =>
  (changeSet?.changes.nodes ?? []).map(({ action, outcome }) => `${action} ${outcome}`);

/** The first row of an account whose assignee does not hold a license. */
async function userWithout(accountKey: string, licenseName: RegExp) {
  const { account } = await harness.data<{
    account: {
      licenses: { nodes: { externalId: string; name: string; seats: { available: number } | null }[] };
      users: { nodes: { id: string; externalId: string; assignments: { nodes: object[] } }[] };
    };
  }>(
    `query($key: String!) { account(key: $key) {
      licenses(first: 100) { nodes { externalId name seats { available } } }
      users(first: 100) { nodes { id externalId assignments { nodes { id } } } } } }`,
    { variables: { key: accountKey } },
  );
  const license = account.licenses.nodes.find(
    ({ name, seats }) => licenseName.test(name) && (seats === null || seats.available > 0),
  );
  const user = account.users.nodes.find(({ assignments }) => assignments.nodes.length === 0);
  if (!license || !user) throw new Error(`the seed has no such license or user in ${accountKey}`);
  return { license: license.externalId, user };
}

describe('one change', () => {
  it('is VERIFIED for each provider, seen in the graph, and taken back', async () => {
    const genesys = await userWithout('genesys-us', /^cloudCX1$|CX 1/);
    const cases = [
      pack('store-5'),
      target('fleet', 'fota', 'DEVICE', imei(122)),
      target('fleet-legacy', 'fota', 'DEVICE', imei(2_003)),
      { ...target('genesys-us', genesys.license, 'USER', ''), assignee: { id: genesys.user.id } },
    ];
    for (const input of cases) {
      const assigned = await mutate(harness, 'assignLicense', input);
      expect([assigned.problems, outcomes(assigned)]).toEqual([[], ['ASSIGN VERIFIED']]);
      expect(assigned.changeSet).toMatchObject({
        status: 'SUCCEEDED',
        upstreamCalls: { planned: 1, made: 1 },
        changes: { nodes: [{ before: { held: false }, after: { held: true }, attempts: 1 }] },
      });
      const removed = await mutate(harness, 'removeLicense', input);
      expect([removed.problems, outcomes(removed)]).toEqual([[], ['REMOVE VERIFIED']]);
    }
  }, 60_000);

  it('that is so already sends nothing', async () => {
    const again = await mutate(harness, 'assignLicense', pack('store-17', 'LP-PAGES'));
    expect([outcomes(again), writesOf(harness)]).toEqual([['ASSIGN NO_CHANGE'], []]);
  });

  it('is only planned by a dry run', async () => {
    const planned = await mutate(harness, 'assignLicense', { ...pack('store-7'), dryRun: true });
    expect([planned.changeSet?.status, outcomes(planned), writesOf(harness)]).toEqual([
      'PLANNED',
      ['ASSIGN PENDING'],
      [],
    ]);
  });

  it('finds its assignee by IMEI and by address', async () => {
    const device = await mutate(harness, 'assignLicense', {
      license: { key: { accountKey: 'fleet', externalId: 'fota' } },
      assignee: { imei: imei(127) },
      dryRun: true,
    });
    expect(device.changeSet?.changes.nodes[0]?.assignee.externalId).toBe(imei(127));
    const { users } = await harness.data<{
      users: {
        nodes: {
          email: string;
          externalId: string;
          assignments: { nodes: { license: { externalId: string } }[] };
        }[];
      };
    }>(
      '{ users(first: 5, filter: { accountKeys: ["webex"] }) { nodes { email externalId assignments { nodes { license { externalId } } } } } }',
    );
    const holder = users.nodes.find(({ assignments }) => assignments.nodes.length > 0);
    const byEmail = await mutate(harness, 'removeLicense', {
      license: {
        key: { accountKey: 'webex', externalId: holder?.assignments.nodes[0]?.license.externalId ?? '' },
      },
      assignee: { email: holder?.email.toUpperCase() },
      dryRun: true,
    });
    expect(byEmail.changeSet?.changes.nodes[0]?.assignee.externalId).toBe(holder?.externalId);
  });
});

describe('a plan', () => {
  it('shows seats, is applied by id and hash, once, and is then no plan any more', async () => {
    const plan = await mutate(harness, 'planLicenseChanges', {
      changes: [
        { action: 'ASSIGN', ...pack('store-11') },
        { action: 'ASSIGN', ...pack('store-15') },
      ],
    });
    expect([plan.changeSet?.status, writesOf(harness)]).toEqual(['PLANNED', []]);
    const [impact] = plan.changeSet?.seatImpact ?? [];
    expect(impact).toMatchObject({ license: { externalId: 'LP-EMPTY' }, shortBy: 0 });
    expect((impact?.before ?? 0) - (impact?.after ?? 0)).toBe(2);
    const reference = { id: plan.changeSet?.id, hash: plan.changeSet?.hash };
    const applied = await mutate(harness, 'applyLicenseChanges', { plan: reference });
    expect(applied.changeSet).toMatchObject({ id: plan.changeSet?.id, status: 'SUCCEEDED' });
    const again = await mutate(harness, 'applyLicenseChanges', { plan: reference });
    expect(again).toMatchObject({
      changeSet: { id: plan.changeSet?.id, status: 'SUCCEEDED' },
      problems: [{ code: 'PLAN_CLOSED', path: ['plan', 'id'], message: 'This plan was applied already.' }],
    });
    expect(writesOf(harness)).toHaveLength(2);
  });

  it('answers PLAN_STALE and the difference once the world has moved, and to another hash', async () => {
    const input = { changes: [{ action: 'ASSIGN', ...pack('store-18') }] };
    const plan = await mutate(harness, 'planLicenseChanges', input);
    const id = plan.changeSet?.id;
    const wrong = await mutate(harness, 'applyLicenseChanges', { plan: { id, hash: 'f00' } });
    expect(wrong.problems).toMatchObject([{ code: 'PLAN_STALE', path: ['plan', 'hash'] }]);
    await mutate(harness, 'assignLicense', pack('store-18'));
    const stale = await mutate(harness, 'applyLicenseChanges', { plan: { id, hash: plan.changeSet?.hash } });
    expect(stale.problems).toMatchObject([
      { code: 'PLAN_STALE', path: ['plan'] },
      { code: 'PLAN_STALE', path: ['changes', '0'], message: expect.stringContaining('nothing to do') },
    ]);
    expect(writesOf(harness)).toHaveLength(1);
  });
});

describe('an idempotency key', () => {
  it('makes a hundred identical calls one write', async () => {
    const input = { ...pack('store-21'), idempotencyKey: 'same' };
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => mutate(harness, 'assignLicense', input)),
    );
    expect(new Set(answers.map(({ changeSet }) => changeSet?.id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(answers.every(({ changeSet }) => changeSet?.status === 'SUCCEEDED')).toBe(true);
    expect(writesOf(harness)).toHaveLength(1);
  }, 60_000);

  it('is refused with another input, in another mutation too', async () => {
    const key = { idempotencyKey: 'other' };
    await mutate(harness, 'assignLicense', { ...pack('store-22'), ...key });
    const other = await mutate(harness, 'assignLicense', { ...pack('store-24'), ...key });
    const removal = await mutate(harness, 'removeLicense', { ...pack('store-22'), ...key });
    expect([other, removal].map(({ changeSet, problems }) => [changeSet, problems[0]?.code])).toEqual([
      [null, 'IDEMPOTENCY_KEY_REUSED'],
      [null, 'IDEMPOTENCY_KEY_REUSED'],
    ]);
  });

  it('holds for applying a plan, for retry and for undo', async () => {
    const plan = await mutate(harness, 'planLicenseChanges', {
      changes: [{ action: 'ASSIGN', ...pack('store-25') }],
    });
    const apply = { plan: { id: plan.changeSet?.id, hash: plan.changeSet?.hash }, idempotencyKey: 'p' };
    const undo = { id: plan.changeSet?.id, idempotencyKey: 'u' };
    for (const [name, input] of [
      ['applyLicenseChanges', apply],
      ['undoChangeSet', undo],
    ] as const) {
      const first = await mutate(harness, name, input);
      const second = await mutate(harness, name, input);
      expect([first.replayed, second.replayed, second.changeSet?.id]).toEqual([
        false,
        true,
        first.changeSet?.id,
      ]);
    }
    expect(writesOf(harness)).toHaveLength(2);
  });
});

describe('a set', () => {
  it('goes on after the request, and is looked up by id', async () => {
    const stores = [27, 28, 31, 32, 34, 35].map((place) => pack(`store-${place}`));
    const started = await mutate(harness, 'applyLicenseChanges', {
      changes: stores.map((store) => ({ action: 'ASSIGN', ...store })),
      waitSeconds: 0,
    });
    expect(started.changeSet).toMatchObject({ status: 'RUNNING', progress: { total: 6 } });
    const done = await finished(started.changeSet?.id ?? '');
    expect(done).toMatchObject({ status: 'SUCCEEDED', progress: { verified: 6, pending: 0 } });
    const change = done.changes.nodes[3];
    const { nodes } = await harness.data<{ nodes: object[] }>(
      `query($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on LicenseChange { outcome } ... on ChangeSet { status } } }`,
      { variables: { ids: [done.id, change?.id] } },
    );
    expect(nodes).toEqual([
      { __typename: 'ChangeSet', id: done.id, status: 'SUCCEEDED' },
      { __typename: 'LicenseChange', id: change?.id, outcome: 'VERIFIED' },
    ]);
  });

  it('is retried for what failed and can succeed, and undone for what was verified', async () => {
    harness.fleet.yext.fault({
      method: 'POST',
      path: 'assigned-entities/store-37',
      fault: { kind: 'error', status: 500 },
    });
    const changes = [
      { action: 'ASSIGN', ...pack('store-37') },
      { action: 'ASSIGN', ...pack('store-38') },
      { action: 'ASSIGN', ...pack('store-41', 'LP-FULL') },
    ];
    // A lost answer is read back, sent again and read back again, as often as the settings say.
    const failed = await mutate(harness, 'applyLicenseChanges', { changes, waitSeconds: 60 });
    expect(outcomes(failed)).toEqual(['ASSIGN REJECTED', 'ASSIGN VERIFIED', 'ASSIGN REJECTED']);
    expect(failed.changeSet?.changes.nodes.map(({ problem }) => problem?.code ?? null)).toEqual([
      'UPSTREAM_UNAVAILABLE',
      null,
      'NO_SEATS',
    ]);
    harness.fleet.yext.clearFaults();
    const retried = await mutate(harness, 'retryChangeSet', { id: failed.changeSet?.id });
    expect([outcomes(retried), retried.changeSet?.retryOf]).toEqual([
      ['ASSIGN VERIFIED'],
      failed.changeSet?.id,
    ]);
    const undone = await mutate(harness, 'undoChangeSet', { id: failed.changeSet?.id });
    expect([outcomes(undone), undone.changeSet?.undoOf]).toEqual([['REMOVE VERIFIED'], failed.changeSet?.id]);
  }, 90_000);

  it('tells what is under way', async () => {
    harness.fleet.yext.fault({
      method: 'POST',
      path: 'assigned-entities',
      fault: { kind: 'latency', ms: 400 },
    });
    const started = await mutate(harness, 'applyLicenseChanges', {
      changes: ['store-48', 'store-51', 'store-52'].map((store) => ({ action: 'ASSIGN', ...pack(store) })),
      waitSeconds: 0,
    });
    const seen: number[] = [];
    for (let look = 0; look < 100 && !seen.some((count) => count > 0); look += 1) {
      const { changeSet } = await harness.data<{
        changeSet: { progress: { underWay: number; pending: number } };
      }>('query($id: ID!) { changeSet(id: $id) { progress { underWay pending } } }', {
        variables: { id: started.changeSet?.id },
      });
      seen.push(changeSet.progress.underWay);
      expect(changeSet.progress.underWay).toBeLessThanOrEqual(3);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(seen.at(-1)).toBeGreaterThan(0);
    expect((await finished(started.changeSet?.id ?? '')).progress).toMatchObject({
      verified: 3,
      underWay: 0,
    });
  });

  it('with nothing to repeat or to take back says so', async () => {
    const plan = await mutate(harness, 'planLicenseChanges', {
      changes: [{ action: 'ASSIGN', ...pack('store-54') }],
    });
    const same = await mutate(harness, 'assignLicense', pack('store-17', 'LP-PAGES'));
    for (const [name, id] of [
      ['undoChangeSet', plan.changeSet?.id],
      ['undoChangeSet', same.changeSet?.id],
      ['retryChangeSet', same.changeSet?.id],
    ] as const) {
      const answer = await mutate(harness, name, { id });
      expect(answer).toMatchObject({ changeSet: null, problems: [{ code: 'CHANGE_REFUSED', path: ['id'] }] });
    }
  });

  it('that lied cannot be undone, and says so', async () => {
    harness.fleet.yext.fault({ method: 'POST', path: 'assigned-entities', fault: { kind: 'lie' } });
    const lied = await mutate(harness, 'assignLicense', pack('store-42'));
    expect(outcomes(lied)).toEqual(['ASSIGN ACCEPTED_UNVERIFIED']);
    const undone = await mutate(harness, 'undoChangeSet', { id: lied.changeSet?.id });
    expect([undone.changeSet, undone.problems.map(({ code, path }) => [code, path])]).toEqual([
      null,
      [['CANNOT_UNDO', ['changes', '0']]],
    ]);
  });

  it('is cancelled where nothing was sent yet', async () => {
    const plan = await mutate(harness, 'planLicenseChanges', {
      changes: [{ action: 'ASSIGN', ...pack('store-47') }],
    });
    const cancelled = await mutate(harness, 'cancelChangeSet', { id: plan.changeSet?.id });
    expect([cancelled.changeSet?.status, outcomes(cancelled)]).toEqual(['CANCELLED', ['ASSIGN CANCELLED']]);
    const again = await mutate(harness, 'cancelChangeSet', { id: plan.changeSet?.id });
    expect(again.changeSet?.status).toBe('CANCELLED');
    const closed = await mutate(harness, 'applyLicenseChanges', {
      plan: { id: plan.changeSet?.id, hash: plan.changeSet?.hash },
    });
    expect(closed.problems).toMatchObject([{ code: 'PLAN_CLOSED', message: 'This plan was cancelled.' }]);
    expect(writesOf(harness)).toEqual([]);
  });

  it('is in the list, newest first, page by page', async () => {
    const list = `query($after: String) { changeSets(first: 2, after: $after) {
      nodes { id createdAt } pageInfo { hasNextPage endCursor } } }`;
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 100; page += 1) {
      const {
        changeSets,
      }: {
        changeSets: {
          nodes: { id: string; createdAt: string }[];
          pageInfo: { hasNextPage: boolean; endCursor: string };
        };
      } = await harness.data(list, { variables: { after } });
      seen.push(...changeSets.nodes.map(({ createdAt, id }) => `${createdAt} ${id}`));
      if (!changeSets.pageInfo.hasNextPage) break;
      after = changeSets.pageInfo.endCursor;
    }
    expect(seen.length).toBeGreaterThan(8);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.map((row) => row.slice(0, 24))).toEqual(
      seen
        .map((row) => row.slice(0, 24))
        .toSorted()
        .toReversed(),
    );
  });
});

describe('a removal on a day', () => {
  it('that License Graph keeps is seen as removalOn and in the list, and is cancelled by null', async () => {
    const holder = target('fleet', 'fota', 'DEVICE', imei(1_000));
    const kept = await mutate(harness, 'scheduleLicenseRemoval', { ...holder, removalOn: '2099-01-31' });
    expect([outcomes(kept), writesOf(harness)]).toEqual([['SCHEDULE_REMOVAL VERIFIED'], []]);
    const query = `query($imei: ID!) {
      device(by: { imei: $imei }) { assignments { nodes { status removalOn } } }
      scheduledRemovals { nodes { removalOn zone dueAt license { externalId } assignee { externalId } changeSet { id } } } }`;
    const variables = { imei: imei(1_000) };
    expect(await harness.data(query.replace('$imei: ID!', '$imei: String!'), { variables })).toEqual({
      device: { assignments: { nodes: [{ status: 'ACTIVE', removalOn: '2099-01-31' }] } },
      scheduledRemovals: {
        nodes: [
          {
            removalOn: '2099-01-31',
            zone: 'UTC',
            dueAt: '2099-01-31T00:00:00.000Z',
            license: { externalId: 'fota' },
            assignee: { externalId: imei(1_000) },
            changeSet: { id: kept.changeSet?.id },
          },
        ],
      },
    });
    const cancelled = await mutate(harness, 'scheduleLicenseRemoval', { ...holder, removalOn: null });
    expect(outcomes(cancelled)).toEqual(['CANCEL_REMOVAL VERIFIED']);
    expect(await harness.data(query.replace('$imei: ID!', '$imei: String!'), { variables })).toMatchObject({
      device: { assignments: { nodes: [{ removalOn: null }] } },
      scheduledRemovals: { nodes: [] },
    });
  });

  it('that the provider keeps is its own expiration date', async () => {
    const holder = pack('store-17', 'LP-PAGES');
    const kept = await mutate(harness, 'scheduleLicenseRemoval', { ...holder, removalOn: '2099-01-31' });
    expect(outcomes(kept)).toEqual(['SCHEDULE_REMOVAL VERIFIED']);
    expect(writesOf(harness)).toHaveLength(1);
    const { scheduledRemovals } = await harness.data<{ scheduledRemovals: { nodes: object[] } }>(
      '{ scheduledRemovals { nodes { dueAt } } }',
    );
    expect(scheduledRemovals.nodes).toEqual([]);
    const cancelled = await mutate(harness, 'scheduleLicenseRemoval', { ...holder, removalOn: null });
    expect(outcomes(cancelled)).toEqual(['CANCEL_REMOVAL VERIFIED']);
  });

  it('is dropped with the license it is about', async () => {
    const holder = target('fleet', 'fota', 'DEVICE', imei(1_001));
    await mutate(harness, 'scheduleLicenseRemoval', { ...holder, removalOn: '2099-01-31' });
    const removed = await mutate(harness, 'removeLicense', holder);
    expect(outcomes(removed)).toEqual(['REMOVE VERIFIED']);
    const { scheduledRemovals } = await harness.data<{ scheduledRemovals: { nodes: object[] } }>(
      '{ scheduledRemovals { nodes { dueAt } } }',
    );
    expect(scheduledRemovals.nodes).toEqual([]);
  });
});

describe('an account that is down', () => {
  it('is the problem of its own changes alone', async () => {
    harness.fleet.thingspace.fault({ fault: { kind: 'error', status: 503 } });
    const answer = await mutate(harness, 'applyLicenseChanges', {
      changes: [
        { action: 'REMOVE', ...target('fleet', 'fota', 'DEVICE', imei(1_005)) },
        { action: 'ASSIGN', ...pack('store-45') },
      ],
    });
    expect(answer.problems).toMatchObject([{ path: ['changes', '0'], retryable: true }]);
    expect(outcomes(answer)).toEqual(['ASSIGN VERIFIED']);
  });
});

describe('the feature toggle', () => {
  it('is sent, and is deprecated', async () => {
    const query = `mutation { setLicenseFeatureToggle(input: { accountKey: "genesys-us", featureName: "wem" }) { featureName enabled } }`;
    expect(await harness.data(query)).toEqual({
      setLicenseFeatureToggle: { featureName: 'wem', enabled: true },
    });
    expect(writesOf(harness)).toEqual(['POST /api/v2/license/toggles/wem']);
    const other = await harness.ask(query.replace('genesys-us', 'webex'));
    expect(other.errors?.[0]?.extensions.code).toBe('NOT_SUPPORTED');
  });
});

/** The set once it is no longer running. */
async function finished(id: string): Promise<GivenSet> {
  for (let look = 0; look < 200; look += 1) {
    const { changeSet } = await harness.data<{ changeSet: GivenSet }>(
      `query($id: ID!) { changeSet(id: $id) { ${SET} } }`,
      { variables: { id } },
    );
    if (changeSet.status !== 'RUNNING') return changeSet;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the set did not finish');
}
