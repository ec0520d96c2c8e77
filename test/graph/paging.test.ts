// Walking lists to their end: every row once, with any page size, within one account and across all.
import { describe, expect, it } from '@jest/globals';
import { everyPage, useApp, type NodesOfMany } from '../support/app.ts';

const app = useApp();

interface Page extends NodesOfMany<{ readonly id: string }> {
  readonly totalCount: number | null;
  readonly coverage: readonly { readonly status: string }[];
}
const SELECTION =
  '{ nodes { id } edges { cursor } pageInfo { hasNextPage endCursor } totalCount coverage { status } }';

/** The fields that lead to a list, with `ARGS` where first and after go. */
type Way = readonly string[];

async function walk(way: Way, first: number) {
  const fields = way.join(' { ').replace('ARGS', `first: ${first}, after: $after`);
  const query = `query ($after: String) { ${fields} ${SELECTION} ${'}'.repeat(way.length)}`;
  const path = way.map((field) => field.replace(/\(.*/, ''));
  const pages = await everyPage<Page>(app, query, path);
  for (const { status } of pages.at(-1)?.coverage ?? []) expect(['COMPLETE', 'SKIPPED']).toContain(status);
  const ids = pages.flatMap(({ nodes }) => nodes.map(({ id }) => id));
  return { ids, total: pages[0]?.totalCount ?? null };
}

const account = (key: string) => `account(key: "${key}")`;
const holders = (accountKey: string, externalId: string): Way => [
  `license(by: { key: { accountKey: "${accountKey}", externalId: "${externalId}" } })`,
  'assignments(ARGS)',
];
const FOUR = '["genesys-us", "webex", "fleet-legacy", "listings"]';
const LISTS: readonly (readonly [string, Way])[] = [
  ['licenses of all accounts', ['licenses(ARGS)']],
  ['users of all accounts', ['users(ARGS)']],
  ['workspaces of Webex', [account('webex'), 'workspaces(ARGS)']],
  ['entities of Yext', [account('listings'), 'entities(ARGS)']],
  ['devices of the v2 account', [account('fleet-legacy'), 'devices(ARGS)']],
  ['holders of a Yext pack', holders('listings', 'LP-LISTINGS')],
  ['holders of a Genesys license', holders('genesys-us', 'cloudCX2')],
  ['assignments of four accounts', [`licenseAssignments(filter: { accountKeys: ${FOUR} }, ARGS)`]],
];

describe.each(LISTS)('%s', (_name, way) => {
  it('has every row once, whatever the page size', async () => {
    const whole = await walk(way, 100);
    expect(whole.ids.length).toBeGreaterThan(5);
    expect(new Set(whole.ids).size).toBe(whole.ids.length);
    if (whole.total !== null) expect(whole.total).toBe(whole.ids.length);
    for (const first of [99, 37, 13]) {
      expect((await walk(way, first)).ids).toEqual(whole.ids);
    }
  });
});

describe('page sizes', () => {
  it('from 1 to 100 give the same list', async () => {
    const way = [account('listings'), 'licenses(ARGS)'];
    const whole = await walk(way, 100);
    for (let first = 1; first < 100; first += 1) {
      expect((await walk(way, first)).ids).toEqual(whole.ids);
    }
  });

  it('of 1 walk 120 assignments over page borders', async () => {
    const { ids } = await walk(holders('listings', 'LP-LISTINGS'), 1);
    expect(new Set(ids).size).toBe(120);
  });
});

describe('a cursor of an edge', () => {
  it('goes on behind its row', async () => {
    const edges = async (args: string) =>
      (
        await app.data<{ users: { edges: { cursor: string; node: { id: string } }[] } }>(
          `{ users(${args}) { edges { cursor node { id } } } }`,
        )
      ).users.edges;
    const all = await edges('first: 10');
    const rest = await edges(`first: 7, after: ${JSON.stringify(all[2]?.cursor)}`);
    expect(rest.map(({ node }) => node.id)).toEqual(all.slice(3).map(({ node }) => node.id));
  });
});

describe('totalCount', () => {
  it('is the number of rows where the provider tells it, and null where nobody knows', async () => {
    const { users, genesys, fleet, licenses } = await app.data<
      Record<string, { totalCount?: number | null; users?: { totalCount: number } }>
    >(
      `{ users(first: 1) { totalCount } genesys: account(key: "genesys-us") { users(first: 1) { totalCount } }
         fleet: license(by: { key: { accountKey: "fleet", externalId: "fota" } }) { assignments(first: 1) { totalCount } }
         licenses(first: 1) { totalCount } }`,
    );
    expect(users?.totalCount).toBeNull();
    expect(genesys?.users?.totalCount).toBeGreaterThan(100);
    expect(fleet).toEqual({ assignments: { totalCount: 1_248 } });
    expect(licenses?.totalCount).toBeGreaterThan(40);
  });
});
