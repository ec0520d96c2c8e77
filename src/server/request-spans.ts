// The span of each request for GraphQL: from its arrival to its answer. It is named when it is known what is asked.
import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { unkept, type Attributes, type Span, type Tracer } from '../domain/telemetry/tracer.ts';
import type { Prepared } from './operations/prepare.ts';
import { cutName, type RequestReport } from './request-log.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Kept for requests for GraphQL alone. */
    span: Span;
  }
}

/** Gives each request for `path` its span; its ids are known. To be registered before whatever may answer, and after what it reports. */
export function registerSpans(app: FastifyInstance, path: string, tracer: Tracer): void {
  // Given to each request before any handler sees it.
  app.decorateRequest('span', null as unknown as Span);
  app.addHook('onRequest', (request, reply, done) => {
    const { trace, parent, method } = request;
    if (request.routeOptions.url === path) {
      request.span = tracer.begin(`${method} ${path}`, trace, {
        kind: 'SERVER',
        parent,
        attributes: {
          'http.request.method': method,
          'http.route': path,
          'license_graph.request_id': trace.requestId,
        },
      });
      request.trace = request.span.trace;
      reply.raw.once('close', () => endSpan(request, reply.raw));
    } else request.span = unkept(trace);
    done();
  });
}

/** Ends the span of a request whose answer is out, or will not come any more. */
function endSpan(
  { span, report: { prepared, outcome, codes } }: FastifyRequest,
  { statusCode, writableFinished }: ServerResponse,
): void {
  if (prepared !== null) {
    span.rename(spanName(prepared));
    span.set(operationAttributes(prepared));
  }
  tellOutcome(span, { outcome: writableFinished ? outcome : 'gone', codes });
  if (statusCode >= 500) span.fail(String(statusCode));
  endWith(span, statusCode);
}

/** Ends the span with the status of the answer: also that of a request that has become a socket (101) or a stream, whose events have spans of their own. */
export function endWith(span: Span, statusCode: number): void {
  span.set({ 'http.response.status_code': statusCode });
  span.end();
}

/** The name of an operation's span, by its type and its own name. */
export function spanName({ operation: { operation, name } }: Prepared): string {
  return name === undefined ? operation : `${operation} ${cutName(name.value)}`;
}

/** What is asked. */
export function operationAttributes({ operation: { operation, name }, cost }: Prepared): Attributes {
  return {
    'graphql.operation.type': operation,
    'graphql.operation.name': name && cutName(name.value),
    'license_graph.cost': cost,
  };
}

/** What an operation came to. Its span failed when nobody could blame its caller. */
export function tellOutcome(span: Span, { outcome, codes }: Pick<RequestReport, 'outcome' | 'codes'>): void {
  const [code] = codes;
  span.set({ 'license_graph.outcome': outcome, 'license_graph.code': code });
  if (outcome === 'gone') span.fail('CLIENT_GONE');
  if (outcome === 'failed') span.fail(code ?? 'INTERNAL');
}
