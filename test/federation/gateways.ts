// Two federation gateways from npm, each over a supergraph. They forward the caller's authorization and add a credential of their own.
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer, HeaderMap } from '@apollo/server';
import { ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled';
import { createGatewayRuntime, type GatewayConfigSupergraph } from '@graphql-hive/gateway-runtime';
import transport from '@graphql-mesh/transport-http';
import type { Answer, AskOptions, TestApp } from '../support/app.ts';

export interface Gateway extends Pick<TestApp, 'ask' | 'data'> {
  close(): Promise<void>;
}

type Ask = TestApp['ask'];

/** What a router sends to prove that it is one. */
const CREDENTIAL = { 'router-authorization': 'Bearer a-secret-of-the-router' };
const URL_OF_BOTH = 'http://gateway/graphql';

/** Each by its name. Rejects when the gateway does not load the supergraph. */
export const GATEWAYS = {
  '@apollo/gateway': startApolloGateway,
  'Hive Gateway': (supergraph) => startHiveGateway(supergraph),
} as const satisfies Record<string, (supergraph: string) => Promise<Gateway>>;

const FORWARDING: Partial<GatewayConfigSupergraph> = {
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => ({
      ...CREDENTIAL,
      authorization: request.headers.get('authorization'),
    }),
  },
};

const quiet = (): void => undefined;
const silent = { debug: quiet, info: quiet, warn: quiet, error: quiet };

async function startApolloGateway(supergraph: string): Promise<Gateway> {
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph,
    logger: silent,
    buildService: ({ url = '' }) =>
      new RemoteGraphQLDataSource<{ authorization?: string | undefined }>({
        url,
        willSendRequest({ request, context }) {
          const authorization: unknown = context.authorization;
          for (const [name, value] of Object.entries(CREDENTIAL)) request.http?.headers.set(name, value);
          if (typeof authorization === 'string') request.http?.headers.set('authorization', authorization);
        },
      }),
  });
  const server = new ApolloServer<{ authorization?: string | undefined }>({
    gateway,
    logger: silent,
    includeStacktraceInErrorResponses: false,
    plugins: [ApolloServerPluginUsageReportingDisabled()],
    stopOnTerminationSignals: false,
  });
  await server.start();
  return of(
    async <Data>(query: string, { variables = {}, headers = {} }: AskOptions = {}) => {
      const { body } = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: 'POST',
          headers: new HeaderMap([['content-type', 'application/json']]),
          search: '',
          body: { query, variables },
        },
        context: () => Promise.resolve({ authorization: headers['authorization'] }),
      });
      if (body.kind !== 'complete') throw new Error('the answer comes in parts');
      // The test that asks says what it expects back, and asserts on it.
      return JSON.parse(body.string) as Answer<Data>;
    },
    () => server.stop(),
  );
}

/** `config`: what it has besides; it forwards authorization when absent. */
export function startHiveGateway(
  supergraph: string,
  config: Partial<GatewayConfigSupergraph> = FORWARDING,
): Promise<Gateway> {
  const gateway = createGatewayRuntime({
    ...config,
    supergraph,
    logging: false,
    transports: { http: transport },
  });
  const gate = of(
    async <Data>(query: string, { variables, headers }: AskOptions = {}) => {
      const response = await gateway.fetch(URL_OF_BOTH, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      // The test that asks says what it expects back, and asserts on it.
      return (await response.json()) as Answer<Data>;
    },
    async () => gateway[Symbol.asyncDispose](),
  );
  return Promise.resolve(gate);
}

function of(ask: Ask, close: Gateway['close']): Gateway {
  return {
    ask,
    async data<Data>(query: string, options?: AskOptions) {
      const { data, errors } = await ask<Data>(query, options);
      if (errors) throw new Error(JSON.stringify(errors, null, 2));
      return data;
    },
    close,
  };
}
