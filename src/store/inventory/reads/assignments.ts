// Lists and counts of assignments, as they are now or were at a moment.
import { sql, type RawBuilder } from 'kysely';
import type {
  AssignmentSearch,
  AssignmentSortField,
  Found,
  FoundAssignment,
  ListQuery,
  Place,
  Sort,
} from '../../../domain/inventory/search.ts';
import type { CountQuery } from './api.ts';
import { filterOf, type AssignmentFilter } from './statements/assignment-filter.ts';
import { atMoment, licensesAt, type HoldingsTable } from './statements/at-moment.ts';
import { readAsJson } from './statements/as-json.ts';
import type { ReadContext } from './statements/context.ts';
import { HELD_ROW, heldColumns, toFoundAssignments, type HeldRow } from './statements/held-rows.ts';
import {
  atOnce,
  behind,
  orderOf,
  pageOf,
  placed,
  united,
  walked,
  type SortKey,
} from './statements/keyset.ts';

type Query = ListQuery<AssignmentSearch, AssignmentSortField>;

/** A list that is being read. */
interface List {
  readonly context: ReadContext;
  readonly filter: AssignmentFilter;
  readonly direction: Sort<never>['direction'];
  readonly after: Place | null;
}

const HELD_SINCE: SortKey = { by: sql`h.held_since`, type: 'timestamptz' };
const REMOVAL_ON: SortKey = { by: sql`h.removal_on`, type: 'date' };

/** A page of assignments. */
export async function findAssignments(context: ReadContext, query: Query): Promise<Found<FoundAssignment>> {
  const { sort, first, after, asOf } = query;
  const filter = await filterOf(context, query);
  const list: List = { context, filter, direction: sort.direction, after };
  const found = await rowsOf(list, sort.field, first);
  const { rows, hasNext } = pageOf(found, first);
  return { rows: await toFoundAssignments(context.db, { scope: filter.scope, asOf, rows }), hasNext };
}

/** The rows of a page and one more. */
async function rowsOf(list: List, field: AssignmentSortField, first: number): Promise<readonly HeldRow[]> {
  switch (field) {
    case 'LICENSE':
      return await byLicense(list, first + 1);
    case 'ASSIGNEE':
      return await byAssignee(list, first);
    case 'HELD_SINCE':
      return await byDate(list, HELD_SINCE, first);
    case 'REMOVAL_ON':
      return await byDate(list, REMOVAL_ON, first);
  }
}

/** License after license in the order of their names. */
async function byLicense(list: List, limit: number): Promise<readonly HeldRow[]> {
  const { direction, after } = list;
  const walk = {
    key: LICENSE_NAME,
    ties: LICENSE_ID,
    direction,
    // The license at which the page before ended may have more.
    after: after && { value: after.value, ties: [after.id + (direction === 'ASC' ? -1 : 1)] },
  };
  const licenses = await licensesOf(list, LICENSE_NAME, atOnce(walk));
  return await throughLicenses(list, licenses, { limit, condition: sql<boolean>`true`, after });
}

const LICENSE_NAME: SortKey = { by: sql`l.name_key`, type: 'text' };
const LICENSE_ID: readonly RawBuilder<unknown>[] = [sql`l.id`];

interface OrderedLicense {
  readonly id: number;
  readonly value: Place['value'];
}

async function licensesOf(
  { context, filter }: List,
  { by }: SortKey,
  { where, order }: ReturnType<typeof atOnce>,
): Promise<readonly OrderedLicense[]> {
  const { rows } = await sql<OrderedLicense>`
    select l.id, ${by} as value from licenses l
    where l.account_no = any(${filter.scope.nos}::smallint[]) and ${filter.ofLicenses} and ${where}
      ${filter.asOf === null ? sql`and l.held > 0` : sql``}
    order by ${order}`.execute(context.db);
  return rows;
}

/** How many licenses the first statement looks at; each one after it looks at twice as many. */
const FIRST_LICENSES = 8;

