// What a router sees: the keys that the SDL promises, and `_entities` with the look-ups and the batches of `nodes`, one slot a representation.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Kind, parse, type DirectiveNode, type ObjectTypeDefinitionNode } from 'graphql';
import { codesOf, failuresOf, idOf, useApp, type Answer, type Nodes } from '../support/app.ts';
import { opened } from '../support/lifecycle.ts';

interface Row {
  readonly id: string;
}
interface Account extends Row {
  readonly users: Nodes<Row>;
  readonly licenses: Nodes<Row>;
  readonly assignments: Nodes<Row>;
  readonly devices: Nodes<Row & { readonly imei: string }>;
  readonly workspaces: Nodes<Row>;
  readonly entities: Nodes<Row>;
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

const app = useApp({ limits: { retries: 0, breakerFailures: 1_000 } });
const seeded = opened(
  () => app.data<Record<'us' | 'webex' | 'fleet' | 'listings', Account>>(SEEDED),
  () => undefined,
);

function entities(
  representations: readonly unknown[],
): Promise<Answer<{ _entities: readonly (Record<string, unknown> | null)[] }>> {
  return app.ask(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${SELECTION} } }`,
    { variables: { representations } },
  );
}

function of(typename: string, rows: readonly Row[]): Representation[] {
  return rows.map(({ id }) => ({ __typename: typename, id }));
}

function calls(): string[] {
  return app
    .calls()
    .map(({ method, path, query }) => `${method} ${path}?${query}`)
    .sort();
}

async function expectSameAsNodes(representations: readonly Representation[]): Promise<readonly string[]> {
  const { nodes } = await app.data(
    `query ($ids: [ID!]!) { nodes(ids: $ids) { ${SELECTION.replace(/\.\.\. on Person.*/, '')} } }`,
    { variables: { ids: representations.map(({ id }) => id) } },
  );
  const callsOfNodes = calls();
  app.forget();
  const { data, errors } = await entities(representations);
  expect(errors).toBeUndefined();
  expect(data._entities).toEqual(nodes);
  expect(data._entities).not.toContain(null);
  expect(calls()).toEqual(callsOfNodes);
  return callsOfNodes;
}

describe('the keys of the SDL', () => {
  let types: readonly ObjectTypeDefinitionNode[];
  beforeAll(async () => {
    const { _service } = await app.data<{ _service: { sdl: string } }>('{ _service { sdl } }');
    types = parse(_service.sdl).definitions.filter((one) => one.kind === Kind.OBJECT_TYPE_DEFINITION);
  });

  function keysOf({ directives = [] }: ObjectTypeDefinitionNode): string[] {
    return directives.filter(({ name }) => name.value === 'key').map(fieldsOf);
  }

  function fieldsOf(key: DirectiveNode): string {
    const value = key.arguments?.find(({ name }) => name.value === 'fields')?.value;
    return value?.kind === Kind.STRING ? value.value : '';
  }

  it('are the id of every type that is a Node, the IMEI of a device and the e-mail address of a person', () => {
    const entities = types.filter((type) => keysOf(type).length > 0);
    expect(Object.fromEntries(entities.map((type) => [type.name.value, keysOf(type)]))).toEqual({
      Account: ['id'],
      ChangeSet: ['id'],
      LicenseChange: ['id'],
      License: ['id'],
      LicenseAssignment: ['id'],
      User: ['id'],
      Device: ['id', 'imei'],
      Workspace: ['id'],
      Entity: ['id'],
      Person: ['email'],
    });
  });

  it('are all that is required of a type that others know without us: else this graph takes their fields along when it is down', () => {
    const known = types.filter((type) => keysOf(type).some((key) => key !== 'id'));
    const required = known.map(({ name, fields = [] }) => [
      name.value,
      fields.filter(({ type }) => type.kind === Kind.NON_NULL_TYPE).map((field) => field.name.value),
    ]);
    expect(Object.fromEntries(required)).toEqual({
      Person: ['email'],
      // What `Node` and `Assignee` ask for: docs/federate.md says how to refer to a device.
      Device: ['id', 'account', 'externalId', 'source'],
    });
  });

  it('leave no type out that is a Node', () => {
    const nodes = types.filter((type) => type.interfaces?.some(({ name }) => name.value === 'Node'));
    expect(nodes.length).toBeGreaterThanOrEqual(7);
    expect(nodes.filter((type) => !keysOf(type).includes('id'))).toEqual([]);
  });
});

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
    const { data } = await entities([user, user]);
    expect(data._entities[0]).toMatchObject({ __typename: 'User', email: expect.any(String) });
    expect(data._entities[1]).toEqual(data._entities[0]);
    expect(calls()).toHaveLength(1);
  });
});

describe('entities by another key', () => {
  it('100 devices by IMEI cost one call for each account with devices', async () => {
    const imeis = seeded.fleet.devices.nodes.map(({ imei }) => imei);
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
    const { data } = await entities([{ __typename: 'License', id: seeded.us.users.nodes[0]?.id }]);
    expect(data._entities).toEqual([null]);
    expect(calls()).toEqual([]);
  });
});

describe('entities of an account that fails', () => {
  it('are errors with a stable code, each in its place, and the others are there', async () => {
    app.fleet.genesys.fault({ fault: { kind: 'error', status: 503 } });
    const { data, errors } = await entities([
      ...of('User', seeded.us.users.nodes.slice(0, 2)),
      ...of('User', seeded.webex.users.nodes.slice(0, 2)),
      ...of('Device', seeded.fleet.devices.nodes.slice(0, 1)),
    ]);
    const types = data._entities.map((entity) => entity?.['__typename'] ?? null);
    expect(types).toEqual([null, null, 'User', 'User', 'Device']);
    expect(errors?.map(({ path, extensions }) => [path, extensions.code, extensions['account']])).toEqual([
      [['_entities', 0], 'UPSTREAM_UNAVAILABLE', 'genesys-us'],
      [['_entities', 1], 'UPSTREAM_UNAVAILABLE', 'genesys-us'],
    ]);
  });

  it('by IMEI are errors too when the device was found nowhere else', async () => {
    const [device] = seeded.fleet.devices.nodes;
    const fault = { kind: 'error', status: 500 } as const;
    app.fleet.thingspace.fault({ path: 'devices/0123456789-00001', fault });
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
    const logged = app.logged.length;
    const answer = await entities([representation, { __typename: 'Account', id: seeded.us.id }]);
    expect(answer.data._entities).toEqual([null, { __typename: 'Account', key: 'genesys-us' }]);
    expect(failuresOf(answer)).toEqual([[['_entities', 0], code]]);
    expect(calls()).toEqual([]);
    expect(app.logged.slice(logged)).toEqual([]);
  });
});

describe('representations', () => {
  const accounts = (count: number): Representation[] =>
    Array.from({ length: count }, () => ({ __typename: 'Account', id: seeded.us.id }));
  const twice = `query ($first: [_Any!]!, $second: [_Any!]!) {
    first: _entities(representations: $first) { __typename }
    second: _entities(representations: $second) { __typename }
  }`;

  it('are answered up to a thousand in one request', async () => {
    const { data, errors } = await entities(accounts(1_000));
    expect(errors).toBeUndefined();
    expect(data._entities).toHaveLength(1_000);
    const variables = { first: accounts(400), second: accounts(600) };
    expect(Object.keys(await app.data(twice, { variables }))).toEqual(['first', 'second']);
  });

  it('are refused beyond, under whatever names they come, and no vendor is asked', async () => {
    const users = Array.from({ length: 1_001 }, (_, n) => ({
      __typename: 'User',
      id: idOf('User', 'genesys-us', `00000000-0000-4000-8000-00000000${String(n).padStart(4, '0')}`),
    }));
    expect(codesOf(await entities(users))).toEqual(['QUERY_TOO_LARGE']);
    expect(calls()).toEqual([]);
    const inTwo = await app.ask(twice, { variables: { first: accounts(500), second: accounts(501) } });
    expect(codesOf(inTwo)).toEqual(['QUERY_TOO_LARGE']);
    expect(inTwo.errors?.[0]?.extensions).toMatchObject({
      limit: 'server.limits.maxRepresentations',
      allowed: 1_000,
      asked: 1_001,
    });
    const hidden = await app.ask(
      `query ($all: [_Any!]!) { ...Hidden ... { two: _entities(representations: $all) { __typename } } }
      fragment Hidden on Query { one: _entities(representations: $all) { __typename } }`,
      { variables: { all: accounts(501) } },
    );
    expect(hidden.errors?.[0]?.extensions).toMatchObject({ code: 'QUERY_TOO_LARGE', asked: 1_002 });
  });
});
