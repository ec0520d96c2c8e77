// Finds entries of the audit log, by every spelling that their ids may have there.
import type { AuditEvent } from '../../domain/change-set.ts';
import { isOneOf } from '../database/bulk.ts';
import { clean } from '../database/json.ts';
import type { Db } from '../database/tables.ts';
import { spellingsOf } from '../spellings/known-spellings.ts';
import type { AuditFilter } from './api.ts';
import { AUDIT_COLUMNS, toAuditEvent } from './audit-rows.ts';

/** Which of the entries that a filter leaves. */
interface Entries {
  /** The number of the one before them; null: from that end of the log on. */
  readonly after: number | null;
  readonly limit: number;
  readonly direction: 'ASC' | 'DESC';
}

/** Entries by number. */
export async function auditEvents(
  db: Db,
  filter: AuditFilter,
  { after, limit, direction }: Entries,
): Promise<AuditEvent[]> {
  const { setId, accountKey, licenseId, assignee, canonical = [], principal, actions, accountKeys } = filter;
  const named = [...(licenseId === undefined ? [] : [licenseId]), ...(assignee ? [assignee.externalId] : [])];
  const ids = await spellingsOf(db, accountKey, [...named, ...canonical]);
  let query = db.selectFrom('auditEvents').select(AUDIT_COLUMNS);
  if (after !== null) query = query.where('seq', direction === 'ASC' ? '>' : '<', after);
  if (setId !== undefined) query = query.where('setId', '=', clean(setId));
  if (accountKey !== undefined) query = query.where('accountKey', '=', clean(accountKey));
  if (licenseId !== undefined) query = query.where(isOneOf('licenseId', ids));
  if (principal !== undefined) query = query.where('principal', '=', clean(principal));
  if (assignee !== undefined) {
    query = query.where('assigneeKind', '=', assignee.kind);
    query = query.where(isOneOf('assigneeId', ids));
  }
  if (actions !== undefined) query = query.where(isOneOf('action', actions));
  if (accountKeys !== undefined) query = query.where(isOneOf('accountKey', accountKeys));
  const rows = await query
    .orderBy('seq', direction === 'ASC' ? 'asc' : 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => toAuditEvent(row));
}
