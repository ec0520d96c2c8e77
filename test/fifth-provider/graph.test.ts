// A vendor from outside in the whole app: read, planned, refused, applied and undone like the others.
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { person } from '../../emulators/seed/organisation.ts';
import { everyPage, useApp, type Nodes, type NodesOfMany } from '../support/app.ts';
import { present } from '../support/assertions.ts';
import { pack, target } from '../support/inputs.ts';
import { mutate, outcomesOf, planOf, refusalsOf } from '../support/mutations.ts';
import { quaysideOf } from './provider-state.ts';
import { holderOf, otherThanHolders, truth } from './seeded-truth.ts';

const app = useApp({ with: [fileURLToPath(new URL('.', import.meta.url))], changes: { attempts: 1 } });

const TRUTH = truth({ scale: 1, switches: {} });
/** One plan that is metered, and one that is not. */
const [METERED, PLAIN] = ['pl-trial', 'pl-pro'] as const;
const FREE = otherThanHolders(PLAIN);

const emulator = () => present(app.fleet.all().find(({ name }) => name === 'quayside'));
const on = (licenseId: string, externalId: string) => target('quayside', licenseId, 'USER', externalId);
const charged = (costCentre: string | null) => ({ options: { quayside: { costCentre } } });

async function isHeld(licenseId: string, externalId: string): Promise<boolean> {
  const about = { accountKey: 'quayside', licenseId, kind: 'USER' as const, externalId };
  return (await quaysideOf(emulator().url).stateOf(about)).held;
}

beforeEach(() => emulator().reset());

describe('reading', () => {
  it('tells its plans among all licenses, with what only they have', async () => {
    const { licenses } = await app.data<{ licenses: Nodes<{ provider: string }> }>(
      `{ licenses(first: 100, filter: { providers: [QUAYSIDE, YEXT] }) { nodes {
        provider name seats { total available } details { ... on QuaysideLicenseDetails { metered } }
      } } }`,
    );
    const own = licenses.nodes.filter(({ provider }) => provider === 'QUAYSIDE');
    expect(own).toMatchObject([
      { name: 'Harbour Archive', seats: { available: 0 }, details: { metered: false } },
      { name: 'Harbour Basic', details: { metered: false } },
      { name: 'Harbour Pro', seats: { total: 75 }, details: { metered: false } },
      { name: 'Insights', details: { metered: true } },
      { name: 'Render trial', seats: { total: 15, available: 15 }, details: { metered: true } },
    ]);
    expect(licenses.nodes.length).toBeGreaterThan(own.length);
  });

  it('finds a user by address, in any case, with what they hold', async () => {
    const id = holderOf('pl-insights');
    const [address = ''] = TRUTH.addresses?.find(([, userId]) => userId === id) ?? [];
    const { user } = await app.data<{ user: { assignments: Nodes<unknown> } }>(
      `query($email: String!) { user(by: { email: { accountKey: "quayside", email: $email } }) {
        externalId email assignments { nodes { status license { externalId } } } } }`,
      { variables: { email: address.toUpperCase() } },
    );
    expect(user).toMatchObject({ externalId: id, email: address });
    const held = TRUTH.held.filter(({ assigneeId }) => assigneeId === id);
    expect(user.assignments.nodes).toEqual(
      held.map(({ licenseId }) => ({ status: 'ACTIVE', license: { externalId: licenseId } })),
    );
  });

  it('lists every assignment once, plan after plan', async () => {
    const pages = await everyPage<
      NodesOfMany<{ license: { externalId: string }; assignee: { externalId: string } }>
    >(
      app,
      `query($after: String) { licenseAssignments(filter: { providers: [QUAYSIDE] }, first: 70, after: $after) {
        nodes { license { externalId } assignee { externalId } } pageInfo { hasNextPage endCursor } } }`,
      ['licenseAssignments'],
    );
    const rows = pages.flatMap(({ nodes }) =>
      nodes.map(({ license, assignee }) => `${license.externalId} ${assignee.externalId}`),
    );
    const held = TRUTH.held.map(({ licenseId, assigneeId }) => `${licenseId} ${assigneeId}`);
    expect(rows.toSorted()).toEqual(held.toSorted());
  });
});

describe('reading few', () => {
  it('asks for pages that are no larger than what is wanted', async () => {
    await app.warm();
    await app.data('{ account(key: "quayside") { users(first: 3) { nodes { email } } } }');
    expect(app.calls().map(({ path, query }) => `${path} ${query}`)).toEqual(['/v1/users limit=4']);
  });
});

