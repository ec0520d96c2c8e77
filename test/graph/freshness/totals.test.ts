// `totalCount` of what comes from the inventory by `x-freshness`: the number that `inventory` tells, on every page, wherever a list hangs; and
// nothing is counted that nobody asks for.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { StoreContext } from '../../../src/store/context.ts';
import { everyPage, type NodesOfMany } from '../../support/app.ts';
import { present } from '../../support/assertions.ts';
import { useSweptApp } from '../../support/inventory.ts';
import { at } from '../../support/json.ts';
import { statementsOf } from '../../support/statements.ts';

const stores: StoreContext[] = [];
const app = useSweptApp({
  opened: (context) => stores.push(context),
  limits: { retries: 0, breakerFailures: 1_000 },
});

const YOUNG = { headers: { 'x-freshness': 'max-age=86400' } };
const STALE = { headers: { 'x-freshness': 'stale-if-error=86400' } };
const ACCOUNTS = ['genesys-us', 'genesys-eu', 'webex', 'fleet', 'fleet-legacy', 'listings'];

interface Page extends NodesOfMany<{ readonly id: string }> {
  readonly totalCount: number | null;
}

interface Held {
  readonly id: string;
  readonly account: { readonly key: string };
  readonly assignments: { readonly totalCount: number };
}

/** Of each account the license that most hold, with how many the inventory counts. */
const licenses = new Map<string, { readonly id: string; readonly held: number }>();
const licenseOf = (account: string) => present(licenses.get(account), account);

beforeAll(async () => {
  const { inventory } = await app.data<{ inventory: { licenses: { nodes: readonly Held[] } } }>(
    `{ inventory { licenses(first: 200, orderBy: { field: HELD, direction: DESC }) {
      nodes { id account { key } assignments(first: 1) { totalCount } } } } }`,
  );
  for (const { id, account, assignments } of inventory.licenses.nodes) {
    if (!licenses.has(account.key)) licenses.set(account.key, { id, held: assignments.totalCount });
  }
});

function killAll(): void {
  for (const emulator of app.fleet.all()) {
    emulator.fault({ path: '', fault: { kind: 'error', status: 503 } });
  }
}

/** All pages of a list with this header, one after the other. */
function pagesWith(how: typeof YOUNG, query: string, path: readonly string[], variables: object) {
  const asking = { data: <T>(text: string, options = {}) => app.data<T>(text, { ...options, ...how }) };
  return everyPage<Page>(asking, query, path, { ...variables });
}

const LIST = 'totalCount nodes { id } pageInfo { hasNextPage endCursor }';
const HOLDERS = `query ($id: ID!, $first: Int!, $after: String) { license(by: { id: $id }) { assignments(first: $first, after: $after) { ${LIST} } } }`;

describe.each([
  ['max-age', YOUNG, () => undefined],
  ['stale-if-error, and vendors that are down', STALE, killAll],
])('with %s, who holds a license', (_how, how, strike) => {
  it.each(ACCOUNTS)('of %s is counted on every page, and the rows are so many', async (account) => {
    strike();
    const { id, held } = licenseOf(account);
    const first = Math.min(100, Math.ceil(held / 3));
    const pages = await pagesWith(how, HOLDERS, ['license', 'assignments'], { id, first });
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.map(({ totalCount }) => totalCount)).toEqual(pages.map(() => held));
    expect(new Set(pages.flatMap(({ nodes }) => nodes.map((row) => row.id))).size).toBe(held);
    expect(app.calls().every(({ status }) => status === 503)).toBe(true);
  });

  it('is counted wherever the license was found', async () => {
    strike();
    const { id, held } = licenseOf('fleet');
    const holders = '... on License { assignments(first: 10) { totalCount } }';
    const data = await app.data(
      `query ($id: ID!, $one: [_Any!]!) { node(id: $id) { ${holders} } nodes(ids: [$id]) { ${holders} }
        _entities(representations: $one) { ${holders} }
        licenseAssignments(first: 10, filter: { licenseIds: [$id] }) { totalCount } }`,
      { variables: { id, one: [{ __typename: 'License', id }] }, ...how },
    );
    const counted = { assignments: { totalCount: held } };
    expect(data).toEqual({
      node: counted,
      nodes: [counted],
      _entities: [counted],
      licenseAssignments: { totalCount: held },
    });
  });
});

