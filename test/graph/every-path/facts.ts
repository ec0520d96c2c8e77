// Everything that can be asked of one thing of the graph, as fragments made from the schema: a field that is added later is asked
// for as well.
import {
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isUnionType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { present } from '../../support/assertions.ts';

/** What differs from one moment to the next, whatever path leads to it; and days of seats, which the inventory alone has. */
const OF_THE_MOMENT = /^Account\.(?:health|requestBudget)$|\.source$|^License\.(?:seatHistory|forecast)$/;

/** Rows of the lists a thing has: enough to see whether they are the same. */
const SOME = '(first: 3)';

/** The types of things that have an identity: the entities of the federation. */
function thingsOf(schema: GraphQLSchema): readonly GraphQLObjectType[] {
  const union = schema.getType('_Entity');
  if (!isUnionType(union)) throw new Error('the schema has no entities');
  return union.getTypes();
}

/** The things a field of this type may give; none where it gives something else. */
export function thingsIn(schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLObjectType[] {
  const things = thingsOf(schema);
  if (!isAbstractType(type)) return things.filter((thing) => thing === type);
  const possible = schema.getPossibleTypes(type);
  return things.filter((thing) => possible.includes(thing));
}

/** The connection that a type is, by what its rows are; undefined where it is none. */
export function rowsOf(type: GraphQLNamedType): GraphQLNamedType | undefined {
  const nodes = isObjectType(type) ? type.getFields()['nodes'] : undefined;
  return nodes && getNamedType(nodes.type);
}

/**
 * A query with the fragments it spreads, `UserFacts` for instance, and of those whatever they need. Fields go by the name of their
 * type, `User_state`, because types of one abstract type have fields of one name and several kinds.
 */
export function withFacts(schema: GraphQLSchema, query: string): string {
  const used = new Map<string, string>();
  const add = (text: string): void => {
    for (const [, name = ''] of text.matchAll(/\.\.\.(\w+)Facts\b/g)) {
      if (used.has(name)) continue;
      const fragment = fragmentOn(schema, present(schema.getType(name), `the type ${name}`));
      used.set(name, fragment);
      add(fragment);
    }
  };
  add(query);
  return [query, ...used.values()].join('\n');
}

function fragmentOn(schema: GraphQLSchema, type: GraphQLNamedType): string {
  const inside = isObjectType(type)
    ? fieldsOf(schema, type)
    : thingsIn(schema, type).map(({ name }) => `... on ${name} { ...${name}Facts }`);
  return `fragment ${type.name}Facts on ${type.name} { __typename ${inside.join(' ')} }`;
}

function fieldsOf(schema: GraphQLSchema, type: GraphQLObjectType): string[] {
  return Object.values(type.getFields())
    .filter(({ name }) => !OF_THE_MOMENT.test(`${type.name}.${name}`))
    .map((field) => {
      const named = getNamedType(field.type);
      const args = rowsOf(named) === undefined ? '' : SOME;
      return `${type.name}_${field.name}: ${field.name}${args} ${below(schema, named)}`;
    });
}

/** What is asked for below a field: of other things who they are, of anything else everything. */
function below(schema: GraphQLSchema, type: GraphQLNamedType): string {
  if (isLeafType(type)) return '';
  const rows = rowsOf(type);
  if (rows !== undefined) return `{ nodes ${below(schema, rows)} }`;
  if (thingsIn(schema, type).length > 0) return type.name === 'Person' ? '{ email }' : '{ id }';
  const parts = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  const inside = parts.map((part) => {
    if (!isObjectType(part)) throw new Error(`nothing is known of ${part.name}`);
    return `... on ${part.name} { ${fieldsOf(schema, part).join(' ')} }`;
  });
  return `{ ${inside.join(' ')} }`;
}
