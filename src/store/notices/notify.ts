// Telling all replicas that something about sets was recorded.
import { sql } from 'kysely';
import type { Tx } from '../database/tables.ts';

/** What replicas listen on. */
export const CHANNEL = 'license_graph';

/**
 * Tells of sets by their ids, and when it was. It is heard when the transaction is kept, and once however often a transaction tells it
 * for the same moment.
 */
export async function notifySets(tx: Tx, setIds: Iterable<string>, now: number): Promise<void> {
  const told = [...new Set(setIds)].map((id) => `${id} ${now}`);
  if (told.length === 0) return;
  await sql`select pg_notify(${CHANNEL}, told) from unnest(${told}::text[]) as told`.execute(tx);
}

/** What a notice tells. */
export interface Notice {
  readonly setId: string;
  /** Milliseconds since the epoch; null in notices of versions that did not tell it. */
  readonly recordedAt: number | null;
}

export function readNotice(payload: string): Notice {
  const [, setId = payload, at] = /^(.*) (\d+)$/.exec(payload) ?? [];
  return { setId, recordedAt: at === undefined ? null : Number(at) };
}
