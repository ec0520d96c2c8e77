// What a resolver of a list sees of the fields that its rows are asked for, through fragments, aliases and directives.
import { describe, expect, it } from '@jest/globals';
import { Kind, parse, type FieldNode, type FragmentDefinitionNode } from 'graphql';
import { lookAhead } from '../../src/graph/lists/look-ahead.ts';

/** As the resolver of the field `users` sees a query. */
function atUsers(query: string) {
  const fragments: Record<string, FragmentDefinitionNode> = {};
  const fieldNodes: FieldNode[] = [];
  for (const definition of parse(query).definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const selection of definition.selectionSet.selections) {
      if (selection.kind === Kind.FIELD && selection.name.value === 'users') fieldNodes.push(selection);
    }
  }
  return lookAhead({ fieldNodes, fragments });
}

describe('looking ahead', () => {
  it.each([
    ['nodes', '{ users { nodes { id assignments { totalCount } } } }'],
    ['edges', '{ users { edges { cursor node { assignments { totalCount } } } } }'],
    ['an alias', '{ users { people: nodes { held: assignments { totalCount } } } }'],
    ['an inline fragment', '{ users { nodes { ... { ... on User { assignments { totalCount } } } } } }'],
    [
      'fragments',
      '{ users { ...Page } } fragment Page on UserConnection { nodes { ...Row } } fragment Row on Assignee { assignments { totalCount } }',
    ],
    ['a field asked for twice', '{ users { totalCount } users { nodes { assignments { totalCount } } } }'],
  ])('sees a field of rows through %s', (_way, query) => {
    expect(atUsers(query).rows().field('assignments').present).toBe(true);
  });

  it.each([
    ['when nobody asks for it', '{ users { nodes { id } } }'],
    ['in another place', '{ users { assignments { totalCount } nodes { id } } }'],
    ['that a directive may take away', '{ users { nodes { assignments @skip(if: true) { totalCount } } } }'],
    [
      'inside what a directive may take away',
      '{ users { nodes @include(if: false) { assignments { id } } } }',
    ],
    [
      'in a fragment that a directive may take away',
      '{ users { nodes { ... @skip(if: true) { assignments { id } } } } }',
    ],
    [
      'in a spread that a directive may take away',
      '{ users { nodes { ...Row @skip(if: true) } } } fragment Row on User { assignments { id } }',
    ],
  ])('does not see a field %s', (_where, query) => {
    expect(atUsers(query).rows().field('assignments').present).toBe(false);
  });

  it('goes on from any of several names, down to leaves', () => {
    const asked = atUsers('{ users { nodes { a { leaf } b { other } } } }').rows().field('a', 'b');

    expect(asked.field('other').present).toBe(true);
    expect(asked.field('leaf').field('leaf').present).toBe(false);
  });

  it('reads each fragment once, however often they contain one another', () => {
    const doubling = Array.from(
      { length: 60 },
      (_, level) => `fragment F${level} on User { ...F${level + 1} ...F${level + 1} }`,
    );
    const query = `{ users { nodes { ...F0 } } } ${doubling.join(' ')} fragment F60 on User { assignments { id } }`;

    expect(atUsers(query).rows().field('assignments').present).toBe(true);
  });
});
