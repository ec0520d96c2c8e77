// `_entities`, as a router calls it: the look-ups and the batches of `nodes`, and one slot a representation.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startHarness, type Answer, type Harness } from '../support/app.ts';

interface Row {
  readonly id: string;
}
interface Rows<Node = Row> {
  readonly nodes: readonly Node[];
}
interface Account extends Row {
  readonly users: Rows;
  readonly licenses: Rows;
  readonly assignments: Rows;
  readonly devices: Rows<Row & { readonly imei: string }>;
  readonly workspaces: Rows;
  readonly entities: Rows;
}
type Representation = Readonly<Record<string, unknown>>;

const SEEDED = `{
  us: account(key: "genesys-us") { id users(first: 100) { nodes { id } } assignments(first: 10) { nodes { id } } }
  webex: account(key: "webex") { id users(first: 20) { nodes { id } } workspaces(first: 10) { nodes { id } } licenses(first: 10) { nodes { id } } }
  fleet: account(key: "fleet") { id devices(first: 100) { nodes { id imei } } }
  listings: account(key: "listings") { id entities(first: 10) { nodes { id } } licenses(first: 5) { nodes { id } } }
}`;

const SELECTION = `__typename
  ... on Account { key }
  ... on License { licenseName: name }
  ... on LicenseAssignment { status }
  ... on User { displayName email }
  ... on Device { imei model }
  ... on Workspace { displayName callingType }
  ... on Entity { displayName entityType }
  ... on Person { address: email users { id } }`;

let harness: Harness;
let seeded: Record<'us' | 'webex' | 'fleet' | 'listings', Account>;
beforeAll(async () => {
  harness = await startHarness({ limits: { retries: 0, breakerFailures: 1_000 } });
  seeded = await harness.data(SEEDED);
});
afterAll(() => harness.close());
afterEach(() => {
  for (const emulator of harness.fleet.all()) emulator.clearFaults();
});

