// What is known of holdings that the lists of a vendor do not tell: changes of ours that are so recent, what was offered and not accepted, and
// days of removal that are kept here.
import { sql } from 'kysely';
import { inStatements, numberArray, recordset } from '../../database/bulk.ts';
import type { Db } from '../../database/tables.ts';
import { jsonOf } from '../reads/statements/as-json.ts';
import type { Observation } from './context.ts';
import { pairOf, type KnownHolding, type OwnWrite, type Pair, type ToldHolding } from './holdings-diff.ts';

/** A change that came to an offer holds until a list tells of it: no read need show an offer before it is accepted. */
export const OFFERED = new Date('9999-12-31T00:00:00Z');

/** So long after its day a removal may still be on its way. */
const FIRING_MS = 86_400_000;

/** Days of removal, by pair. */
export interface KeptDays {
  readonly waiting: ReadonlyMap<string, string>;
  /** Of removals that have begun. */
  readonly fired: ReadonlyMap<string, string>;
}

interface NotListed {
  readonly ownWrites: readonly OwnWrite[];
  readonly days: KeptDays;
}

type Day = Pair & { readonly removalOn: string; readonly status: 'WAITING' | 'FIRED' };

/** What is known of these assignees. */
export async function notListed(
  { tx, account, readAt, now }: Observation,
  assigneeIds: readonly number[],
): Promise<NotListed> {
  const none = {
    ownWrites: [],
    days: { waiting: new Map<string, string>(), fired: new Map<string, string>() },
  };
  if (assigneeIds.length === 0) return none;
  const ids = numberArray(assigneeIds);
  const days = sql`select l.id as "licenseId", a.id as "assigneeId", s.removal_on as "removalOn", s.status from (
      select * from scheduled_removals where account_key = ${account.key} and status = 'WAITING'
      union all
      select * from scheduled_removals where account_key = ${account.key} and status = 'FIRED'
        and ended_at > ${new Date(now - FIRING_MS)}) s
    join assignees a on a.account_no = ${account.no} and a.kind = s.assignee_kind and a.external_id = s.assignee_id
    join licenses l on l.account_no = ${account.no} and l.external_id = s.license_id
    where a.id = any(${ids})`;
  const writes = sql`select license_id as "licenseId", assignee_id as "assigneeId", until >= ${OFFERED} as "isOffer" from own_writes
    where assignee_id = any(${ids}) and until > ${readAt}`;
  const { rows } = await sql<{ writes: readonly OwnWrite[]; days: readonly Day[] }>`
    select ${jsonOf(writes)} as writes, ${jsonOf(days)} as days`.execute(tx);
  const [found] = rows;
  if (found === undefined) return none;
  const daysOf = (wanted: Day['status']): ReadonlyMap<string, string> =>
    new Map(found.days.filter(({ status }) => status === wanted).map((day) => [pairOf(day), day.removalOn]));
  return { ownWrites: found.writes, days: { waiting: daysOf('WAITING'), fired: daysOf('FIRED') } };
}

/** What a page tells, with the days that are kept here. A removal that has begun is known of what was to be removed, and of nothing that came since. */
export function withKeptDays(
  told: readonly ToldHolding[],
  known: readonly KnownHolding[],
  { waiting, fired }: KeptDays,
): readonly ToldHolding[] {
  if (waiting.size + fired.size === 0) return told;
  const was = new Map(known.map((holding) => [pairOf(holding), holding.removalOn]));
  return told.map((holding) => {
    const pair = pairOf(holding);
    const begun = fired.get(pair);
    const day = waiting.get(pair) ?? (begun !== undefined && begun === was.get(pair) ? begun : null);
    return { ...holding, removalOn: holding.removalOn ?? day };
  });
}

/** What a list tells is no mere offer any more: from now on it counts that a list does not tell of it. */
export async function endOffers({ tx, now }: Observation, accepted: readonly Pair[]): Promise<void> {
  for (const some of inStatements(accepted)) {
    await sql`update own_writes w set until = ${new Date(now)}
      from ${recordset(some, { licenseId: 'integer', assigneeId: 'integer' })}
      where w.license_id = r.license_id and w.assignee_id = r.assignee_id`.execute(tx);
  }
}

/** Surrogate keys of what is offered in an account, and of whom it is offered to. */
export interface Offers {
  readonly holdings: ReadonlySet<number>;
  readonly assignees: ReadonlySet<number>;
}

export async function offersIn(db: Db, accountNo: number): Promise<Offers> {
  const { rows } = await sql<{ id: number; assigneeId: number }>`
    select h.id, h.assignee_id from own_writes w
    join holdings h on h.assignee_id = w.assignee_id and h.license_id = w.license_id
    where w.until >= ${OFFERED} and h.account_no = ${accountNo}`.execute(db);
  return {
    holdings: new Set(rows.map(({ id }) => id)),
    assignees: new Set(rows.map(({ assigneeId }) => assigneeId)),
  };
}
