// Walking lists to their end: every row once, with any page size, within one account and across all.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startHarness, type Harness } from '../support/app.ts';

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly edges: readonly { readonly cursor: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number | null;
  readonly coverage: readonly { readonly status: string }[];
}

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ server: { deadlineMs: 60_000 } });
});
afterAll(() => harness.close());

/** `field` is a selection with `ARGS` where first and after go; `path` leads to the connection. */
async function walk(field: string, path: readonly string[], first: number) {
  const ids: string[] = [];
  let after: string | null = null;
  let total: number | null = null;
  for (let pages = 0; pages < 2_000; pages += 1) {
    const args = `first: ${first}${after === null ? '' : `, after: ${JSON.stringify(after)}`}`;
    const query: string = `{ ${field.replace('ARGS', args)} }`;
    let value: unknown = await harness.data(query);
    for (const step of path) value = (value as Record<string, unknown>)[step];
    const page = value as Page; // the selection below asks for exactly these fields
    ids.push(...page.nodes.map(({ id }) => id));
    total ??= page.totalCount;
    if (!page.pageInfo.hasNextPage) {
      expect(page.coverage.every(({ status }) => status === 'COMPLETE' || status === 'SKIPPED')).toBe(true);
      return { ids, total };
    }
    after = page.pageInfo.endCursor;
  }
  throw new Error('the walk does not end');
}

const SELECTION =
  '{ nodes { id } edges { cursor } pageInfo { hasNextPage endCursor } totalCount coverage { status } }';

const LISTS: readonly (readonly [string, string, readonly string[]])[] = [
  ['licenses of all accounts', `licenses(ARGS) ${SELECTION}`, ['licenses']],
  ['users of all accounts', `users(ARGS) ${SELECTION}`, ['users']],
  [
    'workspaces of Webex',
    `account(key: "webex") { workspaces(ARGS) ${SELECTION} }`,
    ['account', 'workspaces'],
  ],
  ['entities of Yext', `account(key: "listings") { entities(ARGS) ${SELECTION} }`, ['account', 'entities']],
  [
    'devices of the v2 account',
    `account(key: "fleet-legacy") { devices(ARGS) ${SELECTION} }`,
    ['account', 'devices'],
  ],
  [
    'holders of a Yext pack',
    `license(by: { key: { accountKey: "listings", externalId: "LP-LISTINGS" } }) { assignments(ARGS) ${SELECTION} }`,
    ['license', 'assignments'],
  ],
  [
    'holders of a Genesys license',
    `license(by: { key: { accountKey: "genesys-us", externalId: "cloudCX2" } }) { assignments(ARGS) ${SELECTION} }`,
    ['license', 'assignments'],
  ],
  [
    'assignments of four accounts',
    `licenseAssignments(filter: { accountKeys: ["genesys-us", "webex", "fleet-legacy", "listings"] }, ARGS) ${SELECTION}`,
    ['licenseAssignments'],
  ],
];

describe.each(LISTS)('%s', (_name, field, path) => {
  it('has every row once, whatever the page size', async () => {
    const whole = await walk(field, path, 100);
    expect(whole.ids.length).toBeGreaterThan(5);
    expect(new Set(whole.ids).size).toBe(whole.ids.length);
    if (whole.total !== null) expect(whole.total).toBe(whole.ids.length);
    for (const first of [99, 37, 13]) {
      expect((await walk(field, path, first)).ids).toEqual(whole.ids);
    }
  }, 120_000);
});

describe('page sizes', () => {
  it('from 1 to 100 give the same list', async () => {
    const field = `account(key: "listings") { licenses(ARGS) ${SELECTION} }`;
    const path = ['account', 'licenses'];
    const whole = await walk(field, path, 100);
    for (let first = 1; first < 100; first += 1) {
      expect((await walk(field, path, first)).ids).toEqual(whole.ids);
    }
  }, 60_000);

  it('of 1 walk 120 assignments over page borders', async () => {
    const field = `license(by: { key: { accountKey: "listings", externalId: "LP-LISTINGS" } }) { assignments(ARGS) ${SELECTION} }`;
    const one = await walk(field, ['license', 'assignments'], 1);
    expect(new Set(one.ids).size).toBe(120);
  }, 60_000);
});

describe('a cursor of an edge', () => {
  it('goes on behind its row', async () => {
    type Edges = { users: { edges: { cursor: string; node: { id: string } }[] } };
    const { users } = await harness.data<Edges>('{ users(first: 10) { edges { cursor node { id } } } }');
    const [, , third] = users.edges;
    const rest = await harness.data<Edges>(
      `{ users(first: 7, after: ${JSON.stringify(third?.cursor)}) { edges { cursor node { id } } } }`,
    );
    expect(rest.users.edges.map(({ node }) => node.id)).toEqual(
      users.edges.slice(3).map(({ node }) => node.id),
    );
  });
});

describe('totalCount', () => {
  it('is the number of rows where the provider tells it, and null where nobody knows', async () => {
    const { users, genesys, fleet, licenses } = await harness.data<
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