describe('with max-age', () => {
  const OF_LICENSES = `query ($filter: LicenseAssignmentFilter, $after: String) {
    licenseAssignments(first: 100, filter: $filter, after: $after) { ${LIST} } }`;

  it('those who hold one of several licenses are counted, also before their turn', async () => {
    const some = ['genesys-us', 'webex', 'listings'].map((account) => licenseOf(account));
    const filter = { licenseIds: some.map(({ id }) => id) };
    const pages = await pagesWith(YOUNG, OF_LICENSES, ['licenseAssignments'], { filter });
    const held = some.reduce((sum, one) => sum + one.held, 0);
    expect(pages.map(({ totalCount }) => totalCount)).toEqual(pages.map(() => held));
    expect(pages.flatMap(({ nodes }) => nodes)).toHaveLength(held);
    expect(app.calls()).toEqual([]);
  });

  it.each([[['ACTIVE']], [['REMOVAL_SCHEDULED']], [['ACTIVE', 'REMOVAL_SCHEDULED']]])(
    'those of them who are %j are counted by the same condition',
    async (statuses) => {
      const { id } = licenseOf('listings');
      const filter = { licenseIds: [id], statuses };
      const { inventory } = await app.data<{ inventory: { assignments: { totalCount: number } } }>(
        'query ($filter: AssignmentSearch) { inventory { assignments(first: 1, filter: $filter) { totalCount } } }',
        { variables: { filter } },
      );
      const pages = await pagesWith(YOUNG, OF_LICENSES, ['licenseAssignments'], { filter });
      const { totalCount } = inventory.assignments;
      expect(totalCount).toBeGreaterThan(0);
      expect(pages.map((page) => page.totalCount)).toEqual(pages.map(() => totalCount));
      expect(pages.flatMap(({ nodes }) => nodes)).toHaveLength(totalCount);
    },
  );

  it('what was read live is counted as the vendor counts it', async () => {
    app.later(60_000);
    const totalOf = async (account: string): Promise<unknown> => {
      const headers = { 'x-freshness': 'max-age=30' };
      const data = await app.data(HOLDERS, {
        variables: { id: licenseOf(account).id, first: 10 },
        headers,
      });
      return at(data, 'license', 'assignments', 'totalCount');
    };
    expect([await totalOf('fleet'), await totalOf('webex')]).toEqual([licenseOf('fleet').held, null]);
    expect(app.calls().length).toBeGreaterThan(0);
  });
});

describe('with stale-if-error, a list of an account that is down', () => {
  it.each([
    ['genesys-us', 'users', 'User'],
    ['webex', 'users', 'User'],
    ['webex', 'workspaces', 'Workspace'],
    ['fleet-legacy', 'devices', 'Device'],
    ['listings', 'entities', 'Entity'],
    ['genesys-us', 'assignments', 'Assignment'],
    ['listings', 'assignments', 'Assignment'],
  ])('%s %s is counted on every page', async (account, list, type) => {
    const { inventory } = await app.data<{
      inventory: Readonly<Record<string, { readonly totalCount: number }>>;
    }>(`query ($filter: ${type}Search) { inventory { ${list}(first: 1, filter: $filter) { totalCount } } }`, {
      variables: { filter: { accountKeys: [account] } },
    });
    const known = present(inventory[list]).totalCount;
    killAll();
    const pages = await pagesWith(
      STALE,
      `query ($key: String!, $after: String) { account(key: $key) { ${list}(first: 10, after: $after) { ${LIST} } } }`,
      ['account', list],
      { key: account },
    );
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.map(({ totalCount }) => totalCount)).toEqual(pages.map(() => known));
    expect(pages.flatMap(({ nodes }) => nodes)).toHaveLength(known);
  });

  it('is counted in a list over accounts, once all of them are known', async () => {
    killAll();
    const [us, eu] = [150, 120];
    const query = `query ($keys: [String!]!, $after: String) { users(first: 100, after: $after, filter: { accountKeys: $keys }) { ${LIST} } }`;
    const pages = await pagesWith(STALE, query, ['users'], { keys: ['genesys-us', 'genesys-eu'] });
    // Nobody knows of an account that was not asked yet whether it will answer.
    expect(pages.map(({ totalCount }) => totalCount)).toEqual([null, us + eu, us + eu]);
  });

  it('is counted by its statuses', async () => {
    const filter = { accountKeys: ['listings'], statuses: ['REMOVAL_SCHEDULED'] };
    const { inventory } = await app.data<{ inventory: { assignments: { totalCount: number } } }>(
      'query ($filter: AssignmentSearch) { inventory { assignments(first: 1, filter: $filter) { totalCount } } }',
      { variables: { filter } },
    );
    const { totalCount } = inventory.assignments;
    expect(totalCount).toBeGreaterThan(1);
    killAll();
    const data = await app.data(
      'query ($filter: LicenseAssignmentFilter) { licenseAssignments(first: 1, filter: $filter) { totalCount } }',
      { variables: { filter }, ...STALE },
    );
    expect(at(data, 'licenseAssignments', 'totalCount')).toBe(totalCount);
  });
});

