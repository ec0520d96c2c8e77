// Accounts that the configuration keeps from being swept, one alone or all: they are told apart from those that are not swept yet, and no sweep of them can be asked for.
import { describe, expect, it } from '@jest/globals';
import { useApp, type TestApp } from '../../support/app.ts';
import { until } from '../../support/assertions.ts';

const LISTS = `{ inventory {
  accounts { account { key } status nextSweepAt sweep { id } }
  entities(first: 1, filter: { accountKeys: ["listings"] }) { totalCount nodes { id } coverage { status reason problem { code } } }
  licenses(first: 1, filter: { accountKeys: ["listings"] }) { totalCount nodes { id } coverage { status reason } } } }`;
const REFRESH = `mutation { refreshInventory(input: { accountKeys: ["listings"],
  assignees: [{ key: { accountKey: "listings", kind: ENTITY, externalId: "x" } }] }) {
  assignees { status } accounts { sweep { id } isNew } problems { code message path } } }`;

interface Told {
  readonly inventory: {
    readonly accounts: readonly { readonly account: { readonly key: string }; readonly status: string }[];
  };
}

/** What is true of an account that is off, over the app. */
function holdsOff(app: TestApp): void {
  it('has no rows and no count, and its lists say why', async () => {
    const { inventory } = await app.data<Told>(LISTS);
    expect(inventory.accounts.find(({ account }) => account.key === 'listings')).toEqual({
      account: { key: 'listings' },
      status: 'OFF',
      nextSweepAt: null,
      sweep: null,
    });
    expect(inventory).toMatchObject({
      entities: {
        totalCount: null,
        nodes: [],
        coverage: [{ status: 'SKIPPED', reason: 'SWEEPS_OFF', problem: { code: 'INVENTORY_NOT_READY' } }],
      },
      licenses: { totalCount: null, nodes: [], coverage: [{ status: 'SKIPPED', reason: 'SWEEPS_OFF' }] },
    });
  });

  it('has answers of a moment of these days', async () => {
    const { inventory } = await app.data<{ inventory: { asOf: string } }>('{ inventory { asOf } }');
    expect(Date.parse(inventory.asOf)).toBeGreaterThan(Date.parse('2020-01-01T00:00:00Z'));
    const again = `query ($asOf: DateTime) { inventory(asOf: $asOf) { asOf } }`;
    expect(await app.data(again, { variables: inventory })).toEqual({ inventory });
  });

  it('is not swept when somebody asks, nor is anybody of it looked up', async () => {
    app.forget();
    const { refreshInventory: refreshed } = await app.data<{
      refreshInventory: { readonly problems: readonly { readonly code: string }[] };
    }>(REFRESH);
    expect(refreshed).toMatchObject({
      assignees: [{ status: 'FAILED' }],
      accounts: [{ sweep: null, isNew: false }],
    });
    expect(refreshed.problems.map(({ code }) => code)).toEqual(['NOT_SUPPORTED', 'NOT_SUPPORTED']);
    expect(app.calls()).toEqual([]);
  });
}

describe('an account with `inventory.off`', () => {
  const app = useApp({
    inventory: { off: false },
    accounts: (seeded) =>
      seeded
        .filter(({ key }) => key === 'listings' || key === 'webex')
        .map((entry) => ({ ...entry, inventory: { off: entry.key === 'listings', callsPerMinute: 6_000 } })),
  });

  it('is OFF while the others are swept', async () => {
    let statuses: Record<string, string> = {};
    await until(async () => {
      const { inventory } = await app.data<Told>(LISTS);
      statuses = Object.fromEntries(inventory.accounts.map(({ account, status }) => [account.key, status]));
      return statuses['webex'] === 'READY';
    });
    expect(statuses['listings']).toBe('OFF');
  });
  holdsOff(app);
});

describe('`inventory.off` for all', () => {
  const app = useApp({ inventory: { off: true } });
  holdsOff(app);
});
