// Who may ask, and what they then see: bearer tokens, some of them for a few accounts only.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startHarness, type Answer, type Harness } from '../support/app.ts';

const ROUTER = 'a-token-for-the-router';
const DESK = 'a-token-for-the-service-desk';
const KEYS = ['genesys-us', 'genesys-eu', 'webex', 'fleet', 'fleet-legacy', 'listings'];

let harness: Harness;
/** Ids by account, as the router sees them. */
const ids = new Map<string, string>();

beforeAll(async () => {
  harness = await startHarness({
    auth: {
      tokens: [
        { name: 'router', token: ROUTER },
        { name: 'desk', token: DESK, accounts: ['webex', 'listings'] },
      ],
    },
  });
  const { data } = await ask<{ accounts: { key: string; id: string }[] }>(ROUTER, '{ accounts { key id } }');
  for (const { key, id } of data.accounts) ids.set(key, id);
});
afterAll(() => harness.close());
beforeEach(() => harness.forget());

function ask<Data>(token: string, query: string, variables: object = {}): Promise<Answer<Data>> {
  return harness.ask(query, {
    headers: { authorization: `Bearer ${token}` },
    variables: { ...variables },
  });
}

function knock(
  headers: Readonly<Record<string, string>>,
  body = '{"query":"{ accounts { key } }"}',
): Promise<Response> {
  return fetch(`${harness.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
}

describe('without a known token', () => {
  it.each([
    ['none', {}, 'Bearer'],
    ['a wrong one', { authorization: 'Bearer a-token-nobody-gave-out' }, 'Bearer error="invalid_token"'],
    [
      'the beginning of one',
      { authorization: `Bearer ${ROUTER.slice(0, -1)}` },
      'Bearer error="invalid_token"',
    ],
    ['one and more', { authorization: `Bearer ${ROUTER}x` }, 'Bearer error="invalid_token"'],
    ['one after another', { authorization: `Bearer ${ROUTER} ${DESK}` }, 'Bearer error="invalid_token"'],
    ['another scheme', { authorization: `Basic ${ROUTER}` }, 'Bearer error="invalid_token"'],
    ['no scheme', { authorization: ROUTER }, 'Bearer error="invalid_token"'],
    ['a name for a token', { authorization: 'Bearer router' }, 'Bearer error="invalid_token"'],
    ['an empty one', { authorization: 'Bearer ' }, 'Bearer error="invalid_token"'],
  ])('a request is refused in JSON: %s', async (_what, headers: Record<string, string>, challenge) => {
    const response = await knock(headers);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(response.headers.get('www-authenticate')).toBe(challenge);
    expect(await response.json()).toEqual({
      errors: [{ message: 'A known bearer token is required.', extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(harness.calls()).toEqual([]);
  });

  it.each(['{ _service { sdl } }', '{ __schema { types { name } } }', '{ __typename }'])(
    'nothing of the graph is told: %s',
    async (query) => {
      expect((await knock({}, JSON.stringify({ query }))).status).toBe(401);
    },
  );

  it('not even a body is read', async () => {
    expect((await knock({}, '{"query":')).status).toBe(401);
    expect((await knock({}, 'x'.repeat(300_000))).status).toBe(401);
  });

  it.each(['/', '/healthz', '/readyz', '/metrics'])('%s is open', async (path) => {
    expect((await fetch(`${harness.url}${path}`)).status).toBe(200);
  });
});

describe('with a token for everything', () => {
  it.each([`Bearer ${ROUTER}`, `bearer ${ROUTER}`, `BEARER  ${ROUTER}`])(
    'all accounts are there: %j',
    async (authorization) => {
      const response = await knock({ authorization });
      expect(await response.json()).toEqual({ data: { accounts: KEYS.map((key) => ({ key })) } });
    },
  );
});

describe('with a token for some accounts', () => {
  it('lists hold those and no other', async () => {
    const { data, errors } = await ask<Record<string, { coverage: { account: { key: string } }[] }>>(
      DESK,
      `{
        licenses(first: 100) { coverage { account { key } } }
        licenseAssignments(first: 10) { coverage { account { key } } }
        users(first: 10) { coverage { account { key } } }
        devices(first: 10) { coverage { account { key } } }
        person(email: "ada.sato.60@acme.example") { coverage { account { key } } }
      }`,
    );
    expect(errors).toBeUndefined();
    for (const list of Object.values(data)) {
      expect(list.coverage.map(({ account }) => account.key)).toEqual(['webex', 'listings']);
    }
    expect((await ask(DESK, '{ accounts { key } }')).data).toEqual({
      accounts: [{ key: 'webex' }, { key: 'listings' }],
    });
    expect(
      harness.calls().filter(({ path }) => !/^\/v[12]\/(licenses|people|accounts|workspaces)/.test(path)),
    ).toEqual([]);
  });

  it('the key of another is UNKNOWN_ACCOUNT, in the words used for one that does not exist', async () => {
    for (const [field, name] of [
      ['account(key: $key) { name }', 'account'],
      ['licenses(filter: { accountKeys: [$key] }) { totalCount }', 'licenses'],
      ['user(by: { key: { accountKey: $key, externalId: "1" } }) { id }', 'user'],
      ['inferLicenses(accountKey: $key, roleIds: []) { id }', 'inferLicenses'],
    ] as const) {
      const query = `query ($key: String!) { ${field} }`;
      const [hidden, absent] = await Promise.all([
        ask(DESK, query, { key: 'genesys-us' }),
        ask(DESK, query, { key: 'genesys-xx' }),
      ]);
      expect(hidden.errors).toMatchObject([{ path: [name], extensions: { code: 'UNKNOWN_ACCOUNT' } }]);
      expect(JSON.stringify(hidden).replaceAll('genesys-us', 'genesys-xx')).toBe(JSON.stringify(absent));
    }
    expect(harness.calls()).toEqual([]);
  });

  it('things of another do not exist', async () => {
    const seen = await ask<{ users: { nodes: { id: string }[] } }>(
      ROUTER,
      '{ users(first: 1, filter: { accountKeys: ["genesys-us"] }) { nodes { id } } }',
    );
    const [user] = seen.data.users.nodes;
    harness.forget();
    const all = [ids.get('genesys-us'), ids.get('webex'), user?.id];
    const { data, errors } = await ask(
      DESK,
      `query ($ids: [ID!]!, $user: ID!, $all: [_Any!]!) {
        nodes(ids: $ids) { __typename id }
        node(id: $user) { id }
        user(by: { id: $user }) { id }
        _entities(representations: $all) { __typename }
      }`,
      {
        ids: all,
        user: user?.id,
        all: [
          { __typename: 'Account', id: ids.get('genesys-us') },
          { __typename: 'Account', id: ids.get('listings') },
          { __typename: 'User', id: user?.id },
        ],
      },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      nodes: [null, { __typename: 'Account', id: ids.get('webex') }, null],
      node: null,
      user: null,
      _entities: [null, { __typename: 'Account' }, null],
    });
    expect(harness.calls()).toEqual([]);
  });

  it('a read under way for another token is shared for the accounts of both, and for no other', async () => {
    harness.fleet.webex.fault({ path: 'licenses', fault: { kind: 'latency', ms: 300 } });
    harness.fleet.genesys.fault({ path: 'license', fault: { kind: 'latency', ms: 300 } });
    const query = '{ licenses(first: 100) { nodes { account { key } } } }';
    interface Licenses {
      readonly licenses: { readonly nodes: readonly { readonly account: { readonly key: string } }[] };
    }
    const [router, desk] = await Promise.all([ask<Licenses>(ROUTER, query), ask<Licenses>(DESK, query)]);
    const keysIn = ({ data }: Answer<Licenses>): string[] =>
      [...new Set(data.licenses.nodes.map(({ account }) => account.key))].sort();
    expect(keysIn(router)).toEqual([...KEYS].sort());
    expect(keysIn(desk)).toEqual(['listings', 'webex']);
    expect(harness.fleet.webex.journal.entries().map(({ path }) => path)).toEqual(['/v1/licenses']);
  });
});
