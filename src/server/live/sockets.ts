// Subscriptions by WebSocket: the subprotocol graphql-transport-ws.
import type { WebSocket } from '@fastify/websocket';
import type { FastifyRequest } from 'fastify';
import {
  OperationTypeNode,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLError,
} from 'graphql';
import { makeServer, type Context, type SubscribePayload } from 'graphql-ws';
import { isRefusal, type Authenticate, type CallerHeaders, type Principal } from '../../auth/principal.ts';
import type { RequestLimits } from '../../config/limits.ts';
import type { Current } from '../../domain/reload/current.ts';
import { reasonOf, type OnRefusal } from '../failures.ts';
import { asTold, type FormatError } from '../errors.ts';
import { identified } from '../request-ids.ts';
import type { PrepareOperation } from '../operations/prepare.ts';
import { refusal, retryAt, type LimitName } from '../operations/refusals.ts';
import type { Share } from '../operations/shares.ts';
import type { Callers } from './callers.ts';
import { placesForStrangers, type Connections, type Place } from './connections.ts';
import { onExpiry } from './expiry.ts';
import { subscribe, type SubscriptionDeps } from './subscriptions.ts';

export interface SocketDeps {
  readonly subscriptions: SubscriptionDeps;
  readonly prepare: PrepareOperation;
  readonly authenticate: Authenticate;
  readonly connections: Connections;
  readonly callers: Callers;
  readonly share: Share;
  readonly limits: Current<RequestLimits>;
  readonly formatError: FormatError;
  readonly onRefusal: OnRefusal;
  readonly now: () => number;
}

/** Why a socket is closed: codes of graphql-transport-ws, and of RFC 6455. */
const CLOSE = {
  idle: [1000, 'No subscriptions'],
  restart: [1012, 'Service restart'],
  later: [1013, 'Try again later'],
  unauthorized: [4401, 'Unauthorized'],
  expired: [4401, 'The token has expired'],
} as const;
/** Of graphql-transport-ws: no `connection_init` came in time. */
const NO_INIT = 4408;
/** A message is longer than what is taken (RFC 6455, 7.4.1). */
const TOO_LONG = 1009;

/** What a client has not read of what was sent: more, and it is cut off. */
const MOST_UNREAD_BYTES = 1_000_000;
/** A client that does not answer the closing is cut off after so long. */
const CLOSING_MS = 1_000;

interface Begun {
  readonly answers: AsyncGenerator<unknown, void, void>;
}

/** One socket. */
interface Line {
  readonly socket: WebSocket;
  readonly request: FastifyRequest;
  /** Who has opened it; null until that is known. */
  principal: Principal | null;
  /** What it is counted by. */
  place: Place | null;
  /** Its subscriptions. */
  running: number;
  idle: NodeJS.Timeout | undefined;
  /** Called when it is closed. */
  readonly atEnd: (() => void)[];
}

type LineContext = Context<Record<string, unknown>, Line>;

/** Makes the function that takes each new socket. */
export function createSocketHandler(deps: SocketDeps): (socket: WebSocket, request: FastifyRequest) => void {
  return (socket, request) => {
    const line: Line = {
      socket,
      request,
      principal: null,
      place: null,
      running: 0,
      idle: undefined,
      atEnd: [],
    };
    tellTooLong(deps, socket);
    const place = deps.connections.welcome({
      address: request.ip,
      leave: () => close(line, CLOSE.restart),
      giveWay: () => refuseFor(deps, line, 'maxSockets', giveWay(deps)),
    });
    if (!place) return close(line, CLOSE.restart);
    line.place = place;
    line.atEnd.push(() => place.end(), keepAlive(socket, deps.limits().pingMs));
    const closed = protocolFor(deps).opened(ends(deps, line), line);
    socket.once('close', (code, reason) => {
      clearTimeout(line.idle);
      for (const end of line.atEnd) end();
      void closed(code, String(reason));
    });
  };
}

