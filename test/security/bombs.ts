// Documents made to exhaust whoever parses, checks or executes them.
import { times } from './attack.ts';

/** An operation as clients send it. */
export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export type Bomb = readonly [
  name: string,
  operation: Operation,
  statuses: number | readonly number[],
  code?: string,
];

function op(query: string, variables: Operation['variables'] = {}): Operation {
  return { query, variables };
}

/** Fragments of which each holds the next one twice. */
export function doubling(count: number, type: string, last: string): string {
  const all = times(count, (n) => `fragment F${n} on ${type} { ...F${n + 1} ...F${n + 1} }`);
  return `${all} fragment F${count} on ${type} { ${last} }`;
}

/** Each with the statuses that refuse it by POST, and the code where there is one. */
export const BOMBS: readonly Bomb[] = [
  [
    'deep nesting',
    op(`{ users { nodes { ${'person { users { '.repeat(20)} id ${'} }'.repeat(20)} } } }`),
    400,
  ],
  [
    'deep nesting of inline fragments',
    op(`{ ${'... on Query { '.repeat(900)} __typename ${'}'.repeat(900)} }`),
    [200, 400],
  ],
  ['braces as far as tokens reach', op(`{ a${'{ a'.repeat(1_300)} ${'}'.repeat(1_301)}`), 400],
  ['braces without end', op('{ a '.repeat(20_000)), 400],
  [
    'lists in a literal without end',
    op(`{ nodes(ids: ${'['.repeat(1_900)}${']'.repeat(1_900)}) { id } }`),
    400,
  ],
  [
    'objects in a literal without end',
    op(`{ users(filter: ${'{ a: '.repeat(900)}1${'}'.repeat(900)}) { totalCount } }`),
    400,
  ],
  ['an alias bomb at the root', op(`{ ${times(500, (n) => `a${n}: accounts { key }`)} }`), 400],
  ['an alias bomb further in', op(`{ accounts { ${times(500, (n) => `a${n}: key`)} } }`), 400],
  ['an alias bomb of __typename', op(`{ accounts { ${times(500, (n) => `a${n}: __typename`)} } }`), 400],
  ['an alias bomb by fragments', op(`{ accounts { ...F0 } } ${doubling(30, 'Account', 'a: key')}`), 400],
  ['the same field thousands of times', op(`{ ${'__typename '.repeat(3_900)} }`), 400],
  ['the same field thousands of times, further in', op(`{ accounts { ${'key '.repeat(3_900)} } }`), 400],
  ['a directive bomb on a field', op(`{ accounts { key ${'@skip(if: false) '.repeat(500)} } }`), 400],
  ['a directive bomb of unknown ones', op(`{ accounts { key ${'@x '.repeat(1_900)} } }`), 400],
  ['a directive bomb on an operation', op(`query ${'@x '.repeat(1_900)} { accounts { key } }`), 400],
  [
    'a directive bomb on variables',
    op(`query (${times(60, (n) => `$v${n}: Int @x`)}) { accounts { key } }`),
    400,
  ],
  ['fragments that double at the root', op(`{ ...F0 } ${doubling(40, 'Query', '__typename')}`), 400],
  ['fragments that double further in', op(`{ accounts { ...F0 } } ${doubling(40, 'Account', 'key')}`), 400],
  [
    'fragments that double and get deeper',
    op(
      `{ users { nodes { ...F0 } } } ${times(22, (n) => `fragment F${n} on User { person { a: users { ...F${n + 1} } b: users { ...F${n + 1} } } }`)} fragment F22 on User { id }`,
    ),
    400,
  ],
  ['a fragment in itself', op('{ ...A } fragment A on Query { ...A }'), 400],
  [
    'fragments in a circle',
    op('{ ...A } fragment A on Query { ...B } fragment B on Query { ...C } fragment C on Query { ...A }'),
    400,
  ],
  [
    'a circle through fields',
    op('{ accounts { ...A } } fragment A on Account { licenses { nodes { account { ...A } } } }'),
    400,
  ],
  [
    'hundreds of fragments that nobody uses',
    op(`{ accounts { key } } ${times(300, (n) => `fragment F${n} on Account { key }`)}`),
    400,
  ],
  [
    'lists of hundreds in lists of hundreds',
    op(
      '{ licenses(first: 100) { nodes { assignments(first: 100) { nodes { license { assignments(first: 100) { nodes { id } } } } } } } }',
    ),
    400,
  ],
  [
    'the same by the default of a variable',
    op(
      'query ($n: Int = 100) { licenses(first: $n) { nodes { assignments(first: $n) { nodes { license { assignments(first: $n) { nodes { id } } } } } } } }',
    ),
    400,
  ],
  [
    'lists that take no `first`',
    op(`{ users { nodes { ${'person { a: users { '.repeat(8)} id ${'} }'.repeat(8)} } } }`),
    400,
  ],
  [
    'introspection of introspection',
    op(`{ __schema { types { ${'fields { type { '.repeat(8)} name ${'} }'.repeat(8)} } } }`),
    400,
  ],
  ['comments without end', op(`{ accounts { key } } #${'x'.repeat(200_000)}`), 400, 'QUERY_TOO_LARGE'],
  ['a name without end', op(`query ${'a'.repeat(200_000)} { accounts { key } }`), 400, 'QUERY_TOO_LARGE'],
  ['a text without end', op(`{ account(key: "${'a'.repeat(200_000)}") { key } }`), 400, 'QUERY_TOO_LARGE'],
  ['tokens without end', op(`{ ${'a '.repeat(40_000)} }`), 400, 'QUERY_TOO_LARGE'],
  ['hundreds of operations', op(times(300, (n) => `query Q${n} { accounts { key } }`)), 400],
  ['thousands of errors', op(`{ accounts { ${times(1_500, (n) => `no${n}`)} } }`), 400],
  [
    'thousands of representations',
    op(
      'query ($all: [_Any!]!) { _entities(representations: $all) { ... on Person { email users { id } } } }',
      { all: Array.from({ length: 9_000 }, () => ({ __typename: 'Person' })) },
    ),
    400,
  ],
  ['variables that nobody uses', op(`query (${times(400, (n) => `$v${n}: Int`)}) { accounts { key } }`), 400],
];
