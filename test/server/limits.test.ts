// Queries made to exhaust a server: refused with a sentence and figures, by a process that has little memory to spare.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { exampleQueries } from '../../src/server/pages/examples.ts';
import { codesOf, movedBy, useApp, type Answer } from '../support/app.ts';
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

/** What, the query, the code, the message, and of a limit: its name, its value, and what was asked. */
const refused: readonly (readonly [string, string, string, RegExp, readonly unknown[]])[] = [
  [
    '50 levels through connections',
    `{ users(first: 100) { nodes { ${'assignments(first: 100) { nodes { license { '.repeat(16)} name ${'} } }'.repeat(16)} } } }`,
    'QUERY_TOO_LARGE',
    /too deep: 51, where 20 is the limit/,
    ['maxDepth', 20, 51],
  ],
  [
    'fragments that double at every level',
    FRAGMENT_BOMB,
    'QUERY_TOO_LARGE',
    /too deep: 47, where 20 is the limit/,
    ['maxDepth', 20, 47],
  ],
  [
    'fragments that double without getting deeper',
    `{ ...F0 } ${times(40, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`)} fragment F40 on Query { __typename }`,
    'QUERY_TOO_LARGE',
    /too many fields of its own: 1099511627776, where 20 is the limit/,
    ['maxRootFields', 20, 2 ** 40],
  ],
  [
    'lists of a hundred in lists of a hundred in lists of a hundred',
    '{ licenses(first: 100) { nodes { assignments(first: 100) { nodes { license { assignments(first: 100) { nodes { id } } } } } } } }',
    'QUERY_TOO_LARGE',
    /too large: \d{7}, where 150000 is the limit/,
    ['maxCost', 150_000, expect.any(Number)],
  ],
  [
    'the same, by the default of a variable',
    'query ($n: Int = 100) { licenses(first: $n) { nodes { assignments(first: $n) { nodes { license { assignments(first: $n) { nodes { id } } } } } } } }',
    'QUERY_TOO_LARGE',
    /too large: \d{7}, where 150000 is the limit/,
    ['maxCost', 150_000, expect.any(Number)],
  ],
  [
    'logins of persons of logins of persons, which take no `first`',
    `{ users { nodes { ${'person { a: users { '.repeat(8)} id ${'} }'.repeat(8)} } } }`,
    'QUERY_TOO_LARGE',
    /too large: \d+, where 150000 is the limit/,
    ['maxCost', 150_000, expect.any(Number)],
  ],
  [
    'a flood of aliases',
    `{ ${times(500, (n) => `a${n}: users(first: 100) { nodes { id } }`)} }`,
    'QUERY_TOO_LARGE',
    /too long: 7002 words and signs, where 4000 is the limit/,
    ['maxTokens', 4_000, 7_002],
  ],
  [
    'a flood of aliases with few tokens each',
    `{ users { nodes { ...F } } } fragment F on User { ${times(101, (n) => `b${n}: id`)} }`,
    'QUERY_TOO_LARGE',
    /too many aliases: 101, where 100 is the limit/,
    ['maxAliases', 100, 101],
  ],
  [
    'a flood of names',
    `{ ${'__typename '.repeat(5_000)} }`,
    'QUERY_TOO_LARGE',
    /too long: 5002 words and signs/,
    ['maxTokens', 4_000, 5_002],
  ],
  [
    'the same field thousands of times',
    `{ ${'__typename '.repeat(3_900)} }`,
    'QUERY_TOO_LARGE',
    /too many fields of its own: 3900, where 20 is the limit/,
    ['maxRootFields', 20, 3_900],
  ],
  [
    'the same field thousands of times, further in',
    `{ accounts { ${'key '.repeat(3_900)} } }`,
    'GRAPHQL_VALIDATION_FAILED',
    /aborted/,
    [],
  ],
  [
    'a flood of directives',
    `{ accounts { key ${'@include(if: true) '.repeat(51)} } }`,
    'QUERY_TOO_LARGE',
    /too many directives: 51, where 50 is the limit/,
    ['maxDirectives', 50, 51],
  ],
  [
    'comments, which are no tokens',
    `{ accounts { key } } #${'x'.repeat(100_000)}`,
    'QUERY_TOO_LARGE',
    /too long: 100022 bytes, where 100000 is the limit/,
    ['maxDocumentBytes', 100_000, 100_022],
  ],
  [
    'braces without end',
    `{ a${'{ a'.repeat(1_900)} ${'}'.repeat(1_900)}`,
    'QUERY_TOO_LARGE',
    /too long: 5702 words and signs/,
    ['maxTokens', 4_000, 5_702],
  ],
  [
    'braces as far as tokens reach',
    `{ a${'{ a'.repeat(1_300)} ${'}'.repeat(1_301)}`,
    'QUERY_TOO_LARGE',
    /too deep: 1301, where 20 is the limit/,
    ['maxDepth', 20, 1_301],
  ],
  [
    'introspection of introspection',
    `{ __schema { types { ${'fields { type { '.repeat(8)} name ${'} }'.repeat(8)} } } }`,
    'GRAPHQL_VALIDATION_FAILED',
    /introspection depth/i,
    [],
  ],
];

