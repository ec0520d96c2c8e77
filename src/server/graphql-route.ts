// GraphQL over HTTP: reads the request, prepares its operation, and gives it to Apollo Server, which executes it.
import { HeaderMap, type ApolloServer, type HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, OperationTypeNode } from 'graphql';
import { z } from 'zod';
import type { Principal } from '../auth/principal.ts';
import { isMapping } from '../config/mapping.ts';
import type { RequestContext } from './apollo.ts';
import { asTold, type FormatError } from './errors.ts';
import { reasonOf, RequestRefusal } from './failures.ts';
import { answerType } from './http/media-types.ts';
import { wantsStream, type Live } from './live/live.ts';
import { freshnessIn } from './operations/freshness.ts';
import type { ServerMeter } from '../domain/telemetry/server-meter.ts';
import { measure, measureRefused } from './operations/outcome.ts';
import { refusal } from './operations/refusals.ts';
import type { Quota } from './operations/quota.ts';
import type { OperationRequest, Prepared, PrepareOperation, Refused } from './operations/prepare.ts';
import { identified, identifiedIn } from './request-ids.ts';
import { codesOf } from './request-log.ts';
import { endWith, operationAttributes } from './request-spans.ts';
import { isFromRouter, statusFor } from './status.ts';

/** What is executed, as far as the context of its fields needs it. */
export type Executed = Pick<RequestContext, 'prepared' | 'running'>;

export interface GraphQLRoute {
  readonly path: string;
  readonly apollo: ApolloServer<RequestContext>;
  readonly prepare: PrepareOperation;
  readonly quota: Quota;
  readonly contextOf: (request: FastifyRequest, reply: FastifyReply, executed: Executed) => RequestContext;
  readonly formatError: FormatError;
  readonly meter: Pick<ServerMeter, 'begun' | 'refused'>;
  readonly live: Pick<Live, 'takeSocket' | 'stream'>;
}

export function registerGraphQL(app: FastifyInstance, route: GraphQLRoute): void {
  const handler = (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    answer(route, request, reply);
  app.route({
    method: 'GET',
    url: route.path,
    handler,
    wsHandler(socket, request) {
      endWith(request.span, 101);
      route.live.takeSocket(socket, request);
    },
  });
  app.route({ method: 'POST', url: route.path, handler });
}

async function answer(
  route: GraphQLRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const principal = principalOf(request);
  const takesNoJson = answerType(request.headers.accept) === null;
  if (takesNoJson && !wantsStream(request)) throw notAcceptable();
  // Before anything is done: a mutation takes no heed of it, but a router passes it on with each request.
  freshnessIn(request);
  const asked = operationIn(request);
  // What is no operation is left to Apollo Server, which says why; it executes nothing that was not prepared.
  const prepared = asked && route.prepare(asked, principal);
  if (prepared?.ok === false) return sendRefusal(route, prepared, request, reply);
  if (prepared?.operation.operation === SUBSCRIPTION) {
    const refused = wantsStream(request) ? await streamed(route, request, reply, prepared) : otherTransport();
    return refused ? sendRefusal(route, { type: SUBSCRIPTION, ...refused }, request, reply) : reply;
  }
  return takesNoJson
    ? sendRefusal(route, noStream(), request, reply)
    : answerAtOnce(route, request, reply, { asked, prepared, principal });
}

/** Why there is no stream; null when there was one, which has a line of its own in the log. */
async function streamed(
  { live }: GraphQLRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  prepared: Prepared,
): Promise<Refused | null> {
  const { trace, report, span, headers } = request;
  const principal = principalOf(request);
  report.isStream = true;
  span.set(operationAttributes(prepared));
  const begun = (): void => endWith(span, 200);
  const refused = await live.stream(prepared, { reply, principal, asked: headers, trace, begun });
  report.isStream = refused === null;
  return refused;
}

/** Who asks, of a request that has come so far. */
export function principalOf({ principal }: FastifyRequest): Principal {
  if (!principal) throw new Error('a request came past authentication');
  return principal;
}

/** Answers anything but a subscription. */
async function answerAtOnce(
  route: GraphQLRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  { principal, prepared, asked }: Asked & { readonly principal: Principal },
): Promise<FastifyReply> {
  const type = prepared ? { type: prepared.operation.operation } : {};
  if (prepared && isChangeByGet(request, prepared))
    return sendRefusal(route, { ...changeByGet(), ...type }, request, reply);
  const leave = route.quota.enter(principal);
  if (leave instanceof GraphQLError)
    return sendRefusal(route, { ok: false, errors: [leave], ...type }, request, reply);
  try {
    return await execute(route, request, reply, { asked, prepared });
  } finally {
    leave();
  }
}

interface Asked {
  readonly asked: OperationRequest | null;
  readonly prepared: Prepared | null;
}

async function execute(
  route: GraphQLRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  { asked, prepared }: Asked,
): Promise<FastifyReply> {
  const { report } = request;
  report.prepared = prepared;
  measure(route.meter, report, reply.raw, () => reply.elapsedTime);
  const { status, headers, body } = await route.apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: httpRequestOf(request, prepared, asked),
    context: () => Promise.resolve(route.contextOf(request, reply, { prepared, running: report })),
  });
  if (body.kind !== 'complete') throw new Error('an answer came in parts, which nobody can ask for');
  void reply.headers(Object.fromEntries(headers)).code(status ?? 200);
  if (report.isExecuted) return reply.send(body.string);
  const refused = identifiedIn(body.string, request.trace);
  report.outcome = reply.statusCode < 500 ? 'refused' : 'failed';
  report.codes = codesOf(refused.errors);
  return reply.send(JSON.stringify(refused));
}

