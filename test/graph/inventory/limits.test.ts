// What callers may see of the inventory, and what is refused: with a code, at its place, and without hurting what stands beside it.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, failuresOf, idOf, withToken } from '../../support/app.ts';
import { present } from '../../support/assertions.ts';
import { useSweptApp } from '../../support/inventory.ts';
import { at, listAt } from '../../support/json.ts';

const TOKENS = { all: 'sees-all-0123456789', webex: 'webex-only-0123456789' };
const app = useSweptApp({
  token: TOKENS.all,
  without: ['genesys-eu'],
  auth: {
    tokens: [
      { name: 'all', token: TOKENS.all },
      { name: 'webex', token: TOKENS.webex, accounts: ['webex'] },
    ],
  },
  // Its credentials are wrong, so that its first sweep cannot be complete.
  accounts: (seeded) =>
    seeded.map((entry) => (entry.key === 'genesys-eu' ? { ...entry, clientSecret: 'wrong' } : entry)),
});
const all = withToken(app, TOKENS.all);
const webex = withToken(app, TOKENS.webex);

const COVERAGE = 'coverage { account { key } status reason observedAt problem { code } }';

async function codesAt(query: string, variables: object = {}): Promise<unknown[]> {
  return failuresOf(await all.ask(query, { variables: { ...variables } }));
}

/** A cursor of the list with another place in it. */
function forged(cursor: string, ...place: readonly unknown[]): string {
  const [seal] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [string];
  return Buffer.from(JSON.stringify([seal, ...place]), 'utf8').toString('base64url');
}

describe('a text whose characters are all left out when texts are compared', () => {
  // Accents without a letter, a selector of variants, a control character, a space and an accent.
  const NOTHING = ['\u0301\u0301\u0301', '\ufe0f', '\u0000', ' \u0308', '\u00a8'];

  it.each([
    ['licenses', 'LicenseSearch'],
    ['users', 'UserSearch'],
    ['devices', 'DeviceSearch'],
    ['workspaces', 'WorkspaceSearch'],
    ['entities', 'EntitySearch'],
    ['people', 'PersonSearch'],
    ['assignments', 'AssignmentSearch'],
  ])('is no search among %s', async (list, input) => {
    const query = `query ($filter: ${input}) { inventory { ${list}(filter: $filter) { totalCount } } }`;
    for (const search of NOTHING) {
      expect(await codesAt(query, { filter: { search } })).toEqual([[['inventory', list], 'BAD_INPUT']]);
    }
  });

  it('is no search among the holders of assignments, as in groups of them', async () => {
    const query = `query ($filter: AssignmentSearch) { inventory {
      assignments(filter: $filter) { totalCount } groups(by: [LICENSE], filter: $filter) { totalCount } } }`;
    for (const holder of ['user', 'device']) {
      expect(await codesAt(query, { filter: { [holder]: { search: '\u0301' } } })).toEqual([
        [['inventory', 'assignments'], 'BAD_INPUT'],
        [['inventory', 'groups'], 'BAD_INPUT'],
      ]);
    }
  });
});

