// A sweep that would close too much, over HTTP: nothing is closed until somebody releases it, and then exactly what it had held back.
import { expect, it } from '@jest/globals';
import { present, until } from '../../support/assertions.ts';
import { useSweptApp } from '../../support/inventory.ts';
import { BARE, stateAtProviders } from '../../support/provider-state.ts';
import type { Target } from '../../support/license-targets.ts';
import { everyPage, type NodesOfMany } from '../../support/app.ts';

const app = useSweptApp();

const HOLDINGS = `query ($after: String) { inventory { assignments(first: 1000, after: $after, filter: { accountKeys: ["listings"] }) {
  nodes { license { externalId } assignee { ... on Entity { externalId } } } pageInfo { hasNextPage endCursor } } } }`;
const EVENTS = `{ licenseEvents(first: 100, filter: { accountKeys: ["listings"] }) {
  nodes { what origin license { externalId } assignee { ... on Entity { externalId } } } } }`;
const ACCOUNT = `{ inventory { accounts { account { key } status sweep { id status heldBack } } } }`;
const RELEASE = `mutation ($id: ID!) { resolveHeldSweep(input: { sweepId: $id, decision: RELEASE, reason: "they left" }) {
  sweep { status closed } problems { code } } }`;
const REFRESH = `mutation { refreshInventory(input: { accountKeys: ["listings"] }) { problems { code } } }`;

interface Holding {
  readonly license: { readonly externalId: string };
  readonly assignee: { readonly externalId: string };
}

const pairOf = ({ license, assignee }: Holding): string => `${assignee.externalId} ${license.externalId}`;
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
  expect((await holdings()).map(pairOf).toSorted()).toEqual(before.map(pairOf).toSorted());

  expect(await app.data(RELEASE, { variables: { id: sweep.id } })).toEqual({
    resolveHeldSweep: { sweep: { status: 'RELEASED', closed: taken.length }, problems: [] },
  });
  const gone = new Set(taken.map(pairOf));
  const left = before.map(pairOf).filter((pair) => !gone.has(pair));
  expect((await holdings()).map(pairOf).toSorted()).toEqual(left.toSorted());
  const { licenseEvents } = await app.data<{
    licenseEvents: { nodes: readonly (Holding & { what: string; origin: string })[] };
  }>(EVENTS);
  const removed = licenseEvents.nodes.filter(({ what }) => what === 'REMOVED');
  expect(removed.map(pairOf).toSorted()).toEqual([...gone].toSorted());
  expect(new Set(removed.map(({ origin }) => origin))).toEqual(new Set(['EXTERNAL']));
});
