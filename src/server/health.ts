// Whether the process lives, and whether it takes requests: for those who probe it.
import type { FastifyInstance } from 'fastify';

export interface HealthOptions {
  /** Whether changes can be made and looked up: the database answers. Throws when not. */
  readonly checkStore: () => Promise<void>;
}

/** Without its database a process still answers every query about licenses: it stays ready, and reports that the store is unavailable. */
export function registerHealth(app: FastifyInstance, { checkStore }: HealthOptions): void {
  app.get('/healthz', (_request, reply) => reply.send({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const store = await checkStore().then(
      () => 'ready',
      () => 'unavailable',
    );
    return reply.send({ status: 'ready', store });
  });
}