/** The protocol, with the limits that are in force when a socket is opened. */
function protocolFor(deps: SocketDeps) {
  return makeServer<Record<string, unknown>, Line>({
    connectionInitWaitTimeout: deps.limits().connectionInitMs,
    onConnect: (context) => admit(deps, context),
    onSubscribe: (context, _id, payload) => begin(deps, context.extra, payload),
    // `begin` has put them there. They are in the form that clients get, and go out as they are.
    subscribe: ({ contextValue }) => (contextValue as Begun).answers as AsyncGenerator<ExecutionResult>,
    onNext: (...given) => given[4] as FormattedExecutionResult,
    onError: ({ extra: { request } }, _id, _payload, errors) =>
      errors.map((error) => identified(asTold(deps.formatError, error), request.trace)),
  });
}

/** The socket as the protocol's library sees it. */
function ends(deps: SocketDeps, line: Line): Parameters<ReturnType<typeof makeServer>['opened']>[0] {
  const { socket } = line;
  return {
    protocol: socket.protocol,
    send: (text) =>
      new Promise((resolve) => {
        if (socket.bufferedAmount > MOST_UNREAD_BYTES) socket.terminate();
        // One that is closed meanwhile has no use for it.
        if (socket.readyState !== socket.OPEN) return resolve();
        socket.send(text, () => resolve());
      }),
    close(code = 1000, reason = '') {
      if (code !== NO_INIT) return close(line, [code, reason]);
      const why = `no connection_init in ${deps.limits().connectionInitMs} ms`;
      refuseFor(deps, line, 'connectionInitMs', [code, why]);
    },
    onMessage: (take) =>
      socket.on('message', (data: Buffer) => {
        // It fails for messages that the protocol does not have from a client.
        take(data.toString('utf8')).catch(() => close(line, [4400, 'Invalid message received']));
      }),
  };
}

function close({ socket }: Line, [code, reason]: readonly [number, string]): void {
  socket.close(code, reason);
  setTimeout(() => socket.terminate(), CLOSING_MS).unref();
}

/** A client that does not answer a ping before the next one is not there any more. */
function keepAlive(socket: WebSocket, pingMs: number): () => void {
  let isThere = true;
  socket.on('pong', () => (isThere = true));
  const timer = setInterval(() => {
    if (!isThere) return socket.terminate();
    isThere = false;
    socket.ping();
  }, pingMs);
  return () => clearInterval(timer);
}

/** Who opens the socket; false when it is refused. */
async function admit(deps: SocketDeps, { extra: line, connectionParams }: LineContext): Promise<boolean> {
  const headers = headersOf(line.request, connectionParams ?? {});
  const answer = await deps.authenticate(headers);
  if (isRefusal(answer)) {
    deps.onRefusal(answer.refused);
    return refuse(line, answer.refused === 'UNAUTHENTICATED' ? CLOSE.unauthorized : CLOSE.later);
  }
  if (line.socket.readyState !== line.socket.OPEN) return false;
  const released = deps.share.take(answer);
  if (!released) {
    const { allowed } = deps.share;
    return refuseFor(deps, line, 'socketsPerPrincipal', [4429, tooMany(allowed(), deps.now())]);
  }
  if (!line.place?.stay()) {
    released();
    return refuseFor(deps, line, 'maxSockets', [1013, tooMany(deps.limits().maxSockets, deps.now())]);
  }
  line.principal = answer;
  line.atEnd.push(
    released,
    onExpiry(answer, deps.now, () => close(line, CLOSE.expired)),
    deps.callers.watch({ headers, principal: answer }, (isKnown) =>
      close(line, isKnown ? CLOSE.restart : CLOSE.unauthorized),
    ),
  );
  restUntilNext(deps, line);
  return true;
}

