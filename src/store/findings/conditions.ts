// What a filter says of findings, in SQL.
import { sql, type RawBuilder } from 'kysely';
import { CONFIDENCES, SEVERITIES, type FindingFilter } from '../../domain/insight/finding.ts';
import { isOneOf } from '../database/bulk.ts';
import { assigneeIds } from '../inventory/reads/statements/assignment-filter.ts';
import { licenseIds } from '../inventory/reads/statements/conditions.ts';
import type { ReadContext } from '../inventory/reads/statements/context.ts';
import { allOf } from '../inventory/reads/statements/keyset.ts';
import { scopeOf } from '../inventory/reads/statements/scope.ts';
import type { CountedFindings } from './api.ts';

const DAY_MS = 86_400_000;

/** On findings `f` with their dismissals `d`. */
export async function findingConditions(
  context: ReadContext,
  { visible, filter }: CountedFindings,
): Promise<RawBuilder<boolean>> {
  const scope = await scopeOf(context.db, visible, filter);
  const { licenses, assignees } = filter;
  const conditions = [
    sql<boolean>`f.account_no = any(${scope.nos}::smallint[])`,
    ...ownConditions(filter, context.now()),
  ];
  if (licenses !== undefined) {
    const ids = (await licenseIds(context.db, scope, [licenses])).of(licenses);
    conditions.push(sql<boolean>`f.license_id = any(${ids}::integer[])`);
  }
  if (assignees !== undefined) {
    const ids = await assigneeIds(context, scope, assignees);
    conditions.push(sql<boolean>`f.assignee_id = any(${ids}::integer[])`);
  }
  return allOf(conditions);
}

/** What needs no other rows to be found first. */
function ownConditions(filter: FindingFilter, now: number): RawBuilder<boolean>[] {
  const { codes, minSeverity, minConfidence, departments, openDays, open = true, dismissed = false } = filter;
  const conditions: RawBuilder<boolean>[] = [];
  if (codes !== undefined) conditions.push(isOneOf('f.code', codes));
  if (minSeverity !== undefined)
    conditions.push(sql<boolean>`f.severity >= ${SEVERITIES.indexOf(minSeverity)}::smallint`);
  if (minConfidence !== undefined)
    conditions.push(sql<boolean>`f.confidence >= ${CONFIDENCES.indexOf(minConfidence)}::smallint`);
  if (departments !== undefined) {
    const isIn = isOneOf('x.department', departments);
    conditions.push(sql<boolean>`exists (select from assignees x where x.id = f.assignee_id and ${isIn})`);
  }
  if (openDays !== undefined) {
    const since = new Date(now - openDays * DAY_MS);
    // Closed ones by how long they were open.
    conditions.push(
      sql<boolean>`f.first_at <= ${since}::timestamptz - (${new Date(now)}::timestamptz - coalesce(f.closed_at, ${new Date(now)}::timestamptz))`,
    );
  }
  if (open !== null) conditions.push(sql<boolean>`(f.closed_at is ${sql.raw(open ? 'null' : 'not null')})`);
  if (dismissed !== null)
    conditions.push(sql<boolean>`(d.by is ${sql.raw(dismissed ? 'not null' : 'null')})`);
  return conditions;
}