interface Through {
  readonly limit: number;
  readonly condition: RawBuilder<boolean>;
  /** Holders of its license behind its holder. */
  readonly after: Place | null;
}

/** As many licenses as it takes, in their order: the holders of each are in the order of an index. */
async function throughLicenses(
  list: List,
  licenses: readonly OrderedLicense[],
  through: Through,
): Promise<readonly HeldRow[]> {
  const found: HeldRow[] = [];
  const values = new Map(licenses.map(({ id, value }) => [id, value]));
  let [start, some] = [0, FIRST_LICENSES];
  while (start < licenses.length && found.length < through.limit) {
    const ids = licenses.slice(start, start + some).map(({ id }) => id);
    const rows = await holdersOf(list, ids, { ...through, limit: through.limit - found.length });
    found.push(...rows.map((row) => ({ ...row, value: values.get(row.licenseId) ?? null })));
    start += some;
    some *= 2;
  }
  return found;
}

/** Holdings of licenses in this order, and of each in the order of its holders. */
async function holdersOf(
  { context, filter, direction }: List,
  ids: readonly number[],
  { condition, limit, after }: Through,
): Promise<readonly HeldRow[]> {
  const holder = sql`h.assignee_id`;
  const resumed =
    after?.holder === undefined
      ? sql<boolean>`true`
      : sql<boolean>`(r.id <> ${after.id} or ${behind([holder], [sql`${after.holder}::integer`], direction)})`;
  const order = orderOf([holder], direction);
  const arms = atMoment('h', filter.asOf).map(
    (table) => sql`
      select ${heldColumns(table)} from ${joined(filter, table)}
      where h.license_id = r.id and h.account_no = any(${filter.scope.nos}::smallint[])
        and ${filter.condition} and ${table.during} and ${condition} and ${resumed}
      order by ${order} limit ${limit}`,
  );
  return await readAsJson(
    context.db,
    sql<HeldRow>`
    select ${HELD_ROW}, null as value from unnest(${ids}::integer[]) with ordinality as r(id, rank)
    cross join lateral (select * from (${united(arms)}) as h order by ${order} limit ${limit}) as h
    order by r.rank, ${order} limit ${limit}`,
  );
}

/** Assignee after assignee in the order of their names, which are those of now: those that are there and those that are gone have an index each. */
async function byAssignee(list: List, first: number): Promise<readonly HeldRow[]> {
  const { context, filter, direction, after } = list;
  const ties = [sql`h.assignee_id`, sql`h.license_id`];
  const order = orderOf([sql`a.name_key`, sql`a.id`, sql`h.license_id`], direction);
  const walk = {
    key: ASSIGNEE_NAME,
    ties,
    direction,
    after: after && { value: after.value, ties: [after.holder ?? 0, after.id] },
  };
  return await walked(walk, first, async ({ valued, where, limit }) => {
    const arms = armsOfAssignees(filter).flatMap((ofArm) =>
      atMoment('h', filter.asOf).map(
        (table) => sql`
          select ${heldColumns(table)}, a.name_key as value from assignees a join ${table.table} on h.assignee_id = a.id
          where ${ofArm} and ${filter.condition} and ${table.during} and ${where} and ${fromAssignee(list, valued)}
          order by ${order} limit ${limit}`,
      ),
    );
    if (arms.length === 0) return [];
    return await readAsJson(
      context.db,
      sql<HeldRow>`
      select ${HELD_ROW}, value from (${united(arms)}) as h
      order by ${orderOf([sql`value`, ...ties], direction)} limit ${limit}`,
    );
  });
}

const ASSIGNEE_NAME: SortKey = { by: sql`a.name_key`, type: 'text' };

/** Each is in the order of an index. */
function armsOfAssignees({ scope, kinds }: AssignmentFilter): RawBuilder<boolean>[] {
  return scope.accounts.flatMap(({ no, kinds: had }) =>
    had
      .filter((kind) => kinds.includes(kind))
      .flatMap((kind) =>
        [sql`a.gone_at is null`, sql`a.gone_at is not null`].map(
          (there) => sql<boolean>`a.account_no = ${no}::smallint and a.kind = ${kind} and ${there}`,
        ),
      ),
  );
}

