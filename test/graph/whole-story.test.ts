// What a set says of all that was asked for: refused requests count and are listed, and only what a read has shown is a success.
import { describe, expect, it } from '@jest/globals';
import { imei } from '../../emulators/seed/organisation.ts';
import { useApp, writesOf, type Nodes } from '../support/app.ts';
import { until } from '../support/assertions.ts';
import { device, pack, target } from '../support/inputs.ts';
import { finished, mutate, outcomesOf, planOf, refusalsOf, type Payload } from '../support/mutations.ts';

const app = useApp({ changes: { attempts: 1, settleAfterMs: 500, settleMs: 1_000 } });

/** One request of each kind: carried out, so already, and refused in four ways. */
const MIXED = [
  { action: 'ASSIGN', ...pack('store-5') },
  { action: 'ASSIGN', ...pack('store-17', 'LP-PAGES') },
  { action: 'ASSIGN', ...pack('store-4', 'LP-NONE') },
  { action: 'ASSIGN', ...pack('store-nowhere') },
  { action: 'ASSIGN', ...pack('store-7', 'LP-FULL') },
  { action: 'SCHEDULE_REMOVAL', ...pack('store-8') },
  { action: 'ASSIGN', ...target('nobody', 'LP-EMPTY', 'ENTITY', 'store-9') },
];
const REFUSED = [
  ['NO_SUCH_LICENSE', ['changes', '2', 'license']],
  ['NO_SUCH_ASSIGNEE', ['changes', '3', 'assignee']],
  ['NO_SEATS', ['changes', '4']],
  ['BAD_INPUT', ['changes', '5', 'removalOn']],
  ['UNKNOWN_ACCOUNT', ['changes', '6', 'license']],
];

function targetsOf({ changeSet }: Payload): unknown[] {
  return (changeSet?.changes.nodes ?? []).map(({ license, assignee }) => [
    license?.externalId ?? null,
    assignee?.externalId ?? null,
  ]);
}

describe('a set with refused requests', () => {
  it('is PARTIAL, counts all that was asked for, and lists it in the order of the input', async () => {
    const applied = await mutate(app, 'applyLicenseChanges', { changes: MIXED });
    expect(refusalsOf(applied)).toEqual(REFUSED);
    expect(applied.changeSet).toMatchObject({
      status: 'PARTIAL',
      progress: { total: 7, verified: 1, noChange: 1, rejected: 5, pending: 0 },
    });
    expect(outcomesOf(applied)).toEqual([
      'ASSIGN VERIFIED',
      'ASSIGN NO_CHANGE',
      'ASSIGN REJECTED',
      'ASSIGN REJECTED',
      'ASSIGN REJECTED',
      'SCHEDULE_REMOVAL REJECTED',
      'ASSIGN REJECTED',
    ]);
    expect(targetsOf(applied)).toEqual([
      ['LP-EMPTY', 'store-5'],
      ['LP-PAGES', 'store-17'],
      [null, 'store-4'],
      ['LP-EMPTY', null],
      ['LP-FULL', 'store-7'],
      ['LP-EMPTY', 'store-8'],
      [null, null],
    ]);
  });

  it('says so before it is applied, and the same each time it is asked for with its key', async () => {
    const input = { changes: MIXED, idempotencyKey: 'k'.repeat(255) };
    const plan = await mutate(app, 'planLicenseChanges', { changes: MIXED });
    expect(plan.changeSet).toMatchObject({ status: 'PLANNED', progress: { total: 7, rejected: 5 } });
    const first = await mutate(app, 'applyLicenseChanges', input);
    const again = await mutate(app, 'applyLicenseChanges', input);
    expect(again).toEqual({ ...first, replayed: true });
    expect(refusalsOf(again)).toEqual(REFUSED);
  });

  it('can be looked up request by request, and is in the audit log', async () => {
    const { changeSet } = await mutate(app, 'applyLicenseChanges', {
      changes: MIXED.slice(2, 5).concat(MIXED.slice(0, 1)),
    });
    const ids = changeSet?.changes.nodes.map(({ id }) => id) ?? [];
    const { nodes, auditEvents } = await app.data<{
      nodes: { outcome: string; problem: { code: string } | null }[];
      auditEvents: Nodes<{ action: string; outcome: string | null; change: { id: string } | null }>;
    }>(
      `query($ids: [ID!]!, $set: ID!) {
        nodes(ids: $ids) { ... on LicenseChange { outcome problem { code } } }
        auditEvents(filter: { changeSetId: $set }) { nodes { action outcome change { id } } } }`,
      { variables: { ids, set: changeSet?.id } },
    );
    expect(nodes.map(({ problem }) => problem?.code)).toEqual([
      'NO_SUCH_LICENSE',
      'NO_SUCH_ASSIGNEE',
      'NO_SEATS',
      undefined,
    ]);
    const told = auditEvents.nodes.flatMap(({ change, outcome }) => (change ? [[change.id, outcome]] : []));
    expect(told).toEqual(expect.arrayContaining(ids.slice(0, 3).map((id) => [id, 'REJECTED'])));
  });

  it('is kept when all of it is refused, by its plan too, and the key gives it again', async () => {
    const input = { changes: MIXED.slice(2, 4), idempotencyKey: 'all refused' };
    const applied = await mutate(app, 'applyLicenseChanges', input);
    expect(applied.changeSet).toMatchObject({ status: 'FAILED', progress: { total: 2, rejected: 2 } });
    expect(targetsOf(applied)).toEqual([
      [null, 'store-4'],
      ['LP-EMPTY', null],
    ]);
    const refused = [
      ['NO_SUCH_LICENSE', ['changes', '0', 'license']],
      ['NO_SUCH_ASSIGNEE', ['changes', '1', 'assignee']],
    ];
    expect(refusalsOf(applied)).toEqual(refused);
    expect(await mutate(app, 'applyLicenseChanges', input)).toEqual({ ...applied, replayed: true });
    const plan = await mutate(app, 'planLicenseChanges', { changes: MIXED.slice(2, 4) });
    expect(plan.changeSet).toMatchObject({ status: 'PLANNED', progress: { rejected: 2 } });
    const planned = await mutate(app, 'applyLicenseChanges', { plan: planOf(plan) });
    expect([planned.changeSet?.status, refusalsOf(planned)]).toEqual(['FAILED', refused]);
    expect(writesOf(app)).toEqual([]);
  });

  it('is not kept when all of it is badly written, or of accounts there are not: the key is still free', async () => {
    const input = { changes: MIXED.slice(5), idempotencyKey: 'badly written' };
    const applied = await mutate(app, 'applyLicenseChanges', input);
    expect([applied.changeSet, applied.problems.map(({ code }) => code)]).toEqual([
      null,
      ['BAD_INPUT', 'UNKNOWN_ACCOUNT'],
    ]);
    const mended = await mutate(app, 'planLicenseChanges', { ...input, changes: MIXED.slice(0, 1) });
    expect(mended).toMatchObject({ replayed: false, changeSet: { status: 'PLANNED' } });
  });

  it('of one request is not kept by assignLicense, whose problems tell all of it', async () => {
    const applied = await mutate(app, 'assignLicense', pack('store-nowhere'));
    expect([applied.changeSet, refusalsOf(applied)]).toEqual([null, [['NO_SUCH_ASSIGNEE', ['assignee']]]]);
  });
});

