// What an operation costs: the fields that its answer may have, told before anything runs. Fragments are weighed once and reused, so
// that fragments which contain one another many times over cost no more to weigh than to read.
import {
  Kind,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  valueFromASTUntyped,
  type DocumentNode,
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

/** The cost of an operation of a document. A list counts its fields `first` times, a list of ids once an id. */
export function costOf(
  schema: GraphQLSchema,
  { definitions }: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of definitions)
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  const scales = { schema, fragments, variables: withDefaults(operation, variables), known: new Map() };
  return ofSelections(scales, operation.selectionSet, schema.getRootType(operation.operation) ?? undefined);
}

/** What the parts of an operation are weighed with. */
interface Scales {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** With their defaults. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Fragments weighed so far, by name. */
  readonly known: Map<string, number>;
}

type ParentType = GraphQLNamedType | undefined;

function ofFragment(scales: Scales, name: string): number {
  const { schema, fragments, known } = scales;
  const present = known.get(name);
  if (present !== undefined) return present;
  known.set(name, 0); // validation refuses cycles; this keeps one from mattering
  const fragment = fragments.get(name);
  const cost = fragment
    ? ofSelections(scales, fragment.selectionSet, schema.getType(fragment.typeCondition.name.value))
    : 0;
  known.set(name, cost);
  return cost;
}

function ofSelections(scales: Scales, { selections }: SelectionSetNode, type: ParentType): number {
  return selections.reduce((cost, selection) => cost + ofSelection(scales, selection, type), 0);
}

function ofSelection(scales: Scales, selection: SelectionNode, type: ParentType): number {
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

function ofField(scales: Scales, node: FieldNode, parent: ParentType): number {
  if (!node.selectionSet) return 1;
  const isComposite = isObjectType(parent) || isInterfaceType(parent);
  const field = isComposite ? parent.getFields()[node.name.value] : undefined;
  const inner = ofSelections(scales, node.selectionSet, field && getNamedType(field.type));
  const rows = field ? rowsOf(scales, node, field, parent) : 1;
  return 1 + inner * rows;
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
export function withDefaults(
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