/** Where the index of the names begins: the whole place is of two tables, and no index has it. */
function fromAssignee({ direction, after }: List, valued: boolean): RawBuilder<boolean> {
  if (after === null || (after.value !== null) !== valued) return sql<boolean>`true`;
  const { value, holder = 0 } = after;
  const than = sql.raw(direction === 'ASC' ? '>=' : '<=');
  return valued
    ? sql<boolean>`(a.name_key, a.id) ${than} (${value}::text, ${holder}::integer)`
    : sql<boolean>`a.id ${than} ${holder}::integer`;
}

/** By a date of the holdings; those without one are few or nearly all, and go license after license. */
async function byDate(list: List, key: SortKey, first: number): Promise<readonly HeldRow[]> {
  const { context, filter, direction, after } = list;
  const ties = [sql`h.license_id`, sql`h.assignee_id`];
  const walk = {
    key,
    ties,
    direction,
    after: after && { value: after.value, ties: [after.id, after.holder ?? 0] },
  };
  return await walked(walk, first, async ({ valued, where, limit }) => {
    if (!valued) return await undated(list, sql<boolean>`${key.by} is null`, limit);
    const arms = filter.scope.accounts.flatMap(({ no }) =>
      atMoment('h', filter.asOf).map(
        (table) => sql`
          select ${heldColumns(table)}, ${key.by} as sorted, ${placed(key)} as value from ${joined(filter, table)}
          where h.account_no = ${no}::smallint and ${filter.condition} and ${table.during} and ${where}
          order by ${orderOf([key.by, ...ties], direction)} limit ${limit}`,
      ),
    );
    if (arms.length === 0) return [];
    return await readAsJson(
      context.db,
      sql<HeldRow>`
      select ${HELD_ROW}, value from (${united(arms)}) as h
      order by ${orderOf([sql`sorted`, ...ties], direction)} limit ${limit}`,
    );
  });
}

async function undated(
  list: List,
  condition: RawBuilder<boolean>,
  limit: number,
): Promise<readonly HeldRow[]> {
  const after = list.after?.value === null ? list.after : null;
  const than = sql.raw(list.direction === 'ASC' ? '>=' : '<=');
  const from = after === null ? sql<boolean>`true` : sql<boolean>`l.id ${than} ${after.id}::integer`;
  const licenses = await licensesOf(
    list,
    { by: sql`null::text`, type: 'text' },
    { where: from, order: orderOf(LICENSE_ID, list.direction) },
  );
  return await throughLicenses(list, licenses, { limit, condition, after });
}

/** Holdings, with their assignees where a condition looks at them. */
function joined({ looksAtAssignees }: AssignmentFilter, { table }: HoldingsTable): RawBuilder<unknown> {
  return looksAtAssignees ? sql`${table} join assignees a on a.id = h.assignee_id` : table;
}

/** How many assignments there are. */
export async function countAssignments(
  context: ReadContext,
  query: CountQuery<AssignmentSearch>,
): Promise<number> {
  const filter = await filterOf(context, query);
  const { scope, asOf } = filter;
  const nos = sql`${scope.nos}::smallint[]`;
  const counts = filter.looksAtHoldings
    ? atMoment('h', asOf).map(
        (table) => sql`
          select count(*) as count from ${joined(filter, table)}
          where h.account_no = any(${nos}) and ${filter.condition} and ${table.during}`,
      )
    : [
        sql`select sum(l.held) as count from ${licensesAt(scope, asOf)} l
          where l.account_no = any(${nos}) and ${filter.ofLicenses}`,
      ];
  const { rows } = await sql<{ count: number }>`
    select coalesce(sum(count), 0)::integer as count from (${united(counts)}) as counts`.execute(context.db);
  return rows[0]?.count ?? 0;
}
