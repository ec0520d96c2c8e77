// `stale-if-error` for lists: an account that fails is replaced by its inventory, page after page; and names in our own records.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, everyPage, useApp, type NodesOfMany } from '../../support/app.ts';
import { present } from '../../support/assertions.ts';
import { assigning } from '../../support/inputs.ts';
import { useSweptApp } from '../../support/inventory.ts';
import { at, listAt } from '../../support/json.ts';
import { finished, mutate } from '../../support/mutations.ts';

const app = useSweptApp({
  limits: { retries: 0, breakerFailures: 1_000 },
  changes: { attempts: 1 },
});

const STALE = { headers: { 'x-freshness': 'stale-if-error=86400' } };
const DEAD = { kind: 'error', status: 503 } as const;
const COVERAGE = 'coverage { account { key } status reason observedAt problem { code } }';

interface Page extends NodesOfMany<{ readonly id: string }> {
  readonly totalCount: number | null;
  readonly coverage: readonly { readonly account: { readonly key: string }; readonly status: string }[];
}

const USERS = `query ($after: String) { users(first: 100, after: $after, filter: { accountKeys: ["genesys-us", "webex"] }) {
  ${COVERAGE} totalCount nodes { id source { mode } } pageInfo { hasNextPage endCursor } } }`;

/** All pages with this header, one after the other. */
function pagesWith(query: string, list: string): Promise<Page[]> {
  const asking = { data: <T>(text: string, options = {}) => app.data<T>(text, { ...options, ...STALE }) };
  return everyPage<Page>(asking, query, [list]);
}

const idsIn = (pages: readonly Page[]): string[] =>
  pages.flatMap(({ nodes }) => nodes.map(({ id }) => id)).toSorted();

