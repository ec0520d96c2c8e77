// Refusals, all or nothing, and changes that wait, with every provider: what is refused or waits in vain is never sent.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { useApp } from '../support/app.ts';
import { target } from '../support/inputs.ts';
import { PATHS, device, genesysUser, place, webexUser, type Target } from '../support/license-targets.ts';
import { devices, genesysUsers } from '../support/many-changes.ts';
import { mutate, outcomesOf, planOf, refusalsOf, type Payload } from '../support/mutations.ts';
import type { ProviderName } from '../support/provider.ts';
import { NOBODY, webexId } from '../support/providers/webex.ts';
import { useRelays } from '../support/relay.ts';

/** The size of the pool of the account `fleet`. */
const POOL = 'totalLicenses:0123456789-00001';
const AS_SEEDED = -1;

type Refused = readonly [
  code: string,
  target: Target,
  field: 'license' | 'assignee' | null,
  action?: 'REMOVE',
];

/** What one provider brings. Nobody holds what the targets are about. */
interface Row {
  readonly provider: ProviderName;
  readonly free: readonly [Target, Target, Target, Target];
  readonly refused: readonly Refused[];
}

const [U1 = 0, U2 = 0, U3 = 0, U4 = 0] = genesysUsers(4, [13]);
const [D1 = 0, D2 = 0, D3 = 0, D4 = 0] = devices(4, { from: 203, held: false });

const ROWS: readonly Row[] = [
  {
    provider: 'genesys',
    free: [genesysUser(U1), genesysUser(U2), genesysUser(U3), genesysUser(U4)],
    refused: [
      ['NO_SUCH_LICENSE', genesysUser(U2, 'no-such-license'), 'license'],
      [
        'NO_SUCH_ASSIGNEE',
        { ...genesysUser(U1), externalId: '00000000-0000-4000-8000-000000000000' },
        'assignee',
      ],
      ['PREREQUISITE_MISSING', genesysUser(U2, 'gc1WEMupgrade'), null],
    ],
  },
  {
    provider: 'webex',
    free: [
      webexUser(14, 'messaging'),
      webexUser(24, 'messaging'),
      webexUser(34, 'messaging'),
      webexUser(44, 'messaging'),
    ],
    refused: [
      [
        'NO_SUCH_LICENSE',
        { ...webexUser(15, 'messaging'), licenseId: webexId('LICENSE/none:MS_none') },
        'license',
      ],
      ['NO_SUCH_ASSIGNEE', { ...webexUser(15, 'messaging'), externalId: NOBODY }, 'assignee'],
      ['NO_SEATS', webexUser(14, 'translations'), null],
      ['RULE_REFUSED', webexUser(14, 'screenShare'), null, 'REMOVE'],
    ],
  },
  {
    provider: 'thingspace',
    free: [device(D1), device(D2), device(D3), device(D4)],
    refused: [
      ['NO_SUCH_LICENSE', { ...device(D2), licenseId: 'no-such-license' }, 'license'],
      ['NO_SUCH_ASSIGNEE', { ...device(D1), externalId: '990000000000001' }, 'assignee'],
      ['NO_SEATS', device(D2), null],
      ['RULE_REFUSED', { ...device(D3), kind: 'USER' }, 'assignee'],
    ],
  },
  {
    provider: 'yext',
    free: [place('store-5'), place('store-7'), place('store-8'), place('store-9')],
    refused: [
      ['NO_SUCH_LICENSE', place('store-7', 'LP-NONE'), 'license'],
      ['NO_SUCH_ASSIGNEE', place('store-nowhere'), 'assignee'],
      ['NO_SEATS', place('store-7', 'LP-FULL'), null],
    ],
  },
];

const relays = useRelays();
const app = useApp({ changes: { attempts: 1 }, accounts: (seeded) => relays.before(seeded) });
beforeEach(() => {
  relays.ledger.sent.length = 0;
  app.fleet.thingspace.setSwitch(POOL, AS_SEEDED);
});

const change = (
  action: string,
  { accountKey, licenseId, kind, externalId }: Target,
  ...waitsFor: number[]
) => ({
  action,
  ...target(accountKey, licenseId, kind, externalId),
  waitsFor,
});

