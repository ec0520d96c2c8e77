// A vendor from outside in the whole app: read, planned, refused, applied and undone like the others.
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { person } from '../../emulators/seed/organisation.ts';
import { codesOf, everyPage, useApp, writesOf, type Nodes, type NodesOfMany } from '../support/app.ts';
import { present } from '../support/assertions.ts';
import { pack, target } from '../support/inputs.ts';
import { mutate, outcomesOf, planOf, refusalsOf } from '../support/mutations.ts';
import { quaysideOf } from './provider-state.ts';

const app = useApp({ with: [fileURLToPath(new URL('.', import.meta.url))], changes: { attempts: 1 } });

/** Two plans that nobody of these holds: one that is metered, and one that is not. */
const [METERED, PLAIN] = ['pl-trial', 'pl-pro'] as const;
const ADA = { email: person(0).email };
const emulator = () => present(app.fleet.all().find(({ name }) => name === 'quayside'));

beforeEach(() => emulator().reset());

const on = (licenseId: string, externalId: string) => target('quayside', licenseId, 'USER', externalId);
const charged = (costCentre: string | null) => ({ options: { quayside: { costCentre } } });

/** The ids of those who hold a plan, or do not, at the start. */
async function usersOf(licenseId: string, isHolder: boolean): Promise<readonly string[]> {
  const states = await Promise.all(
    Array.from({ length: 30 }, async (_, index) => {
      const externalId = `u-${String(index).padStart(6, '0')}`;
      const { held } = await stateOf(licenseId, externalId);
      return { externalId, held };
    }),
  );
  return states.flatMap(({ externalId, held }) => (held === isHolder ? externalId : []));
}

function stateOf(licenseId: string, externalId: string) {
  return quaysideOf(emulator().url).stateOf({ accountKey: 'quayside', licenseId, kind: 'USER', externalId });
}

describe('reading', () => {
  it('tells its plans among all licenses, with their seats and what only they have', async () => {
    const { licenses } = await app.data<{
      licenses: Nodes<{ name: string; provider: string; details: object }>;
    }>(
      `{ licenses(first: 100, filter: { providers: [QUAYSIDE, YEXT] }) { nodes {
        name provider seats { total } details { ... on QuaysideLicenseDetails { metered } }
      } } }`,
    );
    const own = licenses.nodes.filter(({ provider }) => provider === 'QUAYSIDE');
    expect(own.map(({ name, details }) => [name, details])).toEqual([
      ['Harbour Archive', { metered: false }],
      ['Harbour Basic', { metered: false }],
      ['Harbour Pro', { metered: false }],
      ['Insights', { metered: true }],
      ['Render trial', { metered: true }],
    ]);
    expect(licenses.nodes.length).toBeGreaterThan(own.length);
  });

  it('finds a user by address, with what they hold', async () => {
    const { user } = await app.data<{ user: { externalId: string; assignments: Nodes<unknown> } }>(
      `query($email: String!) { user(by: { email: { accountKey: "quayside", email: $email } }) {
        externalId state displayName assignments { nodes { license { externalId } status } } } }`,
      { variables: { email: person(1).email.toUpperCase() } },
    );
    expect(user).toMatchObject({ externalId: 'u-000001', state: 'ACTIVE', displayName: person(1).name });
    const held = await usersOf('pl-basic', true);
    expect(held).toContain('u-000001');
    expect(user.assignments.nodes).toContainEqual({ license: { externalId: 'pl-basic' }, status: 'ACTIVE' });
  });

  it('lists every assignment once, plan after plan', async () => {
    const pages = await everyPage<
      NodesOfMany<{ license: { externalId: string }; assignee: { externalId: string } }>
    >(
      app,
      `query($after: String) { licenseAssignments(filter: { accountKeys: ["quayside"] }, first: 70, after: $after) {
        nodes { license { externalId } assignee { ... on User { externalId email } } }
        pageInfo { hasNextPage endCursor } } }`,
      ['licenseAssignments'],
    );
    const rows = pages.flatMap(({ nodes }) =>
      nodes.map(({ license, assignee }) => `${license.externalId} ${assignee.externalId}`),
    );
    const { licenses } = await app.data<{ licenses: Nodes<{ seats: { assigned: number } }> }>(
      '{ licenses(filter: { accountKeys: ["quayside"] }) { nodes { seats { assigned } } } }',
    );
    const assigned = licenses.nodes.reduce((sum, { seats }) => sum + seats.assigned, 0);
    expect([rows.length, new Set(rows).size]).toEqual([assigned, assigned]);
  });
});