/** Closes a socket for a limit, whose name the client is told: a reason has 123 bytes at most (RFC 6455, 5.5). */
function refuseFor(
  deps: SocketDeps,
  line: Line,
  limit: LimitName,
  [code, why]: readonly [number, string],
): false {
  if (line.socket.readyState !== line.socket.OPEN) return false;
  deps.onRefusal(limit);
  return refuse(line, [code, `server.limits.${limit}: ${why}`]);
}

function tooMany(allowed: number, now: number): string {
  return `${allowed} allowed, ${allowed + 1} asked; retryAt ${retryAt(now)}`;
}

/** Clients come back after this code by themselves. */
function giveWay({ limits }: SocketDeps): readonly [number, string] {
  const { maxSockets } = limits();
  const places = placesForStrangers(maxSockets);
  return [1013, `${maxSockets} allowed, ${places} more without connection_init`];
}

/** The package `ws` closes for a message that is too long by itself, with the code alone. */
function tellTooLong({ limits, onRefusal }: SocketDeps, socket: WebSocket): void {
  const { maxMessageBytes } = limits();
  const end = socket.close.bind(socket);
  socket.close = (code, reason) => {
    if (code !== TOO_LONG) return end(code, reason);
    onRefusal('maxMessageBytes');
    end(code, `server.limits.maxMessageBytes: ${maxMessageBytes} allowed, more asked`);
  };
}

function refuse(line: Line, why: readonly [number, string]): false {
  close(line, why);
  return false;
}

/** Browsers cannot give a WebSocket headers: so those that tell who asks may come with the first message. */
function headersOf(
  { headers }: FastifyRequest,
  parameters: Readonly<Record<string, unknown>>,
): CallerHeaders {
  const given = new Map(Object.entries(parameters).map(([name, value]) => [name.toLowerCase(), value]));
  const of = (name: string, fallback: string | undefined): string | undefined => {
    const value = given.get(name);
    return typeof value === 'string' ? value : fallback;
  };
  const router = headers['router-authorization'];
  return {
    authorization: of('authorization', headers.authorization),
    'router-authorization': of('router-authorization', typeof router === 'string' ? router : undefined),
  };
}

/** Closes the socket when nothing is subscribed to for long. */
function restUntilNext({ limits }: SocketDeps, line: Line): void {
  clearTimeout(line.idle);
  line.idle = setTimeout(() => {
    if (line.running === 0) close(line, CLOSE.idle);
  }, limits().idleSocketMs);
}

/** Starts a subscription of a socket, or gives the errors that say why not. */
async function begin(deps: SocketDeps, line: Line, payload: SubscribePayload) {
  const { principal } = line;
  if (!principal) throw new Error('a subscription came before its caller was known');
  const { query, operationName, variables, extensions } = payload;
  const request = {
    query,
    operationName: operationName ?? undefined,
    variables: variables ?? undefined,
    extensions: extensions ?? undefined,
  };
  const prepared = deps.prepare(request, principal);
  if (!prepared.ok) return refused(deps, prepared.errors);
  if (prepared.operation.operation !== OperationTypeNode.SUBSCRIPTION)
    return refused(deps, [onlySubscriptions()]);
  const subscribed = await subscribe(deps.subscriptions, prepared, {
    principal,
    transport: 'WEBSOCKET',
    trace: line.request.trace,
    ended: () => {
      line.running -= 1;
      if (line.running === 0) restUntilNext(deps, line);
    },
  });
  if (!subscribed.ok) return refused(deps, subscribed.errors);
  line.running += 1;
  const { answers } = subscribed;
  return {
    schema: deps.subscriptions.schema,
    document: prepared.document,
    operationName,
    contextValue: { answers },
  };
}

function onlySubscriptions(): GraphQLError {
  return refusal('BAD_REQUEST', 'WebSockets take subscriptions alone: send queries and mutations by POST.');
}

function refused({ onRefusal }: SocketDeps, errors: readonly GraphQLError[]): readonly GraphQLError[] {
  const [first] = errors;
  if (first) onRefusal(reasonOf(first.extensions['code'], first.extensions));
  return errors;
}
