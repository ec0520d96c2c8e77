// A sweep that would close too much, over HTTP: nothing is closed until somebody releases it, and then exactly what it had held back and nobody has seen since.
import { expect, it } from '@jest/globals';
import { present, until } from '../../support/assertions.ts';
import { useSweptApp } from '../../support/inventory.ts';
import { BARE, HELD, stateAtProviders } from '../../support/provider-state.ts';
import type { Target } from '../../support/license-targets.ts';
import { everyPage, metricsOf, type NodesOfMany } from '../../support/app.ts';

const app = useSweptApp();

const HOLDINGS = `query ($after: String) { inventory { assignments(first: 1000, after: $after, filter: { accountKeys: ["listings"] }) {
  nodes { license { externalId } assignee { ... on Entity { externalId } } } pageInfo { hasNextPage endCursor } } } }`;
const EVENTS = `{ licenseEvents(first: 100, filter: { accountKeys: ["listings"] }) {
  nodes { what origin license { externalId } assignee { ... on Entity { externalId } } } } }`;
const ACCOUNT = `{ inventory { accounts { account { key } status sweep { id status heldBack } } } }`;
const RELEASE = `mutation ($id: ID!) { resolveHeldSweep(input: { sweepId: $id, decision: RELEASE, reason: "they left" }) {
  sweep { status closed } problems { code } } }`;
const LOOK_AGAIN = `mutation ($assignees: [InventoryAssigneeRef!]!) { refreshInventory(input: { assignees: $assignees }) {
  assignees { status } problems { code } } }`;
const REFRESH = `mutation { refreshInventory(input: { accountKeys: ["listings"] }) { problems { code } } }`;

interface Holding {
  readonly license: { readonly externalId: string };
  readonly assignee: { readonly externalId: string };
}

const pairOf = ({ license, assignee }: Holding): string => `${assignee.externalId} ${license.externalId}`;
const sharesHolder = (one: Holding, other: Holding): boolean =>
  one.assignee.externalId === other.assignee.externalId;
const targetOf = ({ license, assignee }: Holding): Target => ({
  accountKey: 'listings',
  licenseId: license.externalId,
  kind: 'ENTITY',
  externalId: assignee.externalId,
});

async function holdings(): Promise<readonly Holding[]> {
  const pages = await everyPage<NodesOfMany<Holding>>(app, HOLDINGS, ['inventory', 'assignments']);
  return pages.flatMap(({ nodes }) => nodes);
}

async function listings() {
  const { inventory } = await app.data<{
    inventory: {
      accounts: readonly {
        account: { key: string };
        status: string;
        sweep: { id: string; status: string; heldBack: number };
      }[];
    };
  }>(ACCOUNT);
  return present(inventory.accounts.find(({ account }) => account.key === 'listings'));
}

/** How the account stands, and how many rows are held back, by its metrics: they are read from the database now and then. */
async function measured() {
  app.later(15_000);
  const metrics = await metricsOf(app);
  const labels = 'account="listings"';
  return {
    heldBack: metrics.get(`inventory_rows_held_back{${labels}}`),
    isHeld: metrics.get(`inventory_status{${labels},status="HELD"}`),
    isReady: metrics.get(`inventory_status{${labels},status="READY"}`),
  };
}

it('closes the rows that it held back once it is released, and no others', async () => {
  const before = await holdings();
  // More than a tenth, and no more than one sweep looks up.
  const taken = before.filter((_row, index) => index % 3 === 0).slice(0, 40);
  expect(taken.length).toBeGreaterThan(before.length / 10);
  for (const one of taken) await stateAtProviders(app.fleet).put(targetOf(one), BARE);
  expect(await app.data(REFRESH)).toEqual({ refreshInventory: { problems: [] } });
  await until(async () => (await listings()).status === 'HELD');
  const { sweep } = await listings();
  expect(sweep).toMatchObject({ status: 'HELD', heldBack: taken.length });
  expect(await measured()).toEqual({ heldBack: taken.length, isHeld: 1, isReady: 0 });
  expect((await holdings()).map(pairOf).toSorted()).toEqual(before.map(pairOf).toSorted());

  // Two have it again by the time that somebody decides, and were looked up since.
  const again = taken
    .filter((one) => taken.filter((other) => sharesHolder(one, other)).length === 1)
    .slice(0, 2);
  const gone = new Set(taken.filter((one) => !again.includes(one)).map(pairOf));
  expect(again).toHaveLength(2);
  for (const one of again) await stateAtProviders(app.fleet).put(targetOf(one), HELD);
  const assignees = again.map(({ assignee }) => ({
    key: { accountKey: 'listings', kind: 'ENTITY', externalId: assignee.externalId },
  }));
  expect(await app.data(LOOK_AGAIN, { variables: { assignees } })).toEqual({
    refreshInventory: { assignees: again.map(() => ({ status: 'READ' })), problems: [] },
  });

  expect(await app.data(RELEASE, { variables: { id: sweep.id } })).toEqual({
    resolveHeldSweep: { sweep: { status: 'RELEASED', closed: gone.size }, problems: [] },
  });
  expect(await measured()).toEqual({ heldBack: 0, isHeld: 0, isReady: 1 });
  const left = before.map(pairOf).filter((pair) => !gone.has(pair));
  expect((await holdings()).map(pairOf).toSorted()).toEqual(left.toSorted());
  const { licenseEvents } = await app.data<{
    licenseEvents: { nodes: readonly (Holding & { what: string; origin: string })[] };
  }>(EVENTS);
  const removed = licenseEvents.nodes.filter(({ what }) => what === 'REMOVED');
  expect(removed.map(pairOf).toSorted()).toEqual([...gone].toSorted());
  expect(new Set(removed.map(({ origin }) => origin))).toEqual(new Set(['EXTERNAL']));
});
