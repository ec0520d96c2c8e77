// Reads events behind a place. Numbers are given under the lock of `events_head`: none appears later in front of one that was read.
import { sql, type RawBuilder } from 'kysely';
import type { AssigneeKind } from '../../../domain/account.ts';
import type { EventState, LicenseEvent } from '../../../domain/inventory/events.ts';
import type { EventFilter } from '../../../domain/inventory/history.ts';
import { callerError } from '../../../domain/problem.ts';
import { isOneOf } from '../../database/bulk.ts';
import type { Db } from '../../database/tables.ts';
import { filterOf } from '../reads/statements/assignment-filter.ts';
import type { ReadContext } from '../reads/statements/context.ts';
import { allOf, pageOf } from '../reads/statements/keyset.ts';
import type { Scope } from '../reads/statements/scope.ts';
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

/** The number of the last event. */
export async function lastEvent(db: Db): Promise<number> {
  const { rows } = await sql<{ seq: string }>`select seq from events_head`.execute(db);
  return Number(rows[0]?.seq ?? 0);
}

/** A page of events. */
export async function eventsBehind(
  reads: ReadContext,
  { visible, filter, after, first }: EventsQuery,
): Promise<EventsPage> {
  const { db } = reads;
  // Before the events: whatever is recorded between the two statements is then found by the next page.
  const { last, expired, nextAt } = await bounds(db, after);
  if (after !== null && (after > last || after < expired)) throw tooOld();
  const { accountKeys, licenses, assignees } = filter;
  const { scope, condition } = await filterOf(reads, {
    visible,
    filter: {
      ...(accountKeys && { accountKeys }),
      ...(licenses && { licenses }),
      ...(assignees && { assignees }),
    },
    asOf: null,
  });
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
  if (after !== null && isAgeing && after < (await bounds(db, after)).expired) throw tooOld();
  const { rows, hasNext } = pageOf(found, first);
  const events = rows.map((row) => toEvent(scope, row));
  const lastOfPage = events.at(-1)?.seq ?? 0;
  return {
    events,
    hasNext,
    readTo: hasNext ? lastOfPage : Math.max(last, lastOfPage),
    isAgeing: events.length === 0 && isAgeing,
  };
}

function isOld(at: Date | null, now: number): boolean {
  return at !== null && now - at.getTime() > AGEING_MS;
}

interface Bounds {
  readonly last: number;
  /** The number of the last event that is not told any more. Some of those that came before are kept, for what was so then. */
  readonly expired: number;
  /** When the first one behind the place was recorded. */
  readonly nextAt: Date | null;
}

async function bounds(db: Db, after: number | null): Promise<Bounds> {
  const { rows } = await sql<{ last: string; expired: string; nextAt: Date | null }>`
    select seq as last, expired_seq as expired,
      (select at from license_events where seq > greatest(${after ?? 0}, expired_seq) order by seq limit 1) as next_at
    from events_head`.execute(db);
  const [row] = rows;
  return { last: Number(row?.last ?? 0), expired: Number(row?.expired ?? 0), nextAt: row?.nextAt ?? null };
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
    'Start over: read `inventory { asOf … }`, and then the events from that moment on (`filter { from }`).',
  );
}
