// Limits on what a query may ask for, computed before anything runs. Fragments are weighed once and reused, so that
// fragments which contain one another many times over cost no more to weigh than to read.
import type { ApolloServerPlugin } from '@apollo/server';
import {
  GraphQLError,
  Kind,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  valueFromASTUntyped,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { MAX_FIRST } from '../graph/lists/connection.ts';

/** Rows reckoned for a list that takes no `first`, such as the licenses that one comprises: how long it is, only the answer tells. */
const UNPAGED_ROWS = 10;

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
  const given = withDefaults(operation, variables);

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
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    const inner = ofSelections(node.selectionSet, field && getNamedType(field.type));
    return { cost: 1 + inner.cost * (field ? rows(node, field, parent) : 1), depth: 1 + inner.depth };
  }

  function rows(
    node: FieldNode,
    field: GraphQLField<unknown, unknown>,
    parent: GraphQLNamedType | undefined,
  ): number {
    const keys = argument(node, 'ids') ?? argument(node, 'representations');
    if (Array.isArray(keys)) return Math.max(1, keys.length);
    const first = field.args.find((one) => one.name === 'first');
    if (first) {
      const asked = argument(node, 'first') ?? first.defaultValue;
      return typeof asked === 'number' ? Math.min(Math.max(asked, 1), MAX_FIRST) : MAX_FIRST;
    }
    // What is inside a connection has been counted with the `first` of the connection.
    const counted = parent?.name.endsWith('Connection') ?? false;
    return isListType(getNullableType(field.type)) && !counted ? UNPAGED_ROWS : 1;
  }

  function argument(node: FieldNode, name: string): unknown {
    const value = node.arguments?.find((one) => one.name.value === name)?.value;
    return value && valueFromASTUntyped(value, given);
  }

  return ofSelections(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined);
}

/** The variables with the defaults of the operation for those that were not sent. */
function withDefaults(
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    const name = variable.name.value;
    given[name] = variables[name] ?? (defaultValue && valueFromASTUntyped(defaultValue));
  }
  return given;
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
