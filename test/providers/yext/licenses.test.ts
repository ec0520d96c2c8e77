// What the account says of itself, and its catalogue of packs.
import { describe, expect, it } from '@jest/globals';
import { yext } from '../../../src/providers/yext/index.ts';
import { UNASKED, capabilitiesOf, idRows } from '../../support/accounts.ts';
import { idsOf } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('yext');
const { account, emulator } = bench;

describe('the account', () => {
  it('says what it can do', () => {
    expect(yext.provider).toBe('YEXT');
    const capabilities = capabilitiesOf(
      ['ENTITY'],
      { lookup: 50, assignment: 1 },
      'reportsSeats',
      'nativeScheduledRemoval',
    );
    expect(account.account).toEqual({ key: 'yext-acme', provider: 'YEXT', name: 'Acme', capabilities });
    expect(
      account.assignees.USER ??
        account.assignees.DEVICE ??
        account.assignees.WORKSPACE ??
        account.licensesInFull,
    ).toBeUndefined();
  });

  it.each([
    ...idRows('LICENSE', { fit: ['LP/Events#1'], unfit: ['-'] }),
    ...idRows('ENTITY', {
      fit: ['🏬-140', 'x'.repeat(255)],
      unfit: ['x'.repeat(256), '', 'a\u0000b', 'a\ud800', '.', '..'],
    }),
    ...idRows('USER', { unfit: ['store-1'] }),
  ])('%s %j can be an id: %s', (kind, id, accepted) => {
    expect(account.accepts(kind, id)).toBe(accepted);
  });

  it('reports its budget and its last success', async () => {
    expect(account.status()).toEqual(UNASKED);
    const before = Date.now();
    await account.catalogue(testCall());
    const { budget, lastSuccessAt } = account.status();
    expect(budget).toEqual({ limit: 5000, remaining: 4999, resetAt: null });
    expect(Date.parse(lastSuccessAt ?? '')).toBeGreaterThanOrEqual(before);
  });
});

describe('the catalogue', () => {
  it('is every pack with its seats, in one call', async () => {
    const { items: licenses } = await account.catalogue(testCall());
    expect(bench.calls()).toHaveLength(1);
    expect(new Set(idsOf(licenses)).size).toBe(licenses.length);
    expect(licenses.find(({ externalId }) => externalId === 'LP-LISTINGS')).toEqual({
      accountKey: 'yext-acme',
      externalId: 'LP-LISTINGS',
      name: 'Listings Core',
      description: null,
      assigneeKinds: ['ENTITY'],
      seats: {
        total: 132,
        assigned: 120,
        available: 12,
        assignedToUsers: null,
        assignedToWorkspaces: null,
        countable: true,
      },
      details: {
        __typename: 'YextLicensePackDetails',
        accountKey: 'yext-acme',
        externalId: 'LP-LISTINGS',
        notes: 'Renewed for FY26',
      },
    });
  });

  it('shows over-assigned packs as they are reported', async () => {
    const { items: licenses } = await account.catalogue(testCall());
    expect(licenses.find(({ externalId }) => externalId === 'LP-OVER')?.seats?.available).toBe(-3);
  });

  it('asked twice at once is read once', async () => {
    const call = testCall();
    await Promise.all([account.catalogue(call), account.catalogue(call)]);
    expect(bench.calls()).toHaveLength(1);
    expect(call.events.map(({ kind }) => kind).sort()).toEqual(['SENT', 'SHARED']);
  });

  it('is handed on for a moment', async () => {
    const keeping = bench.open({}, { limits: { catalogueMs: 60_000 } });
    expect(await keeping.catalogue(testCall())).toEqual(await keeping.catalogue(testCall()));
    expect(bench.calls()).toHaveLength(1);
  });

  it('of more packs than a page holds takes a call a page', async () => {
    emulator.setSwitch('pageSizeMax', 5);
    emulator.setSwitch('badPageSize', 'clamp');
    const { items: licenses } = await account.catalogue(testCall());
    expect(new Set(idsOf(licenses)).size).toBe(licenses.length);
    expect(bench.calls()).toHaveLength(Math.ceil(licenses.length / 5));
  });
});
