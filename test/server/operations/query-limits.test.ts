// How large a query is, before anything of it runs: the weights by themselves.
import { describe, expect, it } from '@jest/globals';
import { Kind, parse, type FragmentDefinitionNode } from 'graphql';
import { buildSchema } from '../../../src/graph/schema.ts';
import { weigh } from '../../../src/server/operations/query-limits.ts';

const schema = buildSchema();

function weightOf(text: string, variables: Readonly<Record<string, unknown>> = {}) {
  const { definitions } = parse(text);
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const one of definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments[one.name.value] = one;
  const operation = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('no operation');
  return weigh(schema, operation, fragments, variables);
}

describe('the cost of a query', () => {
  it.each([
    ['a field', '{ __typename }', 1],
    ['fields', '{ a: __typename b: __typename }', 2],
    ['a field with fields', '{ account(key: "a") { key name } }', 3],
    ['a list counts its fields once a row', '{ users(first: 10) { nodes { id email } } }', 1 + 10 * (1 + 2)],
    ['25 rows when it does not say how many', '{ users { nodes { id } } }', 1 + 25 * 2],
    ['25 rows for null', '{ users(first: null) { nodes { id } } }', 1 + 25 * 2],
    ['no more than 100, for more are refused later', '{ users(first: 5000) { nodes { id } } }', 1 + 100 * 2],
    [
      'lists in lists',
      '{ users(first: 10) { nodes { assignments(first: 5) { nodes { id } } } } }',
      1 + 10 * (1 + (1 + 5 * 2)),
    ],
    ['ids, once each', '{ nodes(ids: ["a", "b", "c"]) { id } }', 1 + 3],
    ['10 rows for a list that cannot say', '{ accounts { key } }', 1 + 10],
    ['10 logins of a person', '{ person(email: "a@b.c") { users { id email } } }', 1 + (1 + 10 * 2)],
    [
      'a fragment where it is used',
      'query { a: account(key: "a") { ...F } b: account(key: "b") { ...F } } fragment F on Account { key name }',
      2 * (1 + 2),
    ],
    ['inline fragments', '{ node(id: "a") { ... on User { id email } ... { id } } }', 1 + 3],
    ['a field the schema does not have, which is refused elsewhere', '{ nothing { a b } }', 1 + 2],
  ])('is that of %s', (_what, query, cost) => {
    expect(weightOf(query).cost).toBe(cost);
  });

  it.each([
    ['sent', { first: 3 }, 3],
    ['the default, when not sent', {}, 7],
    ['the default, when null', { first: null }, 7],
    ['as large as can be, when it is no number', { first: 'x' }, 100],
  ])('takes `first` from a variable: %s', (_what, variables, rows) => {
    const query = 'query ($first: Int = 7) { users(first: $first) { nodes { id } } }';
    expect(weightOf(query, variables).cost).toBe(1 + rows * 2);
  });

  it('counts ids and representations of variables, and of their defaults', () => {
    const ids = ['a', 'b', 'c'];
    expect(weightOf('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids }).cost).toBe(1 + 3);
    expect(weightOf('query ($ids: [ID!]! = ["a", "b"]) { nodes(ids: $ids) { id } }').cost).toBe(1 + 2);
    const query = 'query ($all: [_Any!]!) { _entities(representations: $all) { ... on User { id email } } }';
    expect(weightOf(query, { all: ids }).cost).toBe(1 + 3 * 2);
  });
});

describe('the depth of a query', () => {
  it.each([
    ['fields', '{ users { nodes { id } } }', 3],
    ['the deepest branch', '{ accounts { key } users { nodes { account { key } } } }', 4],
    [
      'fragments unfolded',
      '{ users { ...A } } fragment A on UserConnection { nodes { ...B } } fragment B on User { account { key } }',
      4,
    ],
    ['inline fragments, which are no level', '{ ... on Query { ... { users { totalCount } } } }', 2],
  ])('is that of %s', (_what, query, depth) => {
    expect(weightOf(query).depth).toBe(depth);
  });

  it('is found for fragments that contain each other, which validation refuses', () => {
    const query = '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A __typename }';
    expect(weightOf(query)).toEqual({ cost: 1, depth: 1 });
  });

  it('and the cost of fragments that double thirty times are found at once', () => {
    const bomb = Array.from(
      { length: 30 },
      (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`,
    ).join('\n');
    expect(weightOf(`{ ...F0 }\n${bomb}\nfragment F30 on Query { __typename }`).cost).toBe(2 ** 30);
  });
});
