// A stub server that gives the answers a test wants, and records its requests.
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { portOf } from './ports.ts';

export interface StubRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface StubAnswer {
  /** 200 when absent. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
}

export interface StubServer {
  readonly url: string;
  /** All requests so far. */
  readonly requests: readonly StubRequest[];
  close(): Promise<void>;
}

/** Starts one on a free port. `answer` gets the number of each request, counted from 0. */
export async function startStub(
  answer: (request: StubRequest, index: number) => StubAnswer | Promise<StubAnswer>,
): Promise<StubServer> {
  const requests: StubRequest[] = [];
  const server = createServer((incoming, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of incoming) body += String(chunk);
      const { method = '', url = '', headers } = incoming;
      const request = { method, url, headers, body };
      requests.push(request);
      const told = await answer(request, requests.length - 1);
      response.writeHead(told.status ?? 200, { 'content-type': 'application/json', ...told.headers });
      response.end(typeof told.body === 'string' ? told.body : JSON.stringify(told.body));
    })();
  });
  return { ...(await listening(server)), requests };
}

/** A server that listens on a free port. Closing it ends its connections as well. */
export async function listening(server: Server): Promise<{ readonly url: string; close(): Promise<void> }> {
  return {
    url: `http://127.0.0.1:${await portOf(server)}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
