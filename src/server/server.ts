// The HTTP side: GraphQL on /graphql, the playground on /, health and metrics. Drains before it stops.
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled';
import fastifyApollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Authenticate } from '../auth/principal.ts';
import type { ServerSettings } from '../config/schema.ts';
import type { GraphContext } from '../graph/context.ts';
import type { Call } from '../domain/call.ts';
import type { Loaders } from '../loaders/loaders.ts';
import type { Principal } from '../auth/principal.ts';
import type { Log } from '../upstream/upstream.ts';
import { errorFormatter } from './errors.ts';
import { exampleQueries } from './examples.ts';
import type { Metrics } from './metrics.ts';
import { registerPlayground } from './playground.ts';
import { queryLimitsPlugin } from './query-limits.ts';
import { createRequestCall, type RequestCall } from './request-call.ts';
import { upstreamReportPlugin } from './upstream-report.ts';

export interface ServerOptions {
  readonly settings: ServerSettings;
  readonly schema: GraphQLSchema;
  readonly authenticate: Authenticate;
  /** Loaders of one request for one principal. */
  readonly loadersFor: (principal: Principal, call: Call) => Loaders;
  readonly metrics: Metrics;
  readonly now: () => number;
  readonly log: Log;
}

export interface RunningServer {
  /** `http://host:port`. */
  readonly url: string;
  /** Takes no new requests, lets those under way finish, then stops. */
  close(): Promise<void>;
}

interface RequestContext extends GraphContext {
  readonly call: RequestCall;
}

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { settings } = options;
  const app = Fastify({ bodyLimit: settings.maxBodyBytes, forceCloseConnections: 'idle', logger: false });
  const apollo = createApollo(options, app);
  await apollo.start();

  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    done();
  });
  if (settings.corsOrigins.length > 0) await app.register(cors, { origin: settings.corsOrigins });
  registerFailures(app, options.log);
  registerHealth(app, options.metrics);
  if (settings.playground) registerPlayground(app, exampleQueries);
  await app.register(fastifyApollo(apollo), {
    path: '/graphql',
    method: ['GET', 'POST', 'OPTIONS'],
    context: (request: FastifyRequest, reply: FastifyReply) =>
      Promise.resolve(contextOf(options, request, reply)),
  });
  app.addHook('preHandler', (request, reply, done) => {
    if (
      request.routeOptions.url === '/graphql' &&
      options.authenticate(request.headers.authorization) === null
    ) {
      void reply
        .code(401)
        .header('www-authenticate', 'Bearer')
        .send(failure('UNAUTHENTICATED', 'A known bearer token is required.'));
      return;
    }
    done();
  });
  const url = await app.listen({ host: settings.host, port: settings.port });
  return { url, close: () => app.close() };
}

function createApollo(options: ServerOptions, app: FastifyInstance): ApolloServer<RequestContext> {
  const { settings } = options;
  return new ApolloServer<RequestContext>({
    schema: options.schema,
    introspection: settings.introspection,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: settings.maxTokens },
    formatError: errorFormatter(options.log),
    logger: quiet(options.log),
    stopOnTerminationSignals: false,
    plugins: [
      fastifyApolloDrainPlugin(app),
      // Both wrap every field of every answer, and nobody reads what they write.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      queryLimitsPlugin(settings),
      upstreamReportPlugin(),
    ],
  });
}

function contextOf(options: ServerOptions, request: FastifyRequest, reply: FastifyReply): RequestContext {
  const principal = options.authenticate(request.headers.authorization);
  if (!principal) throw new Error('a request came past authentication');
  const started = options.now();
  const call = createRequestCall(reply.raw, options.settings.deadlineMs, options.now);
  reply.raw.on('finish', () => options.metrics.observe((options.now() - started) / 1000, call.events));
  return { call, loaders: options.loadersFor(principal, call) };
}

function registerHealth(app: FastifyInstance, metrics: Metrics): void {
  app.get('/healthz', (_request, reply) => reply.send({ status: 'ok' }));
  app.get('/readyz', (_request, reply) => reply.send({ status: 'ready' }));
  app.get('/metrics', async (_request, reply) =>
    reply.header('content-type', metrics.contentType).send(await metrics.render()),
  );
}

/** Every failure outside GraphQL is JSON with a code, and says no more than it must. */
function registerFailures(app: FastifyInstance, log: Log): void {
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(failure('NOT_FOUND', 'There is nothing here: GraphQL is on /graphql.')),
  );
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log.error({ err: error }, 'request failed');
    return reply
      .code(status)
      .send(
        status >= 500 ? failure('INTERNAL', 'Something went wrong.') : failure('BAD_REQUEST', error.message),
      );
  });
}

function failure(code: string, message: string): object {
  return { errors: [{ message, extensions: { code } }] };
}

function quiet(log: Log) {
  return {
    debug: (): void => undefined,
    info: (): void => undefined,
    warn: (message?: unknown) => log.warn({}, String(message)),
    error: (message?: unknown) => log.error({}, String(message)),
  };
}