describe('the cost centre of a plan', () => {
  const place = (index: number) => ['changes', String(index), 'options', 'quayside', 'costCentre'];

  it.each<[string, string, object]>([
    ['that is missing', METERED, {}],
    ['that is null', METERED, charged(null)],
    ['that is none', METERED, charged('a b')],
    ['for a plan that takes none', PLAIN, charged('CC-1')],
  ])('is refused where it stands: one %s', async (_title, licenseId, options) => {
    const change = { action: 'ASSIGN', ...on(licenseId, FREE), ...options };
    const planned = await mutate(app, 'planLicenseChanges', { changes: [change] });
    expect(refusalsOf(planned)).toEqual([['BAD_INPUT', place(0)]]);
  });

  it('is refused with REMOVE, and for the license of another vendor', async () => {
    const changes = [
      { action: 'REMOVE', ...on('pl-insights', holderOf('pl-insights')), ...charged('CC-1') },
      { action: 'ASSIGN', ...pack('store-5'), ...charged('CC-1') },
    ];
    const planned = await mutate(app, 'planLicenseChanges', { changes });
    expect(refusalsOf(planned)).toEqual([
      ['BAD_INPUT', place(0)],
      ['BAD_INPUT', place(1)],
    ]);
  });

  it('is not what another vendor has', async () => {
    const options = { webex: { inviteExternal: true } };
    const change = { action: 'ASSIGN', ...on(PLAIN, FREE), assignee: { email: person(0).email }, options };
    const planned = await mutate(app, 'planLicenseChanges', { changes: [change] });
    const where = ['changes', '0', 'options', 'webex', 'inviteExternal'];
    expect(refusalsOf(planned)).toEqual([['BAD_INPUT', where]]);
  });
});

describe('a set of changes', () => {
  const holder = holderOf('pl-basic');
  const changes = [
    { action: 'ASSIGN', ...on(PLAIN, FREE) },
    { action: 'ASSIGN', ...on(METERED, FREE), ...charged('CC-42') },
    { action: 'REMOVE', ...on('pl-basic', holder) },
  ];
  const states = () => Promise.all([isHeld(PLAIN, FREE), isHeld(METERED, FREE), isHeld('pl-basic', holder)]);

  it('is planned, applied and verified, and undone', async () => {
    const plan = await mutate(app, 'planLicenseChanges', { changes });
    expect([plan.problems, plan.changeSet?.upstreamCalls.planned]).toEqual([[], 2]);
    expect(await states()).toEqual([false, false, true]);

    const applied = await mutate(app, 'applyLicenseChanges', { plan: planOf(plan) });
    expect(applied.changeSet).toMatchObject({ status: 'SUCCEEDED', progress: { verified: 3 } });
    expect(await states()).toEqual([true, true, false]);
    const { auditEvents } = await app.data<{ auditEvents: Nodes<{ upstreamRequestIds: string[] }> }>(
      `query($set: ID!) { auditEvents(filter: { changeSetId: $set }) { nodes { upstreamRequestIds } } }`,
      { variables: { set: applied.changeSet?.id } },
    );
    const ids = new Set(auditEvents.nodes.flatMap(({ upstreamRequestIds }) => upstreamRequestIds));
    expect(ids.size).toBe(2);

    const undone = await mutate(app, 'undoChangeSet', { id: applied.changeSet?.id });
    expect([undone.changeSet?.status, undone.problems]).toEqual(['SUCCEEDED', []]);
    expect(await states()).toEqual([false, false, true]);
  });

  it('tells of each change what the vendor says of its part, and sends a part again that has to wait', async () => {
    const [refused = '', waiting = '', made = ''] =
      TRUTH.lists.USER?.filter(
        (id) => !TRUTH.held.some(({ licenseId, assigneeId }) => licenseId === PLAIN && assigneeId === id),
      ) ?? [];
    const body = { error: { code: 'seats_exhausted', message: 'No.' } };
    const fault = { kind: 'answer', status: 409, body } as const;
    emulator().fault({ part: `PUT /users/${refused}/`, fault });
    emulator().fault({
      part: `PUT /users/${waiting}/`,
      times: 1,
      fault: { kind: 'throttle', retryAfter: 1 },
    });
    const asked = [refused, waiting, made].map((id) => ({ action: 'ASSIGN', ...on(PLAIN, id) }));
    const applied = await mutate(app, 'applyLicenseChanges', { changes: asked });
    expect(applied.changeSet?.changes.nodes.map(({ outcome, problem }) => problem?.code ?? outcome)).toEqual([
      'UPSTREAM_REJECTED',
      'VERIFIED',
      'VERIFIED',
    ]);
    expect(await Promise.all([refused, waiting, made].map((id) => isHeld(PLAIN, id)))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('finds no seat where there is none, and sends nothing', async () => {
    const full = [{ action: 'ASSIGN', ...on('pl-full', otherThanHolders('pl-full')) }];
    const planned = await mutate(app, 'applyLicenseChanges', { changes: full });
    expect([refusalsOf(planned), outcomesOf(planned)]).toEqual([
      [['NO_SEATS', ['changes', '0']]],
      ['ASSIGN REJECTED'],
    ]);
  });
});
