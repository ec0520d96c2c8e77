// Failures of HTTP requests outside GraphQL: JSON with a code, without details of the inside.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../domain/log.ts';
import type { Trace } from '../domain/telemetry/trace.ts';
import { traceOf } from '../telemetry/trace-context.ts';
import { withoutSecrets } from './errors.ts';
import type { ServerMeter } from '../domain/telemetry/server-meter.ts';
import { isFromRouter, statusFor } from './status.ts';

const CODES: Readonly<Record<number, string>> = {
  415: 'UNSUPPORTED_MEDIA_TYPE',
};

/** A request that is refused for what it is, before GraphQL sees it. */
export class RequestRefusal extends Error {
  readonly statusCode: number;
  readonly code: string;
  /** What else the client is told. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    statusCode: number,
    code: string,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.statusCode = statusCode;
    this.code = code;
    this.details = details;
  }
}

/** A body in the form GraphQL clients know. */
export function failure(
  { requestId }: Pick<Trace, 'requestId'>,
  code: string,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): object {
  return { errors: [{ message, extensions: { code, ...details, requestId } }] };
}

/** What a request gets that does not come as far as a route, a URL that cannot be decoded for instance. */
export function frameworkFailures(newId: () => string) {
  return (_error: Error, { headers }: FastifyRequest, reply: FastifyReply): void => {
    const trace = traceOf(headers, newId);
    void reply
      .code(400)
      .header('x-request-id', trace.requestId)
      .send(failure(trace, 'BAD_REQUEST', 'The request cannot be read.'));
  };
}

/** Hears of every request that is refused: by the name of the limit, or by the code. */
export type OnRefusal = (reason: string) => void;

/** Everything that goes wrong in a route or finds none. */
export function registerFailures(
  app: FastifyInstance,
  log: Log,
  { refused: onRefusal, errored }: Pick<ServerMeter, 'refused' | 'errored'>,
): void {
  app.setNotFoundHandler(({ trace }, reply) =>
    reply.code(404).send(failure(trace, 'NOT_FOUND', 'There is nothing here: GraphQL is on /graphql.')),
  );
  app.setErrorHandler(
    (error: Error & { statusCode?: number }, { principal, headers, trace, report }, reply) => {
      if (error instanceof RequestRefusal) {
        onRefusal(reasonOf(error.code, error.details));
        report.codes = [error.code];
        const fromRouter = principal !== null && isFromRouter(principal, headers);
        return reply
          .code(fromRouter ? statusFor(error.statusCode, headers.accept, true) : error.statusCode)
          .send(failure(trace, error.code, error.message, error.details));
      }
      const status = error.statusCode ?? 500;
      const code = CODES[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL');
      report.codes = [code];
      if (status < 500) return reply.code(status).send(failure(trace, code, error.message));
      report.outcome = 'failed';
      log.error({ requestId: trace.requestId, ...withoutSecrets(error) }, 'request failed');
      errored('INTERNAL');
      return reply.code(status).send(failure(trace, code, 'Something went wrong.'));
    },
  );
}

/** What a refusal is counted as. */
export function reasonOf(code: unknown, { limit }: Readonly<Record<string, unknown>>): string {
  return typeof limit === 'string' ? limit.replace(/^.*\./, '') : String(code);
}
