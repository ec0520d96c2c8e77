// Who may ask, and what they then see: bearer tokens, some of them for a few accounts only.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { useApp, withToken, type Answer, type Nodes } from '../support/app.ts';
import { keysOf } from '../support/company.ts';

const ROUTER = 'a-token-for-the-router';
const DESK = 'a-token-for-the-service-desk';
const KEYS = keysOf();

const app = useApp({
  auth: {
    tokens: [
      { name: 'router', token: ROUTER },
      { name: 'desk', token: DESK, accounts: ['webex', 'listings'] },
    ],
  },
});
const router = withToken(app, ROUTER);
const desk = withToken(app, DESK);

/** Ids by account, as the router sees them. */
const ids = new Map<string, string>();
beforeAll(async () => {
  const { accounts } = await router.data<{ accounts: { key: string; id: string }[] }>(
    '{ accounts { key id } }',
  );
  for (const { key, id } of accounts) ids.set(key, id);
});

function knock(
  headers: Readonly<Record<string, string>>,
  body = '{"query":"{ accounts { key } }"}',
): Promise<Response> {
  return fetch(`${app.url}/graphql`, {
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
      errors: [
        {
          message: 'A known bearer token is required.',
          extensions: { code: 'UNAUTHENTICATED', requestId: expect.any(String) },
        },
      ],
    });
    expect(app.calls()).toEqual([]);
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

  it.each(['/', '/livez', '/healthz', '/readyz'])('%s is open', async (path) => {
    expect((await fetch(`${app.url}${path}`)).status).toBe(200);
  });
});

describe('with a token for everything', () => {
  it.each([`Bearer ${ROUTER}`, `bearer ${ROUTER}`, `BEARER  ${ROUTER}`])(
    'all accounts are there: %j',
    async (authorization) => {
      const response = await knock({ authorization });
      expect(await response.json()).toMatchObject({ data: { accounts: KEYS.map((key) => ({ key })) } });
    },
  );
});

describe('with a token for some accounts', () => {
  it('lists hold those and no other', async () => {
    const lists = await desk.data<Record<string, { coverage: { account: { key: string } }[] }>>(
      `{
        licenses(first: 100) { coverage { account { key } } }
        licenseAssignments(first: 10) { coverage { account { key } } }
        users(first: 10) { coverage { account { key } } }
        devices(first: 10) { coverage { account { key } } }
        person(email: "ada.sato.60@acme.example") { coverage { account { key } } }
      }`,
    );
    for (const list of Object.values(lists)) {
      expect(list.coverage.map(({ account }) => account.key)).toEqual(['webex', 'listings']);
    }
    expect(await desk.data('{ accounts { key } }')).toEqual({
      accounts: [{ key: 'webex' }, { key: 'listings' }],
    });
    expect(
      app.calls().filter(({ path }) => !/^\/v[12]\/(licenses|people|accounts|workspaces)/.test(path)),
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
      const headers = { 'x-request-id': 'the-same' };
      const [hidden, absent] = await Promise.all([
        desk.ask(query, { variables: { key: 'genesys-us' }, headers }),
        desk.ask(query, { variables: { key: 'genesys-xx' }, headers }),
      ]);
      expect(hidden.errors).toMatchObject([{ path: [name], extensions: { code: 'UNKNOWN_ACCOUNT' } }]);
      expect(JSON.stringify(hidden).replaceAll('genesys-us', 'genesys-xx')).toBe(JSON.stringify(absent));
    }
    expect(app.calls()).toEqual([]);
  });

  it('things of another do not exist', async () => {
    const { users } = await router.data<{ users: Nodes<{ id: string }> }>(
      '{ users(first: 1, filter: { accountKeys: ["genesys-us"] }) { nodes { id } } }',
    );
    const [user] = users.nodes;
    app.forget();
    const data = await desk.data(
      `query ($ids: [ID!]!, $user: ID!, $all: [_Any!]!) {
        nodes(ids: $ids) { __typename id }
        node(id: $user) { id }
        user(by: { id: $user }) { id }
        _entities(representations: $all) { __typename }
      }`,
      {
        variables: {
          ids: [ids.get('genesys-us'), ids.get('webex'), user?.id],
          user: user?.id,
          all: [
            { __typename: 'Account', id: ids.get('genesys-us') },
            { __typename: 'Account', id: ids.get('listings') },
            { __typename: 'User', id: user?.id },
          ],
        },
      },
    );
    expect(data).toEqual({
      nodes: [null, { __typename: 'Account', id: ids.get('webex') }, null],
      node: null,
      user: null,
      _entities: [null, { __typename: 'Account' }, null],
    });
    expect(app.calls()).toEqual([]);
  });

  it('a read under way for another token is shared for the accounts of both, and for no other', async () => {
    app.fleet.webex.fault({ path: 'licenses', fault: { kind: 'latency', ms: 600 } });
    app.fleet.genesys.fault({ path: 'license', fault: { kind: 'latency', ms: 600 } });
    const query = '{ licenses(first: 100) { nodes { account { key } } } }';
    interface Licenses {
      readonly licenses: Nodes<{ readonly account: { readonly key: string } }>;
    }
    const [all, some] = await Promise.all([router.ask<Licenses>(query), desk.ask<Licenses>(query)]);
    const keysIn = ({ data }: Answer<Licenses>): string[] =>
      [...new Set(data.licenses.nodes.map(({ account }) => account.key))].sort();
    expect(keysIn(all)).toEqual([...KEYS].sort());
    expect(keysIn(some)).toEqual(['listings', 'webex']);
    expect(app.fleet.webex.journal.entries().map(({ path }) => path)).toEqual(['/v1/licenses']);
  });

  it('what is read at the same time as somebody reads everything is what is read alone', async () => {
    const query = `{
      licenses(first: 100) { nodes { id account { key } seats { total } } }
      licenseAssignments(first: 100) { nodes { id license { account { key } } } }
      users(first: 50) { nodes { id account { key } email } }
      person(email: "ada.sato.60@acme.example") { users { id account { key } } }
    }`;
    const alone = await desk.data(query);
    for (const emulator of app.fleet.all()) {
      emulator.fault({ path: '', fault: { kind: 'latency', ms: 300 } });
    }
    const [everything, own] = await Promise.all([router.ask(query), desk.ask(query)]);
    expect(own).toMatchObject({ data: alone });
    const hidden = KEYS.filter((key) => key !== 'webex' && key !== 'listings');
    for (const key of hidden) {
      expect(JSON.stringify(everything)).toContain(`"key":"${key}"`);
      expect(JSON.stringify(own)).not.toContain(`"key":"${key}"`);
    }
  });
});
