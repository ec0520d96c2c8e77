// Stopping the server in order: no new requests are taken, those under way are answered, then every connection is closed.
import type { FastifyInstance } from 'fastify';

/** Counts requests from now on. The function it gives stops the server; it resolves when the last answer is out. */
export function registerDrain(app: FastifyInstance): () => Promise<void> {
  let underWay = 0;
  let closing = false;
  let answered = (): void => undefined;

  app.addHook('onRequest', (_request, reply, done) => {
    underWay += 1;
    reply.raw.once('close', () => {
      underWay -= 1;
      if (underWay === 0) answered();
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
    if (underWay > 0) {
      await new Promise<void>((resolve) => {
        answered = resolve;
      });
    }
    // Node waits for connections that were opened ahead and never used, as browsers and balancers do, until they time out.
    app.server.closeAllConnections();
    await closed;
  };
}
