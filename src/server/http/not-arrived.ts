// What Node itself refuses: headers or a body that do not arrive in time, headers that are too large, and what is no HTTP.
import { maxHeaderSize, STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { RequestLimits } from '../../config/limits.ts';
import type { Current } from '../../domain/reload/current.ts';
import { failure, reasonOf, RequestRefusal, type OnRefusal } from '../failures.ts';

type Timeouts = Pick<RequestLimits, 'requestTimeoutMs' | 'headersTimeoutMs'>;

interface NotArrived {
  /** Hears of each request whose headers have arrived. */
  readonly onRequest: (request: IncomingMessage) => void;
  readonly onClientError: (error: Error & { code?: string }, socket: Socket) => void;
}

export function createNotArrived(
  limits: Current<Timeouts>,
  newId: () => string,
  onRefusal: OnRefusal,
): NotArrived {
  // Node does not say whether it waited for headers or for a body.
  const latest = new WeakMap<Socket, IncomingMessage>();
  return {
    onRequest: (request) => latest.set(request.socket, request),
    onClientError(error, socket) {
      if (error.code === 'ECONNRESET' || socket.destroyed) return;
      const refused = refusalFor(error.code, limits(), latest.get(socket)?.complete === false);
      onRefusal(reasonOf(refused.code, refused.details));
      if (socket.writable) socket.write(written(refused, newId()));
      socket.destroy();
    },
  };
}

function refusalFor(code: string | undefined, limits: Timeouts, isInBody: boolean): RequestRefusal {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return late(limits, isInBody);
  if (code === 'HPE_HEADER_OVERFLOW') {
    const message = `The headers are too large: ${maxHeaderSize} bytes is the limit.`;
    return new RequestRefusal(431, 'HEADERS_TOO_LARGE', message, {
      limit: 'http.maxHeaderSize',
      allowed: maxHeaderSize,
    });
  }
  return new RequestRefusal(400, 'BAD_REQUEST', 'The request cannot be read.');
}

function late(limits: Timeouts, isInBody: boolean): RequestRefusal {
  const isWhole = isInBody || limits.requestTimeoutMs < limits.headersTimeoutMs;
  const name = isWhole ? 'requestTimeoutMs' : 'headersTimeoutMs';
  const what = isInBody ? 'request' : 'headers';
  return new RequestRefusal(
    408,
    'REQUEST_TIMEOUT',
    `The ${what} did not arrive in time: ${limits[name]} ms is the limit.`,
    { limit: `server.limits.${name}`, allowed: limits[name] },
  );
}

/** Its headers may not have arrived: so the id is new. */
function written({ statusCode, code, message, details }: RequestRefusal, requestId: string): string {
  const body = JSON.stringify(failure({ requestId }, code, message, details));
  return [
    `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    `x-request-id: ${requestId}`,
    '',
    body,
  ].join('\r\n');
}
