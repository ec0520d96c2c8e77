// What an operation costs, before anything of it runs.
import { describe, expect, it } from '@jest/globals';
import { buildASTSchema, getOperationAST, parse } from 'graphql';
import { buildSchema } from '../../../src/graph/schema.ts';
import { costOf } from '../../../src/server/operations/cost.ts';
import { present } from '../../support/assertions.ts';

const schema = buildSchema();

function costOfText(text: string, variables: Readonly<Record<string, unknown>> = {}): number {
  const document = parse(text);
  return costOf(schema, document, present(getOperationAST(document)), variables);
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
      'no more than 1,000 directly in the inventory',
      '{ inventory { users(first: 5000) { nodes { assignments(first: 5000) { nodes { id } } } } } }',
      1 + (1 + 1000 * (1 + (1 + 100 * 2))),
    ],
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
    expect(costOfText(query)).toBe(cost);
  });

  it.each([
    ['sent', { first: 3 }, 3],
    ['the default, when not sent', {}, 7],
    ['the default, when null', { first: null }, 7],
    ['as large as can be, when it is no number', { first: 'x' }, 100],
  ])('takes `first` from a variable: %s', (_what, variables, rows) => {
    const query = 'query ($first: Int = 7) { users(first: $first) { nodes { id } } }';
    expect(costOfText(query, variables)).toBe(1 + rows * 2);
  });

  it('counts ids and representations of variables, and of their defaults', () => {
    const ids = ['a', 'b', 'c'];
    expect(costOfText('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })).toBe(1 + 3);
    expect(costOfText('query ($ids: [ID!]! = ["a", "b"]) { nodes(ids: $ids) { id } }')).toBe(1 + 2);
    const query = 'query ($all: [_Any!]!) { _entities(representations: $all) { ... on User { id email } } }';
    expect(costOfText(query, { all: ids })).toBe(1 + 3 * 2);
  });
});

describe('fragments', () => {
  it('that contain each other, which validation refuses, have a cost all the same', () => {
    expect(costOfText('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A __typename }')).toBe(
      1,
    );
  });

  it('that double thirty times are weighed at once', () => {
    const bomb = Array.from(
      { length: 30 },
      (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`,
    ).join('\n');
    expect(costOfText(`{ ...F0 }\n${bomb}\nfragment F30 on Query { __typename }`)).toBe(2 ** 30);
  });
});

describe('directives of the SDL', () => {
  const weighed = buildASTSchema(
    parse(`
    directive @cost(weight: Int!) on FIELD_DEFINITION
    directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean) on FIELD_DEFINITION
    type Query {
      dear: Int @cost(weight: 5)
      free: Row @cost(weight: 0)
      few: [Row!]! @listSize(assumedSize: 3)
      rows(first: Int = 20): Rows @listSize(slicingArguments: ["first"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)
    }
    type Rows { nodes: [Row!]! edges: [Edge!]! told: Told coverage: [Row!]! @listSize(assumedSize: 4) }
    type Edge { node: Row }
    type Told { end: Int }
    type Row { a: Int dear: Row @cost(weight: 7) }
  `),
  );

  it.each([
    ['what a field weighs', '{ dear }', 5],
    ['nothing for what is free, but its fields', '{ free { a } }', 1],
    ['the size that is assumed', '{ few { a } }', 1 + 3],
    ['weights in lists', '{ few { dear { a } } }', 1 + 3 * (7 + 1)],
    ['rows where they are, by default', '{ rows { nodes { a } } }', 1 + 20 * (1 + 1)],
    [
      'rows where they are',
      '{ rows(first: 5) { nodes { a } edges { node { a } } } }',
      1 + 5 * (1 + 1) + 5 * (1 + 2),
    ],
    ['what is beside rows once', '{ rows(first: 50) { told { end } coverage { a } } }', 1 + 2 + (1 + 4)],
    [
      'rows in fragments',
      '{ x: rows(first: 2) { ...F } y: rows(first: 3) { ... { ...F } } } fragment F on Rows { nodes { a } }',
      1 + 2 * 2 + 1 + 3 * 2,
    ],
  ])('tell %s', (_what, text, cost) => {
    const document = parse(text);
    expect(costOf(weighed, document, present(getOperationAST(document)), {})).toBe(cost);
  });
});
