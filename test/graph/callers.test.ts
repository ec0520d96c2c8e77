// Changes of several callers, some of whom may do little: what each sees and may do, and who is said to have done it.
import { describe, expect, it } from '@jest/globals';
import { imei } from '../../emulators/seed/organisation.ts';
import { codesOf, idOf, useApp, withToken, writesOf, type Nodes } from '../support/app.ts';
import { assigning, device, pack } from '../support/inputs.ts';
import { mutate, planOf } from '../support/mutations.ts';

const TOKENS = {
  admin: 'admin-token-0123456789',
  reader: 'reader-token-0123456789',
  fleet: 'fleet-token-0123456789',
};
const app = useApp({
  auth: {
    tokens: [
      { name: 'admin', token: TOKENS.admin, mayChange: true },
      { name: 'reader', token: TOKENS.reader },
      { name: 'fleet', token: TOKENS.fleet, accounts: ['fleet'], mayChange: true },
    ],
  },
});
const admin = withToken(app, TOKENS.admin);
const reader = withToken(app, TOKENS.reader);
const fleet = withToken(app, TOKENS.fleet);

/** What everybody does to a device of the fleet. */
const removing = (number: number) => ({ action: 'REMOVE', ...device(imei(number)) });

describe('a caller', () => {
  it('who applies a planned date is the one who keeps it', async () => {
    const request = { ...device(imei(1_021)), removalOn: '2099-05-01' };
    const planned = await mutate(admin, 'scheduleLicenseRemoval', { ...request, dryRun: true });
    await mutate(fleet, 'applyLicenseChanges', { plan: planOf(planned) });
    const { auditEvents } = await admin.data<{ auditEvents: Nodes<object> }>(
      `query($id: ID!) { auditEvents(filter: { changeSetId: $id, actions: [CREATE_SCHEDULE] }) { nodes { principal } } }`,
      { variables: { id: planned.changeSet?.id } },
    );
    expect(auditEvents.nodes).toEqual([{ principal: 'fleet' }]);
  });

  it('who applies the plan of another is the one in the log, with the reason given then', async () => {
    const planned = await mutate(admin, 'planLicenseChanges', {
      changes: [removing(1_020)],
      reason: 'planned',
      ticket: 'P-1',
    });
    const applied = await mutate(fleet, 'applyLicenseChanges', { plan: planOf(planned), reason: 'approved' });
    expect(applied.changeSet?.status).toBe('SUCCEEDED');
    const seen = await admin.data(
      `query($id: ID!) {
        changeSet(id: $id) { requestedBy appliedBy reason ticket }
        auditEvents(filter: { changeSetId: $id }) { nodes { action principal reason ticket } } }`,
      { variables: { id: planned.changeSet?.id } },
    );
    const applying = { principal: 'fleet', reason: 'approved', ticket: 'P-1' };
    expect(seen).toEqual({
      changeSet: { requestedBy: 'admin', appliedBy: 'fleet', reason: 'approved', ticket: 'P-1' },
      auditEvents: {
        nodes: [
          { action: 'PLAN_SET', principal: 'admin', reason: 'planned', ticket: 'P-1' },
          { action: 'START_SET', ...applying },
          { action: 'REMOVE', ...applying },
          { action: 'FINISH_SET', ...applying },
        ],
      },
    });
  });

  it('who may only read changes nothing, and reads', async () => {
    await mutate(admin, 'planLicenseChanges', { changes: [removing(1_022)] });
    for (const [name, input] of [
      ['assignLicense', pack('store-5')],
      ['planLicenseChanges', assigning('store-5')],
      ['cancelChangeSet', { id: idOf('ChangeSet', 'none') }],
    ] as const) {
      const query = `mutation($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { replayed } }`;
      expect(codesOf(await reader.ask(query, { variables: { input } }))).toEqual(['FORBIDDEN']);
    }
    expect(writesOf(app)).toEqual([]);
    const { changeSets } = await reader.data<{ changeSets: Nodes<object> }>(
      '{ changeSets { nodes { id } } }',
    );
    expect(changeSets.nodes.length).toBeGreaterThan(0);
  });

  it('sees the sets and the log of its accounts alone, and changes nothing elsewhere', async () => {
    const theirs = { ...device(imei(1_010)), removalOn: '2099-01-31' };
    const made = await mutate(admin, 'scheduleLicenseRemoval', theirs);
    const other = await mutate(admin, 'planLicenseChanges', {
      changes: [...assigning('store-7').changes, removing(1_011)],
    });
    const seen = await fleet.data<{
      mine: object | null;
      others: object | null;
      changeSets: Nodes<object>;
      auditEvents: Nodes<{ license: { account: { key: string } } | null }>;
    }>(
      `query($mine: ID!, $others: ID!) {
        mine: changeSet(id: $mine) { id } others: changeSet(id: $others) { id }
        changeSets(first: 100) { nodes { id } }
        auditEvents(first: 100) { nodes { license { account { key } } } } }`,
      { variables: { mine: made.changeSet?.id, others: other.changeSet?.id } },
    );
    expect([seen.mine, seen.others]).toEqual([{ id: made.changeSet?.id }, null]);
    expect(seen.changeSets.nodes).toContainEqual({ id: made.changeSet?.id });
    expect(seen.changeSets.nodes).not.toContainEqual({ id: other.changeSet?.id });
    expect(new Set(seen.auditEvents.nodes.map(({ license }) => license?.account.key))).toEqual(
      new Set(['fleet']),
    );
    const foreign = await mutate(fleet, 'assignLicense', pack('store-5'));
    expect(foreign.problems).toMatchObject([{ code: 'UNKNOWN_ACCOUNT', path: ['license'] }]);
    const cancelled = await mutate(fleet, 'cancelChangeSet', { id: other.changeSet?.id });
    expect(cancelled.problems).toMatchObject([{ code: 'BAD_ID' }]);
  });

  it('has its own idempotency keys', async () => {
    const input = { ...device(imei(1_012)), removalOn: '2099-02-01', idempotencyKey: 'k' };
    const first = await mutate(admin, 'scheduleLicenseRemoval', input);
    const second = await mutate(fleet, 'scheduleLicenseRemoval', input);
    expect([second.replayed, second.changeSet?.id === first.changeSet?.id]).toEqual([false, false]);
  });
});
