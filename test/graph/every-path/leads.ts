// Which fields of the schema lead to things, and which of them a query takes.
import {
  Kind,
  TypeInfo,
  getNamedType,
  isInputObjectType,
  isObjectType,
  parse,
  visit,
  visitWithTypeInfo,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { present } from '../../support/assertions.ts';
import { rowsOf, thingsIn } from './facts.ts';

/** Where a page starts and how long it is leads nowhere else. */
const OF_PAGES: ReadonlySet<string> = new Set(['first', 'after']);

/** A way that a query takes to things: the field, as `Query.users` or `Query.users.edges.node`, and where its answer has them. */
export interface Lead {
  readonly field: string;
  /** Names of response keys, without the positions in lists: `users.edges.node`. */
  readonly place: string;
}

/** Every field that leads to things, with the rows of a connection both ways. */
export function fieldsTo(schema: GraphQLSchema): string[] {
  return fieldsOf(schema).flatMap(([type, field]) => {
    const named = getNamedType(field.type);
    const name = `${type.name}.${field.name}`;
    const rows = rowsOf(named);
    if (rows !== undefined)
      return thingsIn(schema, rows).length > 0 ? [`${name}.nodes`, `${name}.edges.node`] : [];
    return thingsIn(schema, named).length > 0 && !isPartOfList(type) ? [name] : [];
  });
}

/** The things a field leads to, by the names of their types. */
export function typesBehind(schema: GraphQLSchema, lead: string): string[] {
  const [type = '', name = ''] = lead.split('.');
  const field = fieldsOf(schema).find(([parent, one]) => parent.name === type && one.name === name)?.[1];
  const named = getNamedType(present(field).type);
  return thingsIn(schema, rowsOf(named) ?? named).map((thing) => thing.name);
}

/** Every argument that decides which things a query gives, each field of an input by itself: `Query.users(filter.providers)`. */
export function choicesOf(schema: GraphQLSchema): string[] {
  const mutations = schema.getMutationType();
  return fieldsOf(schema)
    .filter(([type]) => type !== mutations)
    .flatMap(([type, field]) =>
      field.args
        .filter(({ name }) => !OF_PAGES.has(name))
        .flatMap((argument) => {
          const input = getNamedType(argument.type);
          const parts = isInputObjectType(input)
            ? Object.keys(input.getFields()).map((name) => `${argument.name}.${name}`)
            : [argument.name];
          return parts.map((part) => `${type.name}.${field.name}(${part})`);
        }),
    )
    .filter((choice) => !LEADS_NOWHERE.has(choice.replace(/\(.*/, '')));
}

/** What is reached from these is not read from the providers, or is a set as any other: see test/graph/inventory, history and insight. */
const IN_THE_INVENTORY =
  /^(?:Inventory|LicenseEvent|LicenseDiff|RefreshedAssignee|FindingSubject|SuggestedChange|AccountCost|Renewal|PlanReclaimPayload)/;

/** Fields with arguments that have no things behind them, or those of the inventory. */
const LEADS_NOWHERE: ReadonlySet<string> = new Set([
  'Query.licenseFeatureToggle',
  'Query.inventory',
  'Query.licenseDiff',
  'Query.licenseEvents',
  'Query.findings',
  'Query.findingSummary',
  'Query.renewals',
  'Query.costs',
  'Subscription.licenseEvents',
  'License.seatHistory',
  'License.forecast',
]);

/** What a query asks of the schema. */
export interface Taken {
  readonly leads: readonly Lead[];
  readonly choices: readonly string[];
}

/** The ways a query takes to things it asks everything of, by `...UserFacts` and the like. */
export function takenBy(schema: GraphQLSchema, query: string): Taken {
  const leads: Lead[] = [];
  const choices: string[] = [];
  const info = new TypeInfo(schema);
  const above: { readonly key: string; readonly field: string }[] = [];
  visit(
    parse(query),
    visitWithTypeInfo(info, {
      FragmentDefinition: () => false,
      Field: {
        enter(node) {
          const field = `${present(info.getParentType()).name}.${present(info.getFieldDef()).name}`;
          choices.push(...choicesIn(node).map((choice) => `${field}(${choice})`));
          above.push({ key: (node.alias ?? node.name).value, field });
          if (!asksEverything(node)) return;
          const place = above.map(({ key }) => key).join('.');
          leads.push({ field: ownField(above.map((one) => one.field)), place });
        },
        leave() {
          above.pop();
        },
      },
    }),
  );
  return { leads, choices };
}

/** The field that gives the rows, for those that are given as part of a list. */
function ownField(above: readonly string[]): string {
  const [list = '', ...parts] = above.slice(
    above.findLastIndex((field) => !/^\w+(?:Connection|Edge)\./.test(field)),
  );
  return [list, ...parts.map((part) => part.replace(/^\w+\./, ''))].join('.');
}

function asksEverything({ selectionSet }: FieldNode): boolean {
  return (selectionSet?.selections ?? []).some(
    (selection) => selection.kind === Kind.FRAGMENT_SPREAD && selection.name.value.endsWith('Facts'),
  );
}

function choicesIn(node: FieldNode): string[] {
  return (node.arguments ?? []).flatMap(({ name, value }) =>
    value.kind === Kind.OBJECT
      ? value.fields.map((field) => `${name.value}.${field.name.value}`)
      : [name.value],
  );
}

type Field = GraphQLField<unknown, unknown>;

function fieldsOf(schema: GraphQLSchema): (readonly [GraphQLNamedType, Field])[] {
  return Object.values(schema.getTypeMap())
    .filter(({ name }) => !name.startsWith('__') && !IN_THE_INVENTORY.test(name))
    .flatMap((type) =>
      isObjectType(type) ? Object.values(type.getFields()).map((field) => [type, field] as const) : [],
    );
}

function isPartOfList({ name }: GraphQLNamedType): boolean {
  return /(?:Connection|Edge)$/.test(name);
}
