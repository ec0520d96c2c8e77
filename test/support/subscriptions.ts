// Clients of subscriptions, as close to the wire as can be: by WebSocket, and by server-sent events asked for by GET and by POST.
import type { Answer } from './start-app.ts';

/** The headers of a request for a WebSocket (RFC 6455, 4.1). */
export const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-protocol': 'graphql-transport-ws',
};

export const TRANSPORTS = ['WebSocket', 'SSE by GET', 'SSE by POST'] as const;
export type SubscriptionTransport = (typeof TRANSPORTS)[number];

export interface SubscriptionOptions {
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Of the request, and of the first message of a WebSocket. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** How a subscription ended. */
export type End =
  | { readonly how: 'COMPLETE' }
  /** Cut without a word that there is no more. */
  | { readonly how: 'CUT' }
  /** A WebSocket was closed. */
  | { readonly how: 'CLOSED'; readonly code: number; readonly reason: string }
  /** There never was one. */
  | { readonly how: 'REFUSED'; readonly status: number; readonly errors: Answer<unknown>['errors'] };

export interface Subscription<Data> {
  /** What has come so far. */
  readonly answers: readonly Answer<Data>[];
  readonly ended: Promise<End>;
  /** As a client does that has seen enough. */
  stop(): void;
}

/** Subscribes at the address of an app. */
export function subscribeBy<Data = Record<string, unknown>>(
  transport: SubscriptionTransport,
  url: string,
  query: string,
  options: SubscriptionOptions = {},
): Subscription<Data> {
  const answers: Answer<Data>[] = [];
  const take = (answer: unknown): void => {
    // The calling test says which type it expects, and asserts on it.
    answers.push(answer as Answer<Data>);
  };
  const stopping = new AbortController();
  const ended =
    transport === 'WebSocket'
      ? bySocket(`${url}/graphql`, { query, options, take }, stopping.signal)
      : byEvents(
          `${url}/graphql`,
          { query, options, take },
          { signal: stopping.signal, post: transport === 'SSE by POST' },
        );
  return { answers, ended, stop: () => stopping.abort() };
}

interface Asked {
  readonly query: string;
  readonly options: SubscriptionOptions;
  readonly take: (answer: unknown) => void;
}

interface Message {
  readonly type: string;
  readonly payload?: unknown;
}

/** A WebSocket of this protocol; a browser's would have the headers of its own, and no other. */
function openSocket(url: string, headers: Readonly<Record<string, string>> = {}): WebSocket {
  const options = { protocols: ['graphql-transport-ws'], headers };
  // Node's takes an object in this place, which the types of browsers do not know.
  return new WebSocket(url.replace(/^http/, 'ws'), options as unknown as string[]);
}

async function bySocket(url: string, { query, options, take }: Asked, signal: AbortSignal): Promise<End> {
  const { promise, resolve } = Promise.withResolvers<End>();
  const { authorization, ...headers } = options.headers ?? {};
  const socket = openSocket(url, headers);
  const say = (message: object): void => socket.send(JSON.stringify(message));
  socket.addEventListener('open', () => say({ type: 'connection_init', payload: { authorization } }));
  socket.addEventListener('message', ({ data }) => {
    const { type, payload } = JSON.parse(String(data)) as Message;
    if (type === 'connection_ack') {
      say({ type: 'subscribe', id: '1', payload: { query, variables: options.variables } });
    } else if (type === 'next') take(payload);
    else if (type === 'error') {
      // A list of errors is what the protocol has there.
      resolve({ how: 'REFUSED', status: 400, errors: payload as NonNullable<Answer<unknown>['errors']> });
    } else if (type === 'complete') resolve({ how: 'COMPLETE' });
    if (type === 'error' || type === 'complete') socket.close(1000);
  });
  socket.addEventListener('error', () => resolve({ how: 'CUT' }));
  socket.addEventListener('close', ({ code, reason }) => resolve({ how: 'CLOSED', code, reason }));
  signal.addEventListener('abort', () => {
    say({ type: 'complete', id: '1' });
    socket.close(1000);
  });
  return await promise;
}

async function byEvents(
  url: string,
  { query, options: { variables = {}, headers }, take }: Asked,
  { signal, post }: { readonly signal: AbortSignal; readonly post: boolean },
): Promise<End> {
  const accept = { accept: 'text/event-stream' };
  try {
    const response = post
      ? await fetch(url, {
          method: 'POST',
          headers: { ...accept, 'content-type': 'application/json', ...headers },
          body: JSON.stringify({ query, variables }),
          signal,
        })
      : await fetch(`${url}?${new URLSearchParams({ query, variables: JSON.stringify(variables) })}`, {
          headers: { ...accept, ...headers },
          signal,
        });
    if (!response.headers.get('content-type')?.startsWith('text/event-stream') || !response.body) {
      // The form of every refusal.
      const { errors } = (await response.json()) as Answer<unknown>;
      return { how: 'REFUSED', status: response.status, errors };
    }
    let text = '';
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const [, name, data = ''] = /^event: (\w+)\ndata: ?(.*)$/.exec(event) ?? [];
        if (name === 'next') take(JSON.parse(data));
        if (name === 'complete') return { how: 'COMPLETE' };
      }
    }
    return { how: 'CUT' };
  } catch {
    return { how: 'CUT' };
  }
}

/** A WebSocket for tests of the protocol itself. */
export interface RawSocket {
  readonly socket: WebSocket;
  /** Messages so far. */
  readonly messages: readonly { readonly type: string; readonly id?: string; readonly payload?: unknown }[];
  /** How it was closed. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  say(message: object): void;
}

/** Opens one and says hello, with a token if there is one; resolves when the server has answered to it or has closed it. */
export async function openRaw(
  url: string,
  { token, headers }: { readonly token?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<RawSocket> {
  const raw = rawSocket(url, headers);
  const answered = new Promise<void>((resolve) => raw.socket.addEventListener('message', () => resolve()));
  raw.socket.addEventListener('open', () =>
    raw.say({
      type: 'connection_init',
      payload: token === undefined ? {} : { authorization: `Bearer ${token}` },
    }),
  );
  await Promise.race([answered, raw.closed]);
  return raw;
}

/** One that says nothing by itself. */
export function rawSocket(url: string, headers: Readonly<Record<string, string>> = {}): RawSocket {
  const socket = openSocket(`${url}/graphql`, headers);
  const messages: RawSocket['messages'][number][] = [];
  socket.addEventListener('message', ({ data }) => {
    messages.push(JSON.parse(String(data)) as RawSocket['messages'][number]); // the form of every message
  });
  return {
    socket,
    messages,
    closed: new Promise((resolve) =>
      socket.addEventListener('close', ({ code, reason }) => resolve({ code, reason })),
    ),
    say: (message) => socket.send(JSON.stringify(message)),
  };
}
