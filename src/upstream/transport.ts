// One HTTP exchange with a provider: bytes out, status, headers and parsed JSON back. Knows no provider and no policy.
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import got, { RequestError, TimeoutError, type Got, type Response } from 'got';
import type { Current } from '../domain/reload/current.ts';
import { ProblemError, problem, type Problem } from '../domain/problem.ts';

export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Body as it goes out; absent for none. */
  readonly body?: string;
  readonly signal: AbortSignal;
}

export interface UpstreamResponse {
  readonly status: number;
  /** Names in lower case; repeated headers joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined when the body is empty or is not JSON. */
  readonly body: unknown;
  /** What the body turned out to be. */
  readonly content: 'JSON' | 'EMPTY' | 'OTHER';
  /** What schemas made of the body so far, by schema; absent where nothing is kept. */
  readonly parsed?: Map<object, unknown>;
  /** Hears that the body has not the documented form. */
  readonly unusable?: (problem: Problem) => void;
}

/** Sends once. Throws ProblemError UPSTREAM_TIMEOUT or UPSTREAM_UNAVAILABLE, or the reason of an aborted signal. */
export type Transport = (request: TransportRequest) => Promise<UpstreamResponse>;

interface TransportOptions {
  readonly connectTimeoutMs: number;
  /** From the request being sent to the whole answer being there. */
  readonly answerTimeoutMs: number;
  /** Open sockets kept per provider host. */
  readonly maxSockets: number;
  /** Bytes of one answer, unpacked: a small one may unpack to gigabytes. */
  readonly maxAnswerBytes: number;
}

/** A transport over got with keep-alive. `close` drops idle connections. */
export function createTransport(options: Current<TransportOptions>): {
  transport: Transport;
  close: () => void;
} {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  const client = got.extend({
    agent: agents,
    throwHttpErrors: false,
    // A redirect would carry the token to whatever host it names.
    followRedirect: false,
    retry: { limit: 0 },
  });
  return {
    transport(request) {
      const inForce = options();
      agents.http.maxSockets = inForce.maxSockets;
      agents.https.maxSockets = inForce.maxSockets;
      return exchange(client, request, inForce);
    },
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

async function exchange(
  client: Got,
  request: TransportRequest,
  { connectTimeoutMs, answerTimeoutMs, maxAnswerBytes }: TransportOptions,
): Promise<UpstreamResponse> {
  const tooLarge = new AbortController();
  try {
    const answer = client(request.url, {
      method: request.method,
      headers: request.headers,
      timeout: {
        lookup: connectTimeoutMs,
        connect: connectTimeoutMs,
        secureConnect: connectTimeoutMs,
        send: answerTimeoutMs,
        response: answerTimeoutMs,
        request: connectTimeoutMs + answerTimeoutMs,
      },
      signal: AbortSignal.any([request.signal, tooLarge.signal]),
      ...(request.body !== undefined && { body: request.body }),
    });
    void answer.on('downloadProgress', ({ transferred }) => {
      if (transferred > maxAnswerBytes) tooLarge.abort();
    });
    return read(await answer);
  } catch (error) {
    if (request.signal.aborted) throw request.signal.reason;
    if (tooLarge.signal.aborted) throw oversized(maxAnswerBytes);
    if (error instanceof TimeoutError) {
      throw new ProblemError(
        problem('UPSTREAM_TIMEOUT', 'PROVIDER', 'The provider did not answer in time.', { retryable: true }),
        { cause: harmless(error) },
      );
    }
    if (error instanceof RequestError) {
      throw new ProblemError(
        problem('UPSTREAM_UNAVAILABLE', 'PROVIDER', 'The connection to the provider failed.', {
          retryable: true,
        }),
        { cause: harmless(error) },
      );
    }
    throw error;
  }
}

function oversized(maxAnswerBytes: number): ProblemError {
  return new ProblemError(
    problem(
      'UPSTREAM_BAD_RESPONSE',
      'PROVIDER',
      `The provider's answer is larger than ${maxAnswerBytes} bytes unpacked.`,
      { retryable: true, hint: 'If the provider really answers so much, raise limits.maxAnswerBytes.' },
    ),
  );
}

/** got's errors hold the request's options, credentials among them: only the code goes on. */
function harmless(error: RequestError): Error {
  return new Error(error.code);
}

function read(response: Response<string>): UpstreamResponse {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  const base = { status: response.statusCode, headers };
  if (response.body === '') return { ...base, body: undefined, content: 'EMPTY' };
  try {
    return {
      ...base,
      body: JSON.parse(response.body) as unknown,
      content: 'JSON',
      parsed: new Map(),
    };
  } catch {
    return { ...base, body: undefined, content: 'OTHER' };
  }
}
