// Seats of licenses that nobody needs, and how many findings are open.
import { sql } from 'kysely';
import { CONFIDENCES, HOLDER_CODES } from '../../domain/insight/finding.ts';
import type { LicenseRef } from '../../domain/inventory/search.ts';
import { isOneOf, recordset } from '../database/bulk.ts';
import type { ReadContext } from '../inventory/reads/statements/context.ts';
import type { OpenFindings, WastedSeats } from './api.ts';
import { dismissible } from './rows.ts';

interface WastedRow extends WastedSeats {
  readonly place: number;
}

/** A hint may mislead: where people sign in by single sign-on, every one of them would be idle, and no seat needed. */
const LEAST = CONFIDENCES.indexOf('LIKELY');

/** Of each license, in their order. Dismissed findings and hints speak for nothing. */
export async function wastedSeats(
  { db, now }: ReadContext,
  licenses: readonly LicenseRef[],
): Promise<readonly WastedSeats[]> {
  if (licenses.length === 0) return [];
  const named = licenses.map((license, place) => ({ ...license, place }));
  const columns = { accountKey: 'text', externalId: 'text', place: 'integer' };
  const codes = isOneOf('f.code', HOLDER_CODES);
  const { rows } = await sql<WastedRow>`
    select r.place, coalesce(max(f.seats) filter (where f.code = 'UNUSED_SEATS'), 0) as unused,
      (count(distinct f.assignee_id) filter (where ${codes}))::integer as idle
    from ${recordset(named, columns)} join inventory_accounts c on c.key = r.account_key
    join licenses l on l.account_no = c.no and l.external_id = r.external_id
    join (${dismissible(now())}) on f.license_id = l.id and f.closed_at is null and d.by is null
      and f.confidence >= ${LEAST}::smallint
    group by r.place`.execute(db);
  const found = new Map(rows.map(({ place, unused, idle }) => [place, { unused, idle }]));
  return licenses.map((_, place) => found.get(place) ?? { unused: 0, idle: 0 });
}

/** Open findings that nobody has dismissed, by rule and account. */
export async function openFindings({ db, now }: ReadContext): Promise<readonly OpenFindings[]> {
  const { rows } = await sql<OpenFindings>`
    select c.key as account_key, f.code, count(*)::integer as count
    from ${dismissible(now())} join inventory_accounts c on c.no = f.account_no
    where f.closed_at is null and d.by is null and c.removed_at is null
    group by c.key, f.code order by c.key collate "C", f.code`.execute(db);
  return rows;
}
