// Licenses and holdings as they are now, or as they were at a moment.
import { sql, type RawBuilder } from 'kysely';

/** A table with holdings, named as was asked, and which of its rows were there at the moment. */
export interface HoldingsTable {
  readonly table: RawBuilder<unknown>;
  readonly during: RawBuilder<boolean>;
  /** Where its rows have ended since: the moment, at which they were still so. Null of rows that tell themselves when they were last seen. */
  readonly wasSoAt: Date | null;
}

/** Where holdings of a moment are; null: those of now. No holding is in both. */
export function atMoment(name: string, asOf: string | null): readonly HoldingsTable[] {
  const alias = sql.raw(name);
  const current = sql`holdings ${alias}`;
  if (asOf === null) return [{ table: current, during: sql<boolean>`true`, wasSoAt: null }];
  const moment = new Date(asOf);
  const begun = sql<boolean>`${alias}.valid_from <= ${moment}`;
  return [
    { table: current, during: begun, wasSoAt: null },
    {
      table: sql`holding_history ${alias}`,
      during: sql<boolean>`${begun} and ${alias}.valid_to > ${moment}`,
      wasSoAt: moment,
    },
  ];
}

/**
 * The table of licenses, or what it was at a moment. A name and a description have no history: they are those of now, and so is the vendor's own date of an assignment, which some tell later. Where seats and events
 * are not kept that long, the oldest ones that are tell what was before them. `counts` false: how many hold them is left as it is now.
 */
export function licensesAt(
  { nos }: { readonly nos: readonly number[] | RawBuilder<unknown> },
  asOf: string | null,
  counts = true,
): RawBuilder<unknown> {
  if (asOf === null) return sql`licenses`;
  const at = new Date(asOf);
  const ours = sql`account_no = any(${nos}::smallint[])`;
  const next = (kinds: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    (select what from license_events where license_id = l.id and what in (${kinds}) and at > ${at} order by seq limit 1)`;
  // Materialized: the planner would count the holders anew for each license.
  const counted = sql`
    with opened as materialized (select license_id, count(*) as number from holdings
      where ${ours} and valid_from > ${at} group by license_id),
    ended as materialized (select license_id, count(*) as number from holding_history
      where ${ours} and valid_from <= ${at} and valid_to > ${at} group by license_id)`;
  const joined = sql`left join opened on opened.license_id = l.id left join ended on ended.license_id = l.id`;
  return sql`(${counts ? counted : sql``}
    select l.id, l.account_no, l.external_id, l.name_key, l.kinds, l.search, l.facts, l.observed_at, l.missed_in,
      s.seats as seats_then, (s.seats->>'total')::integer as seats_total, (s.seats->>'assigned')::integer as seats_assigned,
      (s.seats->>'available')::integer as seats_available, (s.seats->>'countable')::boolean as countable,
      ${counts ? sql`(l.held - coalesce(opened.number, 0) + coalesce(ended.number, 0))::integer` : sql`l.held`} as held,
      case when listing.what = 'LICENSE_LISTED' or listing.what is null and l.gone_at <= ${at}
        then coalesce((select max(at) from license_events
          where license_id = l.id and what = 'LICENSE_GONE' and at <= ${at}), l.gone_at, l.first_seen) end as gone_at
    from licenses l
    left join lateral (select id, seats from former_seats where license_id = l.id and until > ${at}
      order by until, id limit 1) former on true
    cross join lateral (
      select nullif(case when former.id is null then l.facts->'seats' else former.seats end, 'null') as seats) s
    left join lateral ${next(sql`'LICENSE_LISTED', 'LICENSE_GONE'`)} listing on true
    ${counts ? joined : sql``}
    where l.${ours} and l.first_seen <= ${at})`;
}
