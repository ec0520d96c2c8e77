// Assignments that were not the same at two moments: pairs that were touched in between, compared at both ends.
import { sql, type RawBuilder } from 'kysely';
import type { AssigneeKind } from '../../../domain/account.ts';
import type { AssignmentStatus } from '../../../domain/assignment.ts';
import type { AssignmentState } from '../../../domain/change-set.ts';
import type { DifferenceCounts, LicenseDifference } from '../../../domain/inventory/history.ts';
import type { AssignmentSearch, Found, Place } from '../../../domain/inventory/search.ts';
import { isOneOf } from '../../database/bulk.ts';
import { filterOf } from '../reads/statements/assignment-filter.ts';
import type { ReadContext } from '../reads/statements/context.ts';
import { allOf, behind, pageOf } from '../reads/statements/keyset.ts';
import type { Scope } from '../reads/statements/scope.ts';
import type { DifferencesQuery } from './api.ts';

interface DifferenceRow {
  readonly accountNo: number;
  readonly licenseNo: number;
  readonly assigneeNo: number;
  readonly licenseId: string;
  readonly kind: AssigneeKind;
  readonly assigneeId: string;
  readonly statusBefore: AssignmentStatus | null;
  readonly statusAfter: AssignmentStatus | null;
  readonly assignedBefore: Date | null;
  readonly assignedAfter: Date | null;
  readonly removalBefore: string | null;
  readonly removalAfter: string | null;
}

/** A page of differences. */
export async function findDifferences(
  reads: ReadContext,
  query: DifferencesQuery,
  { first, after }: { readonly first: number; readonly after: Place | null },
): Promise<Found<LicenseDifference>> {
  const place =
    after === null
      ? sql<boolean>`true`
      : behind(
          [sql`h.license_id`, sql`h.assignee_id`],
          [sql`${after.id}::integer`, sql`${after.holder ?? 0}::integer`],
          'ASC',
        );
  const { scope, pairs } = await pairsOf(reads, query, place);
  const { rows: found } = await sql<DifferenceRow>`
    select p.*, l.external_id as license_id, a.kind, a.external_id as assignee_id
    from (${pairs} order by license_no, assignee_no limit ${first + 1}) p
    join licenses l on l.id = p.license_no join assignees a on a.id = p.assignee_no
    order by p.license_no, p.assignee_no`.execute(reads.db);
  const { rows, hasNext } = pageOf(found, first);
  return { hasNext, rows: rows.map((row) => toFound(scope, row, query.to)) };
}

/** How many there are. */
export async function countDifferences(
  reads: ReadContext,
  query: DifferencesQuery,
): Promise<DifferenceCounts> {
  const { pairs } = await pairsOf(reads, query, sql<boolean>`true`);
  const { rows } = await sql<DifferenceCounts>`
    select (count(*) filter (where status_before is null))::integer as assigned,
      (count(*) filter (where status_after is null))::integer as removed,
      (count(*) filter (where status_before is not null and status_after is not null))::integer as changed
    from (${pairs}) p`.execute(reads.db);
  return rows[0] ?? { assigned: 0, removed: 0, changed: 0 };
}

/**
 * Pairs that differ, each with what it was at both moments. An interval that lasted from before the one to after the other differs in
 * nothing; whatever else was there at one of the moments has an end between them, so it is among the rows that are looked at.
 */
async function pairsOf(
  reads: ReadContext,
  { visible, filter, from, to }: DifferencesQuery,
  place: RawBuilder<boolean>,
): Promise<{ readonly scope: Scope; readonly pairs: RawBuilder<unknown> }> {
  const { statuses, removalBefore, heldSince, origins, ...named } = filter;
  const { scope, condition, looksAtAssignees } = await filterOf(reads, {
    visible,
    filter: named,
    asOf: null,
  });
  const held: AssignmentSearch = {
    ...(statuses && { statuses }),
    ...(removalBefore !== undefined && { removalBefore }),
    ...(heldSince && { heldSince }),
  };
  const { ofHoldings } = await filterOf(reads, { visible, filter: held, asOf: null });
  const [begin, end] = [new Date(from), new Date(to)];
  const columns = sql`h.account_no, h.license_id, h.assignee_id, h.status, h.assigned_at, h.removal_on, ${ofHoldings} as fits`;
  const people = looksAtAssignees ? sql`join assignees a on a.id = h.assignee_id` : sql``;
  const where = allOf([sql`h.account_no = any(${scope.nos}::smallint[])`, condition, place]);
  const isTheirs = (column: string): RawBuilder<boolean> =>
    origins === undefined ? sql<boolean>`true` : isOneOf(column, origins);
  // An interval has the origin of the assignment. Whose doing a change was that began it is with the interval that this ended.
  const isAssigned = origins === undefined ? sql<boolean>`true` : sql<boolean>`h.valid_from = h.held_since`;
  const begunByThem = sql<boolean>`${isAssigned} and ${isTheirs('h.origin')}`;
  const begun = sql<boolean>`h.valid_from > ${begin} and h.valid_from <= ${end}`;
  const pairs = sql`
    select account_no, license_id as license_no, assignee_id as assignee_no,
      max(status) filter (where is_before) as status_before, max(status) filter (where is_after) as status_after,
      max(assigned_at) filter (where is_before) as assigned_before, max(assigned_at) filter (where is_after) as assigned_after,
      max(removal_on) filter (where is_before)::text as removal_before,
      max(removal_on) filter (where is_after)::text as removal_after
    from (
      select ${columns}, false as is_before, true as is_after, ${begunByThem} as is_theirs
      from holdings h ${people} where ${where} and ${begun}
      union all
      select ${columns}, h.valid_from <= ${begin}, h.valid_to > ${end},
        (${begun} and ${begunByThem}) or (h.valid_to <= ${end} and ${isTheirs('h.closed_origin')})
      from holding_history h ${people}
      where ${where} and h.valid_to > ${begin} and h.valid_from <= ${end} and (h.valid_from > ${begin} or h.valid_to <= ${end})) h
    group by account_no, license_id, assignee_id
    having (max(status) filter (where is_before) is distinct from max(status) filter (where is_after)
        or max(removal_on) filter (where is_before) is distinct from max(removal_on) filter (where is_after))
      and bool_or(fits and (is_before or is_after)) and bool_or(is_theirs)`;
  return { scope, pairs };
}

function toFound(scope: Scope, row: DifferenceRow, to: string): Found<LicenseDifference>['rows'][number] {
  const { licenseNo, assigneeNo, licenseId, kind, assigneeId } = row;
  const accountKey = scope.accountOf(row.accountNo).key;
  return {
    place: { value: null, id: licenseNo, holder: assigneeNo },
    observedAt: to,
    value: {
      license: { accountKey, externalId: licenseId },
      assignee: { accountKey, kind, externalId: assigneeId },
      before: stateOf(row.statusBefore, row.assignedBefore, row.removalBefore),
      after: stateOf(row.statusAfter, row.assignedAfter, row.removalAfter),
    },
  };
}

function stateOf(
  status: AssignmentStatus | null,
  assignedAt: Date | null,
  removalOn: string | null,
): AssignmentState {
  return { held: status !== null, status, assignedAt: assignedAt?.toISOString() ?? null, removalOn };
}
