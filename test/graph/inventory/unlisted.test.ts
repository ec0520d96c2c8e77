// Licenses that their provider lists no more: what they were called is still told, and no number of seats as if it held now.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../../support/assertions.ts';
import { useSweptApp } from '../../support/inventory.ts';

const app = useSweptApp();

interface License {
  readonly externalId: string;
  readonly name: string | null;
  readonly assigneeKinds: readonly string[] | null;
  readonly seats: { readonly total: number | null } | null;
}

const FIELDS = 'externalId name assigneeKinds seats { total }';

async function licenses(filter: object): Promise<readonly License[]> {
  const query = `query ($filter: LicenseSearch) { inventory { licenses(first: 100, filter: $filter, orderBy: { field: TOTAL, direction: DESC }) {
    nodes { ${FIELDS} } } } }`;
  const { inventory } = await app.data<{ inventory: { licenses: { nodes: readonly License[] } } }>(query, {
    variables: { filter: { accountKeys: ['webex'], ...filter } },
  });
  return inventory.licenses.nodes;
}

/** Sweeps the account; one can be asked for each minute. */
async function sweepAgain(): Promise<void> {
  app.later(61_000);
  const asked = await app.data<{
    refreshInventory: { accounts: readonly { sweep: { id: string } }[] };
  }>('mutation { refreshInventory(input: { accountKeys: ["webex"] }) { accounts { sweep { id } } } }');
  const id = asked.refreshInventory.accounts[0]?.sweep.id;
  await until(async () => {
    const { inventory } = await app.data<{
      inventory: { accounts: readonly { sweep: { id: string; status: string } }[] };
    }>('{ inventory { accounts { sweep { id status } } } }');
    const found = inventory.accounts.find(({ sweep }) => sweep.id === id);
    return found !== undefined && !['QUEUED', 'RUNNING'].includes(found.sweep.status);
  });
}

describe('a license that is listed no more', () => {
  let before: readonly License[] = [];
  let listed: readonly License[] = [];
  beforeAll(async () => {
    before = await licenses({});
    app.fleet.webex.fault({ path: '/licenses$', fault: { kind: 'first-rows', keep: before.length - 1 } });
    await sweepAgain();
    await sweepAgain();
    listed = await licenses({});
    app.fleet.webex.clearFaults();
  });

  it('has the name that it had, and no seats', async () => {
    const left = new Set(listed.map(({ externalId }) => externalId));
    const gone = before.filter(({ externalId }) => !left.has(externalId));
    expect(gone).toHaveLength(1);
    expect(gone[0]?.seats?.total).toEqual(expect.any(Number));
    const expected = gone.map((license) => ({ ...license, seats: null }));
    expect(await licenses({ listed: false })).toEqual(expected);
    // Behind those that have some, and in no filter by them.
    expect((await licenses({ listed: null })).at(-1)).toEqual(expected[0]);
    for (const filter of [
      { utilisation: {} },
      { countable: true },
      { countable: false },
      { availableAtMost: 1e6 },
    ]) {
      expect(await licenses({ listed: false, ...filter })).toEqual([]);
    }
    const query = `{ inventory { assignments(first: 1000, filter: { accountKeys: ["webex"] }) { nodes { license { ${FIELDS} } } } } }`;
    interface Held {
      readonly inventory: {
        readonly assignments: { readonly nodes: readonly { readonly license: License }[] };
      };
    }
    const { inventory } = await app.data<Held>(query);
    const held = inventory.assignments.nodes.find(({ license }) => !left.has(license.externalId));
    expect(held?.license).toEqual(expected[0]);
  });
});

it('a license that assignments alone tell of has no kinds of holders, rather than none that may', async () => {
  const query = `{ inventory { licenses(filter: { listed: false, accountKeys: ["genesys-us", "genesys-eu", "listings"] }) { nodes { ${FIELDS} } } } }`;
  const { inventory } = await app.data<{ inventory: { licenses: { nodes: readonly License[] } } }>(query);
  expect(inventory.licenses.nodes).toEqual([
    { externalId: expect.any(String), name: null, assigneeKinds: null, seats: null },
  ]);
});
