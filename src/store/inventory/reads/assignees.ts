// Lists and counts of users, devices, workspaces and entities, as they are now.
import { sql, type RawBuilder } from 'kysely';
import type { AssigneeKind } from '../../../domain/account.ts';
import type { Assignee } from '../../../domain/assignee.ts';
import type {
  AssigneeSearch,
  AssigneeSortField,
  Found,
  ListQuery,
} from '../../../domain/inventory/search.ts';
import type { CountQuery } from './api.ts';
import { assigneeConditions, licenseIds, namedBy, type Conditions } from './statements/conditions.ts';
import type { ReadContext } from './statements/context.ts';
import { allOf, orderOf, pageOf, placed, united, walked, type SortKey } from './statements/keyset.ts';
import { ASSIGNEE_ROW, toFoundAssignee, type AssigneeRow } from './statements/rows.ts';
import { scopeOf } from './statements/scope.ts';

const SORTS: Readonly<Record<AssigneeSortField, SortKey>> = {
  NAME: { by: sql`a.name_key`, type: 'text' },
  LAST_ACTIVE: { by: sql`a.active_at`, type: 'timestamptz' },
  STATE: { by: sql`a.state`, type: 'text' },
  KIND: { by: sql`a.word`, type: 'text' },
  DEPARTMENT: { by: sql`a.department`, type: 'text' },
  MODEL: { by: sql`a.model`, type: 'text' },
  LICENSES_HELD: { by: sql`a.holds`, type: 'integer' },
};

const ID: readonly RawBuilder<unknown>[] = [sql`a.id`];

/** A page of assignees of a kind. */
export async function findAssignees(
  context: ReadContext,
  kind: AssigneeKind,
  query: ListQuery<AssigneeSearch, AssigneeSortField>,
): Promise<Found<Assignee>> {
  const { db } = context;
  const { sort, first, after } = query;
  const { scope, conditions } = await conditionsOf(context, kind, query);
  const key = SORTS[sort.field];
  const walk = {
    key,
    ties: ID,
    direction: sort.direction,
    after: after && { value: after.value, ties: [after.id] },
  };
  const found = await walked(walk, first, async ({ where, limit }) => {
    const having = scope.accounts.filter(({ kinds }) => kinds.includes(kind));
    if (having.length === 0) return [];
    // An index is in order within one account only.
    const arms = having.map(
      ({ no }) => sql`
      select ${ASSIGNEE_ROW}, ${key.by} as sorted, ${placed(key)} as value from assignees a
      where a.account_no = ${no}::smallint and ${conditions} and ${where}
      order by ${orderOf([key.by, ...ID], sort.direction)} limit ${limit}`,
    );
    const { rows } = await sql<AssigneeRow & { readonly value: string | number | null }>`
      select * from (${united(arms)}) as found
      order by ${orderOf([sql`sorted`, sql`id`], sort.direction)} limit ${limit}`.execute(db);
    return rows;
  });
  const { rows, hasNext } = pageOf(found, first);
  return {
    rows: rows.map((row) => toFoundAssignee(scope, row, { value: row.value, id: row.id })),
    hasNext,
  };
}

/** How many assignees of a kind there are. */
export async function countAssignees(
  context: ReadContext,
  kind: AssigneeKind,
  query: CountQuery<AssigneeSearch>,
): Promise<number> {
  const { conditions } = await conditionsOf(context, kind, query);
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from assignees a where ${conditions}`.execute(context.db);
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
  const conditions = [sql<boolean>`a.gone_at is null`, ...assigneeConditions(kind, filter, how)];
  return { scope, conditions: allOf(conditions) };
}
