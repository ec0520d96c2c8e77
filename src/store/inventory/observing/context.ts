// What an observation belongs to.
import { sql } from 'kysely';
import { numberArray } from '../../database/bulk.ts';
import type { Tx } from '../../database/tables.ts';
import { takeMoment, type NewEvent } from './moment.ts';

/** An account whose inventory is locked by this transaction. */
export interface LockedAccount {
  readonly no: number;
  readonly key: string;
  /** The end of the first complete sweep: nothing before it makes an event. */
  readonly baselineAt: Date | null;
}

/** One transaction that records what was observed of one account. */
export interface Observation {
  readonly tx: Tx;
  readonly account: LockedAccount;
  /** Which of the reads it was: it tells the same fields of every row. The name of a section, or `LOOK_UP`. */
  readonly source: string;
  /** The clock before the read was sent. Whatever was recorded since is newer than it. */
  readonly readAt: Date;
  readonly now: number;
  /** The changes of ours that it was to verify, by their ids; absent where it is not about any. */
  readonly changes?: readonly string[];
  readonly sweepId: number | null;
  /** When the list that it is a page of was last read whole, by its start: what was not there then is newer. null where it never was. */
  readonly listedAt: Date | null;
  /** The moment of the transaction; taken when there is something to record, because others wait for it then. */
  moment(): Promise<Date>;
  readonly events: NewEvent[];
}

/** The source of a read that asked for rows one by one: unlike a list it shows what a read has shown before. */
export const LOOK_UP = 'look-up';

/** An observation without events yet. */
export function observation(about: Omit<Observation, 'moment' | 'events'>): Observation {
  const { tx, account, now } = about;
  let taken: Promise<Date> | null = null;
  return {
    ...about,
    events: [],
    // A first sweep makes no events, and nobody can ask for a moment before its end.
    moment: () =>
      (taken ??=
        account.baselineAt === null ? Promise.resolve(new Date(now)) : takeMoment(tx, account.no, now)),
  };
}

/** What a holding is marked with that a change of ours came to: no list has shown it yet, or one lacked it since. Numbers of sweeps begin at 1. */
export const NOT_LISTED_YET = 0;

/** When a row was last seen: as it was recorded, or on the last whole reading of its list, which has not seen what was missed since. */
export function lastSeen(
  { observedAt, missedIn }: { readonly observedAt: Date; readonly missedIn: number | null },
  listedAt: Date | null,
): Date {
  return missedIn === null && listedAt !== null && listedAt > observedAt ? listedAt : observedAt;
}

/**
 * When the list that an assignee is in was last read whole, by the assignee's id. A read of one thing is no page of it: what it names as
 * `listedAt` are the lists of holdings, which do not show who holds nothing, and may have been read since.
 */
export async function assigneesListedAt(
  { tx, account, sweepId, listedAt }: Observation,
  ids: readonly number[],
): Promise<(id: number) => Date | null> {
  if (sweepId !== null || ids.length === 0) return () => listedAt;
  const { rows } = await sql<{ id: number; at: Date }>`
    select a.id, max(s.complete_at) as at from assignees a, inventory_sections s, jsonb_array_elements(s.lists) l
    where a.id = any(${numberArray(ids)}) and s.account_no = ${account.no} and l ->> 'what' = 'ASSIGNEES'
      and l ->> 'kind' = a.kind and coalesce(l ->> 'people' = a.word, not l ? 'people') group by a.id`.execute(
    tx,
  );
  const times = new Map(rows.map(({ id, at }) => [id, at]));
  return (id) => times.get(id) ?? null;
}
