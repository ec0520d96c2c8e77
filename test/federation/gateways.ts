// Two federation gateways from npm, each over a supergraph. They forward the caller's authorization and `x-freshness`, and add a credential of their own.
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer, HeaderMap } from '@apollo/server';
import { ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled';
import { createGatewayRuntime, type GatewayConfigSupergraph } from '@graphql-hive/gateway-runtime';
import transport from '@graphql-mesh/transport-http';
import sockets from '@graphql-mesh/transport-ws';
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
      ...(request.headers.has('x-freshness') && { 'x-freshness': request.headers.get('x-freshness') }),
    }),
  },
};

/** Headers of the client that its subgraphs get. */
interface Forwarded {
  readonly authorization?: string | undefined;
  readonly 'x-freshness'?: string | undefined;
}

const quiet = (): void => undefined;
const silent = { debug: quiet, info: quiet, warn: quiet, error: quiet };

async function startApolloGateway(supergraph: string): Promise<Gateway> {
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph,
    logger: silent,
    buildService: ({ url = '' }) =>
      new RemoteGraphQLDataSource<Forwarded>({
        url,
        willSendRequest({ request, context }) {
          const given = { ...CREDENTIAL, ...context };
          for (const [name, value] of Object.entries(given)) {
            if (typeof value === 'string') request.http?.headers.set(name, value);
          }
        },
      }),
  });
  const server = new ApolloServer<Forwarded>({
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
        context: () =>
          Promise.resolve({
            authorization: headers['authorization'],
            'x-freshness': headers['x-freshness'],
          }),
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

/** How Hive Gateway can be told to bring subscriptions from its subgraphs: as docs/federate.md has it, for every subgraph and without a router's secret. */
export const HIVE_SUBSCRIPTIONS = {
  'GET and SSE': {},
  'POST and SSE': { '*.http': { options: { method: 'POST' } } },
  'graphql-ws': {
    '*.http': {
      options: {
        subscriptions: {
          kind: 'ws',
          location: '/graphql',
          options: { connectionParams: { authorization: '{context.headers.authorization}' } },
        },
      },
    },
  },
} as const satisfies Record<string, GatewayConfigSupergraph['transportEntries']>;

export interface LiveGateway {
  /** The answers to a subscription, to its end. */
  follow<Data>(query: string, options?: AskOptions): AsyncGenerator<Answer<Data>>;
  close(): Promise<void>;
}

/** Hive Gateway for subscriptions, which its own clients get by server-sent events. */
export function startLiveGateway(
  supergraph: string,
  transportEntries: NonNullable<GatewayConfigSupergraph['transportEntries']>,
): LiveGateway {
  const gateway = createGatewayRuntime({
    ...FORWARDING,
    supergraph,
    transportEntries,
    logging: false,
    transports: { http: transport, ws: sockets },
  });
  return {
    async *follow<Data>(query: string, { variables, headers, signal }: AskOptions = {}) {
      const response = await gateway.fetch(URL_OF_BOTH, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
        body: JSON.stringify({ query, variables }),
        ...(signal && { signal }),
      });
      // The test that asks says what it expects back, and asserts on it.
      for await (const answer of eventsIn(response)) yield answer as Answer<Data>;
    },
    close: async () => gateway[Symbol.asyncDispose](),
  };
}

/** What came as `next`. Throws when the stream ends without saying so. */
async function* eventsIn({ body, status }: Response): AsyncGenerator {
  let text = '';
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: ?(.+)$/m.exec(event)?.[1];
      if (/^event: next$/m.test(event) && data !== undefined) yield JSON.parse(data);
      if (/^event: complete$/m.test(event)) return;
    }
  }
  throw new Error(`the stream broke off (${status}): ${text}`);
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
