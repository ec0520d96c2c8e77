// Bad input: a clear error with a stable code, at its own field, before a vendor is asked anything.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { codesOf, failuresOf, idOf, useApp, type Nodes } from '../support/app.ts';
import { present } from '../support/assertions.ts';

const app = useApp();

let ids: Record<'user' | 'license' | 'assignment' | 'account', string>;
beforeAll(async () => {
  type Assignment = { id: string; license: { id: string } };
  const { account } = await app.data<{
    account: { id: string; users: Nodes<{ id: string; assignments: Nodes<Assignment> }> };
  }>(
    '{ account(key: "genesys-us") { id users(first: 1) { nodes { id assignments { nodes { id license { id } } } } } } }',
  );
  const user = present(account.users.nodes[0]);
  const assignment = present(user.assignments.nodes[0]);
  ids = { user: user.id, license: assignment.license.id, assignment: assignment.id, account: account.id };
});

const text = (value: string): string => JSON.stringify(value);

/** The code of the only error of a query that asks one thing. */
async function codeOf(query: string): Promise<string> {
  const { data, errors } = await app.ask(query);
  expect(errors).toHaveLength(1);
  if (data !== undefined) expect(Object.values(data)).toEqual([null]);
  return errors?.[0]?.extensions.code ?? '';
}

it('moments the wrong way round are BAD_INPUT', async () => {
  const query = (from: string, to: string) =>
    `{ changeSets(filter: { from: "${from}", to: "${to}" }) { nodes { id } } }`;
  expect(await codeOf(query('2026-02-01T00:00:00Z', '2026-01-31T00:00:00Z'))).toBe('BAD_INPUT');
  // Of one moment there is nothing, and it is no mistake.
  expect(await app.data(query('2026-02-01T00:00:00.000Z', '2026-02-01T00:00:00Z'))).toEqual({
    changeSets: { nodes: [] },
  });
});

describe('ids', () => {
  it.each([
    ['an empty text', ''],
    ['a word', 'hello'],
    ['base64 of something else', Buffer.from('{"a":1}').toString('base64url')],
    ['an unknown type', idOf('Invoice', 'genesys-us', 'x')],
    ['a part too many', idOf('User', 'genesys-us', 'x', 'y')],
    ['an unknown kind of assignee', idOf('LicenseAssignment', 'genesys-us', 'cloudCX1', 'CAR', 'x')],
    ['ten thousand characters', 'A'.repeat(10_000)],
  ])('%s is BAD_ID', async (_title, id) => {
    expect(await codeOf(`{ node(id: ${text(id)}) { id } }`)).toBe('BAD_ID');
    expect(app.calls()).toEqual([]);
  });

  it('another spelling of a good id is BAD_ID', async () => {
    expect(await codeOf(`{ node(id: ${text(`${ids.user}=`)}) { id } }`)).toBe('BAD_ID');
  });

  it.each([
    ['an account that is not configured', idOf('User', 'elsewhere', 'x')],
    ['text that cannot be an id there', idOf('User', 'genesys-us', '../../oauth/token')],
    ['dots', idOf('License', 'genesys-us', '..')],
    ['control characters', idOf('Entity', 'listings', 'a\nb')],
    ['a kind the provider does not have', idOf('Device', 'genesys-us', '359000000000011')],
    ['an assignee that cannot be one', idOf('LicenseAssignment', 'fleet', 'fota', 'DEVICE', 'not an imei')],
  ])('%s is null, and no vendor hears of it', async (_title, id) => {
    expect(await app.data(`{ node(id: ${text(id)}) { id } }`)).toEqual({ node: null });
    expect(app.calls()).toEqual([]);
  });

  it('that name nothing are null', async () => {
    const gone = [
      idOf('User', 'genesys-us', '00000000-0000-4000-a000-000000000000'),
      idOf('License', 'webex', 'Y2lzY29zcGFyazovL3VzL0xJQ0VOU0UvMDA'),
      idOf('Device', 'fleet', '999999999999999'),
      idOf('Entity', 'listings', 'no such store'),
    ];
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    expect(await app.data(query, { variables: { ids: gone } })).toEqual({ nodes: [null, null, null, null] });
  });

  it('of another type are BAD_ID where one type is asked', async () => {
    for (const query of [
      `license(by: { id: ${text(ids.user)} }) { id }`,
      `user(by: { id: ${text(ids.license)} }) { id }`,
      `device(by: { id: ${text(ids.assignment)} }) { id }`,
      `licenseAssignments(filter: { licenseIds: [${text(ids.user)}] }) { totalCount }`,
      `licenseAssignments(filter: { assigneeIds: [${text(ids.account)}] }) { totalCount }`,
    ]) {
      expect(await codeOf(`{ ${query} }`)).toBe('BAD_ID');
    }
  });

  it('fail alone among `nodes`, in their place', async () => {
    const answer = await app.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      variables: { ids: [ids.user, 'junk', ids.account, ids.user] },
    });
    expect(answer.data).toEqual({ nodes: [{ id: ids.user }, null, { id: ids.account }, { id: ids.user }] });
    expect(failuresOf(answer)).toEqual([[['nodes', 1], 'BAD_ID']]);
  });

  it('of every type lead back to the same thing', async () => {
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';
    expect(await app.data(query, { variables: { ids: Object.values(ids) } })).toEqual({
      nodes: [
        { __typename: 'User', id: ids.user },
        { __typename: 'License', id: ids.license },
        { __typename: 'LicenseAssignment', id: ids.assignment },
        { __typename: 'Account', id: ids.account },
      ],
    });
  });

  it('are at most a hundred', async () => {
    const many = Array.from({ length: 101 }, () => text(ids.user)).join(',');
    expect(await codeOf(`{ nodes(ids: [${many}]) { id } }`)).toBe('BAD_INPUT');
  });
});

