// Lists and counts of users, devices, workspaces and entities, as they are now.
import { sql } from 'kysely';
import type { AssigneeKind } from '../../../domain/account.ts';
import type { AssigneeSearch, AssigneeSortField, ListedAssignees } from '../../../domain/inventory/search.ts';
import type { AssigneesQuery, CountQuery } from './api.ts';
import { readAsJson } from './statements/as-json.ts';
import {
  assigneeConditions,
  isOfKind,
  licenseIds,
  namedBy,
  rangeOf,
  type Conditions,
} from './statements/conditions.ts';
import type { ReadContext } from './statements/context.ts';
import { allOf, orderOf, pageOf, placed, walked, type SortKey } from './statements/keyset.ts';
import { ID, placesOf, type Walks } from './statements/places.ts';
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

/** A page of assignees of a kind. */
export async function findAssignees(
  context: ReadContext,
  kind: AssigneeKind,
  query: AssigneesQuery,
): Promise<ListedAssignees> {
  const { db } = context;
  const { sort, first, after } = query;
  const { scope, ...asked } = await askedOf(context, kind, query);
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
      ...asked,
      walks: walksOf(query.filter, sort.field),
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

/**
 * Rows that are looked at in the order of the list, before those that the filter lets through are gathered and sorted. Whether they stand at
 * the beginning of the list or at its end no statistics tell, and to walk to the end of a million takes seconds.
 */
const WALKED: Walks = [5_000];
/** An index that tells what is asked takes an eighth of the time for each of them. */
const WALKED_IN_INDEX: Walks = [20_000];
/** A text is more often rare, and has an index that finds it: the first rows tell which. */
const WALKED_FOR_TEXT: Walks = [200, 5_000];

function walksOf(filter: AssigneeSearch, field: AssigneeSortField): Walks {
  if (filter.search !== undefined) return WALKED_FOR_TEXT;
  return isInIndex(filter, field) ? WALKED_IN_INDEX : WALKED;
}

/** Whether the index of an order tells all that a filter asks about (migrations/walked-indexes.ts). */
function isInIndex(filter: AssigneeSearch, field: AssigneeSortField): boolean {
  const { holds, findings, activity, idleDays, inactiveSince } = filter;
  const isOfRow = [holds, findings, activity].every((asked) => asked === undefined);
  if (field === 'LAST_ACTIVE') return isOfRow;
  return field === 'NAME' && isOfRow && idleDays === undefined && inactiveSince === undefined;
}

/** How many assignees of a kind there are. */
export async function countAssignees(
  context: ReadContext,
  kind: AssigneeKind,
  query: CountQuery<AssigneeSearch>,
): Promise<number> {
  const asked = await askedOf(context, kind, query);
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from assignees a
    where a.gone_at is null and ${asked.isOfKind} and ${asked.conditions}`.execute(context.db);
  return rows[0]?.count ?? 0;
}

async function askedOf(
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
  return {
    scope,
    isOfKind: isOfKind(kind, filter, scope),
    conditions: allOf(assigneeConditions(filter, how)),
  };
}