describe('a question that is refused', () => {
  const FUTURE = '2999-01-01T00:00:00Z';
  const many = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => idOf('License', 'webex', `l${index}`));

  it.each([
    ['1,001 rows', 'users(first: 1001) { totalCount }', 'users', 'BAD_INPUT'],
    ['no rows', 'people(first: 0) { totalCount }', 'people', 'BAD_INPUT'],
    [
      '1,001 people by address',
      'people(first: 1001, filter: { emails: ["a@b.c"] }) { totalCount }',
      'people',
      'BAD_INPUT',
    ],
    [
      'an unknown account',
      'licenses(filter: { accountKeys: ["nobody"] }) { totalCount }',
      'licenses',
      'UNKNOWN_ACCOUNT',
    ],
    [
      'an unknown account inside',
      'assignments(filter: { user: { accountKeys: ["nobody"] } }) { totalCount }',
      'assignments',
      'UNKNOWN_ACCOUNT',
    ],
    [
      '26 licenses',
      `users(filter: { holds: { any: ${JSON.stringify(many(20))}, none: ${JSON.stringify(many(6))} } }) { totalCount }`,
      'users',
      'BAD_INPUT',
    ],
    ['an id that is none', 'users(filter: { holds: { any: ["x"] } }) { totalCount }', 'users', 'BAD_ID'],
    [
      'the id of something else',
      `assignments(filter: { licenseIds: ["${idOf('User', 'webex', 'x')}"] }) { totalCount }`,
      'assignments',
      'BAD_ID',
    ],
    [
      '101 departments',
      `users(filter: { departments: ${JSON.stringify(Array.from({ length: 101 }, String))} }) { totalCount }`,
      'users',
      'BAD_INPUT',
    ],
    ['a search for nothing', 'users(filter: { search: "  " }) { totalCount }', 'users', 'BAD_INPUT'],
    ['days that there are not', 'users(filter: { idleDays: -1 }) { totalCount }', 'users', 'BAD_INPUT'],
    [
      'fewer accounts than one',
      'people(filter: { inAccountsAtLeast: 0 }) { totalCount }',
      'people',
      'BAD_INPUT',
    ],
    [
      'a part below nothing',
      'licenses(filter: { utilisation: { min: -5 } }) { totalCount }',
      'licenses',
      'BAD_INPUT',
    ],
    [
      'an empty range',
      'licenses(filter: { utilisation: { min: 90, max: 10 } }) { totalCount }',
      'licenses',
      'BAD_INPUT',
    ],
    [
      'two moments the wrong way round',
      'assignments(filter: { heldSince: { from: "2026-02-01T00:00:00Z", to: "2026-01-31T23:00:00Z" } }) { totalCount }',
      'assignments',
      'BAD_INPUT',
    ],
    ['groups by nothing', 'groups(by: []) { totalCount }', 'groups', 'BAD_INPUT'],
    ['groups by the same twice', 'groups(by: [LICENSE, LICENSE]) { totalCount }', 'groups', 'BAD_INPUT'],
    ['groups by four', 'groups(by: [LICENSE, KIND, STATE, MODEL]) { totalCount }', 'groups', 'BAD_INPUT'],
    ['a cursor of nothing', 'users(after: "x") { totalCount }', 'users', 'BAD_CURSOR'],
  ])('is %s', async (_what, field, name, code) => {
    const answer = await all.ask(`{ inventory { asOf ${field} } }`);
    expect(failuresOf(answer)).toEqual([[['inventory', name], code]]);
    expect(at(answer.data, 'inventory', name)).toBeNull();
    expect(at(answer.data, 'inventory', 'asOf')).toEqual(expect.any(String));
  });

  it('is another number of keys, and the hint names those there are', async () => {
    const { errors } = await all.ask('{ inventory { groups(by: []) { totalCount } } }');
    const keys = 'PROVIDER, ACCOUNT, LICENSE, DEPARTMENT, STATE, KIND, MODEL';
    expect(errors?.map(({ extensions }) => extensions?.['hint'])).toEqual([`Keys are ${keys}.`]);
  });

  it('is 1,001 addresses', async () => {
    const emails = Array.from({ length: 1_001 }, (_, index) => `a${index}@b.c`);
    const query =
      'query ($emails: [String!]) { inventory { people(filter: { emails: $emails }) { totalCount } } }';
    expect(await codesAt(query, { emails })).toEqual([[['inventory', 'people'], 'BAD_INPUT']]);
  });

  it('is 101 rows below a row, while the rows beside it are there', async () => {
    const answer = await all.ask(
      '{ inventory { users(first: 1) { nodes { id assignments(first: 101) { totalCount } } } } }',
    );
    expect(failuresOf(answer)).toEqual([[['inventory', 'users', 'nodes', 0, 'assignments'], 'BAD_INPUT']]);
    expect(listAt(answer.data, 'inventory', 'users', 'nodes')).toHaveLength(1);
  });

  it('is a moment that is still to come', async () => {
    const answer = await all.ask(`{ inventory(asOf: "${FUTURE}") { asOf } viewer { name } }`);
    expect(failuresOf(answer)).toEqual([[['inventory'], 'BAD_INPUT']]);
    expect(answer.data).toEqual({ inventory: null, viewer: { name: 'all' } });
  });

  it.each(['users', 'devices', 'workspaces', 'entities', 'people'])('is %s at a moment', async (list) => {
    const { inventory } = await all.data<{ inventory: { asOf: string } }>('{ inventory { asOf } }');
    expect(await codesAt(`{ inventory(asOf: "${inventory.asOf}") { ${list} { totalCount } } }`)).toEqual([
      [['inventory', list], 'NOT_SUPPORTED'],
    ]);
    const facts = [
      'assignments(filter: { user: {} })',
      'assignments(filter: { search: "ann" })',
      'groups(by: [LICENSE], filter: { device: {} })',
      'groups(by: [LICENSE, DEPARTMENT])',
    ];
    for (const field of facts) {
      expect(await codesAt(`{ inventory(asOf: "${inventory.asOf}") { ${field} { totalCount } } }`)).toEqual([
        [['inventory', field.replace(/\(.*/, '')], 'NOT_SUPPORTED'],
      ]);
    }
  });
});

