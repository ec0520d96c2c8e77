// `x-freshness` for what is read by key: the inventory where it is young enough, the inventory where a vendor fails, and else the vendor. Not a
// call more than that takes, and every value says which it was.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, failuresOf, idOf, withToken } from '../../support/app.ts';
import { present } from '../../support/assertions.ts';
import { useSweptApp } from '../../support/inventory.ts';
import { at, listAt } from '../../support/json.ts';

const TOKENS = {
  all: 'sees-all-0123456789',
  stale: 'takes-stale-0123456789',
  young: 'takes-young-0123456789',
  webex: 'webex-only-0123456789',
};
const app = useSweptApp({
  token: TOKENS.all,
  limits: { retries: 0, breakerFailures: 1_000 },
  auth: {
    tokens: [
      { name: 'all', token: TOKENS.all },
      { name: 'stale', token: TOKENS.stale, freshness: 'stale-if-error=86400' },
      { name: 'young', token: TOKENS.young, freshness: 'max-age=86400' },
      { name: 'webex', token: TOKENS.webex, accounts: ['webex'] },
    ],
  },
});
const all = withToken(app, TOKENS.all);

const YOUNG = { headers: { 'x-freshness': 'max-age=86400' } };
const STALE = { headers: { 'x-freshness': 'stale-if-error=86400' } };

const DEAD = { kind: 'error', status: 503 } as const;

const SOURCE = 'source { mode observedAt ageSeconds }';
const modesIn = (data: unknown): Set<string> =>
  new Set((JSON.stringify(data).match(/"mode":"\w+"/g) ?? []).map((text) => text.slice(8, -1)));

/** What the first error says to do. */
function hintIn({ errors = [] }: Awaited<ReturnType<typeof all.ask>>): string {
  return String(errors[0]?.extensions['hint']);
}

function partsOf(id: string): readonly string[] {
  return JSON.parse(Buffer.from(id, 'base64url').toString('utf8')) as readonly string[]; // an id of the graph is a list of texts
}

interface Row {
  readonly id: string;
  readonly email: string;
}
let users: readonly Row[];
const ids = (): string[] => users.map(({ id }) => id);

beforeAll(async () => {
  const found = await all.data<{ account: { users: { nodes: readonly Row[] } } }>(
    '{ account(key: "genesys-us") { users(first: 100) { nodes { id email } } } }',
  );
  users = found.account.users.nodes;
});

