// What a query asks for below the field being resolved.
import {
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLResolveInfo,
  type SelectionSetNode,
} from 'graphql';

/** Fields asked for at one place of a query, aliases and all. */
export interface Asked {
  /** Whether there are any. */
  readonly present: boolean;
  /** Those of these names below them. */
  field(...names: readonly string[]): Asked;
  /** Those that stand for the rows of a connection. */
  rows(): Asked;
}

/** Whether a query asks a connection for no cursor, so that nobody can go on behind its rows. */
export function isFinal(info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>): boolean {
  const connection = lookAhead(info);
  const isPlace = [
    connection.field('pageInfo').field('startCursor', 'endCursor'),
    connection.field('edges').field('cursor'),
  ];
  return !isPlace.some(({ present }) => present);
}

/** Whether a query may ask for a field of this name below the one being resolved: also where `@skip` or `@include` decides. */
export function mayAskFor(
  name: string,
  { fieldNodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
): boolean {
  const search: Search = { names: [name], fragments, seen: new Set(), found: [], conditional: true };
  for (const { selectionSet } of fieldNodes) if (selectionSet) collect(selectionSet, search);
  return search.found.length > 0;
}

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/**
 * The field being resolved. Only object types may lie on the way down: then every fragment applies. What `@skip` or
 * `@include` may leave out is not seen, so nothing is read ahead that the answer does not need.
 */
export function lookAhead(info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>): Asked {
  return asked(info.fieldNodes, info.fragments);
}

function asked(nodes: readonly FieldNode[], fragments: Fragments): Asked {
  const below = (above: readonly FieldNode[], names: readonly string[]): FieldNode[] => {
    const search: Search = { names, fragments, seen: new Set(), found: [], conditional: false };
    for (const { selectionSet } of above) if (selectionSet) collect(selectionSet, search);
    return search.found;
  };
  return {
    present: nodes.length > 0,
    field: (...names) => asked(below(nodes, names), fragments),
    rows: () => asked([...below(nodes, ['nodes']), ...below(below(nodes, ['edges']), ['node'])], fragments),
  };
}

/** A search for fields of these names. */
interface Search {
  readonly names: readonly string[];
  readonly fragments: Fragments;
  /** Keeps fragments that contain one another many times over from costing more than their text. */
  readonly seen: Set<string>;
  readonly found: FieldNode[];
  /** Whether it looks at what `@skip` and `@include` may leave out. */
  readonly conditional: boolean;
}

function collect(set: SelectionSetNode, search: Search): void {
  for (const selection of set.selections) {
    if (!search.conditional && selection.directives?.length) continue;
    if (selection.kind === Kind.FIELD) {
      if (search.names.includes(selection.name.value)) search.found.push(selection);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      collect(selection.selectionSet, search);
    } else if (!search.seen.has(selection.name.value)) {
      search.seen.add(selection.name.value);
      const fragment = search.fragments[selection.name.value];
      if (fragment) collect(fragment.selectionSet, search);
    }
  }
}
