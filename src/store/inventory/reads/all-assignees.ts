// Pages of all users, devices, workspaces or entities, with what they hold: one statement, and an index has the rows in their order.
import { sql } from 'kysely';
import type { AssigneeKind } from '../../../domain/account.ts';
import type { ListedAssignee, ListedAssignees } from '../../../domain/inventory/search.ts';
import { KEPT_PLAN } from '../../database/kept-plan.ts';
import type { Db } from '../../database/tables.ts';
import type { AssigneesQuery } from './api.ts';
import { keyOf } from './assignees.ts';
import { lastRecordedOf, momentIn } from './moment.ts';
import { at, inColumns, type Columns, type InColumns } from './statements/as-json.ts';
import { heldBy, HELD_WITH_LICENSES, type HeldWithLicenses } from './statements/held-rows.ts';
import { orderOf, pageOf, placed, walked } from './statements/keyset.ts';
import { ID } from './statements/places.ts';
import { ASSIGNEE_COLUMNS, toFoundAssignee, type PlacedAssignee } from './statements/rows.ts';
import { accountsOf, accountsWhere, areThere, type AccountRow } from './statements/scope.ts';

/** Rows of a walk that the planner still holds for little work: above, a server may compile its plan first. */
const FEW_ROWS = 10_000;

/** Whether a page is as many steps through an index as it has rows, and no more. */
export function isPlain({ visible, filter, first }: AssigneesQuery): boolean {
  return Object.keys(filter).length === 0 && visible.length * first <= FEW_ROWS;
}

/** Rows of a page that are there, all of one kind. */
type PageRow = Omit<PlacedAssignee, 'kind' | 'goneAt'> & { readonly holds: number };

interface PageRead {
  readonly accounts: readonly AccountRow[];
  readonly rows: InColumns<PageRow>;
  readonly held: HeldWithLicenses | null;
  /** Null where nobody asks for it, and before anything was recorded. */
  readonly recordedAt: Date | null;
}

/** What a page is of, and how much of it is read. */
interface Page {
  readonly kind: AssigneeKind;
  readonly columns: Columns<PageRow>;
  /** What is held by those who hold no more than this many licenses is read along; null: nothing is. */
  readonly most: number | null;
}

/** A page of all assignees of a kind. Each of its parts, of rows with a value and of those without, is one statement. */
export async function findAll(
  db: Db,
  kind: AssigneeKind,
  { visible, sort: { field, direction }, first, after, holdings, recordedOf }: AssigneesQuery,
): Promise<ListedAssignees> {
  const key = keyOf(field);
  const walk = { key, ties: ID, direction, after: after && { value: after.value, ties: [after.id] } };
  const order = orderOf([key.by, ...ID], direction);
  const page: Page = {
    kind,
    columns: { ...ASSIGNEE_COLUMNS, holds: sql`a.holds`, value: placed(key) },
    most: holdings ?? null,
  };
  const moments = new Set<string>();
  const found = await walked(walk, first, async ({ where, limit }) => {
    // An index is in order within one account only.
    const { rows } = await sql<PageRead>`
      with page as materialized (
        select a.* from (select a.no from inventory_accounts a where ${areThere(visible)}) c
        cross join lateral (
          select a.* from assignees a
          where a.account_no = c.no and a.kind = ${sql.lit(kind)} and a.gone_at is null and ${where}
          order by ${order} limit ${sql.lit(limit)}) a
        order by ${order} limit ${sql.lit(limit)}),
      held as materialized (
        select h.* from holdings h
        where h.assignee_id = any(array(select id from page where holds <= ${sql.lit(page.most ?? -1)}))
        order by h.assignee_id, h.license_id)
      select ${accountsWhere(areThere(visible))} as accounts, ${inColumns(page.columns, sql`page a`)} as rows,
        ${page.most === null ? sql`null` : HELD_WITH_LICENSES} as held,
        ${recordedOf ? lastRecordedOf(recordedOf) : sql`null::timestamptz`} as recorded_at
      ${KEPT_PLAN}`.execute(db);
    for (const read of rows) moments.add(momentIn(read.recordedAt));
    return rows.flatMap((read) => listed(page, read));
  });
  const [recordedAt = null] = moments.size === 1 ? moments : [];
  return { ...pageOf(found, first), ...(recordedOf && { recordedAt }) };
}

/** What those hold who hold more is read when it is asked for, page by page. */
function listed({ kind, most }: Page, read: PageRead): readonly ListedAssignee[] {
  const accounts = accountsOf(read.accounts);
  const holdingsOf = read.held && heldBy(accounts, read.held);
  return rowsOf(kind, read.rows).map((row) => {
    const found = toFoundAssignee(accounts, row, { value: row.value, id: row.id });
    return { ...found, holdings: row.holds <= (most ?? -1) ? holdingsOf?.(row, found.value) : undefined };
  });
}

function rowsOf(kind: AssigneeKind, lists: InColumns<PageRow>): (PlacedAssignee & PageRow)[] {
  return (lists.id ?? []).map((id, place) => ({
    id,
    accountNo: at(lists.accountNo, place),
    kind,
    externalId: at(lists.externalId, place),
    word: at(lists.word, place),
    facts: at(lists.facts, place),
    observedAt: at(lists.observedAt, place),
    missedIn: at(lists.missedIn, place),
    goneAt: null,
    holds: at(lists.holds, place),
    value: at(lists.value, place),
  }));
}
