// The error bodies of the API host (genesys contract 4.1) and of the login host (genesys contract 1.2).
import { randomUUID } from 'node:crypto';
import type { Reply } from '../core/http.ts';
import { Refusal } from '../core/refusal.ts';

/** One entry of `details`. */
interface ErrorDetail {
  readonly errorCode?: string;
  readonly fieldName?: string;
}

/** Fields that some errors have. */
interface ErrorExtras {
  readonly messageParams?: Readonly<Record<string, string>>;
  readonly entityId?: string;
  readonly entityName?: string;
  readonly details?: readonly ErrorDetail[];
}

/** The API's ErrorBody. The correlation header is taken from its `contextId`. */
export function failure(status: number, code: string, message: string, extras: ErrorExtras = {}): Reply {
  return {
    status,
    body: { message, code, status, contextId: randomUUID(), details: [], errors: [], ...extras },
  };
}

/** A 400; a field at fault is named in `details`. */
export function badRequest(message: string, fieldName?: string, code = 'bad.request'): Refusal {
  const details = fieldName === undefined ? [] : [{ errorCode: code, fieldName }];
  return new Refusal(failure(400, code, message, { details }));
}

/** A 404 for a thing that is named by its id. */
export function notFound(entityName: string, entityId: string): Refusal {
  return new Refusal(
    failure(404, 'not.found', `No ${entityName} with id ${entityId}`, { entityName, entityId }),
  );
}

/** The error body of the login host, which has the description twice. */
export function tokenFailure(status: number, error: string, description: string): Reply {
  return { status, body: { error, description, error_description: description } };
}

/** 429 with the wait in the header and in brackets in the message; without seconds, the form before November 2021 (genesys contract 4.2). */
export function tooManyRequests(seconds: number | undefined): Reply {
  if (seconds === undefined) return failure(429, 'too.many.requests', 'Request budget used up');
  const reply = failure(
    429,
    'too.many.requests.retry.after',
    `Request budget used up; try again in [${seconds}] seconds`,
  );
  return { ...reply, headers: { 'Retry-After': String(seconds) } };
}

const CODES: Readonly<Record<number, string>> = {
  400: 'bad.request',
  401: 'bad.credentials',
  403: 'not.authorized',
  404: 'not.found',
  408: 'client.timeout',
  409: 'conflict',
  413: 'request.entity.too.large',
  415: 'unsupported.media.type',
  500: 'internal.server.error',
  502: 'service.unavailable',
  503: 'service.unavailable',
  504: 'request.timeout',
};

/** A fault of the given status with the code that genesys contract 4.1 lists for it. */
export function serverFault(status: number): Reply {
  return failure(
    status,
    CODES[status] ?? 'internal.server.error',
    `The request failed with status ${status}`,
  );
}
