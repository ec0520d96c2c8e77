// A typed client of the graph over fetch: it sends a document with its variables and returns the data; errors are exceptions with a code.
import { setTimeout as sleep } from 'node:timers/promises';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';

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
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly retryable?: boolean };
  }[];
}

const TRIES = 5;
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
    const [error] = answer.errors ?? [];
    if (error !== undefined) {
      const { code = 'UNKNOWN', retryable = false } = error.extensions ?? {};
      throw new GraphError(code, error.message, retryable);
    }
    if (answer.data == null) throw unreachable('no data');
    return answer.data;
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
  };
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
