// What each scope opens: every field of the SDL, and every way to it, for callers who have none of its scopes.
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  defaultFieldResolver,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isScalarType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
} from 'graphql';
import { imei } from '../../emulators/seed/organisation.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import { buildSchema } from '../../src/graph/schema.ts';
import { codesOf, failuresOf, useApp, withToken, writesOf, type Nodes } from '../support/app.ts';
import { present } from '../support/assertions.ts';
import { device } from '../support/inputs.ts';
import { mutate } from '../support/mutations.ts';

const TOKENS = {
  all: 'a-token-for-everything',
  nobody: 'a-token-for-nothing-at-all',
  auditor: 'a-token-for-the-audit-log',
  changer: 'a-token-for-changes-alone',
  router: 'a-token-for-a-router-alone',
};
const SECRET = 'the-secret-of-the-router';
const app = useApp({
  auth: {
    tokens: [
      { name: 'all', token: TOKENS.all, mayChange: true },
      { name: 'nobody', token: TOKENS.nobody, scopes: ['admin'] },
      { name: 'auditor', token: TOKENS.auditor, scopes: ['audit:read'] },
      { name: 'changer', token: TOKENS.changer, scopes: ['licenses:change'] },
      { name: 'router', token: TOKENS.router, scopes: ['federation'] },
    ],
    router: { secret: SECRET },
  },
});
const all = withToken(app, TOKENS.all);
const nobody = withToken(app, TOKENS.nobody);
const auditor = withToken(app, TOKENS.auditor);
const changer = withToken(app, TOKENS.changer);
const router = withToken(app, TOKENS.router);
const BY_ROUTER = { headers: { 'router-authorization': `Bearer ${SECRET}` } };

const schema = buildSchema();
const OBJECTS = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType => isObjectType(type) && !isIntrospectionType(type),
);
const FIELDS = OBJECTS.flatMap((type) =>
  Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, type, field })),
);
const ROOT_TYPES = [schema.getQueryType(), schema.getMutationType()].map((type) => present(type));
const ROOTS = FIELDS.filter(({ type, field }) => ROOT_TYPES.includes(type) && field.name !== 'viewer');

/** Whether a caller with these scopes is let through to the resolver of a field. */
async function isOpen(field: GraphQLField<unknown, unknown>, scopes: readonly string[]): Promise<boolean> {
  const context = { viewer: { name: 'somebody', scopes: new Set(scopes), isRouter: false } };
  try {
    // The check comes first: a resolver that is let through has nothing to read from, and fails otherwise.
    await (field.resolve ?? defaultFieldResolver)({}, {}, context, {} as GraphQLResolveInfo);
    return true;
  } catch (error) {
    return !(error instanceof ProblemError && error.problem.code === 'FORBIDDEN');
  }
}

/** The fields that a caller with these scopes comes to, each by way of another one. */
async function reachable(...scopes: readonly string[]): Promise<string[]> {
  const open = new Set<string>();
  const seen = new Set<string>();
  const waiting: string[] = [...ROOT_TYPES, present(schema.getSubscriptionType())].map(({ name }) => name);
  for (const name of waiting) {
    if (seen.has(name)) continue;
    seen.add(name);
    const type = schema.getType(name);
    if (isAbstractType(type)) waiting.push(...schema.getPossibleTypes(type).map((one) => one.name));
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (!(await isOpen(field, scopes))) continue;
      open.add(`${name}.${field.name}`);
      waiting.push(getNamedType(field.type).name);
    }
  }
  return [...open];
}

const typesOf = (fields: readonly string[]): string[] =>
  [...new Set(fields.map((field) => field.split('.')[0] ?? ''))].toSorted();

/** A value that the type takes, as short as can be. */
function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return `[${literal(type.ofType)}]`;
  if (isEnumType(type)) return present(type.getValues()[0]).name;
  if (isScalarType(type))
    return (
      { Int: '1', Count: '1', Boolean: 'true', Date: '"2031-01-01"', DateTime: '"2031-01-01T00:00:00Z"' }[
        type.name
      ] ?? '"x"'
    );
  if (!isInputObjectType(type)) throw new Error(`no value of ${String(type)} is known`);
  const fields = Object.values(type.getFields());
  const needed = type.isOneOf ? fields.slice(0, 1) : fields.filter(isRequiredInputField);
  return `{ ${needed.map((field) => `${field.name}: ${literal(field.type)}`).join(' ')} }`;
}

/** An operation that asks for a root field. */
function asking(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): string {
  const given = field.args.filter(isRequiredArgument).map((one) => `${one.name}: ${literal(one.type)}`);
  const kind = type === schema.getMutationType() ? 'mutation' : 'query';
  const selection = isObjectType(getNamedType(field.type)) || !isScalarType(getNamedType(field.type));
  return `${kind} { ${field.name}${given.length > 0 ? `(${given.join(' ')})` : ''}${selection ? ' { __typename }' : ''} }`;
}