const BY_ID = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on User { displayName email ${SOURCE}
  assignments(first: 50) { totalCount coverage { status reason observedAt problem { code } }
    nodes { status license { externalId name ${SOURCE} } ${SOURCE} } } } } }`;

/** As the vendor tells it: what differs by where it comes from is left out. */
function plain(data: unknown): unknown {
  return JSON.parse(
    JSON.stringify(data, (name, value: unknown) => {
      if (name === 'source' || name === 'coverage') return undefined;
      if (name !== 'nodes' || !Array.isArray(value)) return value;
      const rows: readonly unknown[] = value;
      return rows.every((row) => at(row, 'license') !== undefined)
        ? rows.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
        : rows;
    }),
  );
}

describe('max-age', () => {
  it('answers 100 users with what they hold out of the inventory, as the vendor would, with no call', async () => {
    const variables = { ids: ids() };
    const live = await all.data(BY_ID, { variables });
    expect(modesIn(live)).toEqual(new Set(['LIVE']));
    expect(app.calls()).toHaveLength(3);
    app.forget();
    const kept = await all.data(BY_ID, { variables, ...YOUNG });
    expect(app.calls()).toEqual([]);
    expect(modesIn(kept)).toEqual(new Set(['INVENTORY']));
    expect(plain(kept)).toEqual(plain(live));
    const [first] = listAt(kept, 'nodes');
    expect(at(first, 'assignments', 'coverage')).toEqual([
      { status: 'COMPLETE', reason: null, observedAt: expect.any(String), problem: null },
    ]);
  });

  it('asks the vendor where the inventory is too old', async () => {
    app.later(60_000);
    const data = await all.data(BY_ID, {
      variables: { ids: ids().slice(0, 3) },
      headers: { 'x-freshness': 'max-age=30' },
    });
    expect(modesIn(data)).toEqual(new Set(['LIVE']));
    expect(app.calls()).toHaveLength(3);
  });

  it.each([
    ['no header', {}],
    ['no age at all', { 'x-freshness': 'max-age=0, stale-if-error=0' }],
    ['older answers only where the vendor fails', { 'x-freshness': 'stale-if-error=86400' }],
  ])('with %s the vendor is asked', async (_what, headers) => {
    const data = await all.data(BY_ID, { variables: { ids: ids().slice(0, 3) }, headers });
    expect(modesIn(data)).toEqual(new Set(['LIVE']));
    expect(app.calls()).toHaveLength(3);
  });

  it('asks the vendor, in one batch, for what the inventory lacks', async () => {
    const unknown = ['0', '1', '2'].map((digit) =>
      idOf('User', 'genesys-us', `00000000-0000-4000-8000-00000000000${digit}`),
    );
    const { nodes } = await all.data<{ nodes: unknown[] }>(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on User { displayName ${SOURCE} } } }`,
      { variables: { ids: [...ids().slice(0, 5), ...unknown] }, ...YOUNG },
    );
    expect(nodes.map((node) => node && at(node, 'source', 'mode'))).toEqual([
      ...Array.from({ length: 5 }, () => 'INVENTORY'),
      null,
      null,
      null,
    ]);
    const together = app.calls().filter(({ path }) => path === '/api/v2/users');
    expect(together.map(({ query }) => query.match(/(?<=id=)[\d-]+/g))).toEqual([
      unknown.map((id) => partsOf(id).at(-1)),
    ]);
  });

  it('says what is not held only when the vendor says so', async () => {
    const [user] = ids();
    const externalId = present(partsOf(present(user)).at(-1));
    const none = idOf('LicenseAssignment', 'genesys-us', 'acmeSpeechTrial', 'USER', externalId);
    const query = 'query ($id: ID!) { node(id: $id) { id } }';
    expect(await all.data(query, { variables: { id: none }, ...YOUNG })).toEqual({ node: null });
    expect(app.calls()).toHaveLength(1);
  });

  it('holds for people, for users by address, for licenses and who holds them, and for devices', async () => {
    const email = present(users[0]).email;
    const { licenses } = await all.data<{ licenses: { nodes: { id: string }[] } }>(
      '{ licenses(first: 1, filter: { accountKeys: ["webex"], hasAvailableSeats: true }) { nodes { id } } }',
    );
    const { account } = await all.data<{ account: { devices: { nodes: { id: string; imei: string }[] } } }>(
      '{ account(key: "fleet") { devices(first: 1) { nodes { id imei } } } }',
    );
    const device = present(account.devices.nodes[0]);
    app.forget();
    const data = await all.data(
      `query ($email: String!, $license: ID!, $device: ID!) {
        user(by: { email: { accountKey: "genesys-us", email: $email } }) { displayName ${SOURCE} }
        license(by: { id: $license }) { name seats { total } ${SOURCE} assignments(first: 5) {
          coverage { status observedAt } nodes { ${SOURCE} assignee { ... on User { displayName ${SOURCE} } } } } }
        device(by: { id: $device }) { model status ${SOURCE} assignments { nodes { ${SOURCE} license { name } } } }
      }`,
      { variables: { email, license: present(licenses.nodes[0]).id, device: device.id }, ...YOUNG },
    );
    expect(app.calls().map(({ path }) => path)).toEqual([]);
    expect(modesIn(data)).toEqual(new Set(['INVENTORY']));
    expect(listAt(data, 'license', 'assignments', 'nodes').length).toBeGreaterThan(0);
  });

  it('asks the accounts that do not know a person, and those alone', async () => {
    const email = present(users[0]).email;
    const query = `query ($email: String!) { person(email: $email) {
      users { account { key } displayName ${SOURCE} } coverage { account { key } status observedAt } } }`;
    const variables = { email };
    const live = await all.data(query, { variables });
    const known = new Set(listAt(live, 'person', 'users').map((user) => String(at(user, 'account', 'key'))));
    app.forget();
    const kept = await all.data(query, { variables, ...YOUNG });
    expect(modesIn(kept)).toEqual(new Set(['INVENTORY']));
    expect(listAt(kept, 'person', 'users')).toHaveLength(known.size);
    for (const line of listAt(kept, 'person', 'coverage')) {
      const isKnown = known.has(String(at(line, 'account', 'key')));
      expect([line, at(line, 'observedAt') !== null]).toEqual([line, isKnown]);
    }
    const asked = new Set(app.calls().map(({ path }) => path));
    expect(asked.size).toBeGreaterThan(0);
    expect(known.has('genesys-us')).toBe(true);
  });

  it('goes on in the inventory with the cursor of a list of holders, and not without the header', async () => {
    const { licenses } = await all.data<{
      licenses: { nodes: { id: string; seats: { assigned: number } }[] };
    }>('{ licenses(first: 100, filter: { accountKeys: ["webex"] }) { nodes { id seats { assigned } } } }');
    const { id } = present(licenses.nodes.find(({ seats }) => seats.assigned > 150));
    const query = `query ($id: ID!, $after: String) { license(by: { id: $id }) { assignments(first: 100, after: $after) {
      coverage { status reason } pageInfo { endCursor hasNextPage } nodes { assignee { externalId } ${SOURCE} } } } }`;
    app.forget();
    const one = await all.data(query, { variables: { id }, ...YOUNG });
    const after = at(one, 'license', 'assignments', 'pageInfo', 'endCursor');
    const two = await all.data(query, { variables: { id, after }, ...YOUNG });
    expect(app.calls()).toEqual([]);
    expect(modesIn([one, two])).toEqual(new Set(['INVENTORY']));
    expect(at(one, 'license', 'assignments', 'coverage')).toEqual([
      { status: 'PARTIAL', reason: 'MORE_TO_COME' },
    ]);
    const holders = [one, two].flatMap((page) =>
      listAt(page, 'license', 'assignments', 'nodes').map((row) => at(row, 'assignee', 'externalId')),
    );
    expect(holders.length).toBeGreaterThan(150);
    expect(new Set(holders).size).toBe(holders.length);
    expect(codesOf(await all.ask(query, { variables: { id, after } }))).toEqual(['BAD_CURSOR']);
  });
});

