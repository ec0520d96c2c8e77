// Closing the port without losing a request: what has reached this machine by then is answered, and then every connection is closed.
import type { IncomingMessage } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Lifecycle } from './lifecycle.ts';

/** How long a request may take to arrive when the port is closed: one whose headers are there, or whose connection is no older. */
const ARRIVAL_MS = 1_000;
/** Node takes one new connection in each turn of its loop: so many turns take those that the system has accepted already. */
const TURNS = 100;

export interface Drain {
  /** Closes the port. Resolves when the last answer is out and every connection is closed. */
  close(): Promise<void>;
  /** Closes every connection, whatever is under way. */
  cut(): void;
}

export interface DrainOptions {
  readonly lifecycle: Pick<Lifecycle, 'state'>;
  readonly now: () => number;
}

/** Counts requests and connections from now on. While the process drains, each answer is the last on its connection. */
export function registerDrain(app: FastifyInstance, { lifecycle, now }: DrainOptions): Drain {
  const traffic: Traffic = {
    underWay: new Set(),
    silent: new Map(),
    awaited: new Set(),
    settled: () => undefined,
  };
  watch(app, traffic, now);
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (lifecycle.state() === 'draining') reply.header('connection', 'close');
    done();
  });
  return {
    close: () => close(app, traffic, now),
    cut: () => app.server.closeAllConnections(),
  };
}

interface Traffic {
  /** Requests that are not answered yet. */
  readonly underWay: Set<IncomingMessage>;
  /** Connections by which no request has come yet, and when they were opened. */
  readonly silent: Map<Socket, number>;
  /** Those of them whose request is waited for, now that the port is closed. */
  readonly awaited: Set<Socket>;
  /** Called when nothing is under way or waited for any more. */
  settled: () => void;
}

function watch(app: FastifyInstance, traffic: Traffic, now: () => number): void {
  const { underWay, silent, awaited } = traffic;
  const look = (): void => {
    if (underWay.size + awaited.size === 0) traffic.settled();
  };
  const isHeard = (socket: Socket): void => {
    silent.delete(socket);
    awaited.delete(socket);
  };
  app.server.on('connection', (socket: Socket) => {
    silent.set(socket, now());
    socket.once('close', () => {
      isHeard(socket);
      look();
    });
  });
  app.addHook('onRequest', (request, reply, done) => {
    underWay.add(request.raw);
    isHeard(request.raw.socket);
    reply.raw.once('close', () => {
      underWay.delete(request.raw);
      look();
    });
    done();
  });
}

async function close(app: FastifyInstance, traffic: Traffic, now: () => number): Promise<void> {
  const { underWay, silent, awaited } = traffic;
  for (let count = 0; count < TURNS; count += 1) await turn();
  for (const [socket, opened] of silent) if (now() - opened < ARRIVAL_MS) awaited.add(socket);
  // The port alone: Node's own way for servers of HTTP would close connections whose next request is there and was not read yet, and
  // Fastify's would answer 503.
  NetServer.prototype.close.call(app.server);
  app.server.closeIdleConnections();
  if (underWay.size + awaited.size > 0) {
    // What stalls would hold everything up until the time for stopping is over.
    const stalled = setTimeout(() => cutArriving(traffic), ARRIVAL_MS);
    await new Promise<void>((resolve) => {
      traffic.settled = resolve;
    });
    clearTimeout(stalled);
  }
  // Node waits for connections that were opened ahead and never used, as browsers and balancers do, until they time out.
  app.server.closeAllConnections();
  await app.close();
}

function cutArriving({ underWay, awaited }: Traffic): void {
  for (const socket of awaited) socket.destroy();
  for (const request of underWay) if (!request.complete) request.socket.destroy();
}
