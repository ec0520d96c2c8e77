// Whether the process lives, and whether it takes requests: for those who probe it. Never about a vendor.
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { inTime } from '../domain/waiting/in-time.ts';
import type { Lifecycle } from './leaving/lifecycle.ts';

export interface HealthOptions {
  readonly lifecycle: Pick<Lifecycle, 'state'>;
  /** Whether changes can be made and looked up: the database answers. Throws when not. */
  readonly checkStore: () => Promise<void>;
}

/**
 * A database that has not answered by then does not answer. Well below the time limit of whoever probes: a database that hangs must not
 * take every replica out of service, as each of them still reads.
 */
export const STORE_ANSWER_MS = 1_000;

/** Without its database a process still answers every query about licenses: it stays ready, and reports that the store is unavailable. */
export function registerHealth(app: FastifyInstance, { lifecycle, checkStore }: HealthOptions): void {
  // The second is its name in version 0.2.
  for (const path of ['/livez', '/healthz']) app.get(path, (_request, reply) => reply.send({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    // One that starts is opening it.
    const isOpening = lifecycle.state() === 'starting';
    const store = !isOpening && (await answers(checkStore)) ? 'ready' : 'unavailable';
    const status = lifecycle.state();
    return reply.code(status === 'ready' ? 200 : 503).send({ status, store });
  });
}

async function answers(checkStore: () => Promise<void>): Promise<boolean> {
  const check = checkStore().then(
    () => true,
    () => false,
  );
  return (await inTime(check, STORE_ANSWER_MS, wait)) ?? false;
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal });
}
