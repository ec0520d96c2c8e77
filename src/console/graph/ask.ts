// One question to the graph: a typed document and its variables. Never throws for what the graph answers: data and failures stand side by side.
import type { TypedDocumentString } from '../generated/documents.ts';
import { failureOf, holdsNothing, noAnswer, type Failure, type GivenError } from './failure.ts';
import { askForToken, keptToken, tokenAnswers } from './token.ts';

/** Where the graph answers. */
export const ENDPOINT = '/graphql';

/** A page that is looked at spends no vendor's budget: what is read by id comes from the inventory while that is a day old at most. Changes take no heed of it. */
export const FRESHNESS = 'max-age=86400, stale-if-error=604800';

/** What came back. */
export interface Answer<Data> {
  /** Null when all of the question failed; parts of it may be null beside failures. */
  readonly data: Data | null;
  readonly failures: readonly Failure[];
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
}

interface Body<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GivenError[];
}

/** Asks once. A 401 also makes the page ask for a token. Rejects only when `signal` aborts. */
export async function ask<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Answer<Data>> {
  const answer = await send(document, variables, {
    accept: 'application/graphql-response+json, application/json',
    ...(signal && { signal }),
  });
  if (!(answer instanceof Response)) return { data: null, failures: [answer], at: Date.now() };
  const requestId = answer.headers.get('x-request-id');
  const body = await bodyOf<Data>(answer);
  if (!body) return { data: null, failures: [noAnswer(navigator.onLine)], at: Date.now() };
  const failures = (body.errors ?? []).map((error) => failureOf(error, requestId));
  // Beside failures empty places say nothing: shown as an answer they would be "there is none".
  const isNone = failures.length > 0 && holdsNothing(body.data);
  return { data: isNone ? null : (body.data ?? null), failures, at: Date.now() };
}

/** Sends a document; the response, or why there is none. */
export async function send(
  document: { toString(): string },
  variables: unknown,
  { accept, signal }: { readonly accept: string; readonly signal?: AbortSignal },
): Promise<Response | Failure> {
  const token = keptToken();
  const sentAfter = tokenAnswers();
  try {
    const response = await fetch(ENDPOINT, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept,
        'x-freshness': FRESHNESS,
        ...(token !== null && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query: document.toString(), variables }),
      ...(signal && { signal }),
    });
    if (response.status === 401) askForToken(token, sentAfter);
    return response;
  } catch (error) {
    if (signal?.aborted === true) throw error;
    return noAnswer(navigator.onLine);
  }
}

/** Null for what is no answer of GraphQL, as a page of a proxy. */
async function bodyOf<Data>(response: Response): Promise<Body<Data> | null> {
  try {
    // The types are generated from the document and the schema, so they describe the answer.
    return (await response.json()) as Body<Data>;
  } catch {
    return null;
  }
}