describe('an option of its own', () => {
  const path = ['changes', '0', 'options', 'quayside', 'costCentre'];
  it.each<[string, string, object, unknown]>([
    ['that is missing', METERED, {}, ['BAD_INPUT', path]],
    ['that is null', METERED, charged(null), ['BAD_INPUT', path]],
    ['that is no cost centre', METERED, charged('a b'), ['BAD_INPUT', path]],
    ['for a plan that takes none', PLAIN, charged('CC-1'), ['BAD_INPUT', path]],
    [
      'of another vendor',
      METERED,
      { options: { webex: { inviteExternal: true } } },
      ['BAD_INPUT', ['changes', '0', 'options', 'webex', 'inviteExternal']],
    ],
  ])('is refused where it stands: one %s', async (_title, licenseId, options, refusal) => {
    const [externalId = ''] = await usersOf(licenseId, false);
    const change = { action: 'ASSIGN', ...on(licenseId, externalId), ...options };
    const planned = await mutate(app, 'planLicenseChanges', { changes: [change] });
    expect(refusalsOf(planned)).toEqual([refusal]);
    expect(writesOf(app).filter((write) => !write.endsWith('/batch'))).toEqual([]);
  });

  it('is refused with REMOVE, and for the license of another vendor', async () => {
    const [holder = ''] = await usersOf('pl-insights', true);
    const changes = [
      { action: 'REMOVE', ...on('pl-insights', holder), ...charged('CC-1') },
      { action: 'ASSIGN', ...pack('store-5'), ...charged('CC-1') },
    ];
    const planned = await mutate(app, 'planLicenseChanges', { changes });
    expect(refusalsOf(planned)).toEqual([
      ['BAD_INPUT', path],
      ['BAD_INPUT', ['changes', '1', 'options', 'quayside', 'costCentre']],
    ]);
  });
});

describe('a set of changes', () => {
  it('is planned, applied, verified, and undone', async () => {
    const [plain = ''] = await usersOf(PLAIN, false);
    const [holder = ''] = await usersOf('pl-basic', true);
    const changes = [
      { action: 'ASSIGN', ...on(PLAIN, plain) },
      { action: 'ASSIGN', ...on(METERED, plain), assignee: ADA, ...charged('CC-42') },
      { action: 'REMOVE', ...on('pl-basic', holder) },
    ];
    const plan = await mutate(app, 'planLicenseChanges', { changes });
    expect(plan.problems).toEqual([]);
    expect(plan.changeSet?.upstreamCalls.planned).toBe(2);
    const applied = await mutate(app, 'applyLicenseChanges', { plan: planOf(plan) });
    expect([applied.changeSet?.status, outcomesOf(applied)]).toEqual([
      'SUCCEEDED',
      ['ASSIGN VERIFIED', 'ASSIGN VERIFIED', 'REMOVE VERIFIED'],
    ]);
    expect(await stateOf(METERED, 'u-000000')).toMatchObject({ held: true });
    expect(await stateOf('pl-basic', holder)).toMatchObject({ held: false });

    const undone = await mutate(app, 'undoChangeSet', { id: applied.changeSet?.id });
    expect([undone.changeSet?.status, undone.problems]).toEqual(['SUCCEEDED', []]);
    expect(await stateOf(PLAIN, plain)).toMatchObject({ held: false });
    expect(await stateOf(METERED, 'u-000000')).toMatchObject({ held: false });
    expect(await stateOf('pl-basic', holder)).toMatchObject({ held: true });
  });

  it('tells what the vendor refuses of one change, in the words that it has for it', async () => {
    const [one = '', other = ''] = await usersOf(PLAIN, false);
    emulator().fault({
      path: '/batch$',
      after: 0,
      fault: { kind: 'throttle', retryAfter: 0 },
      times: 0 + 1,
    });
    const changes = [one, other].map((id) => ({ action: 'ASSIGN', ...on(PLAIN, id) }));
    const applied = await mutate(app, 'applyLicenseChanges', { changes });
    expect(outcomesOf(applied)).toEqual(['ASSIGN VERIFIED', 'ASSIGN VERIFIED']);
  });

  it('finds no seat where there is none, before anything is sent', async () => {
    const [somebody = ''] = await usersOf('pl-full', false);
    const changes = [{ action: 'ASSIGN', ...on('pl-full', somebody) }];
    const planned = await mutate(app, 'planLicenseChanges', { changes });
    expect(refusalsOf(planned)).toEqual([['NO_SEATS', ['changes', '0']]]);
  });
});

it('has no word in the graph of a process that does not bring it along', async () => {
  const { errors } = await app.ask('{ __type(name: "Provider") { enumValues { name } } }');
  expect(codesOf({ data: null, ...(errors && { errors }) })).toEqual([]);
});