describe('a query that asks for too much', () => {
  it.each(refused)('is refused: %s', async (_what, query, code, message, figures) => {
    const { status, answer } = await ask(query);
    const [limit, allowed, asked] = figures;
    const named = figures.length > 0 && { limit: `server.limits.${String(limit)}`, allowed, asked };
    expect(answer.errors?.map(({ extensions }) => extensions)).toEqual([
      { code, ...named, requestId: expect.any(String) },
    ]);
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
  // The others are subscriptions, which the test of the playground runs.
  const asked = exampleQueries.filter(({ title }) => !title.startsWith('Live'));

  it.each(asked.map((example) => [example.title, example] as const))(
    'is not refused: %s',
    async (_title, { query, variables }) => {
      const { status, answer } = await ask(query, variables);
      expect(answer.errors).toBeUndefined();
      expect(status).toBe(200);
    },
  );
});

describe('the limits', () => {
  const strict = useApp({ server: { limits: { maxDepth: 3, maxCost: 60, maxTokens: 30 } } });

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
      'The document is too long: 31 words and signs, where 30 is the limit.',
    ],
  ])('are those of the configuration: %s', async (query, message) => {
    const { errors } = await strict.ask(query);
    expect(errors?.[0]?.message ?? null).toBe(message);
  });

  it('are told with the cost of what is answered', async () => {
    const { extensions } = await strict.ask('{ users(first: 3) { nodes { id } } }');
    expect(extensions).toEqual({ cost: { asked: 7, allowed: 60 } });
  });

  it('count what they refuse, by name', async () => {
    const moved = await movedBy(strict, async () => {
      await strict.ask('{ users { nodes { account { key } } } }');
      await strict.ask('{ users(first: 30) { nodes { id } } }');
      await strict.ask('{');
    });
    expect(
      ['maxDepth', 'maxCost', 'GRAPHQL_PARSE_FAILED'].map((one) => moved(`refusals_total{reason="${one}"}`)),
    ).toEqual([1, 1, 1]);
  });
});

describe('the errors of a document', () => {
  const app = useApp({ server: { limits: { maxErrors: 3 } } });

  it.each([
    ['of its fields', `{ ${times(9, (n) => `no${n}`)} }`, {}],
    [
      'of its variables',
      `query (${times(9, (n) => `$v${n}: Int!`)}) { a: users(first: $v0) { totalCount } ${times(8, (n) => `a${n}: users(first: $v${n + 1}) { totalCount }`)} }`,
      {},
    ],
  ])('are told up to the limit, and then counted: %s', async (_what, query, variables) => {
    const { errors = [] } = await app.ask(query, { variables });
    expect(errors).toHaveLength(3);
    expect(new Set(codesOf({ data: null, errors })).size).toBe(1);
    expect(errors[2]).toMatchObject({
      message: 'There are 7 more errors like these.',
      extensions: { limit: 'server.limits.maxErrors', allowed: 3, asked: 9 },
    });
  });

  it('are all told when there are no more', async () => {
    expect((await app.ask('{ a b c }')).errors).toHaveLength(3);
  });
});
