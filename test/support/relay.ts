// A relay between a process and a provider: passes everything on, records which process wrote what, and can delay writes.
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { COMPANY, VENDORS } from '../../emulators/company.ts';
import type { AccountEntry } from '../../emulators/fleet.ts';
import { addressOf, movedTo } from './gate.ts';
import { KIT_OF } from './kits.ts';
import { opened } from './lifecycle.ts';
import type { ProviderName } from './provider.ts';

/** One write that a provider carried out, for one target. */
export interface Written {
  readonly source: string;
  /** The call it was part of. */
  readonly call: number;
  /** How many processes had been killed before the connection was made, which identifies a process of a source. */
  readonly process: number;
  /** Provider, license and assignee. */
  readonly target: string;
}

/** Everything that went through the relays of a test. */
export interface Ledger {
  readonly written: Written[];
  /** Targets of all writes sent to a provider, in order, whether it carried them out or not. */
  readonly sent: string[];
  /** The number of write calls that reached a provider. */
  calls: number;
  /** The number of killed processes. */
  killed: number;
  /** Called when a provider has carried out a write, before its answer is passed on. */
  afterWrite: (source: string) => void;
}

export function createLedger(): Ledger {
  return { written: [], sent: [], calls: 0, killed: 0, afterWrite: () => undefined };
}

export interface Relay {
  readonly url: string;
  close(): Promise<void>;
}

export interface RelayOptions {
  readonly provider: ProviderName;
  readonly to: string;
  /** Name of the processes whose calls go through it. */
  readonly source: string;
  readonly ledger: Ledger;
  /** How long a write takes to reach the provider, in milliseconds; it arrives even when its sender has died meanwhile. */
  readonly writeDelayMs: number;
}

/** The relays in front of the providers of an app. */
export interface Relays {
  readonly ledger: Ledger;
  /** These accounts, each behind the relay of its provider. */
  before(accounts: readonly AccountEntry[]): Promise<readonly AccountEntry[]>;
  close(): Promise<void>;
}

/** The relays of the file or `describe` this is called in; `before` starts them. */
export function useRelays(): Relays {
  return opened(openRelays, (it) => it.close());
}

function openRelays(): Relays {
  const ledger = createLedger();
  const relays: Relay[] = [];
  return {
    ledger,
    async before(accounts) {
      let behind = accounts;
      for (const provider of VENDORS) {
        const source = COMPANY[provider].provider;
        const to = addressOf(accounts.filter((account) => account['provider'] === source));
        const relay = await startRelay({ provider, to, source, ledger, writeDelayMs: 0 });
        relays.push(relay);
        behind = movedTo(relay.url, to, behind);
      }
      return behind;
    },
    async close() {
      await Promise.all(relays.map((relay) => relay.close()));
    },
  };
}

export async function startRelay(options: RelayOptions): Promise<Relay> {
  const processOf = new WeakMap<Socket, number>();
  const server = createServer((incoming, outgoing) => {
    const sender = processOf.get(incoming.socket) ?? options.ledger.killed;
    // A killed sender breaks off in the middle of a request.
    pass({ ...options, process: sender }, incoming, outgoing).catch(() => outgoing.destroy());
  });
  // A request may be read after its process has died, so the process is recorded with the connection.
  server.on('connection', (socket) => processOf.set(socket, options.ledger.killed));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP: never a pipe name
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Passing = RelayOptions & Pick<Written, 'process'>;

async function pass(options: Passing, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await buffer(incoming);
  const { method = 'GET', url: path = '/' } = incoming;
  const targets = targetsOf(options.provider, method, path.replace(/\?.*/, ''), body.toString());
  options.ledger.sent.push(...targets);
  if (targets.length > 0) await delay(options.writeDelayMs);
  const answer = await send(`${options.to}${path}`, incoming, body);
  const text = await buffer(answer);
  if (targets.length > 0) {
    const { isRefused = () => false } = KIT_OF[options.provider].changes;
    const isDone = (target: string): boolean => !isRefused(target, text.toString());
    note(options, (answer.statusCode ?? 0) < 400 ? targets.filter(isDone) : []);
  }
  outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
  outgoing.end(text);
}

function note({ ledger, source, process }: Passing, done: readonly string[]): void {
  ledger.calls += 1;
  const call = ledger.calls;
  for (const target of done) ledger.written.push({ source, call, process, target });
  ledger.afterWrite(source);
}

/** Keeps the host header, so that links in answers lead back to the relay. */
function send(url: string, { method, headers }: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { ...(method !== undefined && { method }), headers }, resolve)
      .on('error', reject)
      .end(body);
  });
}

function targetsOf(provider: ProviderName, method: string, path: string, body: string): string[] {
  if (method === 'GET') return [];
  return KIT_OF[provider].changes.targetsIn(path, body).map((target) => `${provider} ${target}`);
}
