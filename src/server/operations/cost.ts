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
import { MAX_FIRST_OF_INVENTORY } from '../../graph/inventory/lists.ts';
import { MAX_FIRST } from '../../graph/lists/connection.ts';

/** Rows reckoned for a list that takes no `first` and whose size the SDL does not say, such as the licenses that one comprises: how long it is, only the answer tells. */
const UNPAGED_ROWS = 10;

/**
 * The cost of an operation of a document: one for each field, or what `@cost` says. A list counts its fields `first` times, a list of ids
 * once an id, and any other as often as `@listSize` says.
 */
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
  const root = schema.getRootType(operation.operation) ?? undefined;
  return ofSelections(scales, operation.selectionSet, { type: root });
}

/** What the parts of an operation are weighed with. */
interface Scales {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** With their defaults. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Fragments weighed so far, by name and by the rows of the connection they are in. */
  readonly known: Map<string, number>;
}

/** What selections stand in. */
interface Parent {
  readonly type: GraphQLNamedType | undefined;
  /** Of a connection: the fields that have its rows, and how many these are. */
  readonly sized?: { readonly fields: readonly unknown[]; readonly rows: number };
}

function ofFragment(scales: Scales, name: string, { sized }: Parent): number {
  const { schema, fragments, known } = scales;
  const key = `${name} ${sized?.rows ?? ''}`;
  const present = known.get(key);
  if (present !== undefined) return present;
  known.set(key, 0); // validation refuses cycles; this keeps one from mattering
  const fragment = fragments.get(name);
  const type = fragment && schema.getType(fragment.typeCondition.name.value);
  const cost = fragment ? ofSelections(scales, fragment.selectionSet, { type, ...(sized && { sized }) }) : 0;
  known.set(key, cost);
  return cost;
}

function ofSelections(scales: Scales, { selections }: SelectionSetNode, parent: Parent): number {
  let cost = 0;
  for (const selection of selections) cost += ofSelection(scales, selection, parent);
  return cost;
}

function ofSelection(scales: Scales, selection: SelectionNode, parent: Parent): number {
  switch (selection.kind) {
    case Kind.FIELD:
      return ofField(scales, selection, parent);
    case Kind.FRAGMENT_SPREAD:
      return ofFragment(scales, selection.name.value, parent);
    case Kind.INLINE_FRAGMENT: {
      const { typeCondition, selectionSet } = selection;
      const type = typeCondition ? scales.schema.getType(typeCondition.name.value) : parent.type;
      return ofSelections(scales, selectionSet, { ...parent, type });
    }
  }
}

function ofField(scales: Scales, node: FieldNode, { type: parentType, sized }: Parent): number {
  const isComposite = isObjectType(parentType) || isInterfaceType(parentType);
  const field = isComposite ? parentType.getFields()[node.name.value] : undefined;
  const weight = field ? weightOf(field) : 1;
  if (!node.selectionSet) return weight;
  const type = field && getNamedType(field.type);
  if (!field) return weight + ofSelections(scales, node.selectionSet, { type });
  const { rows, sizedFields } = sizeOf(scales, node, field, parentType?.name ?? '');
  if (sizedFields) {
    return weight + ofSelections(scales, node.selectionSet, { type, sized: { fields: sizedFields, rows } });
  }
  const inner = ofSelections(scales, node.selectionSet, { type });
  return sized?.fields.includes(node.name.value) ? sized.rows * (weight + inner) : weight + rows * inner;
}

type Field = GraphQLField<unknown, unknown>;

/** `@cost(weight: …)`: what a field costs by itself. */
function weightOf(field: Field): number {
  const weight = Number(directiveOf(field, 'cost')?.['weight'] ?? 1);
  return Number.isFinite(weight) ? weight : 1;
}

interface Size {
  readonly rows: number;
  /** The fields of a connection that have the rows; all of them when absent. */
  readonly sizedFields?: readonly unknown[];
}

/** The rows a field may have. */
function sizeOf({ variables }: Scales, node: FieldNode, field: Field, parentType: string): Size {
  const argument = (name: string): unknown => {
    const value = node.arguments?.find((one) => one.name.value === name)?.value;
    return value && valueFromASTUntyped(value, variables);
  };
  const keys = argument('ids') ?? argument('representations');
  if (Array.isArray(keys)) return { rows: Math.max(1, keys.length) };
  const { sizedFields, assumedSize } = directiveOf(field, 'listSize') ?? {};
  const first = field.args.find((one) => one.name === 'first');
  if (first) {
    const asked = argument('first') ?? first.defaultValue;
    const most = parentType === 'Inventory' ? MAX_FIRST_OF_INVENTORY : MAX_FIRST;
    const rows = typeof asked === 'number' ? Math.min(Math.max(asked, 1), most) : most;
    return Array.isArray(sizedFields) ? { rows, sizedFields } : { rows };
  }
  if (assumedSize !== undefined) return { rows: Number(assumedSize) };
  // What is inside a connection has been counted with the `first` of the connection.
  return {
    rows: isListType(getNullableType(field.type)) && !parentType.endsWith('Connection') ? UNPAGED_ROWS : 1,
  };
}

/** The arguments of a directive that the SDL gives a field. */
function directiveOf({ astNode }: Field, name: string): Readonly<Record<string, unknown>> | undefined {
  const directive = astNode?.directives?.find((one) => one.name.value === name);
  return directive?.arguments
    ? Object.fromEntries(directive.arguments.map((one) => [one.name.value, valueFromASTUntyped(one.value)]))
    : undefined;
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
