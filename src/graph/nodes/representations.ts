// Checks the representations that a federation router sends. One that names no entity of this graph fails by itself: the federation
// library would fail all of them.
import {
  Kind,
  isUnionType,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { asProblemError, callerError } from '../../domain/problem.ts';

type EntitiesResolver = GraphQLFieldResolver<unknown, unknown, { representations: readonly unknown[] }>;

/** Puts the check before the resolver of `_entities`: reference resolvers get keys, and keys that are texts. */
export function guardEntities(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()['_entities'];
  const union = schema.getType('_Entity');
  if (!field?.resolve || !isUnionType(union)) throw new Error('the schema has no entities');
  const keys = new Map(union.getTypes().map((type) => [type.name, keysOf(type)]));
  const resolveAll: EntitiesResolver = field.resolve;
  const guarded: EntitiesResolver = (root, { representations }, context, info) =>
    representations.flatMap((one) => {
      if (!namesEntity(keys, one))
        return callerError('BAD_INPUT', 'This representation names no entity of this graph.');
      try {
        return resolveAll(root, { representations: [one] }, context, info);
      } catch (error) {
        return asProblemError(error);
      }
    });
  field.resolve = guarded;
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
