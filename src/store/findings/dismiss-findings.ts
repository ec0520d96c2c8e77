// Dismisses findings, or takes that back: each with an entry in the audit log.
import { sql } from 'kysely';
import type { Finding } from '../../domain/insight/finding.ts';
import { appendAudit } from '../audit/append.ts';
import { findingEvent } from '../audit/events.ts';
import type { Tx } from '../database/tables.ts';
import type { DismissalBy } from './api.ts';
import { dismissible, FINDING_ROW, NAMED, toFinding, type FindingRow } from './rows.ts';

/** Gives the ids of those that there are, in the order asked. What was not dismissed is not restored, and is in no entry. */
export async function dismissFindings(tx: Tx, by: DismissalBy, now: number): Promise<readonly number[]> {
  const ids = [...new Set(by.ids)];
  const { rows } = await sql<FindingRow>`
    select ${FINDING_ROW} from ${dismissible(now)} ${NAMED}
    where f.id = any(${ids}::integer[]) and c.key = any(${[...by.visible]}::text[]) and c.removed_at is null`.execute(
    tx,
  );
  const byId = new Map(rows.map((row) => [row.id, toFinding(row)]));
  const there = ids.flatMap((id) => byId.get(id) ?? []);
  const known = there.map(({ id }) => id);
  const changed = by.dismissal === null ? there.filter(({ dismissal }) => dismissal !== null) : there;
  await (by.dismissal === null ? forget(tx, known) : remember(tx, known, by.dismissal));
  const action = by.dismissal === null ? 'RESTORE_FINDING' : 'DISMISS_FINDING';
  await appendAudit(
    tx,
    changed.map((finding) => findingEvent(action, about(finding, by), by)),
    now,
  );
  return known;
}

/** Field by field: the hash of an entry covers what is in it. */
function about({ code, accountKey, licenseId, assignee, key }: Finding, { dismissal }: DismissalBy) {
  return { accountKey, licenseId, assignee, finding: { code, key, until: dismissal?.until ?? null } };
}

/** Several findings may have been about one subject, one after the other. In the order of the index: two callers do not wait for each other. */
async function remember(
  tx: Tx,
  ids: readonly number[],
  { by, at, reason, until }: NonNullable<DismissalBy['dismissal']>,
): Promise<void> {
  await sql`
    insert into finding_dismissals (account_no, code, license_id, assignee_id, key, by, at, reason, until)
    select distinct account_no, code, license_id, assignee_id, key,
      ${by}::text, ${new Date(at)}::timestamptz, ${reason}::text, ${until}::date
    from findings where id = any(${[...ids]}::integer[])
    order by account_no, code, license_id, assignee_id, key
    on conflict (account_no, code, coalesce(license_id, 0), coalesce(assignee_id, 0), coalesce(key, ''))
    do update set by = excluded.by, at = excluded.at, reason = excluded.reason, until = excluded.until`.execute(
    tx,
  );
}

async function forget(tx: Tx, ids: readonly number[]): Promise<void> {
  await sql`
    delete from finding_dismissals d using findings f
    where f.id = any(${[...ids]}::integer[]) and d.account_no = f.account_no and d.code = f.code
      and coalesce(d.license_id, 0) = coalesce(f.license_id, 0)
      and coalesce(d.assignee_id, 0) = coalesce(f.assignee_id, 0) and coalesce(d.key, '') = coalesce(f.key, '')`.execute(
    tx,
  );
}
