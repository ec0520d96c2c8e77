// Whoever removes what a page shows meets everything behind it, at any page size.
import { expect, it } from '@jest/globals';
import { useApp, type Nodes } from '../support/app.ts';
import { genesysUser } from '../support/license-targets.ts';
import { BARE, stateAtProviders } from '../support/provider-state.ts';

const app = useApp({ warm: true });

interface Held {
  readonly license: { readonly externalId: string };
  readonly assignee: { readonly externalId: string };
}
interface Listed {
  readonly licenseAssignments: Nodes<Held> & {
    readonly coverage: readonly { readonly status: string }[];
    readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
  };
}

const QUERY = `query ($first: Int, $after: String) {
  licenseAssignments(filter: { accountKeys: ["genesys-us"] }, first: $first, after: $after) {
    nodes { license { externalId } assignee { externalId } }
    coverage { status }
    pageInfo { endCursor hasNextPage }
  }
}`;

/** Every row, when this is done with those of each page. */
async function walked(first: number, shown: (rows: readonly Held[]) => Promise<void>) {
  const rows: Held[] = [];
  for (let after: string | null = null; ;) {
    const answer: Listed = await app.data<Listed>(QUERY, { variables: { first, after } });
    const { nodes, coverage, pageInfo } = answer.licenseAssignments;
    rows.push(...nodes);
    await shown(nodes);
    if (!pageInfo.hasNextPage) return { rows, coverage };
    after = pageInfo.endCursor;
  }
}

function keysOf(rows: readonly Held[]): string[] {
  return rows.map(({ license, assignee }) => `${assignee.externalId} ${license.externalId}`).sort();
}

it.each([
  ['every one', 1, 25],
  ['every one', 1, 100],
  ['every second', 2, 7],
  ['every third', 3, 40],
])('removing %s (%i), %i a page', async (_, every, first) => {
  const { genesys } = app.fleet;
  genesys.reset();
  // Who holds nothing is not listed, and nothing goes but what is taken.
  genesys.setSwitch('listUnlicensed', false);
  genesys.setSwitch('enforcePrerequisites', false);
  genesys.setSwitch('callsPerMinute', 100_000);
  const all = keysOf((await walked(first, () => Promise.resolve())).rows);
  const providers = stateAtProviders(app.fleet);
  const { rows, coverage } = await walked(first, async (shown) => {
    for (const [index, { license, assignee }] of shown.entries()) {
      if (index % every > 0) continue;
      const target = { ...genesysUser(0, license.externalId), externalId: assignee.externalId };
      await providers.put(target, BARE);
    }
  });
  expect(keysOf(rows)).toEqual(all);
  expect(coverage).toEqual([{ status: 'COMPLETE' }]);
});
