// Telling all replicas that something was recorded: about sets, or in the list of license events.
import { sql } from 'kysely';
import type { Tx } from '../database/tables.ts';

/** What replicas listen on. */
export const CHANNEL = 'license_graph';

/** The topic of license events. No set has such an id. */
export const EVENTS = 'license-events';

/** Tells that there are new license events. */
export function notifyEvents(tx: Tx, now: number): Promise<void> {
  return notify(tx, [EVENTS], now);
}

/**
 * Tells of sets by their ids, and when it was. It is heard when the transaction is kept, and once however often a transaction tells it
 * for the same moment.
 */
export function notifySets(tx: Tx, setIds: Iterable<string>, now: number): Promise<void> {
  return notify(tx, setIds, now);
}

async function notify(tx: Tx, topics: Iterable<string>, now: number): Promise<void> {
  const told = [...new Set(topics)].map((topic) => `${topic} ${now}`);
  if (told.length === 0) return;
  await sql`select pg_notify(${CHANNEL}, told) from unnest(${told}::text[]) as told`.execute(tx);
}

/** What a notice tells. */
export interface Notice {
  /** The id of a set, or `EVENTS`. */
  readonly topic: string;
  /** Milliseconds since the epoch; null in notices of versions that did not tell it. */
  readonly recordedAt: number | null;
}

export function readNotice(payload: string): Notice {
  const [, topic = payload, at] = /^(.*) (\d+)$/.exec(payload) ?? [];
  return { topic, recordedAt: at === undefined ? null : Number(at) };
}
