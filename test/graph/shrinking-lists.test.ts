// Whoever removes what a page shows meets everything behind it, at any page size.
import { expect, it } from '@jest/globals';
import { idOf, useApp, type Nodes } from '../support/app.ts';
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
async function walked(
  first: number,
  shown: (rows: readonly Held[]) => Promise<void>,
  query = QUERY,
  variables: object = {},
) {
  const rows: Held[] = [];
  for (let after: string | null = null; ;) {
    const answer: Listed = await app.data<Listed>(query, { variables: { ...variables, first, after } });
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

it.each([
  ['every one', 1, 1],
  ['every one', 1, 2],
  ['every second', 2, 1],
])('removing %s (%i) of what some users hold, %i a page', async (_, every, first) => {
  const { genesys } = app.fleet;
  genesys.reset();
  genesys.setSwitch('enforcePrerequisites', false);
  genesys.setSwitch('callsPerMinute', 100_000);
  const providers = stateAtProviders(app.fleet);
  const ids = [0, 1, 2].map((index) => idOf('User', 'genesys-us', genesysUser(index).externalId));
  const query = `query ($ids: [ID!], $first: Int, $after: String) { licenseAssignments(filter: { assigneeIds: $ids }, first: $first, after: $after) {
    nodes { license { externalId } assignee { externalId } } coverage { status } pageInfo { endCursor hasNextPage } } }`;
  const all = keysOf((await walked(100, () => Promise.resolve(), query, { ids })).rows);
  expect(all.length).toBeGreaterThan(3);
  let seen = 0;
  const { rows } = await walked(
    first,
    async (shown) => {
      for (const { license, assignee } of shown) {
        seen += 1;
        if (seen % every > 0) continue;
        const target = { ...genesysUser(0, license.externalId), externalId: assignee.externalId };
        await providers.put(target, BARE);
      }
    },
    query,
    { ids },
  );
  expect(keysOf(rows)).toEqual(all);
});
