// The composers of three makers, each over the SDL of some subgraphs. @apollo/composition has the Elastic license: it is for tests, and never shipped.
import { composeServices as composeWithApollo } from '@apollo/composition';
import { composeServices as composeWithTheGuild } from '@theguild/federation-composition';
import { federateSubgraphs, ROUTER_COMPATIBILITY_VERSION_ONE } from '@wundergraph/composition';
import { buildASTSchema, isInputObjectType, parse, printSchema, type GraphQLSchema } from 'graphql';

/** One subgraph, as composition wants it. */
export interface Subgraph {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

export interface Composed {
  /** For the routers that read SDL. */
  readonly supergraph: string;
  /** Inputs that the router itself knows to take one field each. */
  readonly oneOf: readonly string[];
}

/** What docs/federate.md appends for those who want to keep the directive in every router. */
export const LINKED_ONE_OF = `
  extend schema
    @link(url: "https://license-graph.example/oneOf/v1.0", import: ["@oneOf"])
    @federation__composeDirective(name: "@oneOf")
`;

/** Throws with every message when the subgraphs do not compose. */
export type Compose = (subgraphs: readonly Subgraph[]) => Composed;

/** Each by the name of its package. */
export const COMPOSERS = {
  '@apollo/composition': (subgraphs) => {
    const { supergraphSdl, errors } = composeWithApollo(subgraphs.map(parsed));
    return composed(supergraphSdl, errors);
  },
  '@theguild/federation-composition': (subgraphs) => {
    const { supergraphSdl, errors } = composeWithTheGuild(subgraphs.map(parsed));
    return composed(supergraphSdl, errors);
  },
  '@wundergraph/composition': (subgraphs) => {
    const result = federateSubgraphs({
      subgraphs: subgraphs.map(({ name, url, sdl }) => ({ name, url, definitions: parse(sdl) })),
      version: ROUTER_COMPATIBILITY_VERSION_ONE,
    });
    if (!result.success) throw refused(result.errors);
    const { federatedGraphSchema, federatedGraphClientSchema } = result;
    return { supergraph: printSchema(federatedGraphSchema), oneOf: oneOfIn(federatedGraphClientSchema) };
  },
} as const satisfies Record<string, Compose>;

function parsed({ name, url, sdl }: Subgraph) {
  return { name, url, typeDefs: parse(sdl) };
}

function composed(supergraph: string | undefined, errors: readonly Error[] | undefined): Composed {
  if (supergraph === undefined) throw refused(errors ?? []);
  return { supergraph, oneOf: oneOfIn(buildASTSchema(parse(supergraph), { assumeValidSDL: true })) };
}

function refused(errors: readonly Error[]): Error {
  return new Error(errors.map(({ message }) => message).join('\n'));
}

function oneOfIn(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isInputObjectType(type) && type.isOneOf)
    .map(({ name }) => name)
    .toSorted();
}
