// Failures of HTTP requests outside GraphQL: JSON with a code, without details of the inside.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../domain/log.ts';
import { withoutSecrets } from './errors.ts';

const CODES: Readonly<Record<number, string>> = {
  413: 'BODY_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};

/** A body in the form GraphQL clients know. */
export function failure(code: string, message: string): object {
  return { errors: [{ message, extensions: { code } }] };
}

/** What a request gets that does not come as far as a route, a URL that cannot be decoded for instance. */
export function frameworkFailure(_error: Error, _request: FastifyRequest, reply: FastifyReply): void {
  void reply.code(400).send(failure('BAD_REQUEST', 'The request cannot be read.'));
}

/** Everything that goes wrong in a route or finds none. */
export function registerFailures(app: FastifyInstance, log: Log): void {
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(failure('NOT_FOUND', 'There is nothing here: GraphQL is on /graphql.')),
  );
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) {
      return reply.code(status).send(failure(CODES[status] ?? 'BAD_REQUEST', error.message));
    }
    log.error(withoutSecrets(error), 'request failed');
    return reply.code(status).send(failure('INTERNAL', 'Something went wrong.'));
  });
}
