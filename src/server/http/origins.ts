// Which web pages may ask: those of the origins in server.corsOrigins.
import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import type { Current } from '../../domain/reload/current.ts';

/** Whether pages of an origin, as browsers send it, may ask. */
export type IsAllowedOrigin = (origin: string) => boolean;

/** Headers that pages may send, and read. */
const SENT = [
  'authorization',
  'content-type',
  'x-request-id',
  'traceparent',
  'x-freshness',
  'x-upstream-report',
  'apollo-require-preflight',
];
const READ = ['x-request-id', 'retry-after'];

/** An origin with the port `*` stands for every port. */
export function allowedOrigins(origins: Current<readonly string[]>): IsAllowedOrigin {
  return (origin) => {
    const onAnyPort = origin.replace(/(:\d{1,5})?$/, ':*');
    return origins().some((one) => one === (one.endsWith(':*') ? onAnyPort : origin));
  };
}

/** Lets the origins in. To be registered before authentication: a browser asks for permission without a token. */
export async function registerOrigins(app: FastifyInstance, isAllowed: IsAllowedOrigin): Promise<void> {
  await app.register(cors, {
    origin: (origin, decide) => decide(null, origin !== undefined && isAllowed(origin)),
    methods: ['GET', 'POST'],
    allowedHeaders: SENT,
    exposedHeaders: READ,
  });
}
