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
import { heldRow, toFoundAssignments, type HeldRow } from './statements/held-rows.ts';
import { pageOf, united } from './statements/keyset.ts';
import {
  ASSIGNEE_ROW,
  licenseColumns,
  toFoundAssignee,
  toFoundLicense,
  type AssigneeRow,
  type LicenseRow,
} from './statements/rows.ts';
import { scopeOf, scopeOfNumbers, type Scope } from './statements/scope.ts';

const KEY = { accountNo: 'smallint', externalId: 'text' };

/** Licenses that the inventory has of these. */
export async function licensesByRef(
  db: Db,
  refs: readonly LicenseRef[],
  asOf: string | null,
): Promise<readonly FoundRow<FoundLicense>[]> {
  const scope = await scopeOf(db, accountsOf(refs), {});
  const { rows } = await sql<LicenseRow>`
    select ${licenseColumns(asOf)} from ${recordset(numbered(scope, refs), KEY)}
    join ${licensesAt(scope, asOf)} l on l.account_no = r.account_no and l.external_id = r.external_id
    where l.account_no = any(${scope.nos}::smallint[])`.execute(db);
  return rows.map((row) => toFoundLicense(scope, row, { place: { value: null, id: row.id }, asOf }));
}

/** Assignees that the inventory has of these. */
export async function assigneesByRef(
  db: Db,
  refs: readonly AssigneeRef[],
): Promise<readonly FoundAssignee[]> {
  const scope = await scopeOf(db, accountsOf(refs), {});
  const { rows } = await sql<AssigneeRow>`
    select ${ASSIGNEE_ROW} from ${recordset(numbered(scope, refs), { ...KEY, kind: 'text' })}
    join assignees a on a.account_no = r.account_no and a.kind = r.kind and a.external_id = r.external_id
    where a.account_no = any(${scope.nos}::smallint[])`.execute(db);
  return rows.map((row) => toFoundAssignee(scope, row, { value: null, id: row.id }));
}

function accountsOf(refs: readonly LicenseRef[]): readonly string[] {
  return [...new Set(refs.map(({ accountKey }) => accountKey))];
}

/** Each once, by the number of its account. */
function numbered({ accounts }: Scope, refs: readonly (LicenseRef | AssigneeRef)[]): readonly object[] {
  const noOf = new Map(accounts.map(({ key, no }) => [key, no]));
  const nameOf = (ref: LicenseRef | AssigneeRef): string =>
    JSON.stringify([ref.accountKey, ref.externalId, 'kind' in ref && ref.kind]);
  const each = new Map(refs.map((ref) => [nameOf(ref), ref]));
  return [...each.values()].flatMap((ref) => {
    const accountNo = noOf.get(ref.accountKey);
    return accountNo === undefined ? [] : [{ ...ref, accountNo }];
  });
}

/** Which assignments of each, and when. */
export interface AssignmentsPage {
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
      select ${heldRow(table)} from ${table.table}
      where h.${sql.raw(own)} = r.id and ${table.during} and ${behind} ${order} limit ${first + 1}`,
  );
  const { rows } = await sql<HeldRow>`
    select h.* from unnest(${[...new Set(ids)]}::integer[]) as r(id)
    cross join lateral (select * from (${united(arms)}) as h ${order} limit ${first + 1}) as h
    order by r.id, h.${sql.raw(other)}`.execute(db);
  const scope = await scopeOfNumbers(
    db,
    rows.map(({ accountNo }) => accountNo),
  );
  const pages = new Map<number, Found<FoundAssignment>>(ids.map((id) => [id, { rows: [], hasNext: false }]));
  const byOwn = Map.groupBy(rows, (row) => (side === 'LICENSE' ? row.licenseId : row.assigneeId));
  const valued = [...byOwn.values()]
    .flatMap((some) => pageOf(some, first).rows)
    .map((row) => ({ ...row, value: null }));
  const found = await toFoundAssignments(db, { scope, asOf, rows: valued });
  const foundOf = Map.groupBy(found, ({ place }) => (side === 'LICENSE' ? place.id : place.holder));
  for (const [id, some] of byOwn) {
    pages.set(id, { rows: foundOf.get(id) ?? [], hasNext: some.length > first });
  }
  return pages;
}
