// The ids of each request: taken from its headers or made, and given back with its answer and with each error in it.
import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { z } from 'zod';
import type { Trace } from '../domain/telemetry/trace.ts';
import type { Parent } from '../domain/telemetry/tracer.ts';
import { parentOf, traceOf } from '../telemetry/trace-context.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Its ids. */
    trace: Trace;
    /** Where others began its trace; null where nobody did. */
    parent: Parent | null;
  }
}

/** To be registered before whatever may answer. */
export function registerRequestIds(app: FastifyInstance, newId: () => string): void {
  // Given to each request before any handler sees it.
  app.decorateRequest('trace', null as unknown as Trace);
  app.decorateRequest('parent', null);
  app.addHook('onRequest', (request, reply, done) => {
    request.parent = parentOf(request.headers);
    request.trace = traceOf(request.headers, newId, request.parent);
    reply.header('x-request-id', request.trace.requestId);
    done();
  });
}

/** The same error, with the id by which the operator finds it in the log. */
export function identified<One extends Pick<GraphQLFormattedError, 'extensions'>>(
  error: One,
  { requestId }: Trace,
): One {
  return { ...error, extensions: { ...error.extensions, requestId } };
}

const Answer = z.looseObject({
  errors: z.array(z.looseObject({ message: z.string(), extensions: z.looseObject({}).default({}) })),
});

/** The same for the text of an answer that has errors alone. */
export function identifiedIn(text: string, trace: Trace) {
  const answer = Answer.parse(JSON.parse(text));
  return { ...answer, errors: answer.errors.map((error) => identified(error, trace)) };
}

/** The same for what Apollo Server answers. */
export function requestIdPlugin(): ApolloServerPlugin<{ readonly call: { readonly trace: Trace } }> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ contextValue: { call }, response: { body } }) => {
          if (body.kind === 'single' && body.singleResult.errors) {
            body.singleResult.errors = body.singleResult.errors.map((error) => identified(error, call.trace));
          }
          return Promise.resolve();
        },
      }),
  };
}