describe('a cursor', () => {
  const users = (args: string, after: string | null): string =>
    `{ inventory { users(first: 2, ${args}${after === null ? '' : `, after: "${after}"`}) { nodes { id } pageInfo { endCursor } } } }`;
  let cursor = '';
  beforeAll(async () => {
    cursor = String(
      at(
        await all.data(users('orderBy: { field: LAST_ACTIVE }', null)),
        'inventory',
        'users',
        'pageInfo',
        'endCursor',
      ),
    );
  });

  it('is of one list, filter and order', async () => {
    expect(await codesAt(users('orderBy: { field: LAST_ACTIVE }', cursor))).toEqual([]);
    for (const args of [
      'orderBy: { field: NAME }',
      'orderBy: { field: LAST_ACTIVE, direction: DESC }',
      'orderBy: { field: LAST_ACTIVE }, filter: { search: "ada" }',
    ]) {
      expect(await codesAt(users(args, cursor))).toEqual([[['inventory', 'users'], 'BAD_CURSOR']]);
    }
  });

  it('is of one moment', async () => {
    const list = (asOf: string, after = '') =>
      `{ inventory${asOf} { licenses(first: 1${after}) { pageInfo { endCursor } } } }`;
    const { inventory } = await all.data<{ inventory: { asOf: string } }>('{ inventory { asOf } }');
    const now = at(await all.data(list('')), 'inventory', 'licenses', 'pageInfo', 'endCursor');
    expect(await codesAt(list('', `, after: "${String(now)}"`))).toEqual([]);
    expect(await codesAt(list(`(asOf: "${inventory.asOf}")`, `, after: "${String(now)}"`))).toEqual([
      [['inventory', 'licenses'], 'BAD_CURSOR'],
    ]);
  });

  it.each([
    ['another type', 5, 1],
    ['a text that is no moment', 'yesterday', 1],
    ['a day that there is not', '2026-02-31T00:00:00.000000Z', 1],
    ['a row that cannot be', null, -1],
    ['a row beyond all rows', null, 2 ** 40],
    ['nothing'],
    ['too much', null, 1, 2, 3],
  ])('with a place of our own making is refused: %s', async (_what, ...place) => {
    expect(await codesAt(users('orderBy: { field: LAST_ACTIVE }', forged(cursor, ...place)))).toEqual([
      [['inventory', 'users'], 'BAD_CURSOR'],
    ]);
  });
});

