// Lists and counts of licenses.
import { sql, type RawBuilder } from 'kysely';
import type {
  Found,
  FoundLicense,
  LicenseSearch,
  LicenseSortField,
  ListQuery,
} from '../../../domain/inventory/search.ts';
import type { CountQuery } from './api.ts';
import type { ReadContext } from './statements/context.ts';
import { licenseConditions, SEATS, UTILISATION } from './statements/conditions.ts';
import { allOf, orderOf, pageOf, placed, walked, type SortKey } from './statements/keyset.ts';
import { readAsJson } from './statements/as-json.ts';
import { licensesAt } from './statements/at-moment.ts';
import { licenseColumns, toFoundLicense, type LicenseRow } from './statements/rows.ts';
import { scopeOf } from './statements/scope.ts';

const SORTS: Readonly<Record<LicenseSortField, SortKey>> = {
  NAME: { by: sql`l.name_key`, type: 'text' },
  AVAILABLE: { by: SEATS.available, type: 'integer' },
  TOTAL: { by: SEATS.total, type: 'integer' },
  HELD: { by: sql`l.held`, type: 'integer' },
  UTILISATION: { by: UTILISATION, type: 'double precision' },
};

const ID: readonly RawBuilder<unknown>[] = [sql`l.id`];

/** A page of licenses. */
export async function findLicenses(
  { db, now }: ReadContext,
  {
    visible,
    filter,
    sort: { field, direction },
    first,
    after,
    asOf,
  }: ListQuery<LicenseSearch, LicenseSortField>,
): Promise<Found<FoundLicense>> {
  const scope = await scopeOf(db, visible, filter);
  const key = SORTS[field];
  const conditions = allOf(licenseConditions(filter, scope, now()));
  const walk = { key, ties: ID, direction, after: after && { value: after.value, ties: [after.id] } };
  const found = await walked(walk, first, async ({ where, limit }) => {
    return await readAsJson(
      db,
      sql<LicenseRow & { readonly value: string | number | null }>`
      select ${licenseColumns(asOf)}, ${placed(key)} as value from ${licensesAt(scope, asOf)} l
      where ${conditions} and ${where} order by ${orderOf([key.by, ...ID], direction)} limit ${limit}`,
    );
  });
  const { rows, hasNext } = pageOf(found, first);
  const toRow = (row: (typeof rows)[number]) => toFoundLicense(scope, row, { value: row.value, id: row.id });
  return { rows: rows.map((row) => toRow(row)), hasNext };
}

/** How many licenses there are. */
export async function countLicenses(
  { db, now }: ReadContext,
  { visible, filter, asOf }: CountQuery<LicenseSearch>,
): Promise<number> {
  const scope = await scopeOf(db, visible, filter);
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from ${licensesAt(scope, asOf)} l
    where ${allOf(licenseConditions(filter, scope, now()))}`.execute(db);
  return rows[0]?.count ?? 0;
}
