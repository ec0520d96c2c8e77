// Prepared statements of a server: a session parses and plans each of them once.
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Pool } from 'pg';
import { keepsPlan } from '../kept-plan.ts';

/** Each takes some 100 kB of every session; those that come after these are planned every time. */
const MOST_KEPT = 50;

/** The pool, with names for the statements whose plans are to be kept. Not for a pooler that gives each transaction another session. */
export function withKeptPlans(pool: Pool): PostgresPool {
  const names = new Map<string, string>();

  function nameOf(text: string): string | undefined {
    if (!keepsPlan(text)) return undefined;
    if (!names.has(text) && names.size < MOST_KEPT) names.set(text, `kept_${names.size + 1}`);
    return names.get(text);
  }

  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect();
      const query = (text: string, parameters: readonly unknown[]): unknown => {
        const name = nameOf(text);
        const values = [...parameters];
        return name === undefined ? client.query(text, values) : client.query({ name, text, values });
      };
      // The other form is that of cursors, which nothing here reads by.
      return { query: query as PostgresPoolClient['query'], release: (destroy) => client.release(destroy) };
    },
    end: () => pool.end(),
  };
}