describe('a request of an account that cannot be read', () => {
  it('is tried again by what it named, and said to be lost where it named an address', async () => {
    app.fleet.thingspace.fault({ path: '/devices', fault: { kind: 'error', status: 500 } });
    app.fleet.genesys.fault({ path: '/license', fault: { kind: 'error', status: 500 } });
    const byAddress = {
      license: { key: { accountKey: 'genesys-us', externalId: 'gcSTAupgrade' } },
      assignee: { email: 'hana.nakamura.7@acme.example' },
    };
    const changes = [
      { action: 'ASSIGN', ...device(imei(137)) },
      { action: 'ASSIGN', ...byAddress },
      { action: 'ASSIGN', ...pack('store-31') },
    ];
    const first = await mutate(app, 'applyLicenseChanges', { changes });
    expect(outcomesOf(first)).toEqual(['ASSIGN REJECTED', 'ASSIGN REJECTED', 'ASSIGN VERIFIED']);
    expect(targetsOf(first)).toEqual([
      ['fota', imei(137)],
      ['gcSTAupgrade', null],
      ['LP-EMPTY', 'store-31'],
    ]);
    app.clearFaults();
    const again = await mutate(app, 'retryChangeSet', { id: first.changeSet?.id });
    expect(outcomesOf(again)).toEqual(['ASSIGN VERIFIED', 'ASSIGN REJECTED']);
    expect(refusalsOf(again)).toEqual([['CHANGE_REFUSED', ['changes', '1']]]);
  });
});

