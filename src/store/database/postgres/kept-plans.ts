// Prepared statements of a server: a session parses and plans each of them once.
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { codesOf } from '../failures/read-error.ts';
import { keepsPlan } from '../kept-plan.ts';

/**
 * Each takes some 100 kB of a session; the one that was asked for longest ago is given up, as in an embedded database. A page says its size in
 * its text, because the planner would expect another number of rows than is read: whoever names many sizes must not keep out the usual ones.
 */
const MOST_KEPT = 50;

/** The session that is asked is not the one that was prepared: a pooler gives each transaction another one (PostgreSQL, appendix A). */
const NOT_PREPARED = ['26000', '42P05'];

/** The names that a session knows statements by, the one that was asked for last at the end. */
interface Session {
  readonly names: Map<string, string>;
  named: number;
}

/**
 * Goes to the server with what is run next, and is not waited for. To close a statement that there is not is no error, nor is it refused in a
 * transaction that has failed: `deallocate` would end either way with one (PostgreSQL, "Extended Query").
 */
function giveUp({ connection }: PoolClient, name: string): void {
  connection.close({ type: 'S', name }, true);
  // The driver would remember the text until the session ends.
  const parsed: unknown = Reflect.get(connection, 'parsedStatements');
  if (typeof parsed === 'object' && parsed !== null) Reflect.deleteProperty(parsed, name);
}

/** The pool, with names for the statements whose plans are to be kept; without, once a session does not know what was prepared in it. */
export function withKeptPlans(pool: Pool): PostgresPool {
  const sessions = new WeakMap<PoolClient, Session>();
  let areKept = true;

  function nameOf(client: PoolClient, text: string): string | undefined {
    if (!areKept || !keepsPlan(text)) return undefined;
    const session = sessions.get(client) ?? { names: new Map<string, string>(), named: 0 };
    sessions.set(client, session);
    const { names } = session;
    const known = names.get(text);
    const [oldest] = names;
    if (known !== undefined) names.delete(text);
    else if (oldest !== undefined && names.size >= MOST_KEPT) {
      names.delete(oldest[0]);
      giveUp(client, oldest[1]);
    }
    // A name that was given up is never used again: the driver takes a name for one text.
    const name = known ?? `kept_${(session.named += 1)}`;
    names.set(text, name);
    return name;
  }

  async function run(client: PoolClient, text: string, values: unknown[]): Promise<unknown> {
    const name = nameOf(client, text);
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