describe('pages', () => {
  async function cursorOf(page: string): Promise<string> {
    const { users } = await app.data<{ users: { pageInfo: { endCursor: string } } }>(
      `{ users(${page}) { pageInfo { endCursor } } }`,
    );
    return users.pageInfo.endCursor;
  }

  it.each([0, 101, -1, 2_147_483_647])('first: %d is BAD_INPUT', async (first) => {
    for (const list of ['licenses', 'users', 'licenseAssignments']) {
      expect(await codeOf(`{ ${list}(first: ${first}) { totalCount } }`)).toBe('BAD_INPUT');
    }
    expect(app.calls()).toEqual([]);
  });

  it('a refused page leaves its neighbours', async () => {
    const { data, errors } = await app.ask<{ a: null; b: { totalCount: number } }>(
      '{ a: licenses(first: 0) { totalCount } b: licenses(first: 1) { totalCount } }',
    );
    expect(data.a).toBeNull();
    expect(data.b.totalCount).toBeGreaterThan(0);
    expect(errors?.[0]?.path).toEqual(['a']);
  });

  it.each([
    ['a word', 'hello'],
    ['an empty text', ''],
    ['ten thousand characters', 'A'.repeat(10_000)],
  ])('%s as a cursor is BAD_CURSOR', async (_title, after) => {
    expect(await codeOf(`{ users(after: ${text(after)}) { totalCount } }`)).toBe('BAD_CURSOR');
    expect(await codeOf(`{ licenses(after: ${text(after)}) { totalCount } }`)).toBe('BAD_CURSOR');
    expect(app.calls().filter(({ path }) => path.includes('users'))).toEqual([]);
  });

  it('a cursor of another list or another filter is BAD_CURSOR', async () => {
    const after = text(await cursorOf('first: 1'));
    expect(await codeOf(`{ devices(after: ${after}) { totalCount } }`)).toBe('BAD_CURSOR');
    const filtered = `{ users(after: ${after}, filter: { providers: [WEBEX] }) { totalCount } }`;
    expect(await codeOf(filtered)).toBe('BAD_CURSOR');
  });

  it('a tampered cursor never reaches a vendor as it is', async () => {
    const page = 'first: 1, filter: { accountKeys: ["genesys-us"] }';
    const known = Buffer.from(await cursorOf(page), 'base64url').toString();
    const parts = z.array(z.unknown()).parse(JSON.parse(known));
    app.forget();
    for (const cursor of ['http://127.0.0.1:1/x', '../../x', '-1', '2&pageSize=1', '\n']) {
      const json = JSON.stringify([parts[0], parts[1], cursor, ...parts.slice(3)]);
      const after = text(Buffer.from(json).toString('base64url'));
      expect(await codeOf(`{ users(${page}, after: ${after}) { totalCount } }`)).toBe('BAD_CURSOR');
    }
    expect(app.calls()).toEqual([]);
  });
});

describe('accounts', () => {
  it.each([
    ['{ account(key: "nope") { id } }', 'UNKNOWN_ACCOUNT'],
    ['{ licenses(filter: { accountKeys: ["nope"] }) { totalCount } }', 'UNKNOWN_ACCOUNT'],
    ['{ users(filter: { accountKeys: ["genesys-us", "nope"] }) { totalCount } }', 'UNKNOWN_ACCOUNT'],
    ['{ license(by: { key: { accountKey: "nope", externalId: "x" } }) { id } }', 'UNKNOWN_ACCOUNT'],
    ['{ user(by: { email: { accountKey: "nope", email: "a@b.example" } }) { id } }', 'UNKNOWN_ACCOUNT'],
    ['{ inferLicenses(accountKey: "nope", roleIds: []) { id } }', 'UNKNOWN_ACCOUNT'],
    ['{ inferLicenses(accountKey: "webex", roleIds: ["a"]) { id } }', 'NOT_SUPPORTED'],
    ['{ licenseFeatureToggle(accountKey: "listings", featureName: "x") { enabled } }', 'NOT_SUPPORTED'],
    ['{ user(by: { email: { accountKey: "fleet", email: "a@b.example" } }) { id } }', 'NOT_SUPPORTED'],
  ])('%s is %s', async (query, code) => {
    expect(await codeOf(query)).toBe(code);
    expect(app.calls()).toEqual([]);
  });

  it('have null for lists their provider does not have', async () => {
    const query =
      '{ account(key: "listings") { users { totalCount } devices { totalCount } workspaces { totalCount } } }';
    expect(await app.data(query)).toEqual({ account: { users: null, devices: null, workspaces: null } });
  });
});

describe('look-ups', () => {
  it('take exactly one field', async () => {
    for (const by of ['{}', '{ id: "x", imei: "359000000001811" }', '{ imei: null }']) {
      const [code] = codesOf(await app.ask(`{ device(by: ${by}) { id } }`));
      expect(code).toBe('GRAPHQL_VALIDATION_FAILED');
    }
  });

  it('refuse what cannot be an e-mail address', async () => {
    for (const email of ['', 'ada', '@acme.example', 'a b@c.example', `${'a'.repeat(300)}@acme.example`]) {
      expect(await codeOf(`{ person(email: ${text(email)}) { email } }`)).toBe('BAD_INPUT');
    }
    expect(app.calls()).toEqual([]);
  });

  it('give null for an IMEI nobody has, and for a text that is none', async () => {
    const query = '{ a: device(by: { imei: "999999999999999" }) { id } b: device(by: { imei: "x" }) { id } }';
    expect(await app.data(query)).toEqual({ a: null, b: null });
  });
});
