// Lists and counts of findings.
import { sql, type RawBuilder } from 'kysely';
import {
  SEVERITIES,
  type Finding,
  type FindingCount,
  type FindingQuery,
  type FindingSortField,
} from '../../domain/insight/finding.ts';
import type { Found } from '../../domain/inventory/search.ts';
import type { ReadContext } from '../inventory/reads/statements/context.ts';
import { orderOf, pageOf, placed, walked, type SortKey } from '../inventory/reads/statements/keyset.ts';
import type { CountedFindings } from './api.ts';
import { findingConditions } from './conditions.ts';
import { dismissible, FINDING_ROW, NAMED, toFinding, type FindingRow } from './rows.ts';

const SORTS: Readonly<Record<FindingSortField, SortKey>> = {
  SEVERITY: { by: sql`f.rank`, type: 'double precision' },
  SINCE: { by: sql`f.first_at`, type: 'timestamptz' },
  CODE: { by: sql`f.code`, type: 'text' },
};

const ID: readonly RawBuilder<unknown>[] = [sql`f.id`];

/** A page of findings. */
export async function findFindings(context: ReadContext, query: FindingQuery): Promise<Found<Finding>> {
  const { sort, first, after } = query;
  const { direction } = sort;
  const key = SORTS[sort.field];
  const conditions = await findingConditions(context, query);
  const walk = { key, ties: ID, direction, after: after && { value: after.value, ties: [after.id] } };
  const found = await walked(walk, first, async ({ valued, where, limit }) => {
    // Every finding has a value of each sort.
    if (!valued) return [];
    const { rows } = await sql<FindingRow & { readonly value: string | number }>`
      select ${FINDING_ROW}, p.value from (
        select f.id, ${placed(key)} as value from ${dismissible(context.now())}
        where ${conditions} and ${where} order by ${orderOf([key.by, ...ID], direction)} limit ${limit}) p
      join ${dismissible(context.now())} on f.id = p.id ${NAMED}
      order by ${orderOf([key.by, ...ID], direction)}`.execute(context.db);
    return rows;
  });
  const { rows, hasNext } = pageOf(found, first);
  return {
    rows: rows.map((row) => {
      const value = toFinding(row);
      return { value, place: { value: row.value, id: row.id }, observedAt: value.lastAt };
    }),
    hasNext,
  };
}

/** How many findings there are. */
export async function countFindings(context: ReadContext, query: CountedFindings): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from ${dismissible(context.now())}
    where ${await findingConditions(context, query)}`.execute(context.db);
  return rows[0]?.count ?? 0;
}

interface SummaryRow extends Omit<FindingCount, 'severity'> {
  readonly severity: number;
}

/** What the findings of each rule come to, by license; the gravest first. A holding has one finding of a rule at a time. */
export async function summariseFindings(
  context: ReadContext,
  query: CountedFindings,
): Promise<readonly FindingCount[]> {
  const { rows } = await sql<SummaryRow>`
    select s.code, s.severity, c.key as account_key, l.external_id as license_id, s.count, s.seats from (
      select f.account_no, f.code, f.license_id, max(f.severity) as severity, count(*)::integer as count,
        ${SEATS} as seats
      from ${dismissible(context.now())} where ${await findingConditions(context, query)}
      group by f.account_no, f.code, f.license_id) s
    join inventory_accounts c on c.no = s.account_no left join licenses l on l.id = s.license_id
    order by s.severity desc, s.code, c.key collate "C", l.external_id`.execute(context.db);
  return rows.map((row) => ({ ...row, severity: SEVERITIES[row.severity] ?? 'INFO' }));
}

/** Of holders each once: closed findings of one holding may be several. */
const SEATS = sql`(coalesce(sum(f.seats) filter (where f.assignee_id is null), 0)
  + count(distinct f.assignee_id) filter (where f.seats > 0))::integer`;

/** Those that there are, in the order asked. */
export async function findingsById(
  { db, now }: ReadContext,
  visible: readonly string[],
  ids: readonly number[],
): Promise<readonly Finding[]> {
  const { rows } = await sql<FindingRow>`
    select ${FINDING_ROW} from ${dismissible(now())} ${NAMED}
    where f.id = any(${[...ids]}::integer[]) and c.key = any(${[...visible]}::text[]) and c.removed_at is null`.execute(
    db,
  );
  const byId = new Map(rows.map((row) => [row.id, toFinding(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
