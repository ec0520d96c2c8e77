// The graph as a page asks it: a question has an answer, a subscription tells until it is over, and what goes wrong is said by its code.
import type { TypedDocumentString } from './generated.ts';

/** Yesterday's rows of a vendor that is down, rather than none. */
const FRESHNESS = 'max-age=900, stale-if-error=86400';

/** An error of an answer. */
export interface GraphError {
  readonly message: string;
  readonly extensions: {
    readonly code: string;
    readonly hint?: string | null;
    readonly retryAt?: string | null;
    readonly requestId?: string;
  };
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GraphError[];
}

/** Where the graph is, who asks, and what is to be done with the errors of an answer: none, when it has none. */
export interface Graph {
  readonly url: string;
  token(): string | null;
  said(errors: readonly GraphError[]): void;
}

async function send(
  { url, token: kept }: Graph,
  document: { toString(): string },
  variables: unknown,
  accept: string,
): Promise<Response> {
  const token = kept();
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept,
      'x-freshness': FRESHNESS,
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
}

/** Data and errors may come together: what could be read is there. */
export async function ask<Data, Variables>(
  graph: Graph,
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Data | null> {
  const response = await send(graph, document, variables, 'application/json');
  return taken(graph, (await response.json()) as Answer<Data>);
}

/** What a subscription tells, to its end. It tells how things are, so that a connection that breaks is simply begun again. */
export async function* follow<Data, Variables>(
  graph: Graph,
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): AsyncGenerator<Data> {
  for (;;) {
    const response = await send(graph, document, variables, 'text/event-stream, application/json');
    if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
      taken(graph, (await response.json()) as Answer<Data>);
      return;
    }
    let text = '';
    for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const events = (text + part).split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        if (event.startsWith('event: complete')) return;
        const [, json] = /^event: next\ndata: (.*)$/.exec(event) ?? [];
        const data = json === undefined ? null : taken(graph, JSON.parse(json) as Answer<Data>);
        if (data) yield data;
      }
    }
  }
}

/** Says what went wrong, and gives what came all the same. */
function taken<Data>({ said }: Graph, { data, errors = [] }: Answer<Data>): Data | null {
  said(errors);
  return data ?? null;
}

/** An error as it is said to people. */
export function sentence({ message, extensions: { code, hint, retryAt, requestId } }: GraphError): string {
  if (code === 'UNAUTHENTICATED') return 'A token is needed.';
  if (code === 'FORBIDDEN') return `You may not do this. ${hint ?? ''}`;
  const when = retryAt ? `Try again after ${new Date(retryAt).toLocaleTimeString()}.` : '';
  return `${message} ${hint ?? ''} ${when} (${code}, request ${requestId ?? 'unknown'})`;
}
