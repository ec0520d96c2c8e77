// A balancer as they are in front of replicas: probes `/readyz`, gives each request to one that was ready, over connections that it
// keeps, and never asks a second one for it.
import {
  Agent,
  createServer,
  request,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { listening } from './stub-server.ts';

export interface Balancer {
  readonly url: string;
  /** Answers of replicas that had been told to stop. */
  readonly lastWords: () => number;
  /** Probes it from now on. */
  add(replica: string): void;
  remove(replica: string): void;
  /** Whether requests are given to it. */
  isIn(replica: string): boolean;
  /** Resolves when everything that was given to it so far has been sent. */
  sent(replica: string): Promise<void>;
  close(): Promise<void>;
}

interface Replica {
  isIn: boolean;
  /** Requests on their way to it. */
  readonly unsent: Set<ClientRequest>;
  readonly agent: Agent;
}

interface State {
  readonly replicas: Map<string, Replica>;
  /** Requests so far: the ready ones take turns. */
  turns: number;
  lastWords: number;
}

/** The status of an answer that no replica gave; the body says why. */
const NO_ANSWER = 502;

export async function startBalancer(probeMs: number): Promise<Balancer> {
  const state: State = { replicas: new Map(), turns: 0, lastWords: 0 };
  const server = createServer((incoming, outgoing) => {
    pass(state, incoming, outgoing).catch((error: unknown) => {
      outgoing.writeHead(NO_ANSWER).end(String(error));
    });
  });
  const { url, close: closeServer } = await listening(server);
  const over = new AbortController();
  const probing = probeAll(state, probeMs, over.signal);
  return {
    url,
    lastWords: () => state.lastWords,
    add(replica) {
      const agent = new Agent({ keepAlive: true });
      state.replicas.set(replica, { isIn: false, unsent: new Set(), agent });
    },
    remove(replica) {
      state.replicas.get(replica)?.agent.destroy();
      state.replicas.delete(replica);
    },
    isIn: (replica) => state.replicas.get(replica)?.isIn ?? false,
    async sent(replica) {
      const unsent = [...(state.replicas.get(replica)?.unsent ?? [])];
      await Promise.all(
        unsent.map((one) => new Promise((resolve) => one.once('close', resolve).once('finish', resolve))),
      );
    },
    async close() {
      over.abort();
      await probing;
      for (const { agent } of state.replicas.values()) agent.destroy();
      await closeServer();
    },
  };
}

async function probeAll({ replicas }: State, probeMs: number, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    for (const [url, replica] of replicas) {
      replica.isIn = await fetch(`${url}/readyz`).then(
        ({ status }) => status === 200,
        () => false,
      );
    }
    await delay(probeMs, undefined, { signal: over }).catch(() => undefined);
  }
}

async function pass(state: State, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await buffer(incoming);
  const ready = [...state.replicas].filter(([, { isIn }]) => isIn);
  const [url, replica] = ready[state.turns++ % ready.length] ?? [];
  if (url === undefined || replica === undefined) throw new Error('no replica is ready');
  const answer = await send(`${url}${incoming.url ?? '/'}`, replica, incoming, body);
  const text = await buffer(answer);
  if (answer.headers.connection === 'close') state.lastWords += 1;
  outgoing.writeHead(answer.statusCode ?? NO_ANSWER, { 'content-type': answer.headers['content-type'] });
  outgoing.end(text);
}

function send(
  url: string,
  { agent, unsent }: Replica,
  { method = 'GET', headers }: IncomingMessage,
  body: Buffer,
): Promise<IncomingMessage> {
  const { connection: _connection, host: _host, ...passed } = headers;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: passed, agent }, resolve);
    unsent.add(sent);
    sent.once('finish', () => unsent.delete(sent));
    sent.once('close', () => unsent.delete(sent));
    sent.once('error', reject).end(body);
  });
}
