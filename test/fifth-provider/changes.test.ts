// A vendor from outside in the whole app: changes are planned, refused, applied and undone like those of the others.
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { person } from '../../emulators/seed/organisation.ts';
import { useApp, type Nodes } from '../support/app.ts';
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
});

describe('a change in a set', () => {
  it('has the outcome that its part of a batch has; a part that has to wait is sent again', async () => {
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

  it('is not sent where no seat is left', async () => {
    const full = [{ action: 'ASSIGN', ...on('pl-full', otherThanHolders('pl-full')) }];
    const planned = await mutate(app, 'applyLicenseChanges', { changes: full });
    expect([refusalsOf(planned), outcomesOf(planned)]).toEqual([
      [['NO_SEATS', ['changes', '0']]],
      ['ASSIGN REJECTED'],
    ]);
  });
});