describe('a caller without a scope', () => {
  it('comes to their own name, and to no other field', async () => {
    expect(await reachable()).toEqual(['Query.viewer', 'Viewer.name', 'Viewer.scopes']);
  });

  it.each(ROOTS)('is refused at $name', async ({ name, type, field }) => {
    // What the one scope of `nobody` opens is asked for by somebody else.
    const caller = name === 'Mutation.resolveHeldSweep' ? changer : nobody;
    const answer = await caller.ask(asking(type, field));
    expect(failuresOf(answer)).toEqual([[[field.name], 'FORBIDDEN']]);
    expect(answer.errors?.[0]?.extensions['hint']).toMatch(/^It needs the scope \S+/);
    expect(app.calls()).toEqual([]);
  });
});

describe('one scope alone', () => {
  it.each(['admin', 'federation'])('%s opens nothing of the licenses', async (scope) => {
    expect(typesOf(await reachable(scope))).toEqual(
      scope === 'admin'
        ? ['Mutation', 'Problem', 'Query', 'ResolveHeldSweepPayload', 'Sweep', 'SweepSection', 'Viewer']
        : ['Query', 'Viewer', '_Service'],
    );
  });

  it('audit:read opens the log, and not what its entries are about', async () => {
    expect(typesOf(await reachable('audit:read'))).toEqual([
      'AssignmentState',
      'AuditEvent',
      'AuditEventConnection',
      'AuditEventEdge',
      'AuditedFinding',
      'ChangedSiteAccount',
      'Device',
      'PageInfo',
      'Query',
      'Viewer',
    ]);
  });

  it('costs:read opens sums, and not the accounts and licenses they are about', async () => {
    expect(typesOf(await reachable('costs:read'))).toEqual([
      'AccountCost',
      'LicenseMoney',
      'Query',
      'Viewer',
    ]);
  });

  it('licenses:change opens changes, and not the licenses and people they are about', async () => {
    const types = new Set(typesOf(await reachable('licenses:change')));
    for (const opened of ['Mutation', 'ChangeSet', 'ChangeSetPayload', 'LicenseChange', 'Problem']) {
      expect(types).toContain(opened);
    }
    for (const shut of [
      'Account',
      'License',
      'LicenseAssignment',
      'User',
      'Person',
      'AuditEvent',
      '_Service',
    ]) {
      expect(types).not.toContain(shut);
    }
  });

  it('licenses:read opens all but changing, the log and who did something, and what routers ask', async () => {
    const open = new Set(await reachable('licenses:read'));
    const shut = FIELDS.map(({ name }) => name).filter((name) => !open.has(name));
    expect(
      shut.filter(
        (name) =>
          !/^(Mutation|ChangeSetPayload|DismissFindingsPayload|PlanReclaimPayload|ReclaimLeftOut|Refresh\w+|ResolveHeldSweepPayload|Audit\w*|AccountCost|_Service)\./.test(
            name,
          ),
      ),
    ).toEqual([
      'LicenseEvent.change',
      'LicenseEvent.principal',
      'Query.auditEvents',
      'Query.costs',
      'Query._entities',
      'Query._service',
    ]);
    expect(typesOf(shut)).toContain('Mutation');
  });
});

