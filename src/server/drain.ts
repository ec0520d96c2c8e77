// Stopping the server in order: no new requests are taken, those under way are answered, then every connection is closed.
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** How long a request that is still arriving may take when the server stops. */
const ARRIVAL_MS = 1_000;

/** Counts requests from now on. The function it gives stops the server; it resolves when the last answer is out. */
export function registerDrain(app: FastifyInstance): () => Promise<void> {
  const underWay = new Set<IncomingMessage>();
  let closing = false;
  let answered = (): void => undefined;

  app.addHook('onRequest', (request, reply, done) => {
    underWay.add(request.raw);
    reply.raw.once('close', () => {
      underWay.delete(request.raw);
      if (underWay.size === 0) answered();
    });
    done();
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing) reply.header('connection', 'close');
    done();
  });

  return async () => {
    closing = true;
    const closed = app.close();
    if (underWay.size > 0) {
      // A body that stalls would hold everything up until the time for stopping is over.
      const cut = setTimeout(() => cutArriving(underWay), ARRIVAL_MS);
      await new Promise<void>((resolve) => {
        answered = resolve;
      });
      clearTimeout(cut);
    }
    // Node waits for connections that were opened ahead and never used, as browsers and balancers do, until they time out.
    app.server.closeAllConnections();
    await closed;
  };
}

function cutArriving(requests: ReadonlySet<IncomingMessage>): void {
  for (const request of requests) if (!request.complete) request.socket.destroy();
}