describe('a list over accounts, one of which fails', () => {
  it('has the rows of its inventory, goes on there, and says so', async () => {
    const live = await pagesWith(USERS, 'users');
    expect(JSON.stringify(live)).not.toContain('INVENTORY');
    app.fleet.genesys.fault({ path: '', fault: DEAD });
    app.forget();
    const stale = await pagesWith(USERS, 'users');
    expect(idsIn(stale)).toEqual(idsIn(live));
    const [first] = stale;
    expect(first?.coverage).toEqual([
      {
        account: { key: 'genesys-us' },
        status: 'STALE',
        reason: 'UPSTREAM_FAILURE',
        observedAt: expect.any(String),
        problem: { code: 'UPSTREAM_UNAVAILABLE' },
      },
      expect.objectContaining({ account: { key: 'webex' }, status: 'SKIPPED', reason: 'NOT_REACHED' }),
    ]);
    expect(stale.at(-1)?.coverage).toEqual([
      {
        account: { key: 'genesys-us' },
        status: 'STALE',
        reason: 'FAILED_EARLIER',
        observedAt: expect.any(String),
        problem: null,
      },
      expect.objectContaining({ account: { key: 'webex' }, status: 'COMPLETE' }),
    ]);
    // One call in which it failed: the pages after it go on in the inventory.
    expect(app.calls().filter(({ status }) => status === 503)).toHaveLength(1);
  });

  it('without the header has none of them', async () => {
    app.fleet.genesys.fault({ path: '', fault: DEAD });
    const { users } = await app.data<{ users: Page }>(USERS);
    expect(users.coverage.map(({ status }) => status)).toEqual(['FAILED', expect.any(String)]);
    expect(JSON.stringify(users)).not.toContain('INVENTORY');
  });

  it('without the header names it in the hint, and with it does not, nor does a change', async () => {
    app.fleet.genesys.fault({ path: '', fault: DEAD });
    const hintOf = async (query: string, options = {}): Promise<string> =>
      JSON.stringify((await app.ask(query, options)).errors?.map(({ extensions }) => extensions?.['hint']));
    const key = 'user(by: { id: "ID" }) { displayName }';
    const { users } = await app.data<{ users: Page }>(USERS, STALE);
    const one = `{ ${key.replace('ID', present(users.nodes[0]).id)} }`;
    expect(await hintOf(one)).toContain('x-freshness: stale-if-error=86400');
    expect(await hintOf(one, { headers: { 'x-freshness': 'stale-if-error=1' } })).not.toContain(
      'x-freshness',
    );
    const listed = await app.data(USERS.replace('problem { code }', 'problem { code hint }'));
    expect(JSON.stringify(listAt(listed, 'users', 'coverage')[0])).toContain(
      'x-freshness: stale-if-error=86400',
    );
    const { problems } = await mutate(app, 'assignLicense', {
      license: { key: { accountKey: 'genesys-us', externalId: 'acmeWorkApp' } },
      assignee: { id: present(users.nodes[0]).id },
      dryRun: true,
    });
    expect(problems.map(({ code }) => code)).toEqual(['UPSTREAM_UNAVAILABLE']);
    expect(JSON.stringify(problems)).not.toContain('x-freshness');
  });

  it.each([
    ['users', '{ users(first: 100, filter: { accountKeys: ["genesys-us"] }) { WHY } }'],
    ['licenses', '{ licenses(first: 100, filter: { accountKeys: ["genesys-us"] }) { WHY } }'],
    [
      'licenseAssignments',
      '{ licenseAssignments(first: 100, filter: { accountKeys: ["genesys-us"] }) { WHY } }',
    ],
  ])('says of %s in the inventory that are too old how old they are', async (list, query) => {
    app.later(60_000);
    app.fleet.genesys.fault({ path: '', fault: DEAD });
    const answer = await app.ask(query.replace('WHY', 'coverage { status problem { code hint } }'), {
      headers: { 'x-freshness': 'stale-if-error=30' },
    });
    expect(listAt(answer.data, list, 'coverage')).toEqual([
      {
        status: 'FAILED',
        problem: {
          code: 'UPSTREAM_UNAVAILABLE',
          hint: expect.stringMatching(/has an answer that is \d+ seconds old: older than `stale-if-error`/),
        },
      },
    ]);
  });

  it('takes no cursor that goes on in the inventory without the header', async () => {
    app.fleet.genesys.fault({ path: '', fault: DEAD });
    const { users } = await app.data<{ users: Page }>(USERS, STALE);
    const after = present(users.pageInfo.endCursor);
    expect(codesOf(await app.ask(USERS, { variables: { after } }))).toEqual(['BAD_CURSOR']);
  });

  it('does not go on with rows that have grown too old', async () => {
    app.fleet.genesys.fault({ path: '', fault: DEAD });
    const query = USERS.replace('"genesys-us", "webex"', '"genesys-us"');
    const { users } = await app.data<{ users: Page }>(query, STALE);
    const after = present(users.pageInfo.endCursor);
    app.later(60_000);
    const headers = { 'x-freshness': 'stale-if-error=30' };
    expect(new Set(codesOf(await app.ask(query, { variables: { after }, headers })))).toEqual(
      new Set(['INVENTORY_STALE']),
    );
  });

  it('does not give rows twice when it fails after rows of it were given', async () => {
    const query = `query ($after: String) { users(first: 30, after: $after, filter: { accountKeys: ["genesys-us"] }) {
      ${COVERAGE} nodes { id source { mode } } pageInfo { hasNextPage endCursor } } }`;
    const { users } = await app.data<{ users: Page }>(query, STALE);
    app.later(31_000); // the page is not kept any more
    app.fleet.genesys.fault({ path: '', fault: DEAD });
    const answer = await app.ask(query, { variables: { after: users.pageInfo.endCursor }, ...STALE });
    expect(new Set(codesOf(answer))).toEqual(new Set(['UPSTREAM_UNAVAILABLE']));
  });
});