function notAcceptable(): RequestRefusal {
  return new RequestRefusal(
    406,
    'BAD_REQUEST',
    'Answers are application/json or application/graphql-response+json; the accept header takes neither.',
  );
}

/** The operation a request asks for; null when it has no form that one can have. */
function operationIn({ method, body, query }: FastifyRequest): OperationRequest | null {
  if (method !== 'GET') return isMapping(body) ? operationOf(body) : null;
  // Parsed from the query string, whose values are texts or lists of them.
  const parameters = query as Readonly<Record<string, unknown>>;
  try {
    return operationOf({
      ...parameters,
      variables: fromJson(parameters['variables']),
      extensions: fromJson(parameters['extensions']),
    });
  } catch {
    return null;
  }
}

function fromJson(text: unknown): unknown {
  return typeof text === 'string' ? JSON.parse(text) : text;
}

const Parameters = z.custom<Readonly<Record<string, unknown>>>(isMapping);
const Operation = z
  .object({
    query: z.string(),
    operationName: z.string(),
    variables: Parameters,
    extensions: Parameters,
    documentId: z.unknown(),
  })
  .partial();

function operationOf(parts: Readonly<Record<string, unknown>>): OperationRequest | null {
  // Null stands for absent here, as clients write it.
  const given = Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== null && value !== ''),
  );
  const { data } = Operation.safeParse(given);
  const names = [data?.query, data?.documentId, data?.extensions?.['persistedQuery']];
  return data && names.some((name) => name !== undefined) ? data : null;
}

/** Links and images make browsers send GET with no page's doing. */
function isChangeByGet({ method }: FastifyRequest, { operation }: Prepared): boolean {
  return method === 'GET' && operation.operation !== OperationTypeNode.QUERY;
}

function otherTransport(): Refused {
  const message =
    'A subscription comes by WebSocket (graphql-transport-ws) or by server-sent events (accept: text/event-stream), both on this path.';
  return { ok: false, errors: [refusal('SUBSCRIPTION_TRANSPORT', message)] };
}

function noStream(): Refused {
  const message =
    'Server-sent events bring subscriptions alone: accept application/json for the answer to this.';
  return { ok: false, errors: [refusal('BAD_REQUEST', message, { http: { status: 406 } })] };
}

function changeByGet(): Refused {
  const error = refusal('BAD_REQUEST', 'Only queries can be sent by GET: send this by POST.', {
    http: { status: 405, headers: new HeaderMap([['allow', 'POST']]) },
  });
  return { ok: false, errors: [error] };
}

const { SUBSCRIPTION } = OperationTypeNode;

/** As Apollo Server takes it: the text of the operation that was prepared, however the request named it. */
function httpRequestOf(
  { method, url, headers, body }: FastifyRequest,
  prepared: Prepared | null,
  asked: OperationRequest | null,
): HTTPGraphQLRequest {
  const given = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) given.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const search = url.includes('?') ? url.slice(url.indexOf('?')) : '';
  if (!prepared) return { method, headers: given, search, body };
  const { persistedQuery: _known, ...extensions } = asked?.extensions ?? {};
  const { text: query, variables } = prepared;
  return {
    method: 'POST',
    headers: given,
    search: '',
    body: { query, variables, extensions, operationName: asked?.operationName ?? null },
  };
}

function sendRefusal(
  route: GraphQLRoute,
  refused: Refused,
  { headers, principal, trace, report }: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { errors } = refused;
  const [{ extensions }] = errors;
  const fromRouter = principal !== null && isFromRouter(principal, headers);
  route.meter.refused(reasonOf(extensions['code'], extensions));
  measureRefused(route.meter, refused, reply.elapsedTime);
  report.codes = codesOf(errors);
  const { status, headers: own } = httpOf(extensions);
  const type = answerType(headers.accept) ?? 'application/json; charset=utf-8';
  return reply
    .code(statusFor(status, headers.accept, fromRouter))
    .headers(own)
    .type(type)
    .send(
      JSON.stringify({ errors: errors.map((error) => identified(asTold(route.formatError, error), trace)) }),
    );
}

const Http = z.object({ status: z.number(), headers: z.map(z.string(), z.string()).optional() });

/** Status and headers that an error asks for. */
function httpOf({ http }: Readonly<Record<string, unknown>>) {
  const { status = 400, headers = new Map<string, string>() } = Http.safeParse(http).data ?? {};
  return { status, headers: Object.fromEntries(headers) };
}
