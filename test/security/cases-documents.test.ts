// Documents and variables made to exhaust, to confuse or to find out: refused, or harmless.
import { describe, expect, it } from '@jest/globals';
import { idOf, useApp } from '../support/app.ts';
import { post, times, faultsAfter, type Attack, type Bytes, type Honest } from './attack.ts';

const app = useApp();

function ask(query: string, variables: unknown = {}): Bytes {
  return post({ query, variables });
}

/** Fragments of which each holds the next one twice. */
function doubling(count: number, type: string, last: string): string {
  const all = times(count, (n) => `fragment F${n} on ${type} { ...F${n + 1} ...F${n + 1} }`);
  return `${all} fragment F${count} on ${type} { ${last} }`;
}

const BOMBS: readonly Attack[] = [
  [
    'deep nesting',
    ask(`{ users { nodes { ${'person { users { '.repeat(20)} id ${'} }'.repeat(20)} } } }`),
    400,
  ],
  [
    'deep nesting of inline fragments',
    ask(`{ ${'... on Query { '.repeat(900)} __typename ${'}'.repeat(900)} }`),
    [200, 400],
  ],
  ['braces as far as tokens reach', ask(`{ a${'{ a'.repeat(1_300)} ${'}'.repeat(1_301)}`), 400],
  ['braces without end', ask('{ a '.repeat(20_000)), 400],
  [
    'lists in a literal without end',
    ask(`{ nodes(ids: ${'['.repeat(1_900)}${']'.repeat(1_900)}) { id } }`),
    400,
  ],
  [
    'objects in a literal without end',
    ask(`{ users(filter: ${'{ a: '.repeat(900)}1${'}'.repeat(900)}) { totalCount } }`),
    400,
  ],
  ['an alias bomb at the root', ask(`{ ${times(500, (n) => `a${n}: accounts { key }`)} }`), 400],
  ['an alias bomb further in', ask(`{ accounts { ${times(500, (n) => `a${n}: key`)} } }`), 400],
  ['an alias bomb of __typename', ask(`{ accounts { ${times(500, (n) => `a${n}: __typename`)} } }`), 400],
  ['an alias bomb by fragments', ask(`{ accounts { ...F0 } } ${doubling(30, 'Account', 'a: key')}`), 400],
  ['the same field thousands of times', ask(`{ ${'__typename '.repeat(3_900)} }`), 400],
  ['the same field thousands of times, further in', ask(`{ accounts { ${'key '.repeat(3_900)} } }`), 400],
  ['a directive bomb on a field', ask(`{ accounts { key ${'@skip(if: false) '.repeat(500)} } }`), 400],
  ['a directive bomb of unknown ones', ask(`{ accounts { key ${'@x '.repeat(1_900)} } }`), 400],
  ['a directive bomb on an operation', ask(`query ${'@x '.repeat(1_900)} { accounts { key } }`), 400],
  [
    'a directive bomb on variables',
    ask(`query (${times(60, (n) => `$v${n}: Int @x`)}) { accounts { key } }`),
    400,
  ],
  ['fragments that double at the root', ask(`{ ...F0 } ${doubling(40, 'Query', '__typename')}`), 400],
  ['fragments that double further in', ask(`{ accounts { ...F0 } } ${doubling(40, 'Account', 'key')}`), 400],
  [
    'fragments that double and get deeper',
    ask(
      `{ users { nodes { ...F0 } } } ${times(22, (n) => `fragment F${n} on User { person { a: users { ...F${n + 1} } b: users { ...F${n + 1} } } }`)} fragment F22 on User { id }`,
    ),
    400,
  ],
  ['a fragment in itself', ask('{ ...A } fragment A on Query { ...A }'), 400],
  [
    'fragments in a circle',
    ask('{ ...A } fragment A on Query { ...B } fragment B on Query { ...C } fragment C on Query { ...A }'),
    400,
  ],
  [
    'a circle through fields',
    ask('{ accounts { ...A } } fragment A on Account { licenses { nodes { account { ...A } } } }'),
    400,
  ],
  [
    'hundreds of fragments that nobody uses',
    ask(`{ accounts { key } } ${times(300, (n) => `fragment F${n} on Account { key }`)}`),
    400,
  ],
  [
    'lists of hundreds in lists of hundreds',
    ask(
      '{ licenses(first: 100) { nodes { assignments(first: 100) { nodes { license { assignments(first: 100) { nodes { id } } } } } } } }',
    ),
    400,
  ],
  [
    'the same by the default of a variable',
    ask(
      'query ($n: Int = 100) { licenses(first: $n) { nodes { assignments(first: $n) { nodes { license { assignments(first: $n) { nodes { id } } } } } } } }',
    ),
    400,
  ],
  [
    'lists that take no `first`',
    ask(`{ users { nodes { ${'person { a: users { '.repeat(8)} id ${'} }'.repeat(8)} } } }`),
    400,
  ],
  [
    'introspection of introspection',
    ask(`{ __schema { types { ${'fields { type { '.repeat(8)} name ${'} }'.repeat(8)} } } }`),
    400,
  ],
  ['comments without end', ask(`{ accounts { key } } #${'x'.repeat(200_000)}`), 400, 'QUERY_TOO_LARGE'],
  ['a name without end', ask(`query ${'a'.repeat(200_000)} { accounts { key } }`), 400, 'QUERY_TOO_LARGE'],
  ['a text without end', ask(`{ account(key: "${'a'.repeat(200_000)}") { key } }`), 400, 'QUERY_TOO_LARGE'],
  ['tokens without end', ask(`{ ${'a '.repeat(40_000)} }`), 400, 'QUERY_TOO_LARGE'],
  ['hundreds of operations', ask(times(300, (n) => `query Q${n} { accounts { key } }`)), 400],
  ['thousands of errors', ask(`{ accounts { ${times(1_500, (n) => `no${n}`)} } }`), 400],
  [
    'thousands of representations',
    ask(
      'query ($all: [_Any!]!) { _entities(representations: $all) { ... on Person { email users { id } } } }',
      { all: Array.from({ length: 9_000 }, () => ({ __typename: 'Person' })) },
    ),
    400,
  ],
  [
    'variables that nobody uses',
    ask(`query (${times(400, (n) => `$v${n}: Int`)}) { accounts { key } }`),
    400,
  ],
];

