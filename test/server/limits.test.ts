// Queries made to exhaust a server: refused with a sentence and figures, by a process that has little memory to spare.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { exampleQueries } from '../../src/server/pages/examples.ts';
import { useApp, type Answer } from '../support/app.ts';
import { createChildren, urlOf } from '../support/child-process.ts';
import { opened } from '../support/lifecycle.ts';
import { RUN_FOLDER } from '../support/once-a-run.ts';

const children = opened(createChildren, (it) => it.end());
let url: string;
beforeAll(async () => {
  // The emulators live in it, too. Unlimited, one of the queries below takes gigabytes.
  const child = children.node(['--max-old-space-size=160', 'test/server/small-process.ts'], {
    // eslint-disable-next-line node/no-process-env -- how Jest hands things on to its workers
    [RUN_FOLDER]: process.env[RUN_FOLDER] ?? '',
  });
  url = await urlOf(child);
});

async function ask(
  query: string,
  variables: object = {},
): Promise<{ status: number; answer: Answer<unknown> }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  // What is asserted below is what comes back.
  return { status: response.status, answer: (await response.json()) as Answer<unknown> };
}

function times(count: number, make: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => make(n)).join(' ');
}

const FRAGMENT_BOMB = `{ users { nodes { ...F0 } } } ${times(
  22,
  (n) => `fragment F${n} on User { person { a: users { ...F${n + 1} } b: users { ...F${n + 1} } } }`,
)} fragment F22 on User { id }`;

const refused: readonly (readonly [string, string, string, RegExp])[] = [
  [
    '50 levels through connections',
    `{ users(first: 100) { nodes { ${'assignments(first: 100) { nodes { license { '.repeat(16)} name ${'} } }'.repeat(16)} } } }`,
    'QUERY_TOO_LARGE',
    /too deep: 51, where 20 is the limit/,
  ],
  [
    'fragments that double at every level',
    FRAGMENT_BOMB,
    'QUERY_TOO_LARGE',
    /too deep: 47, where 20 is the limit/,
  ],
  [
    'fragments that double without getting deeper',
    `{ ...F0 } ${times(40, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`)} fragment F40 on Query { __typename }`,
    'QUERY_TOO_LARGE',
    /too large: 1099511627776, where 150000 is the limit/,
  ],
  [
    'lists of a hundred in lists of a hundred in lists of a hundred',
    '{ licenses(first: 100) { nodes { assignments(first: 100) { nodes { license { assignments(first: 100) { nodes { id } } } } } } } }',
    'QUERY_TOO_LARGE',
    /too large: \d{7}, where 150000 is the limit/,
  ],
  [
    'the same, by the default of a variable',
    'query ($n: Int = 100) { licenses(first: $n) { nodes { assignments(first: $n) { nodes { license { assignments(first: $n) { nodes { id } } } } } } } }',
    'QUERY_TOO_LARGE',
    /too large: \d{7}, where 150000 is the limit/,
  ],
  [
    'logins of persons of logins of persons, which take no `first`',
    `{ users { nodes { ${'person { a: users { '.repeat(8)} id ${'} }'.repeat(8)} } } }`,
    'QUERY_TOO_LARGE',
    /too large: \d+, where 150000 is the limit/,
  ],
  [
    'a flood of aliases',
    `{ ${times(500, (n) => `a${n}: users(first: 100) { nodes { id } }`)} }`,
    'GRAPHQL_PARSE_FAILED',
    /more that 4000 tokens/,
  ],
  [
    'a flood of aliases with few tokens each',
    `{ ${times(250, (n) => `a${n}: users(first: 100) { nodes { ...F } }`)} } fragment F on User { ${times(10, (n) => `b${n}: id`)} }`,
    'QUERY_TOO_LARGE',
    /too large: 275250, where 150000 is the limit/,
  ],
  ['a flood of names', `{ ${'__typename '.repeat(5_000)} }`, 'GRAPHQL_PARSE_FAILED', /more that 4000 tokens/],
  [
    'the same field thousands of times',
    `{ ${'__typename '.repeat(3_900)} }`,
    'GRAPHQL_VALIDATION_FAILED',
    /aborted/,
  ],
  [
    'braces without end',
    `{ a${'{ a'.repeat(1_900)} ${'}'.repeat(1_900)}`,
    'GRAPHQL_PARSE_FAILED',
    /^(The document is nested too deeply to be read|Syntax Error)/,
  ],
  [
    'introspection of introspection',
    `{ __schema { types { ${'fields { type { '.repeat(8)} name ${'} }'.repeat(8)} } } }`,
    'GRAPHQL_VALIDATION_FAILED',
    /introspection depth/i,
  ],
];

describe('a query that asks for too much', () => {
  it.each(refused)('is refused: %s', async (_what, query, code, message) => {
    const { status, answer } = await ask(query);
    expect(answer.errors?.map(({ extensions }) => extensions)).toEqual([{ code }]);
    expect(answer.errors?.[0]?.message).toMatch(message);
    expect(answer.data).toBeUndefined();
    expect(status).toBe(400);
  });

  it('may be as short as 2 kB', () => {
    expect(FRAGMENT_BOMB.length).toBeLessThan(2_200);
  });

  it('in a variable is refused, too', async () => {
    const { answer } = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: Array(20_000).fill('x'),
    });
    expect(answer.errors?.map(({ message }) => message)).toEqual(['`ids` takes at most 100, and has 20000.']);
    const many = await ask(
      'query ($all: [_Any!]!) { _entities(representations: $all) { ... on Person { email users { id email } } } }',
      {
        all: Array.from({ length: 9_000 }, () => ({ __typename: 'Person' })),
      },
    );
    expect(many.answer.errors?.map(({ message }) => message)).toEqual([
      'The query is too large: 198001, where 150000 is the limit. Ask for fewer rows or fields.',
    ]);
  });

  it('leaves the process as it was, even many at a time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => refused.map(([, query]) => ask(query))).flat(),
    );
    expect(answers.filter(({ status }) => status !== 400)).toEqual([]);
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect((await ask('{ licenses(first: 100) { totalCount } }')).answer.errors).toBeUndefined();
  });
});

describe('a query of the usual size', () => {
  it.each(exampleQueries.map(({ title, query }) => [title, query] as const))(
    'is not refused: %s',
    async (_title, query) => {
      const { status, answer } = await ask(query);
      expect(answer.errors).toBeUndefined();
      expect(status).toBe(200);
    },
  );
});

describe('the limits', () => {
  const strict = useApp({ server: { maxDepth: 3, maxCost: 60, maxTokens: 30 } });

  it.each([
    ['{ users { nodes { id } } }', null],
    [
      '{ users { nodes { account { key } } } }',
      'The query is too deep: 4, where 3 is the limit. Ask for fewer rows or fields.',
    ],
    [
      '{ users(first: 30) { nodes { id } } }',
      'The query is too large: 61, where 60 is the limit. Ask for fewer rows or fields.',
    ],
    [
      `{ ${'__typename '.repeat(29)}}`,
      'Syntax Error: Document contains more that 30 tokens. Parsing aborted.',
    ],
  ])('are those of the configuration: %s', async (query, message) => {
    const { errors } = await strict.ask(query);
    expect(errors?.[0]?.message ?? null).toBe(message);
  });
});
