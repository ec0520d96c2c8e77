// Documents and variables made to exhaust, to confuse or to find out: refused, or harmless.
import { describe, expect, it } from '@jest/globals';
import { idOf, useApp } from '../support/app.ts';
import { post, faultsAfter, type Attack, type Bytes, type Honest } from './attack.ts';
import { BOMBS } from './bombs.ts';

const app = useApp();

function ask(query: string, variables: unknown = {}): Bytes {
  return post({ query, variables });
}

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
  ['a bomb', BOMBS.map(([name, operation, ...rest]): Attack => [name, post(operation), ...rest])],
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
