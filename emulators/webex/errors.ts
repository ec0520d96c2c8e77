// Refusals and the body they are answered with (webex contract 8).
import { randomUUID } from 'node:crypto';
import type { EmulatedRequest, Reply } from '../core/http.ts';

/** One entry of `errors[]`. */
export interface ErrorItem {
  readonly errorCode?: number;
  readonly description: string;
}

/** Thrown by a route, answered by `guarded`. */
export class Refusal extends Error {
  readonly status: number;
  readonly errors: readonly ErrorItem[];

  constructor(status: number, message: string, errors: readonly ErrorItem[] = [{ description: message }]) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

/** A 400 without a documented code. */
export function badRequest(message: string): Refusal {
  return new Refusal(400, message);
}

/** A 400 with one of the codes of webex contract 5.3, or the generic 400. */
export function coded(errorCode: number, description: string): Refusal {
  return new Refusal(400, description, [{ errorCode, description }]);
}

/** The tracking id of a request: the caller's own, else one made here. */
export function trackingId(request: EmulatedRequest): string {
  return request.headers['trackingid'] ?? `NA_${randomUUID()}`;
}

/** The error answer. `errors` is left out when empty, as was seen on a 403. */
export function errorReply(
  request: EmulatedRequest,
  status: number,
  message: string,
  errors: readonly ErrorItem[] = [{ description: message }],
): Reply {
  return { status, body: { message, ...(errors.length > 0 && { errors }), trackingId: trackingId(request) } };
}

const messages: Readonly<Record<number, string>> = {
  423: 'The requested resource is temporarily unavailable.',
  500: 'Something went wrong on the server.',
  503: 'Server is overloaded with requests.',
  504: 'An upstream server failed to respond on time.',
};

/** The platform's answer to a fault of its own; a 502 comes from the gateway and is a page, not JSON. */
export function failed(status: number, request: EmulatedRequest): Reply {
  if (status !== 502)
    return errorReply(request, status, messages[status] ?? 'The request could not be processed.');
  const body =
    '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';
  return { status, headers: { 'content-type': 'text/html' }, body };
}

/** The platform's 429. */
export function throttled(retryAfterSeconds: number | undefined, request: EmulatedRequest): Reply {
  const reply = errorReply(request, 429, 'Too many requests have been sent in a given amount of time.');
  if (retryAfterSeconds === undefined) return reply;
  return { ...reply, headers: { 'retry-after': String(retryAfterSeconds) } };
}
