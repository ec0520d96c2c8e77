// Lists and counts of users, devices, workspaces and entities, as they are now.
import { sql, type RawBuilder } from 'kysely';
import type { AssigneeKind } from '../../../domain/account.ts';
import type { AssigneeSearch, AssigneeSortField, ListedAssignees } from '../../../domain/inventory/search.ts';
import type { AssigneesQuery, CountQuery } from './api.ts';
import { readAsJson } from './statements/as-json.ts';
import {
  assigneeConditions,
  licenseIds,
  namedBy,
  rangeOf,
  type Conditions,
} from './statements/conditions.ts';
import type { ReadContext } from './statements/context.ts';
import {
  allOf,
  orderOf,
  pageOf,
  placed,
  united,
  walked,
  type Direction,
  type Part,
  type SortKey,
} from './statements/keyset.ts';
import { ASSIGNEE_ROW, toFoundAssignee, type PlacedAssignee } from './statements/rows.ts';
import { scopeOf } from './statements/scope.ts';

const SORTS: Readonly<Record<AssigneeSortField, Pick<SortKey, 'type'> & { readonly column: string }>> = {
  NAME: { column: 'a.name_key', type: 'text' },
  LAST_ACTIVE: { column: 'a.active_at', type: 'timestamptz' },
  STATE: { column: 'a.state', type: 'text' },
  KIND: { column: 'a.word', type: 'text' },
  DEPARTMENT: { column: 'a.department', type: 'text' },
  MODEL: { column: 'a.model', type: 'text' },
  LICENSES_HELD: { column: 'a.holds', type: 'integer' },
};

/** What orders rows with the same value. */
export const ID: readonly RawBuilder<unknown>[] = [sql`a.id`];

/** A page of assignees of a kind. */
export async function findAssignees(
  context: ReadContext,
  kind: AssigneeKind,
  query: AssigneesQuery,
): Promise<ListedAssignees> {
  const { db } = context;
  const { sort, first, after } = query;
  const { scope, conditions } = await conditionsOf(context, kind, query);
  const { column } = SORTS[sort.field];
  const key = keyOf(sort.field);
  const range = allOf(rangeOf(column, query.filter, context.now()));
  const walk = {
    key,
    ties: ID,
    direction: sort.direction,
    after: after && { value: after.value, ties: [after.id] },
  };
  const found = await walked(walk, first, async (part) => {
    const having = scope.accounts.filter(({ kinds }) => kinds.includes(kind));
    if (having.length === 0) return [];
    const list = {
      kind,
      nos: having.map(({ no }) => no),
      range,
      conditions,
      mostWalked: mostWalked(query.filter, sort.field),
      key,
    };
    const order = orderOf([sql`p.sorted`, sql`p.id`], sort.direction);
    return await readAsJson(
      db,
      sql<PlacedAssignee>`
      ${placesOf(list, part, sort.direction)}
      select ${ASSIGNEE_ROW}, ${placed(key)} as value from places p join assignees a on a.id = p.id
      order by ${order}`,
    );
  });
  const { rows, hasNext } = pageOf(found, first);
  return { rows: rows.map((row) => toFoundAssignee(scope, row, { value: row.value, id: row.id })), hasNext };
}

/** What a list is sorted by. */
export function keyOf(field: AssigneeSortField): SortKey {
  const { column, type } = SORTS[field];
  return { by: sql.ref(column), type };
}

interface SortedList {
  readonly kind: AssigneeKind;
  /** Numbers of the accounts. */
  readonly nos: readonly number[];
  /** What is known of `key` before a row is looked at. */
  readonly range: RawBuilder<boolean>;
  readonly conditions: RawBuilder<boolean>;
  readonly mostWalked: number;
  readonly key: SortKey;
}

/**
 * Rows that are looked at in the order of the list, before those that the filter lets through are gathered and sorted. Whether they stand at
 * the beginning of the list or at its end no statistics tell, and to walk to the end of a million takes seconds.
 */
const MOST_WALKED = 5_000;
/** An index that tells what is asked takes an eighth of the time for each of them. */
const MOST_WALKED_IN_INDEX = 20_000;
/** A text is more often rare, and has an index that finds it. */
const MOST_WALKED_FOR_TEXT = 1_000;

function mostWalked(filter: AssigneeSearch, field: AssigneeSortField): number {
  if (filter.search !== undefined) return MOST_WALKED_FOR_TEXT;
  return isInIndex(filter, field) ? MOST_WALKED_IN_INDEX : MOST_WALKED;
}

/** Whether the index of an order tells all that a filter asks about (migrations/walked-indexes.ts). */
function isInIndex(filter: AssigneeSearch, field: AssigneeSortField): boolean {
  const { holds, findings, activity, idleDays, inactiveSince } = filter;
  const isOfRow = [holds, findings, activity].every((asked) => asked === undefined);
  if (field === 'LAST_ACTIVE') return isOfRow;
  return field === 'NAME' && isOfRow && idleDays === undefined && inactiveSince === undefined;
}

/** `places`: ids and sort values of a page, by one walk through an index, or by gathering when it does not find enough. */
function placesOf(
  { kind, nos, range, conditions, mostWalked: most, key }: SortedList,
  { where, limit }: Part,
  direction: Direction,
): RawBuilder<unknown> {
  const there = sql`a.kind = ${kind} and a.gone_at is null and ${where} and ${range}`;
  // An index is in order within one account only.
  const arms = nos.map(
    (no) => sql`
      select a.id, ${key.by} as sorted from (
        select a.* from assignees a where a.account_no = ${no}::smallint and ${there}
        order by ${orderOf([key.by, ...ID], direction)} limit ${most}) as a
      where ${conditions} order by ${orderOf([key.by, ...ID], direction)} limit ${limit}`,
  );
  const order = sql`order by ${orderOf([sql`sorted`, sql`id`], direction)} limit ${limit}`;
  const isFull = sql`(select count(*) from walked) >= ${limit}`;
  return sql`
    with walked as materialized (select * from (${united(arms)}) as walked ${order}),
    gathered as materialized (
      select * from (
        select a.id, ${key.by} as sorted from assignees a
        where a.account_no = any(${nos}::smallint[]) and ${there} and ${conditions} and ${NOT_IN_ORDER} offset 0) as gathered
      where not ${isFull} ${order}),
    places as (select * from walked where ${isFull} union all select * from gathered)`;
}

/**
 * Always so, and in no index: to look for few rows in the whole index of an order, which tells what is asked, seems quicker than it is to find
 * them by what is asked and to read each.
 */
const NOT_IN_ORDER = sql<boolean>`a.facts is not null`;

/** How many assignees of a kind there are. */
export async function countAssignees(
  context: ReadContext,
  kind: AssigneeKind,
  query: CountQuery<AssigneeSearch>,
): Promise<number> {
  const { conditions } = await conditionsOf(context, kind, query);
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from assignees a where a.gone_at is null and ${conditions}`.execute(
    context.db,
  );
  return rows[0]?.count ?? 0;
}

async function conditionsOf(
  context: ReadContext,
  kind: AssigneeKind,
  { visible, filter }: Pick<CountQuery<AssigneeSearch>, 'visible' | 'filter'>,
) {
  const scope = await scopeOf(context.db, visible, filter);
  const how: Conditions = {
    scope,
    now: context.now(),
    trigrams: await context.trigrams(),
    licenses: await licenseIds(context.db, scope, [namedBy(filter.holds)]),
    asOf: null,
  };
  return { scope, conditions: allOf(assigneeConditions(kind, filter, how)) };
}
