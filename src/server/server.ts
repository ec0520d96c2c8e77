// The HTTP side: GraphQL on /graphql, the console at /, the playground on /playground, health. Drains before it stops.
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { isRefusal, type Authenticate, type Principal, type Refusal } from '../auth/principal.ts';
import type { RequestLimits } from '../config/limits.ts';
import type { ServerSettings } from '../config/schema.ts';
import type { Call, UpstreamEvent } from '../domain/call.ts';
import type { Freshness } from '../domain/inventory/freshness.ts';
import type { Current } from '../domain/reload/current.ts';
import type { Log } from '../domain/log.ts';
import type { Tracer } from '../domain/telemetry/tracer.ts';
import type { GraphContext } from '../graph/context.ts';
import { createApollo, type RequestContext } from './apollo.ts';
import { registerDrain } from './leaving/drain.ts';
import { counting, errorFormatter, errorOwners } from './errors.ts';
import { failure, frameworkFailures, registerFailures, type OnRefusal } from './failures.ts';
import { principalOf, registerGraphQL, type Executed } from './graphql-route.ts';
import { registerHealth, type HealthOptions } from './health.ts';
import { registerBodies } from './http/bodies.ts';
import { registerHostCheck } from './http/hosts.ts';
import { createNotArrived } from './http/not-arrived.ts';
import { allowedOrigins, registerOrigins } from './http/origins.ts';
import { opensSocket, registerLive } from './live/live.ts';
import type { ServerMeter } from '../domain/telemetry/server-meter.ts';
import { keepLast } from './operations/documents.ts';
import { createPersistedQueries, type TrustedDocuments } from './operations/persisted.ts';
import { createPrepareOperation } from './operations/prepare.ts';
import { createQuota } from './operations/quota.ts';
import { registerBrowsers } from './pages/browsers.ts';
import { consoleDocuments } from './pages/console/documents.ts';
import { registerConsole } from './pages/console/routes.ts';
import { registerPlayground } from './pages/playground.ts';
import { createRequestCall } from './request-call.ts';
import { adviceFor, freshnessFor } from './operations/freshness.ts';
import { registerRequestIds } from './request-ids.ts';
import { registerRequestLog } from './request-log.ts';
import { registerSpans } from './request-spans.ts';
import { isFromRouter } from './status.ts';

const GRAPHQL = '/graphql';

/** Over how long sockets and streams are taken leave of when the server stops, at most. */
const LEAVING_MS = 5_000;

export interface ServerOptions extends HealthOptions {
  /** What holds from the start on; of the settings that a reload exchanges, the next two tell what is in force. */
  readonly settings: ServerSettings;
  readonly limits: Current<RequestLimits>;
  readonly corsOrigins: Current<readonly string[]>;
  readonly schema: GraphQLSchema;
  readonly authenticate: Authenticate;
  /**
   * What the resolvers of one request for one principal share: what they read with the call, and change with the other. Without
   * `freshness` everything is read from the providers.
   */
  readonly contextFor: (
    principal: Principal,
    call: Call,
    forChanges: Call,
    freshness?: Freshness,
  ) => GraphContext;
  readonly meter: ServerMeter;
  readonly tracer: Tracer;
  /** Hears of every read that a request asks of a provider, as it ends. */
  readonly read: (event: UpstreamEvent) => void;
  /** Documents of the manifest, by id; empty without one. */
  readonly documents: TrustedDocuments;
  /** Whether it asks nobody who they are, and only this machine reaches it: then requests must be for a name of this machine. */
  readonly isLocal: Current<boolean>;
  readonly now: () => number;
  /** A new uuid. */
  readonly newId: () => string;
  readonly log: Log;
}

export interface RunningServer {
  /** `http://host:port`. */
  readonly url: string;
  /** Tells the sockets and streams that are open to come back elsewhere, spread over so much time. New ones are still taken. */
  tellLive(withinMs: number): void;
  /** Closes the port and takes leave of sockets and streams; resolves when everything under way is answered and all connections are closed. */
  close(): Promise<void>;
  /** Cuts off what is still under way. */
  cut(): void;
  /** Limits or callers are other ones now. What is kept of the former ones is dropped: documents that were found good, and whoever may not stay. */
  reloaded(): void;
}

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { settings, meter } = options;
  const app = createFastify(options);
  const { apollo, prepare, quota, formatError, owners, documents } = createGraphQL(options);
  await apollo.start();

  const isAllowedOrigin = allowedOrigins(options.corsOrigins);
  const drain = registerDrain(app, options);
  registerRequestIds(app, options.newId);
  registerRequestLog(app, GRAPHQL, options.log);
  registerSpans(app, GRAPHQL, options.tracer);
  registerHeaders(app);
  registerFailures(app, options.log, meter);
  // Before whatever may refuse: the connection of an upgrade that is refused has to be closed, which is seen to there.
  const live = await registerLive(app, {
    ...options,
    path: GRAPHQL,
    deadlineMs: settings.deadlineMs,
    prepare,
    quota,
    formatError,
    owners,
    isAllowedOrigin,
  });
  registerHostCheck(app, { isLocal: options.isLocal, ownHost: settings.host });
  // Before authentication: a browser asks for permission without a token, and may read why it was refused.
  await registerOrigins(app, isAllowedOrigin);
  registerBrowsers(app, GRAPHQL, settings);
  registerAuthentication(app, options.authenticate, meter.refused);
  registerBodies(app, options.limits);
  registerHealth(app, options);
  await registerPages(app, settings);
  registerGraphQL(app, {
    path: GRAPHQL,
    apollo,
    prepare,
    quota,
    formatError,
    meter,
    live,
    contextOf: (request, reply, executed) => contextOf(options, request, reply, executed),
  });
  registerOtherMethods(app);
  const url = await app.listen({ host: settings.host, port: settings.port });
  return {
    url,
    tellLive: (withinMs) => live.tell(withinMs),
    reloaded() {
      Object.assign(app.server, timeoutsOf(options.limits()));
      documents.clear();
      void live.lookAgain();
    },
    async close() {
      live.leave(Math.min(settings.drainMs / 2, LEAVING_MS));
      await drain.close();
      await apollo.stop();
    },
    cut: () => drain.cut(),
  };
}

