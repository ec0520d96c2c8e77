// Between the app and an emulator: passes everything on, and remembers the credentials that went by.
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Wiretap {
  readonly url: string;
  /** Where requests go from now on. */
  passTo(target: string): void;
  close(): Promise<void>;
}

const CREDENTIALS = ['authorization', 'vz-m2m-token', 'api-key'];

/** Each credential seen in a header is added to `heard`, without its scheme. */
export async function startWiretap(heard: Set<string>): Promise<Wiretap> {
  let target = '';
  const server = createServer((incoming, outgoing) => {
    for (const name of CREDENTIALS) {
      const value = incoming.headers[name];
      if (typeof value === 'string') heard.add(value.replace(/^\w+ /, ''));
    }
    pass(target, incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP: never a pipe name
  return {
    url: `http://127.0.0.1:${port}`,
    passTo: (url) => {
      target = url;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function pass(target: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const onward = httpRequest(
    `${target}${incoming.url ?? '/'}`,
    { method: incoming.method, headers: incoming.headers },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('error', () => outgoing.destroy());
      answer.pipe(outgoing);
    },
  );
  onward.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}
