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
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { MAX_FIRST } from '../../graph/lists/connection.ts';

/** Rows reckoned for a list that takes no `first`, such as the licenses that one comprises: how long it is, only the answer tells. */
const UNPAGED_ROWS = 10;

interface QueryLimits {
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
  const scales = { schema, fragments, variables: withDefaults(operation, variables), known: new Map() };
  return ofSelections(scales, operation.selectionSet, schema.getRootType(operation.operation) ?? undefined);
}

/** What the parts of an operation are weighed with. */
interface Scales {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** With their defaults. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Fragments weighed so far, by name. */
  readonly known: Map<string, Weight>;
}

type ParentType = GraphQLNamedType | undefined;

const NOTHING: Weight = { cost: 0, depth: 0 };

function ofFragment(scales: Scales, name: string): Weight {
  const { schema, fragments, known } = scales;
  const present = known.get(name);
  if (present) return present;
  known.set(name, NOTHING); // validation refuses cycles; this keeps one from mattering
  const fragment = fragments[name];
  const weight = fragment
    ? ofSelections(scales, fragment.selectionSet, schema.getType(fragment.typeCondition.name.value))
    : NOTHING;
  known.set(name, weight);
  return weight;
}

function ofSelections(scales: Scales, set: SelectionSetNode, type: ParentType): Weight {
  let cost = 0;
  let depth = 0;
  for (const selection of set.selections) {
    const weight = ofSelection(scales, selection, type);
    cost += weight.cost;
    depth = Math.max(depth, weight.depth);
  }
  return { cost, depth };
}

function ofSelection(scales: Scales, selection: SelectionNode, type: ParentType): Weight {
  switch (selection.kind) {
    case Kind.FIELD:
      return ofField(scales, selection, type);
    case Kind.FRAGMENT_SPREAD:
      return ofFragment(scales, selection.name.value);
    case Kind.INLINE_FRAGMENT: {
      const { typeCondition, selectionSet } = selection;
      const inner = typeCondition ? scales.schema.getType(typeCondition.name.value) : type;
      return ofSelections(scales, selectionSet, inner);
    }
  }
}

function ofField(scales: Scales, node: FieldNode, parent: ParentType): Weight {
  if (!node.selectionSet) return { cost: 1, depth: 1 };
  const isComposite = isObjectType(parent) || isInterfaceType(parent);
  const field = isComposite ? parent.getFields()[node.name.value] : undefined;
  const inner = ofSelections(scales, node.selectionSet, field && getNamedType(field.type));
  const rows = field ? rowsOf(scales, node, field, parent) : 1;
  return { cost: 1 + inner.cost * rows, depth: 1 + inner.depth };
}

/** The rows a field may have. */
function rowsOf(
  { variables }: Scales,
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  parent: ParentType,
): number {
  const argument = (name: string): unknown => {
    const value = node.arguments?.find((one) => one.name.value === name)?.value;
    return value && valueFromASTUntyped(value, variables);
  };
  const keys = argument('ids') ?? argument('representations');
  if (Array.isArray(keys)) return Math.max(1, keys.length);
  const first = field.args.find((one) => one.name === 'first');
  if (first) {
    const asked = argument('first') ?? first.defaultValue;
    return typeof asked === 'number' ? Math.min(Math.max(asked, 1), MAX_FIRST) : MAX_FIRST;
  }
  // What is inside a connection has been counted with the `first` of the connection.
  const counted = parent?.name.endsWith('Connection') ?? false;
  return isListType(getNullableType(field.type)) && !counted ? UNPAGED_ROWS : 1;
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
