// Telling all replicas that something about sets was recorded.
import { sql } from 'kysely';
import type { Tx } from '../database/tables.ts';

/** What replicas listen on. */
export const CHANNEL = 'license_graph';

/** Tells of sets by their ids. It is heard when the transaction is kept, and once however often a transaction tells it. */
export async function notifySets(tx: Tx, setIds: Iterable<string>): Promise<void> {
  const ids = [...new Set(setIds)];
  if (ids.length === 0) return;
  await sql`select pg_notify(${CHANNEL}, id) from unnest(${ids}::text[]) as id`.execute(tx);
}
