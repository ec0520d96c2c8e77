// Limits on what a query may ask for, computed before anything runs. Fragments are weighed once and reused, so that
// fragments which contain one another many times over cost no more to weigh than to read.
import type { ApolloServerPlugin } from '@apollo/server';
import {
  GraphQLError,
  Kind,
  getNamedType,
  isAbstractType,
  isObjectType,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { MAX_FIRST } from '../graph/paging.ts';

export interface QueryLimits {
  readonly maxDepth: number;
  readonly maxCost: number;
}

interface Weight {
  /** Fields the answer may hold. */
  readonly cost: number;
  readonly depth: number;
}

/** Cost and depth of an operation. A list counts its fields `first` times, a list of ids once an id. */
export function weigh(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
  variables: Readonly<Record<string, unknown>>,
): Weight {
  const known = new Map<string, Weight>();

  function ofFragment(name: string): Weight {
    const present = known.get(name);
    if (present) return present;
    known.set(name, { cost: 0, depth: 0 }); // validation refuses cycles; this keeps one from mattering
    const fragment = fragments[name];
    const weight = fragment
      ? ofSelections(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value))
      : { cost: 0, depth: 0 };
    known.set(name, weight);
    return weight;
  }

  function ofSelections(set: SelectionSetNode, type: GraphQLNamedType | undefined): Weight {
    let cost = 0;
    let depth = 0;
    for (const selection of set.selections) {
      const weight =
        selection.kind === Kind.FIELD
          ? ofField(selection, type)
          : selection.kind === Kind.FRAGMENT_SPREAD
            ? ofFragment(selection.name.value)
            : ofSelections(
                selection.selectionSet,
                selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : type,
              );
      cost += weight.cost;
      depth = Math.max(depth, weight.depth);
    }
    return { cost, depth };
  }

  function ofField(node: FieldNode, parent: GraphQLNamedType | undefined): Weight {
    if (!node.selectionSet) return { cost: 1, depth: 1 };
    const field =
      parent && (isObjectType(parent) || isAbstractType(parent)) && 'getFields' in parent
        ? parent.getFields()[node.name.value]
        : undefined;
    const inner = ofSelections(node.selectionSet, field && getNamedType(field.type));
    return { cost: 1 + inner.cost * rows(node, field?.args ?? []), depth: 1 + inner.depth };
  }

  function rows(node: FieldNode, args: readonly { name: string; defaultValue?: unknown }[]): number {
    const list = argument(node, 'ids') ?? argument(node, 'representations');
    if (Array.isArray(list)) return Math.max(1, list.length);
    const first = args.find((one) => one.name === 'first');
    if (!first) return 1;
    const asked = argument(node, 'first') ?? first.defaultValue;
    return typeof asked === 'number' ? Math.min(Math.max(asked, 1), MAX_FIRST) : MAX_FIRST;
  }

  function argument(node: FieldNode, name: string): unknown {
    const value = node.arguments?.find((one) => one.name.value === name)?.value;
    if (value?.kind === Kind.INT) return Number(value.value);
    if (value?.kind === Kind.LIST) return value.values;
    return value?.kind === Kind.VARIABLE ? variables[value.name.value] : undefined;
  }

  return ofSelections(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined);
}

/** Refuses an operation that is too deep or too large, with the figures. Code QUERY_TOO_LARGE. */
export function queryLimitsPlugin(limits: QueryLimits): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ schema, document, operation, request }) => {
          const fragments: Record<string, FragmentDefinitionNode> = {};
          for (const definition of document.definitions) {
            if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
          }
          if (!operation) return Promise.resolve();
          const { cost, depth } = weigh(schema, operation, fragments, request.variables ?? {});
          refuse('deep', depth, limits.maxDepth);
          refuse('large', cost, limits.maxCost);
          return Promise.resolve();
        },
      }),
  };
}

function refuse(what: string, value: number, limit: number): void {
  if (value <= limit) return;
  throw new GraphQLError(
    `The query is too ${what}: ${value}, where ${limit} is the limit. Ask for fewer rows or fields.`,
    {
      extensions: { code: 'QUERY_TOO_LARGE', http: { status: 400 } },
    },
  );
}
