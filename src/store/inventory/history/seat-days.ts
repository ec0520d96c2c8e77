// Seats of licenses, day by day.
import { sql } from 'kysely';
import type { Days, SeatDay } from '../../../domain/inventory/history.ts';
import type { LicenseRef } from '../../../domain/inventory/search.ts';
import { recordset } from '../../database/bulk.ts';
import type { Db } from '../../database/tables.ts';

interface SeatRow extends SeatDay {
  readonly place: number;
}

/** The days of each license. How many hold it today is as it is now: what was counted with the seats is some minutes old. */
export async function seatDays(
  db: Db,
  licenses: readonly LicenseRef[],
  { from, to }: Days,
  today: string,
): Promise<readonly (readonly SeatDay[])[]> {
  const named = licenses.map((license, place) => ({ ...license, place }));
  const columns = { place: 'integer', accountKey: 'text', externalId: 'text' };
  const { rows } = await sql<SeatRow>`
    select r.place, s.day::text as day, s.total, s.assigned, s.available, s.lowest_available,
      case when s.day = ${today}::date then l.held else s.held end as held,
      s.own_change, l.countable
    from ${recordset(named, columns)}
    join inventory_accounts n on n.key = r.account_key
    join licenses l on l.account_no = n.no and l.external_id = r.external_id
    join seat_counts s on s.license_id = l.id
    where s.day between ${from}::date and ${to}::date order by s.day`.execute(db);
  const byPlace = Map.groupBy(rows, ({ place }) => place);
  return licenses.map((_license, place) =>
    (byPlace.get(place) ?? []).map(({ place: _place, ...day }) => day),
  );
}