describe('by way of', () => {
  let ids: Readonly<Record<string, string>>;
  beforeAll(async () => {
    const read = await all.data<Record<'accounts' | 'licenses' | 'users' | 'devices', unknown>>(
      `{ accounts { id } licenses(first: 1) { nodes { id } } devices(first: 1) { nodes { id } } users(first: 1) { nodes { id email } } }`,
    );
    const planned = await mutate(all, 'planLicenseChanges', {
      changes: [{ action: 'REMOVE', ...device(imei(1_030)) }],
    });
    const idIn = (list: unknown): string => present(/"id":"([^"]+)"/.exec(JSON.stringify(list))?.[1]);
    ids = {
      Account: idIn(read.accounts),
      License: idIn(read.licenses),
      User: idIn(read.users),
      Device: idIn(read.devices),
      ChangeSet: present(planned.changeSet).id,
    };
    app.forget();
  });

  it('_entities, a caller without a scope gets nothing, whoever forwards them, and nobody is asked', async () => {
    const representations = [
      ...Object.entries(ids).map(([__typename, id]) => ({ __typename, id })),
      { __typename: 'Device', imei: imei(1_030) },
      { __typename: 'Person', email: 'ada.sato.60@acme.example' },
    ];
    const query = `query($all: [_Any!]!) { _entities(representations: $all) {
      ... on Account { key } ... on License { name } ... on User { email } ... on Device { id } ... on ChangeSet { status } ... on Person { address: email } } }`;
    for (const [caller, headers] of [
      [nobody, {}],
      [nobody, BY_ROUTER],
      [auditor, BY_ROUTER],
      [router, {}],
    ] as const) {
      const answer = await caller.ask(query, { variables: { all: representations }, ...headers });
      expect(answer.data).toBeNull();
      expect(failuresOf(answer)).toEqual([[['_entities'], 'FORBIDDEN']]);
    }
    expect(app.calls()).toEqual([]);
  });

  it('_entities, a caller who may read gets what the router asks for them', async () => {
    const query = `query($all: [_Any!]!) { _entities(representations: $all) { ... on Account { key } } }`;
    const variables = { all: [{ __typename: 'Account', id: ids['Account'] }] };
    expect(await all.data(query, { variables })).toEqual({
      _entities: [{ key: 'genesys-us' }],
    });
    expect(await all.data(query, { variables, ...BY_ROUTER })).toEqual({
      _entities: [{ key: 'genesys-us' }],
    });
  });

  it('node and nodes, a caller without a scope gets nothing', async () => {
    const variables = { id: ids['User'], ids: Object.values(ids) };
    for (const caller of [nobody, auditor]) {
      const answer = await caller.ask(
        'query($id: ID!, $ids: [ID!]!) { node(id: $id) { id } nodes(ids: $ids) { id ... on ChangeSet { status } } }',
        { variables },
      );
      expect(answer.data).toEqual({ node: null, nodes: null });
      expect(failuresOf(answer)).toEqual([
        [['node'], 'FORBIDDEN'],
        [['nodes'], 'FORBIDDEN'],
      ]);
    }
    expect(app.calls()).toEqual([]);
  });

  it('the audit log, who may read nothing else sees no license, no set and no person', async () => {
    const { data, errors } = await auditor.ask<{ auditEvents: Nodes<object> }>(
      `query($id: ID!) { auditEvents(filter: { changeSetId: $id }) { nodes { action principal license { name } changeSet { status } } } }`,
      { variables: { id: ids['ChangeSet'] } },
    );
    expect(data.auditEvents.nodes).toEqual([
      { action: 'PLAN_SET', principal: 'all', license: null, changeSet: null },
    ]);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
  });

  it('a change, who may do nothing else changes licenses and sees none', async () => {
    const query = `mutation($input: RemoveLicenseInput!) { removeLicense(input: $input) {
      changeSet { status changes(first: 1) { nodes { outcome license { name } } } } } }`;
    const { data, errors } = await changer.ask(query, { variables: { input: device(imei(1_031)) } });
    expect(data).toEqual({
      removeLicense: {
        changeSet: {
          status: 'SUCCEEDED',
          changes: { nodes: [{ outcome: 'VERIFIED', license: { name: null } }] },
        },
      },
    });
    expect(errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN', hint: 'It needs the scope licenses:read.' } },
    ]);
  });

  it('a mutation, who may only read changes nothing', async () => {
    for (const caller of [nobody, auditor]) {
      const query = 'mutation($input: RemoveLicenseInput!) { removeLicense(input: $input) { replayed } }';
      expect(codesOf(await caller.ask(query, { variables: { input: device(imei(1_032)) } }))).toEqual([
        'FORBIDDEN',
      ]);
    }
    expect(writesOf(app)).toEqual([]);
  });
});

describe('viewer', () => {
  it('tells who somebody is, what they may do, and where', async () => {
    const query = '{ viewer { name scopes accounts { key } } }';
    const { viewer } = await all.data<{ viewer: { accounts: readonly unknown[] } }>(query);
    expect(viewer).toMatchObject({
      name: 'all',
      scopes: ['licenses:read', 'audit:read', 'federation', 'licenses:change'],
    });
    expect(viewer.accounts.length).toBeGreaterThan(3);
    const answer = await nobody.ask(query);
    expect(answer.data).toEqual({ viewer: { name: 'nobody', scopes: ['admin'], accounts: null } });
    expect(failuresOf(answer)).toEqual([[['viewer', 'accounts'], 'FORBIDDEN']]);
  });
});

describe('a field that needs several scopes', () => {
  const more = [
    'extend type Query { both: String @requiresScopes(scopes: [["audit:read", "licenses:read"], ["admin"]]) }',
  ];
  const both = present(buildSchema({ more }).getQueryType()?.getFields()['both']);

  it.each([
    [['audit:read'], false],
    [['licenses:read', 'licenses:change'], false],
    [['licenses:read', 'audit:read'], true],
    [['admin'], true],
  ])('is open to %j: %s', async (scopes, open) => {
    expect(await isOpen(both, scopes)).toBe(open);
  });
});

describe('a schema with a field of which nobody said who may ask it', () => {
  it('does not start', () => {
    expect(() => buildSchema({ more: ['extend type Query { secret: String }'] })).toThrow(
      'Query.secret says not who may ask it',
    );
  });
});
