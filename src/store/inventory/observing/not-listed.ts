// What is known of holdings that the lists of a vendor do not tell: changes of ours that are so recent, what was offered and not accepted, and
// days of removal that are kept here.
import { sql, type RawBuilder } from 'kysely';
import { inStatements, numberArray, recordset } from '../../database/bulk.ts';
import type { Db } from '../../database/tables.ts';
import { jsonOf } from '../reads/statements/as-json.ts';
import { NOT_LISTED_YET, type Observation } from './context.ts';
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

const PAIR = { licenseId: 'integer', assigneeId: 'integer' } as const;

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
  const writes = sql`select license_id as "licenseId", assignee_id as "assigneeId", until >= ${OFFERED} as "isOffer" from own_writes
    where assignee_id = any(${ids}) and until > ${readAt}`;
  // Hardly any account has days, and a join of all that a page has with none of them takes as long as the rest of it.
  const { rows } = await sql<{ writes: readonly OwnWrite[]; hasDays: boolean }>`
    select ${jsonOf(writes)} as writes, exists (${daysOf(account.key, now)}) as has_days`.execute(tx);
  const [found] = rows;
  if (found === undefined) return none;
  if (!found.hasDays) return { ...none, ownWrites: found.writes };
  const { rows: days } = await sql<Day>`
    select l.id as license_id, a.id as assignee_id, s.removal_on, s.status from (${daysOf(account.key, now)}) s
    join assignees a on a.account_no = ${account.no} and a.kind = s.assignee_kind and a.external_id = s.assignee_id
    join licenses l on l.account_no = ${account.no} and l.external_id = s.license_id
    where a.id = any(${ids})`.execute(tx);
  const of = (wanted: Day['status']): ReadonlyMap<string, string> =>
    new Map(days.filter(({ status }) => status === wanted).map((day) => [pairOf(day), day.removalOn]));
  return { ownWrites: found.writes, days: { waiting: of('WAITING'), fired: of('FIRED') } };
}

function daysOf(accountKey: string, now: number): RawBuilder<unknown> {
  return sql`
    select * from scheduled_removals where account_key = ${accountKey} and status = 'WAITING'
    union all
    select * from scheduled_removals where account_key = ${accountKey} and status = 'FIRED'
      and ended_at > ${new Date(now - FIRING_MS)}`;
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
      from ${recordset(some, PAIR)}
      where w.license_id = r.license_id and w.assignee_id = r.assignee_id`.execute(tx);
  }
}

/**
 * What we took away and a list tells all the same: should others have given it again meanwhile, no list that was read whole until then has seen
 * that it was not held.
 */
export async function markContradicted({ tx }: Observation, told: readonly Pair[]): Promise<void> {
  for (const some of inStatements(told)) {
    await sql`update own_writes w set contradicted = true
      from ${recordset(some, PAIR)}
      where w.license_id = r.license_id and w.assignee_id = r.assignee_id and not w.contradicted`.execute(tx);
  }
}

/**
 * What we gave, and a list lacks or tells otherwise: should others have changed it meanwhile, the last list that was read whole has seen it as we
 * left it, and none from now on.
 */
export async function markDenied({ tx, listedAt }: Observation, denied: readonly number[]): Promise<void> {
  for (const some of inStatements(denied)) {
    await sql`update holdings set missed_in = ${NOT_LISTED_YET}, observed_at = greatest(observed_at, ${listedAt}::timestamptz)
      where id = any(${numberArray(some)})`.execute(tx);
  }
}

/** Surrogate keys of what is offered in an account, and of whom it is offered to. */
export interface Offers {
  readonly holdings: ReadonlySet<number>;
  readonly assignees: ReadonlySet<number>;
}

export async function offersIn(db: Db, accountNo: number): Promise<Offers> {
  const holdings = new Set<number>();
  const assignees = new Set<number>();
  // First those of all accounts: there are few or none, and the planner would look for them among all holdings.
  const { rows: offered } = await sql<Pair>`
    select license_id, assignee_id from own_writes where until >= ${OFFERED}`.execute(db);
  for (const some of inStatements(offered)) {
    const { rows } = await sql<{ id: number; assigneeId: number }>`
      select h.id, h.assignee_id from ${recordset(some, PAIR)}
      join holdings h on h.assignee_id = r.assignee_id and h.license_id = r.license_id
      where h.account_no = ${accountNo}`.execute(db);
    for (const { id, assigneeId } of rows) {
      holdings.add(id);
      assignees.add(assigneeId);
    }
  }
  return { holdings, assignees };
}