describe('all or nothing', () => {
  it('sends nothing when one request is refused, and says which', async () => {
    const changes = [...MIXED.slice(4, 5), { action: 'ASSIGN', ...pack('store-11') }, ...MIXED.slice(1, 2)];
    const input = { changes, onProblem: 'REFUSE_ALL', idempotencyKey: 'whole' };
    const applied = await mutate(app, 'applyLicenseChanges', input);
    expect(applied.changeSet).toMatchObject({
      status: 'PARTIAL',
      progress: { rejected: 1, skipped: 1, noChange: 1 },
      upstreamCalls: { planned: 0, made: 0 },
    });
    expect(refusalsOf(applied)).toEqual([
      ['NO_SEATS', ['changes', '0']],
      ['SET_REFUSED', ['changes', '1']],
    ]);
    const again = await mutate(app, 'applyLicenseChanges', input);
    expect(again).toEqual({ ...applied, replayed: true });
    expect(writesOf(app)).toEqual([]);
    const other = await app.ask(
      'mutation($input: ApplyLicenseChangesInput!) { applyLicenseChanges(input: $input) { problems { code } } }',
      { variables: { input: { ...input, onProblem: 'APPLY_REST' } } },
    );
    expect(other.data).toEqual({ applyLicenseChanges: { problems: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] } });
  });

  it('carries all of it out when none is refused, as a plan too', async () => {
    const changes = ['store-12', 'store-24'].map((store) => ({ action: 'ASSIGN', ...pack(store) }));
    const plan = await mutate(app, 'planLicenseChanges', { changes, onProblem: 'REFUSE_ALL' });
    const applied = await mutate(app, 'applyLicenseChanges', { plan: planOf(plan) });
    expect(applied.changeSet).toMatchObject({ status: 'SUCCEEDED', progress: { total: 2, verified: 2 } });
  });

  it('is answered with its own refusals when a refused plan is applied, again and again', async () => {
    const changes = [...MIXED.slice(4, 5), ...MIXED.slice(3, 4), { action: 'ASSIGN', ...pack('store-29') }];
    const plan = await mutate(app, 'planLicenseChanges', { changes, onProblem: 'REFUSE_ALL' });
    const applied = await mutate(app, 'applyLicenseChanges', {
      plan: planOf(plan),
      idempotencyKey: 'refused',
    });
    expect([applied.changeSet?.status, refusalsOf(applied)]).toEqual([
      'FAILED',
      [
        ['NO_SEATS', ['changes', '0']],
        ['NO_SUCH_ASSIGNEE', ['changes', '1', 'assignee']],
        ['SET_REFUSED', ['changes', '2']],
      ],
    ]);
    expect(writesOf(app)).toEqual([]);
  });

  it('keeps nothing under a key while an account cannot be read', async () => {
    const input = {
      changes: [
        { action: 'ASSIGN', ...device(imei(131)) },
        { action: 'ASSIGN', ...pack('store-14') },
      ],
      onProblem: 'REFUSE_ALL',
      idempotencyKey: 'later',
    };
    app.fleet.thingspace.fault({ path: '/devices', fault: { kind: 'error', status: 500 } });
    const first = await mutate(app, 'applyLicenseChanges', input);
    expect([first.changeSet, first.problems[0]?.retryable]).toEqual([null, true]);
    expect(writesOf(app)).toEqual([]);
    app.clearFaults();
    const second = await mutate(app, 'applyLicenseChanges', input);
    expect(second).toMatchObject({ replayed: false, changeSet: { status: 'SUCCEEDED' } });
  });
});

describe('what a provider accepted and no read shows', () => {
  it('leaves the set UNSETTLED, and FAILED once it is found out', async () => {
    app.fleet.yext.fault({ method: 'POST', path: 'assigned-entities/store-15', fault: { kind: 'lie' } });
    const applied = await mutate(app, 'assignLicense', pack('store-15'));
    expect(applied.changeSet).toMatchObject({ status: 'UNSETTLED', progress: { acceptedUnverified: 1 } });
    await until(async () => {
      app.later(1_000);
      return (await finished(app, applied.changeSet?.id)).status !== 'UNSETTLED';
    });
    const settled = await finished(app, applied.changeSet?.id);
    expect(settled).toMatchObject({
      status: 'FAILED',
      changes: { nodes: [{ outcome: 'REJECTED', problem: { code: 'WRITE_HAD_NO_EFFECT' } }] },
    });
  });
});

describe('plans', () => {
  it('of the same requests are two, each with a hash of its own', async () => {
    const changes = [{ action: 'ASSIGN', ...pack('store-25') }];
    const [one, two] = [
      await mutate(app, 'planLicenseChanges', { changes }),
      await mutate(app, 'planLicenseChanges', { changes }),
    ];
    expect(one.changeSet?.hash).not.toBe(two.changeSet?.hash);
    const crossed = { id: one.changeSet?.id, hash: two.changeSet?.hash };
    const refused = await mutate(app, 'applyLicenseChanges', { plan: crossed });
    expect(refusalsOf(refused)).toEqual([['PLAN_STALE', ['plan', 'hash']]]);
    const applied = await mutate(app, 'applyLicenseChanges', {
      plan: planOf(two),
      idempotencyKey: two.changeSet?.id,
    });
    expect(applied.changeSet?.status).toBe('SUCCEEDED');
  });

  it('are listed only when they are asked for', async () => {
    const plan = await mutate(app, 'planLicenseChanges', {
      changes: [{ action: 'ASSIGN', ...pack('store-18') }],
    });
    const list = `query($filter: ChangeSetFilter) { changeSets(first: 100, filter: $filter) { nodes { id status } } }`;
    type List = { changeSets: Nodes<{ id: string; status: string }> };
    const usual = await app.data<List>(list);
    expect(usual.changeSets.nodes.length).toBeGreaterThan(0);
    expect(usual.changeSets.nodes.map(({ status }) => status)).not.toContain('PLANNED');
    const asked = await app.data<List>(list, { variables: { filter: { statuses: ['PLANNED', 'EXPIRED'] } } });
    expect(asked.changeSets.nodes.map(({ id }) => id)).toContain(plan.changeSet?.id);
  });
});