describe('stale-if-error', () => {
  it.each([
    ['is dead', DEAD],
    ['talks nonsense', { kind: 'html' } as const],
  ])('answers out of the inventory when a vendor %s, once asked', async (_what, fault) => {
    app.fleet.genesys.fault({ path: '', fault });
    const data = await all.data(BY_ID, { variables: { ids: ids() }, ...STALE });
    expect(modesIn(data)).toEqual(new Set(['INVENTORY']));
    expect(listAt(data, 'nodes')).toHaveLength(100);
    const [line] = listAt(listAt(data, 'nodes')[0], 'assignments', 'coverage');
    expect(line).toEqual({
      status: 'STALE',
      reason: 'UPSTREAM_FAILURE',
      observedAt: expect.any(String),
      problem: { code: expect.stringMatching(/^UPSTREAM_/) },
    });
  });

  it('leaves time to answer when a vendor does not answer at all', async () => {
    app.fleet.genesys.fault({ path: '', fault: { kind: 'stall' } });
    const data = await all.data(BY_ID, { variables: { ids: ids().slice(0, 3) }, ...STALE });
    expect(modesIn(data)).toEqual(new Set(['INVENTORY']));
  });

  it('without it nothing stale is given', async () => {
    app.fleet.genesys.fault({ path: '', fault: DEAD });
    const answer = await all.ask(BY_ID, { variables: { ids: ids().slice(0, 1) } });
    expect(failuresOf(answer)).toEqual([[['nodes', 0], 'UPSTREAM_UNAVAILABLE']]);
    const young = await all.ask(BY_ID, {
      variables: { ids: ids().slice(0, 1) },
      headers: { 'x-freshness': 'max-age=1' },
    });
    expect(failuresOf(young)).toEqual([[['nodes', 0], 'UPSTREAM_UNAVAILABLE']]);
  });

  it('gives nothing older than it says', async () => {
    app.fleet.genesys.fault({ path: '', fault: DEAD });
    app.later(120_000);
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const ask = (seconds: number) =>
      all.ask(query, {
        variables: { ids: ids().slice(0, 1) },
        headers: { 'x-freshness': `stale-if-error=${seconds}` },
      });
    const tooOld = await ask(60);
    expect(failuresOf(tooOld)).toEqual([[['nodes', 0], 'UPSTREAM_UNAVAILABLE']]);
    expect(hintIn(tooOld)).toMatch(/has an answer that is \d{3,} seconds old: older than `stale-if-error`/);
    expect(failuresOf(await ask(86_400))).toEqual([]);
  });

  it('does not take a refusal for an outage, nor "there is none"', async () => {
    app.fleet.genesys.fault({ path: '', fault: { kind: 'error', status: 403 } });
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const answer = await all.ask(query, { variables: { ids: ids().slice(0, 1) }, ...STALE });
    expect(failuresOf(answer)).toEqual([[['nodes', 0], 'UPSTREAM_FORBIDDEN']]);
  });

  it('does not make a thing that the inventory lacks one that does not exist', async () => {
    app.fleet.genesys.fault({ path: '', fault: DEAD });
    const externalId = present(partsOf(present(ids()[0])).at(-1));
    const missing = [
      idOf('User', 'genesys-us', '00000000-0000-4000-8000-000000000000'),
      idOf('License', 'genesys-us', 'noSuchLicense'),
      idOf('LicenseAssignment', 'genesys-us', 'acmeSpeechTrial', 'USER', externalId),
    ];
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const answer = await all.ask(query, { variables: { ids: missing }, ...STALE });
    expect(failuresOf(answer)).toEqual(
      missing.map((_id, index) => [['nodes', index], 'UPSTREAM_UNAVAILABLE']),
    );
    expect(hintIn(answer)).not.toContain('seconds old');
    const byEmail = await all.ask(
      '{ user(by: { email: { accountKey: "genesys-us", email: "nobody@acme.example" } }) { id } }',
      STALE,
    );
    expect(failuresOf(byEmail)).toEqual([[['user'], 'UPSTREAM_UNAVAILABLE']]);
  });
});

