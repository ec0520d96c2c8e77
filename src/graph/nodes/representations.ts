// Checks the representations that a federation router sends. One that names no entity of this graph fails by itself: the federation
// library would fail all of them.
import {
  GraphQLError,
  Kind,
  isUnionType,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { asProblemError, callerError } from '../../domain/problem.ts';

/** Its context is an object of its own for every request. */
type EntitiesResolver = GraphQLFieldResolver<unknown, object, { representations: readonly unknown[] }>;

/**
 * Puts the checks before the resolver of `_entities`: reference resolvers get keys, and keys that are texts. `most`: how many
 * representations one request may have in all its `_entities`.
 */
export function guardEntities(schema: GraphQLSchema, most: number): void {
  const field = schema.getQueryType()?.getFields()['_entities'];
  const union = schema.getType('_Entity');
  if (!field?.resolve || !isUnionType(union)) throw new Error('the schema has no entities');
  const keys = new Map(union.getTypes().map((type) => [type.name, keysOf(type)]));
  const resolveAll: EntitiesResolver = field.resolve;
  const askedBy = new WeakMap<object, number>();
  const guarded: EntitiesResolver = (root, { representations }, context, info) => {
    const asked = (askedBy.get(context) ?? 0) + representations.length;
    askedBy.set(context, asked);
    if (asked > most) throw tooMany(asked, most);
    return representations.flatMap((one) => {
      if (!namesEntity(keys, one))
        return callerError('BAD_INPUT', 'This representation names no entity of this graph.');
      try {
        return resolveAll(root, { representations: [one] }, context, info);
      } catch (error) {
        return asProblemError(error);
      }
    });
  };
  field.resolve = guarded;
}

function tooMany(asked: number, allowed: number): GraphQLError {
  return new GraphQLError(
    `The request has ${asked} representations, where ${allowed} is the limit. Ask for fewer at once.`,
    { extensions: { code: 'QUERY_TOO_LARGE', limit: 'maxRepresentations', allowed, asked } },
  );
}

/** The fields of `@key`; a key of this graph is one field. */
function keysOf(type: GraphQLObjectType): readonly string[] {
  return (type.astNode?.directives ?? [])
    .filter(({ name }) => name.value === 'key')
    .flatMap((key) => key.arguments ?? [])
    .flatMap(({ name, value }) => (name.value === 'fields' && value.kind === Kind.STRING ? value.value : []));
}

function namesEntity(keys: ReadonlyMap<string, readonly string[]>, representation: unknown): boolean {
  if (typeof representation !== 'object' || representation === null) return false;
  const given = new Map<string, unknown>(Object.entries(representation));
  const sent = (keys.get(String(given.get('__typename'))) ?? []).filter((key) => given.has(key));
  return sent.length > 0 && sent.every((key) => typeof given.get(key) === 'string');
}