describe.each(ROWS)('$provider', ({ provider, free, refused }) => {
  const [good, other, later, kept] = free;
  const sentFor = ({ licenseId, externalId }: Target) => `${provider} ${licenseId} ${externalId}`;
  const rest = refused.map(([, about, , action]) => change(action ?? 'ASSIGN', about));
  const codes = refused.map(([code]) => code);
  const refusals = refused.map(([code, , field], index) => [
    code,
    ['changes', String(index + 1), ...(field === null ? [] : [field])],
  ]);
  const codesOf = ({ changeSet }: Payload) =>
    changeSet?.changes.nodes.map(({ outcome, problem }) => problem?.code ?? outcome);

  async function give(about: Target): Promise<void> {
    await mutate(app, 'applyLicenseChanges', { changes: [change('ASSIGN', about)] });
    relays.ledger.sent.length = 0;
    app.forget();
  }

  /** Where licenses are one pool, it has one left. */
  async function narrow(): Promise<void> {
    if (provider !== 'thingspace') return;
    const { license } = await app.data<{ license: { seats: { assigned: number } } }>(
      `{ license(by: { key: { accountKey: "fleet", externalId: "fota" } }) { seats { assigned } } }`,
    );
    app.fleet.thingspace.setSwitch(POOL, license.seats.assigned + 1);
  }

  it('is asked for what is not refused, and each refusal is told in its place', async () => {
    await narrow();
    const plan = await mutate(app, 'planLicenseChanges', { changes: [change('ASSIGN', good), ...rest] });
    expect([plan.changeSet?.status, codesOf(plan), refusalsOf(plan)]).toEqual([
      'PLANNED',
      ['PENDING', ...codes],
      refusals,
    ]);
    expect(relays.ledger.sent).toEqual([]);
    const applied = await mutate(app, 'applyLicenseChanges', { plan: planOf(plan) });
    expect(applied.changeSet).toMatchObject({
      status: 'PARTIAL',
      progress: { total: 1 + refused.length, verified: 1, rejected: refused.length },
      upstreamCalls: { planned: 1, made: 1 },
    });
    expect([codesOf(applied), refusalsOf(applied)]).toEqual([['VERIFIED', ...codes], refusals]);
    expect(relays.ledger.sent).toEqual([sentFor(good)]);
  });

  it('is asked for nothing where all or nothing is wanted', async () => {
    await narrow();
    const changes = [change('ASSIGN', other), ...rest.slice(0, 2)];
    const applied = await mutate(app, 'applyLicenseChanges', { changes, onProblem: 'REFUSE_ALL' });
    expect(applied.changeSet).toMatchObject({
      status: 'FAILED',
      progress: { total: 3, skipped: 1, rejected: 2 },
      upstreamCalls: { planned: 0, made: 0 },
    });
    expect(codesOf(applied)).toEqual(['SET_REFUSED', ...codes.slice(0, 2)]);
    expect(refusalsOf(applied)).toEqual([['SET_REFUSED', ['changes', '0']], ...refusals.slice(0, 2)]);
    expect(relays.ledger.sent).toEqual([]);
  });

  it('is asked for a removal when a read has shown what that waits for', async () => {
    await give(kept);
    const changes = [change('REMOVE', kept, 1), change('ASSIGN', later)];
    const moved = await mutate(app, 'applyLicenseChanges', { changes });
    expect([moved.changeSet?.status, outcomesOf(moved)]).toEqual([
      'SUCCEEDED',
      ['REMOVE VERIFIED', 'ASSIGN VERIFIED'],
    ]);
    const [removal, assignment] = moved.changeSet?.changes.nodes ?? [];
    expect([removal?.waitsFor, assignment?.waitsFor]).toEqual([[assignment?.id], []]);
    expect(relays.ledger.sent).toEqual([sentFor(later), sentFor(kept)]);
    const [write, read] = [new RegExp(PATHS[provider].write), new RegExp(PATHS[provider].read)];
    const told = app
      .calls()
      .map(({ path }) => (write.test(path) ? 'write' : read.test(path) ? 'read' : path));
    const [first, last] = [told.indexOf('write'), told.lastIndexOf('write')];
    expect(told.slice(first + 1, last)).toContain('read');
  });

  it('is not asked for a removal that waits for what it refused', async () => {
    await give(kept);
    app.fleet[provider].fault({ path: PATHS[provider].write, fault: { kind: 'error', status: 403 } });
    const changes = [change('REMOVE', kept, 1), change('ASSIGN', other)];
    const moved = await mutate(app, 'applyLicenseChanges', { changes });
    expect([moved.changeSet?.status, codesOf(moved)]).toEqual([
      'FAILED',
      ['DEPENDENCY_FAILED', 'UPSTREAM_FORBIDDEN'],
    ]);
    expect(outcomesOf(moved)).toEqual(['REMOVE SKIPPED', 'ASSIGN REJECTED']);
    expect([...new Set(relays.ledger.sent)]).toEqual([sentFor(other)]);
  });
});