async function registerPages(app: FastifyInstance, settings: ServerSettings): Promise<void> {
  if (settings.console) registerConsole(app, { hasPlayground: settings.playground });
  if (settings.playground) await registerPlayground(app, { hasConsole: settings.console });
}

function createFastify({ limits, meter, newId }: ServerOptions): FastifyInstance {
  const notArrived = createNotArrived(limits, newId, meter.refused);
  const { requestTimeout, headersTimeout } = timeoutsOf(limits());
  const app = Fastify({
    requestTimeout,
    http: {
      requestTimeout,
      headersTimeout,
      // Node looks for requests that are late every so often, every 30 seconds unless told otherwise.
      // Any other upgrade, such as that to HTTP/2 which clients offer by themselves, is passed over: the request is answered as it is.
      shouldUpgradeCallback: (request) => opensSocket(request, GRAPHQL),
      connectionsCheckingInterval: Math.min(1_000, headersTimeout),
    },
    clientErrorHandler: notArrived.onClientError,
    forceCloseConnections: 'idle',
    logger: false,
    frameworkErrors: frameworkFailures(newId),
  });
  app.server.on('request', notArrived.onRequest);
  return app;
}

/** In the names of Node. */
function timeoutsOf({ requestTimeoutMs, headersTimeoutMs }: RequestLimits) {
  return { requestTimeout: requestTimeoutMs, headersTimeout: Math.min(headersTimeoutMs, requestTimeoutMs) };
}

/** Documents that are kept parsed: about ten times their text in memory. */
const DOCUMENTS = { count: 1_000, bytes: 4_000_000 };

/** What answers operations, whatever brings them. */
function createGraphQL(options: ServerOptions) {
  const { settings, limits, schema, documents: trusted, meter, isLocal, now, log } = options;
  const { introspection, suggestions, persistedQueries } = settings;
  const documents = keepLast<DocumentNode>(DOCUMENTS);
  const persisted = createPersistedQueries(
    persistedQueries,
    trusted,
    settings.console ? consoleDocuments : new Set(),
  );
  const owners = errorOwners();
  const formatError = counting(errorFormatter(log, suggestions, owners), meter.errored);
  const quota = createQuota({ limits, isLocal }, now);
  return {
    quota,
    prepare: createPrepareOperation({
      schema,
      limits,
      introspection,
      suggestions,
      persisted,
      quota,
      documents,
    }),
    apollo: createApollo({
      schema,
      settings,
      limits,
      documents,
      formatError,
      owners,
      onRefusal: meter.refused,
      log,
    }),
    formatError,
    owners,
    documents,
  };
}

function registerHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    done();
  });
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null outside of GraphQL. */
    principal: Principal | null;
  }
}

/** Before the body is read, so that a stranger's request costs no more than its headers. */
function registerAuthentication(
  app: FastifyInstance,
  authenticate: Authenticate,
  onRefusal: OnRefusal,
): void {
  app.decorateRequest('principal', null);
  app.addHook('onRequest', async (request, reply) => {
    // A socket says who opens it in its first message.
    if (request.routeOptions.url !== GRAPHQL || request.ws) return;
    const answer = await authenticate(request.headers);
    if (!isRefusal(answer)) request.principal = answer;
    else {
      onRefusal(answer.refused);
      await refuse(request, reply, answer);
    }
  });
}

function refuse(
  { headers, trace, report }: FastifyRequest,
  reply: FastifyReply,
  { refused, message, retryAfterSeconds }: Refusal,
): FastifyReply {
  report.codes = [refused];
  const sentSome = headers.authorization !== undefined;
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
  if (refused === 'UNAUTHENTICATED') {
    void reply.header('www-authenticate', sentSome ? 'Bearer error="invalid_token"' : 'Bearer');
  }
  return reply.code(refused === 'UNAUTHENTICATED' ? 401 : 503).send(failure(trace, refused, message));
}

function contextOf(
  options: ServerOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  executed: Executed,
): RequestContext {
  const principal = principalOf(request);
  const freshness = freshnessFor(request, principal, executed.prepared);
  const call = createRequestCall(reply.raw, {
    deadlineMs: options.settings.deadlineMs,
    now: options.now,
    note: options.read,
    trace: request.trace,
    advice: adviceFor(freshness, executed.prepared),
  });
  request.report.events = call.events;
  const fromRouter = isFromRouter(principal, request.headers);
  return {
    call,
    ...executed,
    fromRouter,
    ...options.contextFor(principal, call, call.forChanges, freshness),
  };
}

function registerOtherMethods(app: FastifyInstance): void {
  app.route({
    method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: GRAPHQL,
    handler: ({ trace, report }, reply) => {
      report.codes = ['METHOD_NOT_ALLOWED'];
      return reply
        .code(405)
        .header('allow', 'GET, POST')
        .send(failure(trace, 'METHOD_NOT_ALLOWED', 'GraphQL takes GET and POST.'));
    },
  });
}