describe('people by address', () => {
  it('come in the order that was asked for, and those that nobody has are named', async () => {
    const found = await all.data('{ inventory { people(first: 3) { nodes { email } } } }');
    const known = listAt(found, 'inventory', 'people', 'nodes').map((one) => String(at(one, 'email')));
    const emails = [
      present(known[2]).toUpperCase(),
      'nobody@nowhere.example',
      present(known[0]),
      'Else@nowhere.example',
      present(known[1]),
      'no address',
    ];
    const query =
      'query ($emails: [String!], $first: Int, $after: String) { inventory { people(first: $first, after: $after, filter: { emails: $emails }) { totalCount nodes { email } unknownEmails pageInfo { hasNextPage endCursor } } } }';
    const whole = at(await all.data(query, { variables: { emails, first: 1_000 } }), 'inventory', 'people');
    expect(listAt(whole, 'nodes').map((one) => at(one, 'email'))).toEqual([known[2], known[0], known[1]]);
    expect(at(whole, 'unknownEmails')).toEqual([
      'nobody@nowhere.example',
      'Else@nowhere.example',
      'no address',
    ]);
    const one = at(await all.data(query, { variables: { emails, first: 2 } }), 'inventory', 'people');
    const two = at(
      await all.data(query, { variables: { emails, first: 2, after: at(one, 'pageInfo', 'endCursor') } }),
      'inventory',
      'people',
    );
    expect([...listAt(one, 'nodes'), ...listAt(two, 'nodes')].map((person) => at(person, 'email'))).toEqual([
      known[2],
      known[0],
      known[1],
    ]);
    expect(at(two, 'pageInfo', 'hasNextPage')).toBe(false);
  });
});

describe('coverage', () => {
  it('says that an account has not been swept whole: then nobody knows how many there are', async () => {
    const { inventory } = await all.data<{ inventory: object }>(
      `{ inventory { users(first: 1) { totalCount ${COVERAGE} } mine: users(filter: { accountKeys: ["webex"] }, first: 1) { totalCount ${COVERAGE} } groups(by: [LICENSE]) { totalCount } } }`,
    );
    expect(at(inventory, 'users', 'totalCount')).toBeNull();
    expect(at(inventory, 'groups', 'totalCount')).toBeNull();
    expect(at(inventory, 'mine', 'totalCount')).toBeGreaterThan(100);
    const lines = new Map(
      listAt(inventory, 'users', 'coverage').map((line) => [at(line, 'account', 'key'), line]),
    );
    expect(lines.get('genesys-eu')).toMatchObject({
      status: 'PARTIAL',
      reason: 'FIRST_SWEEP',
      problem: { code: 'UPSTREAM_CREDENTIALS' },
    });
    expect(lines.get('webex')).toMatchObject({
      status: 'COMPLETE',
      reason: null,
      problem: null,
      observedAt: expect.any(String),
    });
    expect(lines.get('fleet')).toMatchObject({ status: 'SKIPPED', reason: 'NOT_SUPPORTED' });
  });

  it('says that an account was first swept later than the moment', async () => {
    const before = await all.data(
      `{ inventory(asOf: "2020-01-01T00:00:00Z") { assignments { totalCount nodes { id } ${COVERAGE} } } }`,
    );
    const lines = listAt(before, 'inventory', 'assignments', 'coverage');
    expect(at(before, 'inventory', 'assignments', 'totalCount')).toBeNull();
    expect(listAt(before, 'inventory', 'assignments', 'nodes')).toEqual([]);
    expect(
      lines.map((line) => [at(line, 'status'), at(line, 'reason'), at(line, 'problem', 'code')]),
    ).toEqual(lines.map(() => ['SKIPPED', 'BEFORE_HISTORY', 'BEFORE_HISTORY']));
    expect(lines).toHaveLength(6);
  });
});

