// Reads events behind a place. Numbers are given under the lock of `events_head`: none appears later in front of one that was read.
import { sql, type RawBuilder } from 'kysely';
import type { AssigneeKind } from '../../../domain/account.ts';
import type { EventState, LicenseEvent } from '../../../domain/inventory/events.ts';
import type { EventFilter } from '../../../domain/inventory/history.ts';
import type { AssignmentSearch } from '../../../domain/inventory/search.ts';
import { callerError } from '../../../domain/problem.ts';
import { isOneOf } from '../../database/bulk.ts';
import type { Db } from '../../database/tables.ts';
import { filterOf } from '../reads/statements/assignment-filter.ts';
import type { ReadContext } from '../reads/statements/context.ts';
import { allOf, pageOf } from '../reads/statements/keyset.ts';
import { areThere, type Scope } from '../reads/statements/scope.ts';
import type { EventsPage, EventsQuery } from './api.ts';

/** A place behind which nothing was found is renewed when the next event, of whatever kind, is as old as this. */
const AGEING_MS = 86_400_000;

interface EventRow {
  readonly seq: string;
  readonly at: Date;
  readonly notBefore: Date | null;
  readonly accountNo: number;
  readonly what: LicenseEvent['what'];
  readonly origin: LicenseEvent['origin'];
  readonly changeId: string | null;
  readonly was: EventState | null;
  readonly became: EventState | null;
  readonly licenseId: string | null;
  readonly kind: AssigneeKind | null;
  readonly assigneeId: string | null;
  readonly principal: string | null;
}

/** The number of the last event of an account `a`, also once it is not told any more; the rows of some are kept, for what was so then. */
const LAST = sql`greatest(a.expired_seq,
  (select e.seq from license_events e where e.account_no = a.no order by e.seq desc limit 1))`;

/** The number of the last event of some accounts. */
export async function lastEvent(db: Db, visible: readonly string[]): Promise<number> {
  const { rows } = await sql<{ last: string | null }>`
    select max(${LAST}) as last from inventory_accounts a where ${areThere(visible)}`.execute(db);
  return Number(rows[0]?.last ?? 0);
}

/** A page of events. */
export async function eventsBehind(
  reads: ReadContext,
  { visible, filter, after, first }: EventsQuery,
): Promise<EventsPage> {
  const { db } = reads;
  const { scope, condition } = await filterOf(reads, { visible, filter: sharedWith(filter), asOf: null });
  // Before the events: whatever is recorded between the two statements is then found by the next page.
  const { last, expired, nextAt, head } = await bounds(db, visible, after);
  if (after !== null && (after > head || after < expired)) throw tooOld();
  const where = allOf([condition, ...ownConditions(filter)]);
  const { rows: found } = await sql<EventRow>`
    select e.seq, e.at, e.not_before, e.account_no, e.what, e.origin, e.change_id, e.was, e.became,
      l.external_id as license_id, a.kind, a.external_id as assignee_id, s.principal
    from (
      select h.* from license_events h
      where h.account_no = any(${scope.nos}::smallint[]) and h.seq > ${after ?? expired} and ${where}
      order by h.seq limit ${first + 1}) e
    left join licenses l on l.id = e.license_id
    left join assignees a on a.id = e.assignee_id
    left join changes c on c.id = e.change_id
    left join change_sets s on s.id = c.set_id
    order by e.seq`.execute(db);
  const isAgeing = isOld(nextAt, reads.now());
  // The oldest ones may have been deleted between the two statements.
  if (after !== null && isAgeing && after < (await bounds(db, visible, after)).expired) throw tooOld();
  const { rows, hasNext } = pageOf(found, first);
  const events = rows.map((row) => toEvent(scope, row));
  const lastOfPage = events.at(-1)?.seq ?? 0;
  return {
    events,
    hasNext,
    // A place may be one of accounts that the caller sees no more.
    readTo: hasNext ? lastOfPage : Math.max(last, lastOfPage, after ?? 0),
    isAgeing: events.length === 0 && isAgeing,
  };
}

function isOld(at: Date | null, now: number): boolean {
  return at !== null && now - at.getTime() > AGEING_MS;
}

/** Numbers of events of the accounts that the caller sees: a place does not move by what happens in others. */
interface Bounds {
  readonly last: number;
  /** The number of the last event that is not told any more. Some of those that came before are kept, for what was so then. */
  readonly expired: number;
  /** When the first one behind the place was recorded. */
  readonly nextAt: Date | null;
  /** The number of the last event of all accounts: a larger one is of another database. */
  readonly head: number;
}

interface BoundsRow {
  readonly last: string | null;
  readonly expired: string | null;
  readonly nextAt: Date | null;
  readonly head: string;
}

async function bounds(db: Db, visible: readonly string[], after: number | null): Promise<Bounds> {
  const { rows } = await sql<BoundsRow>`
    select max(${LAST}) as last, max(a.expired_seq) as expired, (select seq from events_head) as head,
      min((select e.at from license_events e
        where e.account_no = a.no and e.seq > greatest(${after ?? 0}, a.expired_seq) order by e.seq limit 1)) as next_at
    from inventory_accounts a where ${areThere(visible)}`.execute(db);
  const [row] = rows;
  return {
    last: Number(row?.last ?? 0),
    expired: Number(row?.expired ?? 0),
    nextAt: row?.nextAt ?? null,
    head: Number(row?.head ?? 0),
  };
}

/** Conditions that holdings have as well. */
function sharedWith({ accountKeys, licenses, assignees }: EventFilter): AssignmentSearch {
  return {
    ...(accountKeys && { accountKeys }),
    ...(licenses && { licenses }),
    ...(assignees && { assignees }),
  };
}

/** Those that holdings have not. */
function ownConditions({ kinds, origins, from, to }: EventFilter): RawBuilder<boolean>[] {
  return [
    ...(kinds ? [isOneOf('h.what', kinds)] : []),
    ...(origins ? [isOneOf('h.origin', origins)] : []),
    ...(from === undefined ? [] : [sql<boolean>`h.at >= ${new Date(from)}`]),
    ...(to === undefined ? [] : [sql<boolean>`h.at < ${new Date(to)}`]),
  ];
}

function toEvent(scope: Scope, row: EventRow): LicenseEvent {
  const { seq, at, notBefore, accountNo, kind, assigneeId, ...told } = row;
  return {
    ...told,
    seq: Number(seq),
    at: at.toISOString(),
    notBefore: notBefore?.toISOString() ?? null,
    accountKey: scope.accountOf(accountNo).key,
    assignee: kind === null || assigneeId === null ? null : { kind, externalId: assigneeId },
  };
}

function tooOld(): Error {
  return callerError(
    'CURSOR_EXPIRED',
    'Events behind this place have been deleted.',
    'Start over: take `inventory { asOf }`, read lists with that `asOf`, and then the events from it on (`filter { from }`) that are not `at` that very moment.',
  );
}
