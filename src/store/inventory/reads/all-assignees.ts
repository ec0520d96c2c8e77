// Pages of all users, devices, workspaces or entities, with what they hold: one statement, and an index has the rows in their order.
import { sql } from 'kysely';
import type { AssigneeKind } from '../../../domain/account.ts';
import type { ListedAssignee, ListedAssignees } from '../../../domain/inventory/search.ts';
import type { Db } from '../../database/tables.ts';
import type { AssigneesQuery } from './api.ts';
import { ID, keyOf } from './assignees.ts';
import { jsonOf } from './statements/as-json.ts';
import { heldBy, HELD_WITH_LICENSES, type HeldWithLicenses } from './statements/held-rows.ts';
import { orderOf, pageOf, placed, walked } from './statements/keyset.ts';
import { ASSIGNEE_ROW, toFoundAssignee, type PlacedAssignee } from './statements/rows.ts';
import { accountsOf, accountsWhere, areThere, type AccountRow } from './statements/scope.ts';

/** Rows of a walk that the planner still holds for little work: above, a server may compile its plan first. */
const FEW_ROWS = 10_000;

/** Whether a page is as many steps through an index as it has rows, and no more. */
export function isPlain({ visible, filter, first }: AssigneesQuery): boolean {
  return Object.keys(filter).length === 0 && visible.length * first <= FEW_ROWS;
}

type PageRow = PlacedAssignee & { readonly holds: number };

interface PageRead {
  readonly accounts: readonly AccountRow[];
  readonly rows: readonly PageRow[];
  readonly held: HeldWithLicenses | null;
}

/** A page of all assignees of a kind. Each of its parts, of rows with a value and of those without, is one statement. */
export async function findAll(
  db: Db,
  kind: AssigneeKind,
  { visible, sort: { field, direction }, first, after, holdings }: AssigneesQuery,
): Promise<ListedAssignees> {
  const key = keyOf(field);
  const walk = { key, ties: ID, direction, after: after && { value: after.value, ties: [after.id] } };
  const order = orderOf([key.by, ...ID], direction);
  const all = jsonOf(
    sql`select ${ASSIGNEE_ROW}, a.holds, ${placed(key)} as value from page a order by ${order}`,
  );
  const held = holdings === undefined ? sql`null` : HELD_WITH_LICENSES;
  const found = await walked(walk, first, async ({ where, limit }) => {
    // An index is in order within one account only.
    const { rows } = await sql<PageRead>`
      with page as materialized (
        select a.* from (select a.no from inventory_accounts a where ${areThere(visible)}) c
        cross join lateral (
          select a.* from assignees a
          where a.account_no = c.no and a.kind = ${kind} and a.gone_at is null and ${where}
          order by ${order} limit ${limit}) a
        order by ${order} limit ${limit}),
      held as materialized (
        select h.* from holdings h
        where h.assignee_id = any(array(select id from page where holds <= ${holdings ?? -1}))
        order by h.assignee_id, h.license_id)
      select ${accountsWhere(areThere(visible))} as accounts,
        ${all} as rows, ${held} as held`.execute(db);
    return rows.flatMap((read) => listed(read, holdings ?? -1));
  });
  return pageOf(found, first);
}

/** What those hold who hold more is read when it is asked for, page by page. */
function listed({ accounts: known, rows, held }: PageRead, most: number): readonly ListedAssignee[] {
  const accounts = accountsOf(known);
  const holdingsOf = held && heldBy(accounts, held);
  return rows.map((row) => {
    const found = toFoundAssignee(accounts, row, { value: row.value, id: row.id });
    return { ...found, holdings: row.holds <= most ? holdingsOf?.(row, found.value) : undefined };
  });
}