function entities(
  representations: readonly unknown[],
): Promise<Answer<{ _entities: readonly (Record<string, unknown> | null)[] }>> {
  return harness.ask(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${SELECTION} } }`,
    {
      variables: { representations },
    },
  );
}

function of(typename: string, rows: readonly Row[]): Representation[] {
  return rows.map(({ id }) => ({ __typename: typename, id }));
}

function calls(): string[] {
  return harness
    .calls()
    .map(({ method, path, query }) => `${method} ${path}?${query}`)
    .sort();
}

async function expectSameAsNodes(representations: readonly Representation[]): Promise<readonly string[]> {
  harness.forget();
  const { nodes } = await harness.data(
    `query ($ids: [ID!]!) { nodes(ids: $ids) { ${SELECTION.replace(/\.\.\. on Person.*/, '')} } }`,
    {
      variables: { ids: representations.map(({ id }) => id) },
    },
  );
  const callsOfNodes = calls();
  harness.forget();
  const { data, errors } = await entities(representations);
  expect(errors).toBeUndefined();
  expect(data._entities).toEqual(nodes);
  expect(data._entities).not.toContain(null);
  expect(calls()).toEqual(callsOfNodes);
  return callsOfNodes;
}

describe('entities by id', () => {
  it('100 users cost the one call of `nodes`', async () => {
    const users = of('User', seeded.us.users.nodes);
    expect(users.length).toBe(100);
    expect(await expectSameAsNodes(users)).toHaveLength(1);
  });

  it('of every type, mixed, cost what `nodes` costs', async () => {
    const { us, webex, fleet, listings } = seeded;
    const calls = await expectSameAsNodes([
      ...of('Account', [us, webex, fleet, listings]),
      ...of('Workspace', webex.workspaces.nodes),
      ...of('User', [...us.users.nodes.slice(0, 10), ...webex.users.nodes]),
      ...of('License', [...webex.licenses.nodes, ...listings.licenses.nodes]),
      ...of('Device', fleet.devices.nodes.slice(0, 10)),
      ...of('LicenseAssignment', us.assignments.nodes),
      ...of('Entity', listings.entities.nodes),
    ]);
    expect(calls).toHaveLength(8);
  });

  it('asked for twice are read once', async () => {
    const [user] = of('User', seeded.us.users.nodes);
    harness.forget();
    const { data } = await entities([user, user]);
    expect(data._entities[0]).toMatchObject({ __typename: 'User', email: expect.any(String) });
    expect(data._entities[1]).toEqual(data._entities[0]);
    expect(calls()).toHaveLength(1);
  });
});

describe('entities by another key', () => {
  it('100 devices by IMEI cost one call for each account with devices', async () => {
    const imeis = seeded.fleet.devices.nodes.map(({ imei }) => imei);
    harness.forget();
    const { data, errors } = await entities(imeis.map((imei) => ({ __typename: 'Device', imei })));
    expect(errors).toBeUndefined();
    expect(data._entities.map((device) => device?.['imei'])).toEqual(imeis);
    expect(calls()).toHaveLength(2);
  });

  it('a person nobody knows is one without users', async () => {
    const { data, errors } = await entities([{ __typename: 'Person', email: 'Nobody@Acme.example' }]);
    expect(errors).toBeUndefined();
    expect(data._entities).toEqual([{ __typename: 'Person', address: 'nobody@acme.example', users: [] }]);
  });
});

describe('entities that are not there', () => {
  it('are null in their place: gone, of an account not configured here, or of another type', async () => {
    const [user] = seeded.us.users.nodes;
    const { data, errors } = await entities([
      { __typename: 'User', id: idOf('User', 'genesys-us', '00000000-0000-4000-8000-000000000000') },
      { __typename: 'User', id: idOf('User', 'elsewhere', '00000000-0000-4000-8000-000000000000') },
      { __typename: 'Device', imei: '000000000000000' },
      { __typename: 'License', id: user?.id },
      { __typename: 'User', id: user?.id },
    ]);
    expect(errors).toBeUndefined();
    expect(data._entities.slice(0, 4)).toEqual([null, null, null, null]);
    expect(data._entities[4]).toMatchObject({ __typename: 'User' });
  });

  it('cost no call when the id is of another type', async () => {
    harness.forget();
    const { data } = await entities([{ __typename: 'License', id: seeded.us.users.nodes[0]?.id }]);
    expect(data._entities).toEqual([null]);
    expect(calls()).toEqual([]);
  });
});

describe('entities of an account that fails', () => {
  it('are errors with a stable code, each in its place, and the others are there', async () => {
    harness.fleet.genesys.fault({ fault: { kind: 'error', status: 503 } });
    const { data, errors } = await entities([
      ...of('User', seeded.us.users.nodes.slice(0, 2)),
      ...of('User', seeded.webex.users.nodes.slice(0, 2)),
      ...of('Device', seeded.fleet.devices.nodes.slice(0, 1)),
    ]);
    expect(data._entities.map((entity) => entity?.['__typename'] ?? null)).toEqual([
      null,
      null,
      'User',
      'User',
      'Device',
    ]);
    expect(errors?.map(({ path, extensions }) => [path, extensions.code, extensions['account']])).toEqual([
      [['_entities', 0], 'UPSTREAM_UNAVAILABLE', 'genesys-us'],
      [['_entities', 1], 'UPSTREAM_UNAVAILABLE', 'genesys-us'],
    ]);
  });

  it('by IMEI are errors too when the device was found nowhere else', async () => {
    const [device] = seeded.fleet.devices.nodes;
    harness.fleet.thingspace.fault({
      path: 'devices/0123456789-00001',
      fault: { kind: 'error', status: 500 },
    });
    const { data, errors } = await entities([{ __typename: 'Device', imei: device?.imei }]);
    expect(data._entities).toEqual([null]);
    expect(errors?.map(({ extensions }) => [extensions.code, extensions['account']])).toEqual([
      ['UPSTREAM_UNAVAILABLE', 'fleet'],
    ]);
  });
});

describe('a representation that makes no sense', () => {
  it.each([
    ['a type that is none', { __typename: 'Nothing', id: 'x' }, 'BAD_INPUT'],
    ['a type that is no entity', { __typename: 'Seats', total: 1 }, 'BAD_INPUT'],
    ['an interface', { __typename: 'Node', id: 'x' }, 'BAD_INPUT'],
    ['no type', { id: 'x' }, 'BAD_INPUT'],
    ['no object', 'User', 'BAD_INPUT'],
    ['no key', { __typename: 'User' }, 'BAD_INPUT'],
    ['a forged id', { __typename: 'User', id: '../users' }, 'BAD_ID'],
    ['an id that is no text', { __typename: 'User', id: { a: 1 } }, 'BAD_INPUT'],
    ['a device without a key', { __typename: 'Device' }, 'BAD_INPUT'],
    ['an IMEI that is no text', { __typename: 'Device', imei: 5 }, 'BAD_INPUT'],
    ['a person without a key', { __typename: 'Person' }, 'BAD_INPUT'],
    ['an address that is none', { __typename: 'Person', email: '' }, 'BAD_INPUT'],
  ])('%s: an error in its place alone, and no call', async (_what, representation, code) => {
    const logged = harness.logged.length;
    harness.forget();
    const { data, errors } = await entities([representation, { __typename: 'Account', id: seeded.us.id }]);
    expect(data._entities).toEqual([null, { __typename: 'Account', key: 'genesys-us' }]);
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['_entities', 0], code],
    ]);
    expect(calls()).toEqual([]);
    expect(harness.logged.slice(logged)).toEqual([]);
  });
});

function idOf(...parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url');
}
