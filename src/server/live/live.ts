// What stays open: WebSockets and event streams on the path of queries, beside Apollo Server.
import type { IncomingMessage } from 'node:http';
import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GraphQLError } from 'graphql';
import { handleProtocols } from 'graphql-ws';
import type { Authenticate, Principal } from '../../auth/principal.ts';
import type { RequestLimits } from '../../config/limits.ts';
import type { Current } from '../../domain/reload/current.ts';
import { RequestRefusal, type OnRefusal } from '../failures.ts';
import type { IsAllowedOrigin } from '../http/origins.ts';
import type { ServerMeter } from '../../domain/telemetry/server-meter.ts';
import type { Prepared, PrepareOperation, Refused } from '../operations/prepare.ts';
import type { Quota } from '../operations/quota.ts';
import { PLACE_MS } from '../operations/refusals.ts';
import { createShare, mayBeRouter } from '../operations/shares.ts';
import { createCallers } from './callers.ts';
import { createConnections } from './connections.ts';
import { isForeign } from './origins.ts';
import { createSocketHandler } from './sockets.ts';
import { full, stream, type Streamed } from './streams.ts';
import type { SubscriptionDeps } from './subscriptions.ts';

export interface LiveOptions extends Pick<
  SubscriptionDeps,
  'schema' | 'contextFor' | 'formatError' | 'owners' | 'deadlineMs' | 'now' | 'tracer' | 'read' | 'log'
> {
  readonly path: string;
  readonly limits: Current<RequestLimits>;
  readonly prepare: PrepareOperation;
  readonly authenticate: Authenticate;
  readonly meter: ServerMeter;
  readonly quota: Quota;
  readonly isAllowedOrigin: IsAllowedOrigin;
  /** Whether only this machine reaches the server, and everybody there is one caller, who is not counted. */
  readonly isLocal: Current<boolean>;
}

/** How requests become sockets and streams. */
export interface Live {
  readonly takeSocket: ReturnType<typeof createSocketHandler>;
  readonly stream: (prepared: Prepared, streamed: Streamed) => Promise<Refused | null>;
  /** Asks again who has something open. */
  lookAgain(): Promise<void>;
  /** Tells all that are open to come back elsewhere, spread over so much time; new ones are still taken. */
  tell(withinMs: number): void;
  /** The same, and there are no new ones any more. */
  leave(withinMs: number): void;
}

/** To be registered before authentication: a browser gives no header to a WebSocket, so it says later who it is. */
export async function registerLive(app: FastifyInstance, options: LiveOptions): Promise<Live> {
  const { limits, meter } = options;
  const connections = createConnections(() => limits().maxSockets, meter.connected);
  const callers = createCallers(options.authenticate);
  const isExempt = (principal: Principal): boolean => options.isLocal() || mayBeRouter(principal);
  const subscriptions = {
    ...options,
    spend: options.quota.spend,
    share: createShare(() => limits().subscriptionsPerPrincipal, isExempt),
  };
  await app.register(websocket, {
    options: { maxPayload: limits().maxMessageBytes, handleProtocols },
    // What breaks closes by itself.
    errorHandler: () => undefined,
    // They are taken leave of one by one.
    preClose(done) {
      this.websocketServer.close();
      done();
    },
  });
  registerChecks(app, options, () => connections.isFull());
  const onRefusal: OnRefusal = meter.refused;
  return {
    takeSocket: createSocketHandler({
      ...options,
      callers,
      subscriptions,
      connections,
      onRefusal,
      share: createShare(() => limits().socketsPerPrincipal, isExempt),
    }),
    stream: (prepared, streamed) =>
      stream({ ...options, callers, subscriptions, connections }, prepared, streamed),
    lookAgain: () => callers.lookAgain(),
    tell: (withinMs) => connections.tellAll(withinMs),
    leave: (withinMs) => connections.leaveAll(withinMs),
  };
}

/** Refuses sockets and streams of foreign pages, and sockets beyond what this server takes, before there is one. */
function registerChecks(app: FastifyInstance, options: LiveOptions, isFull: () => boolean): void {
  const { path, isAllowedOrigin, limits } = options;
  app.addHook('onSend', (request, reply, _payload, done) => {
    // Nothing reads a connection any more whose upgrade was refused.
    if (request.ws) reply.header('connection', 'close');
    done();
  });
  app.addHook('onRequest', (request, reply, done) => {
    const staysOpen = request.ws || wantsStream(request);
    if (request.routeOptions.url !== path || !staysOpen) done();
    else if (isForeign(request.headers, isAllowedOrigin)) done(foreign());
    else if (request.ws && isFull()) {
      reply.header('retry-after', String(PLACE_MS / 1000));
      done(noPlace(full(limits().maxSockets, options.now())));
    } else {
      // It is read for each new socket, once it is let in.
      app.websocketServer.options.maxPayload = limits().maxMessageBytes;
      done();
    }
  });
}

/** Whether a request asks to become a WebSocket on a path. */
export function opensSocket({ method, url, headers }: IncomingMessage, path: string): boolean {
  return method === 'GET' && url?.split('?')[0] === path && headers.upgrade?.toLowerCase() === 'websocket';
}

/** Whether a request accepts a stream of events. */
export function wantsStream({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes('text/event-stream') ?? false;
}

function foreign(): RequestRefusal {
  return new RequestRefusal(
    403,
    'ORIGIN_NOT_ALLOWED',
    'Pages of this origin may not subscribe here: it is not in server.corsOrigins.',
  );
}

function noPlace({ message, extensions }: GraphQLError): RequestRefusal {
  const { code: _code, http: _http, ...details } = extensions;
  return new RequestRefusal(429, 'TOO_MANY_REQUESTS', message, details);
}