describe('other lists of an account that fails', () => {
  it.each([
    ['licenses', '{ licenses(first: 100, filter: { accountKeys: ["genesys-us"] }) { ROWS } }', ['licenses']],
    [
      'its licenses',
      '{ account(key: "genesys-us") { licenses(first: 100) { ROWS } } }',
      ['account', 'licenses'],
    ],
    [
      'assignments',
      '{ licenseAssignments(first: 100, filter: { accountKeys: ["genesys-us"] }) { ROWS } }',
      ['licenseAssignments'],
    ],
    [
      'its assignments',
      '{ account(key: "genesys-us") { assignments(first: 100) { ROWS } } }',
      ['account', 'assignments'],
    ],
  ])('%s', async (_what, query, place) => {
    const rows = `${COVERAGE} nodes { id source { mode } }`;
    app.fleet.genesys.fault({ path: '', fault: DEAD });
    const data = await app.data(query.replace('ROWS', rows), STALE);
    const found = listAt(data, ...place, 'nodes');
    expect(found.length).toBeGreaterThan(5);
    expect(new Set(found.map((row) => at(row, 'source', 'mode')))).toEqual(new Set(['INVENTORY']));
    expect(at(data, ...place, 'coverage')).toEqual([
      expect.objectContaining({
        status: 'STALE',
        reason: 'UPSTREAM_FAILURE',
        problem: { code: 'UPSTREAM_UNAVAILABLE' },
      }),
    ]);
  });
});

const NAMES =
  'license { name source { mode } } assignee { id ... on Entity { displayName source { mode } } }';

describe('names in our own records', () => {
  let set: string;
  beforeAll(async () => {
    const stores = [27, 28, 31, 32, 34, 35, 48, 51, 52].map((place) => `store-${place}`);
    const made = await mutate(app, 'applyLicenseChanges', { ...assigning(...stores), waitSeconds: 0 });
    set = (await finished(app, made.changeSet?.id)).id;
  });

  it('come from the inventory, and cost no call', async () => {
    const data = await app.data(
      `query ($id: ID!) { changeSet(id: $id) { changes(first: 100) { nodes { ${NAMES} } } }
        auditEvents(first: 100, filter: { changeSetId: $id }) { nodes { license { name } assignee { id ... on Entity { displayName } } } } }`,
      { variables: { id: set } },
    );
    expect(app.calls()).toEqual([]);
    const rows = listAt(data, 'changeSet', 'changes', 'nodes');
    expect(rows).toHaveLength(9);
    for (const row of rows) {
      expect(row).toEqual({
        license: { name: expect.any(String), source: { mode: 'INVENTORY' } },
        assignee: { id: expect.any(String), displayName: expect.any(String), source: { mode: 'INVENTORY' } },
      });
    }
  });

  it('are the same that the vendor tells, and what is no name is asked of the vendor', async () => {
    const data = await app.data(
      `query ($id: ID!) { changeSet(id: $id) { changes(first: 100) { nodes { license { id name seats { assigned } }
        assignee { id ... on Entity { displayName assignments { totalCount } } } } } } }`,
      { variables: { id: set } },
    );
    expect(app.calls().length).toBeGreaterThan(1);
    const rows = listAt(data, 'changeSet', 'changes', 'nodes');
    const ids = rows.flatMap((row) => [at(row, 'license', 'id'), at(row, 'assignee', 'id')]);
    const { nodes } = await app.data<{ nodes: unknown[] }>(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on License { id name seats { assigned } } ... on Entity { id displayName assignments { totalCount } } } }`,
      { variables: { ids } },
    );
    expect(rows.flatMap((row) => [at(row, 'license'), at(row, 'assignee')])).toEqual(nodes);
  });
});

describe('before there is an inventory', () => {
  const off = useApp({
    accounts: (seeded) => seeded.map((entry) => ({ ...entry, inventory: { off: true } })),
    limits: { retries: 0 },
  });

  it('everything is read from the vendors, whatever the caller takes, and a failure is one', async () => {
    const headers = { 'x-freshness': 'max-age=86400, stale-if-error=86400' };
    const query =
      '{ account(key: "genesys-us") { users(first: 3) { nodes { displayName source { mode } } } } }';
    expect(JSON.stringify(await off.data(query, { headers }))).not.toContain('INVENTORY');
    off.fleet.genesys.fault({ path: '', fault: DEAD });
    expect(codesOf(await off.ask(query, { headers }))).toContain('UPSTREAM_UNAVAILABLE');
  });
});