describe('what somebody holds', () => {
  const OWN = `assignments(first: 1, after: $after) { ${LIST} }`;
  const HOLDINGS = `query ($id: ID!, $after: String) { node(id: $id) {
    ... on User { ${OWN} } ... on Device { ${OWN} } ... on Workspace { ${OWN} } ... on Entity { ${OWN} } } }`;

  it.each(['users', 'devices', 'workspaces', 'entities'])(
    'is counted for %s as live, whatever the freshness',
    async (list) => {
      const { inventory } = await app.data<{
        inventory: Readonly<Record<string, { readonly nodes: readonly Held[] }>>;
      }>(
        `{ inventory { ${list}(first: 1, orderBy: { field: LICENSES_HELD, direction: DESC }) {
          nodes { id account { key } assignments(first: 1) { totalCount } } } } }`,
      );
      const { id, assignments } = present(present(inventory[list]).nodes[0]);
      const live = await pagesWith({ headers: { 'x-freshness': 'max-age=0' } }, HOLDINGS, PLACE, { id });
      expect(live.map(({ totalCount }) => totalCount)).toEqual(live.map(() => assignments.totalCount));
      expect(totalsOf(await pagesWith(YOUNG, HOLDINGS, PLACE, { id }))).toEqual(totalsOf(live));
      killAll();
      expect(totalsOf(await pagesWith(STALE, HOLDINGS, PLACE, { id }))).toEqual(totalsOf(live));
    },
  );

  it('from outside, who may be offered more, nobody knows in full', async () => {
    const { inventory } = await app.data<{ inventory: { users: { nodes: readonly { id: string }[] } } }>(
      '{ inventory { users(first: 1, filter: { kinds: [EXTERNAL], holds: { nothing: false } }) { nodes { id } } } }',
    );
    const { id } = present(inventory.users.nodes[0]);
    const query = `query ($id: ID!) { node(id: $id) { ... on User { assignments { totalCount nodes { id } } } }
      licenseAssignments(filter: { assigneeIds: [$id] }) { totalCount nodes { id } } }`;
    const live = await app.data(query, { variables: { id } });
    expect([at(live, ...PLACE, 'totalCount'), at(live, 'licenseAssignments', 'totalCount')]).toEqual([
      null,
      null,
    ]);
    expect(await app.data(query, { variables: { id }, ...YOUNG })).toEqual(live);
    killAll();
    expect(await app.data(query, { variables: { id }, ...STALE })).toEqual(live);
  });

  const PLACE = ['node', 'assignments'];
  const totalsOf = (pages: readonly Page[]) => pages.map(({ totalCount }) => totalCount);
});

describe('counting', () => {
  it('is done where somebody asks, and takes no statement where the row of the license tells', async () => {
    const statements = statementsOf(present(stores.at(-1)));
    const counting = () =>
      statements.filter((text) => text.includes('coalesce(sum(count), 0)::integer as count'));
    const ask = async (how: typeof YOUNG, query: string): Promise<number> => {
      const before = counting().length;
      await app.data(query, { variables: { id: licenseOf('listings').id }, ...how });
      return counting().length - before;
    };
    const holders = (fields: string) =>
      `query ($id: ID!) { license(by: { id: $id }) { assignments(first: 10) { ${fields} } } }`;
    const active = (fields: string) =>
      `query ($id: ID!) { licenseAssignments(first: 10, filter: { licenseIds: [$id], statuses: [ACTIVE] }) { ${fields} } }`;
    const own = (fields: string) =>
      `query ($id: ID!) { license(by: { id: $id }) { account { assignments(first: 10) { ${fields} } } } }`;
    expect([await ask(YOUNG, holders('nodes { id }')), await ask(YOUNG, holders('totalCount'))]).toEqual([
      0, 0,
    ]);
    expect([await ask(YOUNG, active('nodes { id }')), await ask(YOUNG, active('totalCount'))]).toEqual([
      0, 1,
    ]);
    killAll();
    expect([
      await ask(STALE, own('nodes { id } coverage { status }')),
      await ask(STALE, own('totalCount')),
    ]).toEqual([0, 1]);
    expect(await ask(STALE, own('one: totalCount two: totalCount'))).toBe(1);
  });
});
