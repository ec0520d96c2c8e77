// The executable schema: a federation subgraph made of every file in schema/, what providers from outside add to it, and the resolver map.
import { readFileSync, readdirSync } from 'node:fs';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { addResolversToSchema } from '@graphql-tools/schema';
import { GraphQLScalarType, parse, type GraphQLSchema } from 'graphql';
import type { GraphContext } from './context.ts';
import { guardEntities } from './nodes/representations.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { resolvers } from './resolvers/index.ts';
import { enforceScopes } from './scopes.ts';
import { printServiceSdl } from './service-sdl.ts';

const FOLDER = new URL('../../schema/', import.meta.url);

/** The SDL, all files in the order of their names. */
function readTypeDefs(): string {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => readFileSync(new URL(name, FOLDER), 'utf8'))
    .join('\n');
}

export interface SchemaOptions {
  /** SDL of providers that are not in the registry. */
  readonly more?: readonly string[] | undefined;
  /** Whether `_service` tells routers who may read what. */
  readonly securityDirectives?: boolean;
}

/**
 * Throws when the SDL is not valid, when the resolver map names a type or field that the SDL does not have, or an abstract type
 * lacks its resolver.
 */
export function buildSchema({ more = [], securityDirectives = false }: SchemaOptions = {}): GraphQLSchema {
  // The generated map types every entry as optional, which the library's own type does not foresee.
  const map = resolvers as GraphQLResolverMap<GraphContext>;
  const schema = subgraphOf([readTypeDefs(), ...more].join('\n'), map);
  addResolversToSchema({
    schema,
    resolvers: ofTheSdl(resolvers),
    resolverValidationOptions: {
      requireResolversToMatchSchema: 'error',
      requireResolversForResolveType: 'error',
    },
  });
  guardEntities(schema);
  printServiceSdl(schema, securityDirectives);
  enforceScopes(schema);
  return schema;
}

/** Only what comes from outside can be wrong: the tests build the rest. */
function subgraphOf(sdl: string, map: GraphQLResolverMap<GraphContext>): GraphQLSchema {
  try {
    return buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: map }]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`the SDL of a provider from outside does not fit the graph: ${why}`, { cause: error });
  }
}

type CheckedResolvers = Parameters<typeof addResolversToSchema>[0]['resolvers'];

/** Without `__resolveReference`, which belongs to the federation library: the check knows fields of the SDL only. */
function ofTheSdl(map: Resolvers): CheckedResolvers {
  const checked: Record<string, object> = {};
  for (const [name, type] of Object.entries(map)) {
    if (type instanceof GraphQLScalarType) checked[name] = type;
    else
      checked[name] = Object.fromEntries(
        Object.entries(type).filter(([field]) => field !== '__resolveReference'),
      );
  }
  // The entries of a resolver map, less some: what is left has the same form.
  return checked as CheckedResolvers;
}
