// A server with answers made by hand, for what the emulator does not do.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HandMade {
  readonly url: string;
  /** `METHOD target` of every request, in order. */
  readonly asked: string[];
  close(): Promise<void>;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Answers each request with what `answer` makes of its path and query. */
export async function serve(answer: (target: URL, request: IncomingMessage) => Answer): Promise<HandMade> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const {
      status = 200,
      headers = {},
      body = {},
    } = answer(new URL(request.url ?? '/', 'http://x'), request);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP: never a pipe name
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