describe('a caller who sees one account', () => {
  it('is told of no other one, in lists, counts, groups and people', async () => {
    const query = `{ inventory { accounts { account { key } } licenses(first: 1000) { totalCount nodes { account { key } } ${COVERAGE} }
      users(first: 1000) { totalCount nodes { account { key } } } devices { totalCount nodes { id } } assignments(first: 1000) { totalCount nodes { license { account { key } } } }
      groups(by: [ACCOUNT, LICENSE]) { totalCount nodes { keys { by value } account { key } license { account { key } } } }
      people(first: 1000) { totalCount nodes { users { account { key } } coverage { account { key } } assignments(first: 5) { nodes { license { account { key } } } } } } } }`;
    const mine = await webex.data(query);
    const text = JSON.stringify(mine);
    expect(new Set([...text.matchAll(/"key":"([\w-]+)"/g)].map(([, key]) => key))).toEqual(
      new Set(['webex']),
    );
    const theirs = await all.data(
      '{ inventory { licenses(filter: { accountKeys: ["webex"] }) { totalCount } users(filter: { accountKeys: ["webex"] }) { totalCount } assignments(filter: { accountKeys: ["webex"] }) { totalCount } people(filter: { accountKeys: ["webex"] }) { totalCount } groups(by: [LICENSE], filter: { accountKeys: ["webex"] }) { totalCount } } }',
    );
    for (const list of ['licenses', 'users', 'assignments', 'people', 'groups']) {
      const total = at(mine, 'inventory', list, 'totalCount');
      expect(total).toBeGreaterThan(0);
      expect([list, total]).toEqual([list, at(theirs, 'inventory', list, 'totalCount')]);
    }
    expect(at(mine, 'inventory', 'devices', 'totalCount')).toBe(0);
  });

  it('finds nothing of others by search, id or address, and cannot name their accounts', async () => {
    const found = await all.data(
      '{ inventory { licenses(filter: { accountKeys: ["genesys-us"] }, first: 1) { nodes { id name } } users(filter: { accountKeys: ["genesys-us"], holds: { nothing: false } }, first: 1) { nodes { id externalId email } } } }',
    );
    const license = present(listAt(found, 'inventory', 'licenses', 'nodes')[0]);
    const user = present(listAt(found, 'inventory', 'users', 'nodes')[0]);
    const variables = {
      license: [at(license, 'id')],
      user: [at(user, 'id')],
      search: at(user, 'externalId'),
      email: [at(user, 'email')],
    };
    const query = `query ($license: [ID!], $user: [ID!], $search: String, $email: [String!]) { inventory {
      a: assignments(filter: { licenseIds: $license }) { totalCount } b: assignments(filter: { assigneeIds: $user }) { totalCount }
      c: users(filter: { search: $search }) { totalCount } d: users(filter: { holds: { any: $license } }) { totalCount }
      e: people(filter: { emails: $email, holds: { any: $license } }) { totalCount } f: groups(by: [LICENSE], filter: { licenseIds: $license }) { totalCount } } }`;
    const none = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name, { totalCount: 0 }]));
    expect(await webex.data(query, { variables })).toEqual({ inventory: none });
    const seen = (
      await all.data<{ inventory: Record<string, { totalCount: number | null }> }>(
        query.replaceAll(') { totalCount }', ') { totalCount nodes { __typename } }'),
        { variables },
      )
    ).inventory;
    // Nobody has to hold this license and to have this address.
    for (const name of 'abcdf') expect([name, listAt(seen, name, 'nodes').length > 0]).toEqual([name, true]);
    expect(
      codesOf(
        await webex.ask('{ inventory { users(filter: { accountKeys: ["genesys-us"] }) { totalCount } } }'),
      ),
    ).toEqual(['UNKNOWN_ACCOUNT']);
  });

  it('is told of the past of no other one', async () => {
    const { inventory } = await all.data<{ inventory: { asOf: string } }>('{ inventory { asOf } }');
    const past = await webex.data(
      `{ inventory(asOf: "${inventory.asOf}") { licenses(first: 1000) { totalCount nodes { account { key } } } assignments(first: 1000) { totalCount nodes { license { account { key } } assignee { account { key } } } ${COVERAGE} } groups(by: [ACCOUNT]) { nodes { account { key } assignments } } } }`,
    );
    expect(new Set([...JSON.stringify(past).matchAll(/"key":"([\w-]+)"/g)].map(([, key]) => key))).toEqual(
      new Set(['webex']),
    );
    expect(listAt(past, 'inventory', 'groups', 'nodes')).toHaveLength(1);
  });
});
