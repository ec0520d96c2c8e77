// Asks an app of the bench, one query after the other.
import { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { ask } from '../load.ts';

const Answer = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

/** One connection to an app. */
export interface Client {
  /** The data of an answer, and how long it took. Rejects when there are errors. */
  ask(query: string): Promise<{ readonly data: unknown; readonly ms: number }>;
  close(): void;
}

/** A client of the app at this address. */
export function clientOf(url: string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    async ask(query) {
      const body = JSON.stringify({ query });
      const started = performance.now();
      const bytes = await ask(url, body, agent);
      const ms = performance.now() - started;
      const { data, errors = [] } = Answer.parse(JSON.parse(bytes.toString('utf8')));
      if (errors.length > 0) throw new Error(`${query}\nwas answered with ${JSON.stringify(errors)}`);
      return { data, ms };
    },
    close: () => agent.destroy(),
  };
}

const PATIENCE_MS = 60_000;

/** Waits until the app has opened its database. */
export async function untilReady(url: string): Promise<void> {
  const limit = performance.now() + PATIENCE_MS;
  while (!(await fetch(new URL('/readyz', url))).ok) {
    if (performance.now() > limit) throw new Error('the app did not open its database in time');
    await delay(50);
  }
}

const Findings = z.object({
  findings: z.object({ coverage: z.array(z.object({ reason: z.string().nullable() })) }),
});
const WORKED_OUT_LIMIT_MS = 1_800_000;

/** Waits until what stands out in every account was worked out once: it takes the database as much time as the questions do. Gives the seconds. */
export async function untilWorkedOut(client: Client): Promise<number> {
  const started = performance.now();
  for (;;) {
    const { data } = await client.ask('{ findings(first: 1) { coverage { reason } } }');
    const { coverage } = Findings.parse(data).findings;
    const taken = performance.now() - started;
    if (coverage.every(({ reason }) => reason !== 'FIRST_SWEEP')) return taken / 1000;
    if (taken > WORKED_OUT_LIMIT_MS) throw new Error('findings were not worked out in time');
    await delay(500);
  }
}