const ODD_DOCUMENTS: readonly Attack[] = [
  ['an empty document', ask(''), 400, 'BAD_REQUEST'],
  ['blanks alone', ask(' \t\n,,'), 400, 'GRAPHQL_PARSE_FAILED'],
  ['a comment alone', ask('# nothing'), 400, 'GRAPHQL_PARSE_FAILED'],
  ['a fragment alone', ask('fragment A on Query { __typename }'), 400],
  ['definitions of types', ask('type Query { secret: String } { accounts { key } }'), 400],
  ['an extension of the schema', ask('extend type Query { secret: String } { accounts { key } }'), 400],
  ['a NUL in the document', ask('{ accounts { key\0 } }'), 400, 'GRAPHQL_PARSE_FAILED'],
  ['half a surrogate pair in the document', post('{"query":"{ accounts { key } } # \\ud800"}'), [200, 400]],
  ['half a surrogate pair in a text', post('{"query":"{ account(key: \\"\\\\ud800\\") { key } }"}'), 400],
  ['a block of text without an end', ask('{ account(key: """x) { key } }'), 400, 'GRAPHQL_PARSE_FAILED'],
  [
    'operations of which none is named',
    ask('query A { accounts { key } } query B { accounts { key } }'),
    400,
    'OPERATION_RESOLUTION_FAILURE',
  ],
  [
    'an operation called __proto__ that is not there',
    post({ query: 'query A { accounts { key } }', operationName: '__proto__' }),
    400,
    'OPERATION_RESOLUTION_FAILURE',
  ],
  ['a subscription to a field of queries', ask('subscription { accounts { key } }'), 400],
  ['delivery in parts', ask('{ ... @defer { accounts { key } } }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  ['a field called __proto__', ask('{ __proto__ { constructor } }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  ['a fragment called __proto__', ask('{ ...__proto__ }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  ['a type called constructor', ask('{ ... on constructor { name } }'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  ['a query that is an object', post({ query: { kind: 'Document', definitions: [] } }), 400, 'BAD_REQUEST'],
  ['a query that is a list', post({ query: ['{ accounts { key } }'] }), 400, 'BAD_REQUEST'],
];

const USERS = 'query ($first: Int) { users(first: $first) { totalCount } }';
const ACCOUNT = 'query ($key: String!) { account(key: $key) { key } }';
const NODE = 'query ($id: ID!) { node(id: $id) { id } }';
const refusedIn = (data: readonly (number | null)[] = [200, 400]) => data;

const VALUES: readonly Attack[] = [
  ...[
    '2147483648',
    '-2147483649',
    '1e309',
    '1.5',
    '1e100',
    '"1"',
    'true',
    '[1, 2]',
    '{}',
    '9007199254740993',
  ].map((value): Attack => [
    `the number ${value}`,
    post(`{"query":"${USERS}","variables":{"first":${value}}}`),
    400,
    'BAD_USER_INPUT',
  ]),
  [
    'a number out of range in the document',
    ask('{ users(first: 99999999999999999999) { totalCount } }'),
    400,
  ],
  ['a negative number of rows', ask('{ users(first: -1) { totalCount } }'), 200, 'BAD_INPUT'],
  ['NaN, which is no JSON', post(`{"query":"${USERS}","variables":{"first":NaN}}`), 400, 'BAD_REQUEST'],
  [
    '__proto__ in the body',
    post('{"query":"{ accounts { key } }","__proto__":{"isAdmin":true}}'),
    400,
    'BAD_REQUEST',
  ],
  [
    '__proto__ in variables',
    post(`{"query":"${ACCOUNT}","variables":{"key":"webex","__proto__":{"x":1}}}`),
    400,
    'BAD_REQUEST',
  ],
  [
    '__proto__ far in variables',
    post(`{"query":"${ACCOUNT}","variables":{"key":{"a":[{"__proto__":{"x":1}}]}}}`),
    400,
    'BAD_REQUEST',
  ],
  [
    'constructor.prototype in variables',
    post(`{"query":"${ACCOUNT}","variables":{"key":"webex","constructor":{"prototype":{"x":1}}}}`),
    400,
    'BAD_REQUEST',
  ],
  ['variables that are a list', post({ query: ACCOUNT, variables: ['webex'] }), 400],
  ['variables that are a text', post({ query: ACCOUNT, variables: '{"key":"webex"}' }), 400, 'BAD_REQUEST'],
  [
    'extensions that are a text',
    post({ query: '{ accounts { key } }', extensions: 'x' }),
    400,
    'BAD_REQUEST',
  ],
  [
    'variables nested without end',
    post(`{"query":"${ACCOUNT}","variables":{"key":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`),
    400,
  ],
  [
    'objects nested without end',
    post(`{"query":"${ACCOUNT}","variables":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`),
    400,
  ],
  ...[
    '../../etc/passwd',
    '..%2f..',
    '?x=1',
    '#x',
    'a\r\nx-evil: 1',
    'a\0b',
    '\ud800',
    'webex/../listings',
    '__proto__',
    'a'.repeat(90_000),
  ].map((key): Attack => [
    `the account key ${JSON.stringify(key.slice(0, 20))}`,
    ask(ACCOUNT, { key }),
    refusedIn(),
    'UNKNOWN_ACCOUNT',
  ]),
  ...[
    '',
    '../x',
    'W10',
    'e30',
    'x'.repeat(50_000),
    idOf('User'),
    idOf('__proto__', 'webex', 'x'),
    idOf('User', '__proto__', 'x'),
    idOf('User', 'webex', 'x', 'y', 'z'),
  ].map((id): Attack => [`the id ${JSON.stringify(id.slice(0, 20))}`, ask(NODE, { id }), refusedIn()]),
  [
    'thousands of ids',
    ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: Array(20_000).fill('x') }),
    200,
    'BAD_INPUT',
  ],
  ...['x', 'e30', idOf('__proto__'), '\r\n', 'x'.repeat(50_000)].map((after): Attack => [
    `the cursor ${JSON.stringify(after.slice(0, 20))}`,
    ask('query ($after: String) { users(after: $after) { totalCount nodes { id } } }', { after }),
    refusedIn(),
  ]),
  ...['a@b\r\nx: 1', 'a@b\0c', '../x', ' ', '@', `${'a'.repeat(9_000)}@b.c`].map((email): Attack => [
    `the address ${JSON.stringify(email.slice(0, 20))}`,
    ask('query ($email: String!) { person(email: $email) { email } }', { email }),
    refusedIn(),
  ]),
];

const HASH = 'a'.repeat(64);
const persisted = (persistedQuery: unknown, rest: object = {}): Bytes =>
  post({ ...rest, extensions: { persistedQuery } });
const PERSISTED: readonly Attack[] = [
  ['a hash alone', persisted({ version: 1, sha256Hash: HASH }), 200, 'PERSISTED_QUERY_NOT_SUPPORTED'],
  [
    'a hash called __proto__',
    persisted({ version: 1, sha256Hash: '__proto__' }),
    200,
    'PERSISTED_QUERY_NOT_SUPPORTED',
  ],
  [
    'a hash of another text',
    persisted({ version: 1, sha256Hash: HASH }, { query: '{ accounts { key } }' }),
    400,
    'BAD_REQUEST',
  ],
  ['a hash that is a number', persisted({ version: 1, sha256Hash: 7 }), 400, 'BAD_REQUEST'],
  ['a version that there is not', persisted({ version: 2, sha256Hash: HASH }), 400, 'BAD_REQUEST'],
  ['a persisted query that is a list', persisted([]), 400, 'BAD_REQUEST'],
  ['an id where there is no manifest', post({ documentId: 'x' }), 200, 'PERSISTED_QUERY_NOT_SUPPORTED'],
  ['an id that is an object', post({ documentId: {} }), 400, 'BAD_REQUEST'],
];

describe.each([
  ['a bomb', BOMBS],
  ['an odd document', ODD_DOCUMENTS],
  ['an odd value', VALUES],
  ['a persisted query', PERSISTED],
])('%s does no harm', (_kind, attacks) => {
  it.each(attacks.map((attack) => [attack[0], attack] as const))('%s', async (_name, attack) => {
    expect(await faultsAfter(app, attack)).toEqual([]);
  });
});

describe('where only the documents of a manifest run', () => {
  const TOKEN = 'a-token-of-a-reader';
  const trusting = useApp({
    server: { persistedQueries: 'manifest', manifest: 'manifest.json' },
    documents: new Map([
      ['one', '{ accounts { name } }'],
      ['honest', '{ accounts { key } }'],
    ]),
    auth: { tokens: [{ name: 'reader', token: TOKEN, scopes: ['licenses:read', 'licenses:change'] }] },
  });
  const authorization = `Bearer ${TOKEN}`;
  const honest: Honest = { body: { documentId: 'honest' }, headers: { authorization } };
  const sent = (body: object): Bytes => post(body, { authorization });
  const attacks: readonly Attack[] = [
    ['a text of one’s own', sent({ query: '{ licenses { totalCount } }' }), 400, 'DOCUMENT_NOT_TRUSTED'],
    ['introspection', sent({ query: '{ __schema { types { name } } }' }), 400, 'DOCUMENT_NOT_TRUSTED'],
    ['an unknown id', sent({ documentId: 'two' }), 400, 'DOCUMENT_NOT_TRUSTED'],
    ['the id __proto__', sent({ documentId: '__proto__' }), 400, 'DOCUMENT_NOT_TRUSTED'],
    [
      'a known id with another text',
      sent({ documentId: 'one', query: '{ users { totalCount } }' }),
      400,
      'DOCUMENT_NOT_TRUSTED',
    ],
    [
      'a text with its right hash',
      sent({
        query: '{ users { totalCount } }',
        extensions: { persistedQuery: { version: 1, sha256Hash: HASH } },
      }),
      400,
      'DOCUMENT_NOT_TRUSTED',
    ],
    ['no document at all', sent({ variables: {} }), 400, 'BAD_REQUEST'],
  ];

  it.each(attacks.map((attack) => [attack[0], attack] as const))('%s is refused', async (_name, attack) => {
    expect(await faultsAfter(trusting, attack, honest)).toEqual([]);
  });
});
