// Retention: deletes what is older than its days, a limited number of rows at a time.
import { sql } from 'kysely';
import { appendAudit } from './audit/append.ts';
import { pruneEvent } from './audit/events.ts';
import type { StoreContext } from './context.ts';
import type { Tx } from './database/tables.ts';
import { affected, writing } from './database/transactions.ts';

/** How many days each kind is kept; null keeps it for ever. */
export interface RetentionDays {
  readonly idempotencyKeys: number | null;
  readonly finishedSets: number | null;
  readonly schedules: number | null;
  readonly audit: number | null;
}

/** Rows deleted. `more`: a limit was reached, so there is more to do. */
interface RetentionReport {
  readonly idempotencyKeys: number;
  readonly sets: number;
  readonly schedules: number;
  readonly auditEvents: number;
  readonly expiredPlans: number;
  readonly more: boolean;
}

export interface Retention {
  /** Marks plans whose time is up, and deletes what is older than its days; at most `limit` rows a kind. */
  retain(days: RetentionDays, limit: number): Promise<RetentionReport>;
}

const DAY_MS = 86_400_000;

/** Retention over a database. */
export function retention(context: StoreContext): Retention {
  return { retain: (days, limit) => retain(context, days, limit) };
}

/** Each kind in its own transaction, so that none waits for the others. */
async function retain(context: StoreContext, days: RetentionDays, limit: number): Promise<RetentionReport> {
  const now = context.now();
  const run = async (kept: number | null, work: (tx: Tx, before: Date) => Promise<number>) =>
    kept === null ? 0 : await writing(context, (tx) => work(tx, new Date(now - kept * DAY_MS)));
  const expiredPlans = await run(0, (tx, before) => expirePlans(tx, before, limit));
  // Keys before sets: a set stays as long as a key stands for it.
  const idempotencyKeys = await run(days.idempotencyKeys, (tx, before) => deleteKeys(tx, before, limit));
  const sets = await run(days.finishedSets, (tx, before) => deleteSets(tx, before, limit));
  const schedules = await run(days.schedules, (tx, before) => deleteSchedules(tx, before, limit));
  const auditEvents = await run(days.audit, (tx, before) => pruneAudit(tx, before, limit, now));
  const counts = { expiredPlans, idempotencyKeys, sets, schedules, auditEvents };
  return { ...counts, more: Object.values(counts).some((count) => count >= limit) };
}

/** Here and below, rows that another replica has locked are left to it. */
async function expirePlans(tx: Tx, now: Date, limit: number): Promise<number> {
  return await affected(
    tx,
    sql`update change_sets set status = 'EXPIRED', finished_at = expires_at where id in (
      select id from change_sets where status = 'PLANNED' and expires_at <= ${now}
      limit ${limit} for update skip locked)`,
  );
}

function deleteKeys(tx: Tx, before: Date, limit: number): Promise<number> {
  const keys = sql`select principal, key from idempotency_keys where created_at < ${before}
    order by created_at limit ${limit} for update skip locked`;
  return affected(tx, sql`delete from idempotency_keys where (principal, key) in (${keys})`);
}

/** With their changes and parts. */
async function deleteSets(tx: Tx, before: Date, limit: number): Promise<number> {
  return await affected(
    tx,
    sql`delete from change_sets where id in (
      select id from change_sets where finished_at < ${before}
        and not exists (select from idempotency_keys where set_id = change_sets.id)
      order by finished_at limit ${limit} for update skip locked)`,
  );
}

async function deleteSchedules(tx: Tx, before: Date, limit: number): Promise<number> {
  return await affected(
    tx,
    sql`delete from scheduled_removals where id in (
      select id from scheduled_removals where ended_at < ${before}
      order by ended_at limit ${limit} for update skip locked)`,
  );
}

/** Deletes the oldest entries, and appends a checkpoint that keeps the chain whole. */
async function pruneAudit(tx: Tx, before: Date, limit: number, now: number): Promise<number> {
  // The chain's lock first: of two replicas, the second sees what the first one left.
  await tx.selectFrom('auditHead').select('seq').forUpdate().execute();
  const oldest = await tx
    .selectFrom('auditEvents')
    .select(['seq', 'hash', 'at'])
    .orderBy('seq')
    .limit(limit)
    .execute();
  const firstKept = oldest.findIndex(({ at }) => at >= before);
  const last = oldest.at((firstKept === -1 ? oldest.length : firstKept) - 1);
  if (firstKept === 0 || last === undefined) return 0;
  await appendAudit(tx, [pruneEvent(last)], now);
  const { rows } = await sql<{ pruned: number }>`select prune_audit_events(${last.seq}) as pruned`.execute(
    tx,
  );
  return rows[0]?.pruned ?? 0;
}
