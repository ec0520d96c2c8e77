// Between the app and an emulator: passes everything on, and remembers the credentials that went by.
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { listening } from '../support/stub-server.ts';

export interface Wiretap {
  readonly url: string;
  close(): Promise<void>;
}

const CREDENTIALS = ['authorization', 'vz-m2m-token', 'api-key'];

/** Passes on to `target`. Each credential seen in a header is added to `heard`, without its scheme. */
export function startWiretap(target: string, heard: Set<string>): Promise<Wiretap> {
  const server = createServer((incoming, outgoing) => {
    for (const name of CREDENTIALS) {
      const value = incoming.headers[name];
      if (typeof value === 'string') heard.add(value.replace(/^\w+ /, ''));
    }
    pass(target, incoming, outgoing);
  });
  return listening(server);
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
