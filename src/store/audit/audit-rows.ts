// Between rows of the audit log and its entries, in both directions.
import type { AuditEvent } from '../../domain/change-set.ts';
import { toAssignee, toAssigneeColumns } from '../database/assignee-columns.ts';
import { COLUMNS, type Records, type Tables } from '../database/tables.ts';
import { withTextTimes } from '../database/times.ts';
import type { Selectable } from 'kysely';

/** All columns, one by one: the hash of an entry must not cover a column that a later version has added. Their names are the keys. */
export const AUDIT_COLUMNS = Object.keys(COLUMNS.auditEvents) as (keyof Records['auditEvents'])[];

export function toAuditEvent(row: Selectable<Tables['auditEvents']>): AuditEvent {
  const { assigneeKind, assigneeId, ...rest } = withTextTimes(row);
  return { ...rest, assignee: toAssignee({ assigneeKind, assigneeId }) };
}

export function toAuditRow({ assignee, ...rest }: AuditEvent): Records['auditEvents'] {
  return { ...rest, ...toAssigneeColumns(assignee) };
}
