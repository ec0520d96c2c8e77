// Prepared statements of a server: a session parses and plans each of them once.
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { codesOf } from '../failures/read-error.ts';
import { keepsPlan } from '../kept-plan.ts';

/** Each takes some 100 kB of every session; those that come after these are planned every time. */
const MOST_KEPT = 50;

/** The session that is asked is not the one that was prepared: a pooler gives each transaction another one (PostgreSQL, appendix A). */
const NOT_PREPARED = ['26000', '42P05'];

/** The pool, with names for the statements whose plans are to be kept; without, once a session does not know what was prepared in it. */
export function withKeptPlans(pool: Pool): PostgresPool {
  const names = new Map<string, string>();
  let areKept = true;

  function nameOf(text: string): string | undefined {
    if (!areKept || !keepsPlan(text)) return undefined;
    if (!names.has(text) && names.size < MOST_KEPT) names.set(text, `kept_${names.size + 1}`);
    return names.get(text);
  }

  async function run(client: PoolClient, text: string, values: unknown[]): Promise<unknown> {
    const name = nameOf(text);
    if (name === undefined) return await client.query(text, values);
    try {
      return await client.query({ name, text, values });
    } catch (error) {
      if (!codesOf(error).some((code) => NOT_PREPARED.includes(code))) throw error;
      areKept = false;
      return await client.query(text, values);
    }
  }

  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect();
      const query = (text: string, parameters: readonly unknown[]) => run(client, text, [...parameters]);
      // The other form is that of cursors, which nothing here reads by.
      return { query: query as PostgresPoolClient['query'], release: (destroy) => client.release(destroy) };
    },
    end: () => pool.end(),
  };
}
