// Rows of the inventory by their keys, and what hangs on them.
import { sql } from 'kysely';
import type {
  AssigneeRef,
  Found,
  FoundAssignee,
  FoundAssignment,
  FoundLicense,
  FoundRow,
  LicenseRef,
  Place,
} from '../../../domain/inventory/search.ts';
import { recordset } from '../../database/bulk.ts';
import type { Db } from '../../database/tables.ts';
import { atMoment, licensesAt } from './statements/at-moment.ts';
import { heldColumns, readHeld, type HeldRow } from './statements/held-rows.ts';
import { pageOf, united } from './statements/keyset.ts';
import {
  ASSIGNEE_ROW,
  licenseColumns,
  toFoundAssignee,
  toFoundLicense,
  type AssigneeRow,
  type LicenseRow,
} from './statements/rows.ts';
import { areThere, withAccounts } from './statements/scope.ts';

const KEY = { accountKey: 'text', externalId: 'text' };

/** Licenses that the inventory has of these. */
export async function licensesByRef(
  db: Db,
  refs: readonly LicenseRef[],
  asOf: string | null,
): Promise<readonly FoundRow<FoundLicense>[]> {
  const keys = keysOf(refs);
  const nos = sql`array(select a.no from inventory_accounts a where ${areThere(keys)})`;
  const { rows, accounts } = await withAccounts(
    db,
    keys,
    sql<LicenseRow>`
    select ${licenseColumns(asOf)} from ${recordset(each(refs), KEY)}
    join inventory_accounts a on a.key = r.account_key
    join ${licensesAt({ nos }, asOf)} l on l.account_no = a.no and l.external_id = r.external_id
    where ${areThere(keys)}`,
  );
  return rows.map((row) => toFoundLicense(accounts, row, { value: null, id: row.id }));
}

/** Assignees that the inventory has of these. */
export async function assigneesByRef(
  db: Db,
  refs: readonly AssigneeRef[],
): Promise<readonly FoundAssignee[]> {
  const keys = keysOf(refs);
  const { rows, accounts } = await withAccounts(
    db,
    keys,
    sql<AssigneeRow>`
    select ${ASSIGNEE_ROW} from ${recordset(each(refs), { ...KEY, kind: 'text' })}
    join (select a.no, a.key from inventory_accounts a where ${areThere(keys)}) c on c.key = r.account_key
    join assignees a on a.account_no = c.no and a.kind = r.kind and a.external_id = r.external_id`,
  );
  return rows.map((row) => toFoundAssignee(accounts, row, { value: null, id: row.id }));
}

function keysOf(refs: readonly LicenseRef[]): readonly string[] {
  return [...new Set(refs.map(({ accountKey }) => accountKey))];
}

/** Each once. */
function each<Ref extends LicenseRef | AssigneeRef>(refs: readonly Ref[]): readonly Ref[] {
  const nameOf = (ref: Ref): string =>
    JSON.stringify([ref.accountKey, ref.externalId, 'kind' in ref && ref.kind]);
  return [...new Map(refs.map((ref) => [nameOf(ref), ref])).values()];
}

/** Which assignments of each, and when. */
interface AssignmentsPage {
  readonly first: number;
  readonly after: Place | null;
  readonly asOf: string | null;
}

/** For each of some licenses or assignees its first assignments, in the order of the keys at the other side. */
export async function assignmentsOf(
  db: Db,
  side: 'ASSIGNEE' | 'LICENSE',
  ids: readonly number[],
  { first, after, asOf }: AssignmentsPage,
): Promise<ReadonlyMap<number, Found<FoundAssignment>>> {
  const [own, other] =
    side === 'LICENSE' ? (['license_id', 'assignee_id'] as const) : (['assignee_id', 'license_id'] as const);
  const from = (side === 'LICENSE' ? after?.holder : after?.id) ?? null;
  const behind = from === null ? sql`true` : sql`h.${sql.raw(other)} > ${from}::integer`;
  const order = sql.raw(`order by h.${other}`);
  const arms = atMoment('h', asOf).map(
    (table) => sql`
      select ${heldColumns(table)} from ${table.table}
      where h.${sql.raw(own)} = r.id and ${table.during} and ${behind} ${order} limit ${first + 1}`,
  );
  const held = sql`
    select h.* from unnest(${[...new Set(ids)]}::integer[]) as r(id)
    cross join lateral (select * from (${united(arms)}) as h ${order} limit ${first + 1}) as h
    order by r.id, h.${sql.raw(other)}`;
  const { rows, toFound } = await readHeld(db, { held, asOf, facts: side === 'LICENSE' });
  const ownOf = (row: HeldRow): number => (side === 'LICENSE' ? row.licenseId : row.assigneeId);
  const pages = new Map<number, Found<FoundAssignment>>(ids.map((id) => [id, { rows: [], hasNext: false }]));
  for (const [id, some] of Map.groupBy(rows, ownOf)) {
    const page = pageOf(some, first);
    pages.set(id, { ...page, rows: page.rows.flatMap(toFound) });
  }
  return pages;
}
