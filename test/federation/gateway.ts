// A federation gateway from npm over License Graph and the second subgraph, composed from their SDL.
import { composeServices } from '@theguild/federation-composition';
import { createGatewayRuntime, type GatewayConfigSupergraph } from '@graphql-hive/gateway-runtime';
import { parse, print } from 'graphql';
import type { Answer } from '../support/app.ts';

/** One subgraph, as composition wants it. */
export interface Subgraph {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

export interface Gateway {
  ask<Data>(query: string): Promise<Answer<Data>>;
  close(): Promise<void>;
}

/** The supergraph of these subgraphs. Throws with every message when they do not compose. */
export function compose(subgraphs: readonly Subgraph[]): string {
  const composed = composeServices(
    subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (composed.supergraphSdl === undefined) {
    throw new Error(composed.errors.map(({ message }) => message).join('\n'));
  }
  return composed.supergraphSdl;
}

/** Plans and runs queries over a supergraph. */
export function startGateway(supergraph: string): Gateway {
  const gateway = createGatewayRuntime({ supergraph, logging: false, transports: { http: overHttp } });
  return {
    async ask<Data>(query: string) {
      const response = await gateway.fetch('http://gateway/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      // The test that asks says what it expects back, and asserts on it.
      return (await response.json()) as Answer<Data>;
    },
    close: async () => gateway[Symbol.asyncDispose](),
  };
}

type Transports = Exclude<GatewayConfigSupergraph['transports'], undefined | ((kind: string) => unknown)>;

/** How the gateway reaches a subgraph: it plans, merges and reports, and leaves the request itself to a transport. */
const overHttp: Transports[string] = {
  getSubgraphExecutor:
    ({ transportEntry }) =>
    async ({ document, variables }) => {
      const response = await fetch(transportEntry?.location ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: print(document), variables }),
      });
      // The gateway itself checks what a subgraph answers.
      return (await response.json()) as object;
    },
};
