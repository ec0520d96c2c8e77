// Node's HTTP on one side, requests and replies of the emulators on the other: reading, sending, listening, closing.
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { EmulatedRequest, Reply } from './http.ts';

/** A server that listens. */
interface ListeningServer {
  /** `http://host:port`, without a trailing slash. */
  readonly url: string;
  /** Closes the server and cuts every connection. */
  close(): Promise<void>;
}

/** Starts a server; port 0 takes any free port. Rejects when the port is taken. */
export async function listen(
  listener: RequestListener,
  host: string,
  port: number,
): Promise<ListeningServer> {
  const server = createServer(listener);
  const sockets = new Set<Socket>();
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`, // listening on TCP: never a pipe name
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** A request as it came. */
export type ReceivedRequest = Omit<EmulatedRequest, 'answerPart'>;

/** The request with its whole body. */
export async function readRequest(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer); // no encoding is set: chunks are buffers
  const target = incoming.url ?? '/';
  const cut = target.indexOf('?');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return {
    method: incoming.method ?? 'GET',
    path: cut < 0 ? target : target.slice(0, cut),
    params: {},
    query: new URLSearchParams(cut < 0 ? '' : target.slice(cut + 1)),
    headers,
    text: Buffer.concat(chunks).toString('utf8'),
    origin: `http://${incoming.headers.host ?? ''}`,
  };
}

/** The body of a reply as it is sent. */
export function bodyText(reply: Reply): string {
  if (reply.body === undefined) return '';
  return typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
}

/** Sends a reply; a truncated one stops after half of its body and cuts the connection. */
export function send(response: ServerResponse, reply: Reply, truncated: boolean): void {
  const text = bodyText(reply);
  const body = Buffer.from(text, 'utf8');
  if (reply.body !== undefined) response.setHeader('content-type', 'application/json');
  response.writeHead(reply.status, { 'content-length': body.length, ...reply.headers });
  if (!truncated) {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
}

/** Waits; a client that leaves ends the wait. */
export function sleep(milliseconds: number, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    response.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
