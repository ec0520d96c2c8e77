// A subscription, as server-sent events over `fetch`: an EventSource cannot send a token.
import type { TypedDocumentString } from '../generated/documents.ts';
import { send } from './ask.ts';
import { failureOf, noAnswer, type Failure, type GivenError } from './failure.ts';

/** What a subscription tells: data, or what is wrong. */
export type Told<Data> = { readonly data: Data } | { readonly failure: Failure };

/** What a subscription tells, to its end. Ends early, without a word, when `signal` aborts; a connection that breaks is a failure, and the end. */
export async function* follow<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  signal: AbortSignal,
): AsyncGenerator<Told<Data>, void, void> {
  try {
    const response = await send(document, variables, { accept: 'text/event-stream', signal });
    if (!(response instanceof Response)) return yield { failure: response };
    if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true) {
      // As the graph answers whatever it refuses.
      const { errors = [] } = (await response.json()) as { errors?: GivenError[] };
      const [error] = errors;
      return yield {
        failure: error ? failureOf(error, response.headers.get('x-request-id')) : noAnswer(true),
      };
    }
    yield* eventsOf<Data>(response);
  } catch {
    if (!signal.aborted) yield { failure: noAnswer(navigator.onLine) };
  }
}

interface Next<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GivenError[];
}

async function* eventsOf<Data>({ body, headers }: Response): AsyncGenerator<Told<Data>, void, void> {
  if (!body) return;
  let text = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const events = (text + chunk).split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const [, name, data = ''] = /^event: (\w+)\ndata: ?(.*)$/.exec(event) ?? [];
      if (name === 'complete') return;
      if (name !== 'next') continue;
      // The types are generated from the document and the schema, so they describe the answer.
      const next = JSON.parse(data) as Next<Data>;
      const [error] = next.errors ?? [];
      if (error) yield { failure: failureOf(error, headers.get('x-request-id')) };
      else if (next.data) yield { data: next.data };
    }
  }
  yield { failure: noAnswer(true) };
}
