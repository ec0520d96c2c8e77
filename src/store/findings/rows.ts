// Rows of findings, and what they are in the domain.
import { sql, type RawBuilder } from 'kysely';
import type { AssigneeKind } from '../../domain/account.ts';
import { CONFIDENCES, SEVERITIES, type Finding, type FindingCode } from '../../domain/insight/finding.ts';

export interface FindingRow {
  readonly id: number;
  readonly code: FindingCode;
  readonly accountKey: string;
  readonly licenseId: string | null;
  readonly assigneeKind: AssigneeKind | null;
  readonly assigneeId: string | null;
  readonly key: string | null;
  readonly severity: number;
  readonly confidence: number;
  readonly seats: number;
  /** Values by their names: the database keeps no order of them but its own. */
  readonly evidence: Readonly<Record<string, string>>;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly closedAt: Date | null;
  readonly dismissedBy: string | null;
  readonly dismissedAt: Date | null;
  readonly dismissedReason: string | null;
  readonly dismissedUntil: string | null;
}

/**
 * Findings `f`, with the dismissal `d` that holds today. A dismissal is about a subject, by the expressions of its unique index; one whose
 * day has come holds no more. Days are those of UTC.
 */
export function dismissible(now: number): RawBuilder<unknown> {
  const today = new Date(now).toISOString().slice(0, 10);
  return sql`findings f left join finding_dismissals d
    on d.account_no = f.account_no and d.code = f.code and coalesce(d.license_id, 0) = coalesce(f.license_id, 0)
    and coalesce(d.assignee_id, 0) = coalesce(f.assignee_id, 0) and coalesce(d.key, '') = coalesce(f.key, '')
    and (d.until is null or d.until > ${today}::date)`;
}

/** What the columns of a row need beside `f` and `d`. */
export const NAMED: RawBuilder<unknown> = sql`join inventory_accounts c on c.no = f.account_no
  left join licenses l on l.id = f.license_id left join assignees a on a.id = f.assignee_id
  left join finding_looks k on k.account_no = f.account_no and k.code = f.code`;

/** The columns of a `FindingRow`. An open row is not written at each look: the last whole look of its rule has seen it too. */
export const FINDING_ROW: RawBuilder<unknown> = sql`
  f.id, f.code, c.key as account_key, l.external_id as license_id, a.kind as assignee_kind, a.external_id as assignee_id,
  f.key, f.severity, f.confidence, f.seats, f.evidence, f.first_at, f.closed_at,
  case when f.closed_at is null then greatest(f.last_at, k.at) else f.last_at end as last_at,
  d.by as dismissed_by, d.at as dismissed_at, d.reason as dismissed_reason, d.until::text as dismissed_until`;

/** The finding of a row. */
export function toFinding(row: FindingRow): Finding {
  const { assigneeKind: kind, assigneeId: externalId, severity, confidence } = row;
  return {
    id: row.id,
    code: row.code,
    accountKey: row.accountKey,
    licenseId: row.licenseId,
    assignee: kind === null || externalId === null ? null : { kind, externalId },
    key: row.key,
    severity: SEVERITIES[severity] ?? 'INFO',
    confidence: CONFIDENCES[confidence] ?? 'HINT',
    seats: row.seats,
    evidence: Object.entries(row.evidence).map(([name, value]) => ({ name, value })),
    firstAt: row.firstAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    dismissal: dismissalOf(row),
  };
}

function dismissalOf(row: FindingRow): Finding['dismissal'] {
  const { dismissedBy: by, dismissedAt: at, dismissedReason: reason, dismissedUntil: until } = row;
  return by === null || at === null ? null : { by, at: at.toISOString(), reason, until };
}