describe('the default of a token', () => {
  it('holds where there is no header, and gives way to one', async () => {
    const young = withToken(app, TOKENS.young);
    const variables = { ids: ids().slice(0, 2) };
    expect(modesIn(await young.data(BY_ID, { variables }))).toEqual(new Set(['INVENTORY']));
    expect(app.calls()).toEqual([]);
    const live = await young.data(BY_ID, { variables, headers: { 'x-freshness': 'max-age=0' } });
    expect(modesIn(live)).toEqual(new Set(['LIVE']));
    app.fleet.genesys.fault({ path: '', fault: DEAD });
    const stale = await withToken(app, TOKENS.stale).data(BY_ID, { variables });
    expect(modesIn(stale)).toEqual(new Set(['INVENTORY']));
  });
});

describe('entities for a router', () => {
  const ENTITIES = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    __typename ... on User { displayName ${SOURCE} assignments { nodes { license { name } } } }
    ... on Person { users { account { key } ${SOURCE} } } } }`;

  it('are answered out of the inventory with max-age', async () => {
    const representations = ids().map((id) => ({ __typename: 'User', id }));
    const data = await all.data(ENTITIES, { variables: { representations }, ...YOUNG });
    expect(app.calls()).toEqual([]);
    expect(listAt(data, '_entities')).toHaveLength(100);
    expect(modesIn(data)).toEqual(new Set(['INVENTORY']));
  });

  it('and with stale-if-error when the vendor is dead', async () => {
    app.fleet.genesys.fault({ path: '', fault: DEAD });
    const representations = [
      ...ids()
        .slice(0, 2)
        .map((id) => ({ __typename: 'User', id })),
      { __typename: 'Person', email: present(users[0]).email },
    ];
    const data = await all.data(ENTITIES, { variables: { representations }, ...STALE });
    const [one, two, person] = listAt(data, '_entities');
    expect(modesIn([one, two])).toEqual(new Set(['INVENTORY']));
    const own = listAt(person, 'users').filter((user) => at(user, 'account', 'key') === 'genesys-us');
    expect(modesIn(own)).toEqual(new Set(['INVENTORY']));
  });
});

describe('a caller of one account', () => {
  it('learns nothing of others, whatever the age', async () => {
    const webex = withToken(app, TOKENS.webex);
    const query =
      'query ($ids: [ID!]!, $email: String!) { nodes(ids: $ids) { id } person(email: $email) { users { account { key } } coverage { account { key } } } }';
    const email = present(users[0]).email;
    for (const headers of [YOUNG.headers, STALE.headers]) {
      const data = await webex.data(query, { variables: { ids: ids().slice(0, 2), email }, headers });
      expect(at(data, 'nodes')).toEqual([null, null]);
      expect(JSON.stringify(data)).not.toContain('genesys');
    }
  });
});

describe('a vendor that asks for a pause', () => {
  it('costs age and no answers, and is asked once', async () => {
    const { account } = await all.data<{ account: { users: { nodes: { id: string }[] } } }>(
      '{ account(key: "webex") { users(first: 20) { nodes { id } } } }',
    );
    app.forget();
    app.fleet.webex.fault({ path: '', fault: { kind: 'throttle', retryAfter: 3_600 } });
    const variables = { ids: account.users.nodes.map(({ id }) => id) };
    const data = await all.data(BY_ID, { variables, ...STALE });
    expect(modesIn(data)).toEqual(new Set(['INVENTORY']));
    expect(listAt(data, 'nodes')).toHaveLength(20);
    expect(app.calls()).toHaveLength(1);
    app.forget();
    const answer = await all.ask(BY_ID, { variables });
    expect(new Set(codesOf(answer))).toEqual(new Set(['UPSTREAM_THROTTLED']));
    expect(plain(await all.data(BY_ID, { variables, ...STALE }))).toEqual(plain(data));
    expect(app.calls()).toEqual([]);
  });
});
