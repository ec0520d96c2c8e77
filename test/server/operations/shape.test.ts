// How much a document holds, before it is validated.
import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { measureText, shapeOf } from '../../../src/server/operations/shape.ts';

function shape(text: string) {
  return shapeOf(parse(text));
}

describe('the depth of a document', () => {
  it.each([
    ['fields', '{ users { nodes { id } } }', 3],
    ['the deepest branch', '{ accounts { key } users { nodes { account { key } } } }', 4],
    [
      'fragments unfolded',
      '{ users { ...A } } fragment A on UserConnection { nodes { ...B } } fragment B on User { account { key } }',
      4,
    ],
    ['inline fragments, which are no level', '{ ... on Query { ... { users { totalCount } } } }', 2],
    ['the deeper of two operations', 'query A { a } query B { b { c } }', 2],
    ['fragments that contain each other', '{ ...A } fragment A on Q { ...B } fragment B on Q { ...A a }', 1],
  ])('is that of %s', (_what, text, depth) => {
    expect(shape(text).depth).toBe(depth);
  });
});

describe('aliases', () => {
  it.each([
    ['at every level', '{ a: x { b: y c } d: z }', 3],
    ['of __typename', '{ a: __typename b: __typename }', 2],
    ['in a fragment, once for each use', '{ ...F a { ...F } } fragment F on Q { x: b y: c }', 4],
    ['that say what the field is called anyway', '{ a: a }', 1],
  ])('are counted %s', (_what, text, aliases) => {
    expect(shape(text).aliases).toBe(aliases);
  });
});

describe('root fields', () => {
  it.each([
    ['repeated ones', '{ a a a }', 3],
    ['those of fragments', '{ ...F ...F ... { b } } fragment F on Query { a { c d } }', 3],
    ['of no fragment by itself', '{ a } fragment F on User { a b c }', 1],
  ])('are counted: %s', (_what, text, rootFields) => {
    expect(shape(text).rootFields).toBe(rootFields);
  });
});

describe('directives', () => {
  it.each([
    ['of fields', '{ a @x @y b @z { c @x } }', 4],
    ['of operations and their variables', 'query ($a: Int @x, $b: Int @x @y) @z { a }', 4],
    [
      'of fragments and where they are spread',
      '{ ...F @x ...F @x ... @y { a } } fragment F on Q @z { b @x }',
      5,
    ],
  ])('are counted: %s', (_what, text, directives) => {
    expect(shape(text).directives).toBe(directives);
  });
});

it('fragments that double thirty times are counted at once', () => {
  const bomb = Array.from({ length: 30 }, (_, n) => `fragment F${n} on Q { ...F${n + 1} ...F${n + 1} }`);
  expect(shape(`{ ...F0 } ${bomb.join(' ')} fragment F30 on Q { a: b @c }`)).toEqual({
    depth: 1,
    aliases: 2 ** 30,
    directives: 2 ** 30,
    rootFields: 2 ** 30,
  });
});

describe('a text that was not parsed', () => {
  it.each([
    ['{ a(b: [{ c: 1 }]) { d } }', { tokens: 17, nesting: 4 }],
    ['# a comment is no token\n{ a }', { tokens: 3, nesting: 1 }],
    ['{ a ? }', { tokens: 2, nesting: 1 }],
    ['', { tokens: 0, nesting: 0 }],
  ])('is measured as far as it can be read: %j', (text, measures) => {
    expect(measureText(text)).toEqual(measures);
  });
});
