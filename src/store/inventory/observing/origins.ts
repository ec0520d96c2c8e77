// Who did what a sweep finds: we, a date that was known, or somebody else.
import { sql } from 'kysely';
import type { ChangeAction } from '../../../domain/change.ts';
import type { EventOrigin } from '../../../domain/inventory/events.ts';
import { inStatements, isOneOf, recordset } from '../../database/bulk.ts';
import type { Observation } from './context.ts';

/** A holding that came, went or changed since it was last observed. */
export interface Happened {
  readonly licenseId: number;
  readonly assigneeId: number;
  /** When it was last observed to be otherwise; null when it never was. */
  readonly notBefore: Date | null;
  /** `YYYY-MM-DD`: the removal date that was known; null for what was not taken away. */
  readonly removalOn: string | null;
}

export interface Origin {
  readonly origin: EventOrigin;
  readonly changeId: string | null;
}

/** What changes of ours may have come to, by what they are for. A day takes nothing away before it has come. */
export const CAUSES = {
  ASSIGNED: ['ASSIGN'],
  CHANGED: ['ASSIGN', 'REMOVE', 'SCHEDULE_REMOVAL', 'CANCEL_REMOVAL'],
  REMOVED: ['REMOVE', 'SCHEDULE_REMOVAL'],
} as const satisfies Record<string, readonly ChangeAction[]>;

/** No day begins earlier than at UTC+14 (IANA time zone database, Pacific/Kiritimati); in which zone it comes for a provider none tells. */
const EARLIEST_ZONE_MS = 14 * 3_600_000;

/**
 * For each, in order: THIS_API when we sent such a change for it since, and it may have been made, or when this read was to verify it; SCHEDULE
 * when its day has come; else EXTERNAL.
 */
export async function originsOf(
  { tx, account, now, changes = [] }: Observation,
  happened: readonly Happened[],
  causes: readonly ChangeAction[],
): Promise<readonly Origin[]> {
  const rows = happened.map((one, index) => ({ ...one, index }));
  const columns = { index: 'integer', licenseId: 'integer', assigneeId: 'integer', notBefore: 'timestamptz' };
  const byIndex = new Map<number, string>();
  const today = new Date(now + EARLIEST_ZONE_MS).toISOString().slice(0, 10);
  for (const some of inStatements(rows)) {
    const { rows: ours } = await sql<{ index: number; changeId: string }>`
      select distinct on (r.index) r.index as index, c.id as change_id
      from ${recordset(some, columns)}
      join assignees a on a.id = r.assignee_id
      join licenses l on l.id = r.license_id
      join changes c on c.account_key = ${account.key} and c.assignee_kind = a.kind
        and c.assignee_id = a.external_id and c.license_id = l.external_id
      where (c.sent_at >= coalesce(r.not_before, '-infinity'::timestamptz) or ${isOneOf('c.id', changes)})
        and c.target->>'kind' = 'LICENSE' and ${isOneOf('c.action', causes)}
        and (c.action <> 'SCHEDULE_REMOVAL' or ${causes !== CAUSES.REMOVED}::boolean or c.removal_on <= ${today})
        and c.outcome in ('VERIFIED', 'ACCEPTED_UNVERIFIED', 'UNKNOWN')
      order by r.index, c.sent_at desc`.execute(tx);
    for (const { index, changeId } of ours) byIndex.set(index, changeId);
  }
  return rows.map(({ index, removalOn }) => {
    const changeId = byIndex.get(index);
    if (changeId !== undefined) return { origin: 'THIS_API', changeId };
    const isDue = removalOn !== null && removalOn <= today;
    return { origin: isDue ? 'SCHEDULE' : 'EXTERNAL', changeId: null };
  });
}
