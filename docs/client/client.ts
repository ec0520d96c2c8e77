// A typed client of the graph: it sends a document with its variables over fetch and returns the data, or follows a subscription over a
// WebSocket; errors are exceptions with a code.
import { setTimeout as sleep } from 'node:timers/promises';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { createClient as createSocket } from 'graphql-ws';

/** An error of the graph. `code` is one of docs/errors.md, or `UNREACHABLE` when the graph did not answer. */
export class GraphError extends Error {
  readonly code: string;
  /** Whether the same request can succeed later. */
  readonly retryable: boolean;

  constructor(code: string, message: string, retryable: boolean) {
    super(message);
    this.name = 'GraphError';
    this.code = code;
    this.retryable = retryable;
  }
}

/** One server, called with one token. */
export interface Client {
  /** Throws GraphError. Sends a request again when that can succeed: so mutations must have an idempotency key. */
  ask<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data>;
  /** What a subscription tells, to its end. It begins again when its connection breaks: so it must tell how things are, not what has happened. Throws GraphError; the signal ends it. */
  follow<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    signal: AbortSignal,
  ): AsyncGenerator<Data, void, void>;
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GivenError[];
}

interface GivenError {
  readonly message: string;
  readonly extensions?: { readonly code?: string; readonly retryable?: boolean };
}

const TRIES = 5;
/** A server that restarts is away for some seconds; one that is away for longer than these tries take is an error. */
const RECONNECTIONS = 60;
const RECONNECT_MS = 1_000;
/** Longer than the longest mutation (`server.mutationDeadlineMs`). */
const TIMEOUT_MS = 150_000;

/** `token` is null for a server without tokens. */
export function createClient(url: string, token: string | null): Client {
  async function once<Data>(body: string): Promise<Data> {
    const headers = {
      'content-type': 'application/json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
    };
    // The types are generated from the document and the schema, so they describe the answer.
    const answer = (await exchange(url, { method: 'POST', headers, body })) as Answer<Data>;
    return dataOf(answer);
  }

  return {
    async ask<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables) {
      const body = JSON.stringify({ query: print(document), variables });
      for (let tries = 1; ; tries += 1) {
        try {
          return await once<Data>(body);
        } catch (error) {
          if (!(error instanceof GraphError && error.retryable) || tries === TRIES) throw error;
          await sleep(250 * 2 ** tries);
        }
      }
    },
    async *follow<Data, Variables extends Record<string, unknown>>(
      document: TypedDocumentNode<Data, Variables>,
      variables: Variables,
      signal: AbortSignal,
    ) {
      const socket = createSocket({
        url: url.replace(/^http/, 'ws'),
        connectionParams: token === null ? {} : { authorization: `Bearer ${token}` },
        retryAttempts: RECONNECTIONS,
        retryWait: () => sleep(RECONNECT_MS),
        // Without this it gives up when it is refused, as it is while a server starts.
        shouldRetry: () => true,
      });
      signal.addEventListener('abort', () => void socket.dispose());
      try {
        const answers = socket.iterate<Data, GivenError['extensions']>({ query: print(document), variables });
        for await (const answer of answers) {
          const [error] = (answer.errors ?? []) as readonly GivenError[]; // the form of every error of the graph
          // The graph itself goes on after what is over in a moment, as a database that is away.
          if (error?.extensions?.retryable !== true)
            yield dataOf({ data: answer.data ?? null, errors: error ? [error] : [] });
        }
      } catch (error) {
        throw error instanceof GraphError ? error : unreachable(error);
      } finally {
        await socket.dispose();
      }
    },
  };
}

function dataOf<Data>({ data, errors = [] }: Answer<Data>): Data {
  const [error] = errors;
  if (error !== undefined) {
    const { code = 'UNKNOWN', retryable = false } = error.extensions ?? {};
    throw new GraphError(code, error.message, retryable);
  }
  if (data == null) throw unreachable('no data');
  return data;
}

async function exchange(url: string, request: RequestInit): Promise<unknown> {
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(TIMEOUT_MS) });
    return await response.json();
  } catch (error) {
    throw unreachable(error);
  }
}

function unreachable(cause: unknown): GraphError {
  return new GraphError('UNREACHABLE', `The graph did not answer: ${String(cause)}`, true);
}
