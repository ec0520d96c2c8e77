// Bad input: a clear error with a stable code, at its own field, before a vendor is asked anything.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { startHarness, type Harness } from '../support/app.ts';

let harness: Harness;
let ids: Record<'user' | 'license' | 'assignment' | 'account', string>;

beforeAll(async () => {
  harness = await startHarness();
  const { account } = await harness.data<{
    account: {
      id: string;
      users: { nodes: { id: string; assignments: { nodes: { id: string; license: { id: string } }[] } }[] };
    };
  }>(
    '{ account(key: "genesys-us") { id users(first: 1) { nodes { id assignments { nodes { id license { id } } } } } } }',
  );
  const [user] = account.users.nodes;
  const [assignment] = user?.assignments.nodes ?? [];
  if (!user || !assignment) throw new Error('the seed has no user with a license');
  ids = { user: user.id, license: assignment.license.id, assignment: assignment.id, account: account.id };
});
afterAll(() => harness.close());
beforeEach(() => harness.forget());

const text = (value: string): string => JSON.stringify(value);
const forge = (...parts: readonly string[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

/** The code of the only error of a query that asks one thing. */
async function codeOf(query: string): Promise<string> {
  const { data, errors } = await harness.ask(query);
  expect(errors).toHaveLength(1);
  if (data !== undefined) expect(Object.values(data)).toEqual([null]);
  return errors?.[0]?.extensions.code ?? '';
}

describe('ids', () => {
  it.each([
    ['an empty text', ''],
    ['a word', 'hello'],
    ['base64 of something else', Buffer.from('{"a":1}').toString('base64url')],
    ['an unknown type', forge('Invoice', 'genesys-us', 'x')],
    ['a part too many', forge('User', 'genesys-us', 'x', 'y')],
    ['an unknown kind of assignee', forge('LicenseAssignment', 'genesys-us', 'cloudCX1', 'CAR', 'x')],
    ['ten thousand characters', 'A'.repeat(10_000)],
  ])('%s is BAD_ID', async (_title, id) => {
    expect(await codeOf(`{ node(id: ${text(id)}) { id } }`)).toBe('BAD_ID');
    expect(harness.calls()).toEqual([]);
  });

  it('another spelling of a good id is BAD_ID', async () => {
    expect(await codeOf(`{ node(id: ${text(`${ids.user}=`)}) { id } }`)).toBe('BAD_ID');
  });

  it.each([
    ['an account that is not configured', forge('User', 'elsewhere', 'x')],
    ['text that cannot be an id there', forge('User', 'genesys-us', '../../oauth/token')],
    ['dots', forge('License', 'genesys-us', '..')],
    ['control characters', forge('Entity', 'listings', 'a\nb')],
    ['a kind the provider does not have', forge('Device', 'genesys-us', '359000000000011')],
    ['an assignee that cannot be one', forge('LicenseAssignment', 'fleet', 'fota', 'DEVICE', 'not an imei')],
  ])('%s is null, and no vendor hears of it', async (_title, id) => {
    expect(await harness.data(`{ node(id: ${text(id)}) { id } }`)).toEqual({ node: null });
    expect(harness.calls()).toEqual([]);
  });

  it('that name nothing are null', async () => {
    const gone = [
      forge('User', 'genesys-us', '00000000-0000-4000-a000-000000000000'),
      forge('License', 'webex', 'Y2lzY29zcGFyazovL3VzL0xJQ0VOU0UvMDA'),
      forge('Device', 'fleet', '999999999999999'),
      forge('Entity', 'listings', 'no such store'),
    ];
    expect(
      await harness.data('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { variables: { ids: gone } }),
    ).toEqual({
      nodes: [null, null, null, null],
    });
  });

  it('of another type are BAD_ID where one type is asked', async () => {
    expect(await codeOf(`{ license(by: { id: ${text(ids.user)} }) { id } }`)).toBe('BAD_ID');
    expect(await codeOf(`{ user(by: { id: ${text(ids.license)} }) { id } }`)).toBe('BAD_ID');
    expect(await codeOf(`{ device(by: { id: ${text(ids.assignment)} }) { id } }`)).toBe('BAD_ID');
    expect(
      await codeOf(`{ licenseAssignments(filter: { licenseIds: [${text(ids.user)}] }) { totalCount } }`),
    ).toBe('BAD_ID');
    expect(
      await codeOf(`{ licenseAssignments(filter: { assigneeIds: [${text(ids.account)}] }) { totalCount } }`),
    ).toBe('BAD_ID');
  });

  it('fail alone among `nodes`, in their place', async () => {
    const { data, errors } = await harness.ask<{ nodes: ({ id: string } | null)[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      { variables: { ids: [ids.user, 'junk', ids.account, ids.user] } },
    );
    expect(data.nodes).toEqual([{ id: ids.user }, null, { id: ids.account }, { id: ids.user }]);
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['nodes', 1], 'BAD_ID'],
    ]);
  });

  it('of every type lead back to the same thing', async () => {
    const all = Object.values(ids);
    const { nodes } = await harness.data<{ nodes: { id: string; __typename: string }[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }',
      { variables: { ids: all } },
    );
    expect(nodes).toEqual([
      { __typename: 'User', id: ids.user },
      { __typename: 'License', id: ids.license },
      { __typename: 'LicenseAssignment', id: ids.assignment },
      { __typename: 'Account', id: ids.account },
    ]);
  });

  it('are at most a hundred', async () => {
    const many = Array.from({ length: 101 }, () => text(ids.user)).join(',');
    expect(await codeOf(`{ nodes(ids: [${many}]) { id } }`)).toBe('BAD_INPUT');
  });
});

describe('pages', () => {
  it.each([0, 101, -1, 2_147_483_647])('first: %d is BAD_INPUT', async (first) => {
    expect(await codeOf(`{ licenses(first: ${first}) { totalCount } }`)).toBe('BAD_INPUT');
    expect(await codeOf(`{ users(first: ${first}) { totalCount } }`)).toBe('BAD_INPUT');
    expect(await codeOf(`{ licenseAssignments(first: ${first}) { totalCount } }`)).toBe('BAD_INPUT');
    expect(harness.calls()).toEqual([]);
  });

  it('a refused page leaves its neighbours', async () => {
    const { data, errors } = await harness.ask<{ a: null; b: { totalCount: number } }>(
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
    expect(harness.calls().filter(({ path }) => path.includes('users'))).toEqual([]);
  });

  it('a cursor of another list or another filter is BAD_CURSOR', async () => {
    const { users } = await harness.data<{ users: { pageInfo: { endCursor: string } } }>(
      '{ users(first: 1) { pageInfo { endCursor } } }',
    );
    const after = text(users.pageInfo.endCursor);
    expect(await codeOf(`{ devices(after: ${after}) { totalCount } }`)).toBe('BAD_CURSOR');
    expect(await codeOf(`{ users(after: ${after}, filter: { providers: [WEBEX] }) { totalCount } }`)).toBe(
      'BAD_CURSOR',
    );
  });

  it('a tampered cursor never reaches a vendor as it is', async () => {
    const { users } = await harness.data<{ users: { pageInfo: { endCursor: string } } }>(
      '{ users(first: 1, filter: { accountKeys: ["genesys-us"] }) { pageInfo { endCursor } } }',
    );
    const parts = z
      .array(z.unknown())
      .parse(JSON.parse(Buffer.from(users.pageInfo.endCursor, 'base64url').toString()));
    harness.forget();
    for (const cursor of ['http://127.0.0.1:1/x', '../../x', '-1', '2&pageSize=1', '\n']) {
      const forged = Buffer.from(JSON.stringify([parts[0], parts[1], cursor, ...parts.slice(3)])).toString(
        'base64url',
      );
      expect(
        await codeOf(
          `{ users(first: 1, filter: { accountKeys: ["genesys-us"] }, after: ${text(forged)}) { totalCount } }`,
        ),
      ).toBe('BAD_CURSOR');
    }
    expect(harness.calls()).toEqual([]);
  });
});

describe('accounts', () => {
  it.each([
    '{ account(key: "nope") { id } }',
    '{ licenses(filter: { accountKeys: ["nope"] }) { totalCount } }',
    '{ users(filter: { accountKeys: ["genesys-us", "nope"] }) { totalCount } }',
    '{ license(by: { key: { accountKey: "nope", externalId: "x" } }) { id } }',
    '{ user(by: { email: { accountKey: "nope", email: "a@b.example" } }) { id } }',
    '{ inferLicenses(accountKey: "nope", roleIds: []) { id } }',
  ])('%s is UNKNOWN_ACCOUNT', async (query) => {
    expect(await codeOf(query)).toBe('UNKNOWN_ACCOUNT');
    expect(harness.calls()).toEqual([]);
  });

  it.each([
    '{ inferLicenses(accountKey: "webex", roleIds: ["a"]) { id } }',
    '{ licenseFeatureToggle(accountKey: "listings", featureName: "x") { enabled } }',
    '{ user(by: { email: { accountKey: "fleet", email: "a@b.example" } }) { id } }',
  ])('%s is NOT_SUPPORTED', async (query) => {
    expect(await codeOf(query)).toBe('NOT_SUPPORTED');
    expect(harness.calls()).toEqual([]);
  });

  it('have null for lists their provider does not have', async () => {
    expect(
      await harness.data(
        '{ account(key: "listings") { users { totalCount } devices { totalCount } workspaces { totalCount } } }',
      ),
    ).toEqual({ account: { users: null, devices: null, workspaces: null } });
  });
});

describe('look-ups', () => {
  it('take exactly one field', async () => {
    for (const by of ['{}', '{ id: "x", imei: "359000000001811" }', '{ imei: null }']) {
      const { errors } = await harness.ask(`{ device(by: ${by}) { id } }`);
      expect(errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    }
  });

  it('refuse what cannot be an e-mail address', async () => {
    for (const email of ['', 'ada', '@acme.example', 'a b@c.example', `${'a'.repeat(300)}@acme.example`]) {
      expect(await codeOf(`{ person(email: ${text(email)}) { email } }`)).toBe('BAD_INPUT');
    }
    expect(harness.calls()).toEqual([]);
  });

  it('give null for an IMEI nobody has, and for a text that is none', async () => {
    expect(
      await harness.data(
        '{ a: device(by: { imei: "999999999999999" }) { id } b: device(by: { imei: "x" }) { id } }',
      ),
    ).toEqual({
      a: null,
      b: null,
    });
  });
});
