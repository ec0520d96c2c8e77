// Which accounts there are, when they were swept, and which sweeps wait.
import { sql } from 'kysely';
import type { SweepReason } from '../../../domain/inventory/accounts.ts';
import { recordset } from '../../database/bulk.ts';
import type { Db, Tx } from '../../database/tables.ts';
import { withTextTimes } from '../../database/times.ts';
import type { SweepTimes } from './api.ts';

/**
 * An account that leaves the configuration is hidden at once, and its rows stay for a while: it may come back. What is there already is not
 * locked: a replica that starts does not wait for the pages that others record.
 */
export async function keepAccounts(
  tx: Tx,
  accounts: readonly { readonly key: string; readonly provider: string }[],
  now: number,
): Promise<void> {
  await sql`insert into inventory_accounts (key, provider)
    select r.key, r.provider from ${recordset(accounts, { key: 'text', provider: 'text' })}
    where not exists (select from inventory_accounts a
      where a.key = r.key and a.provider = r.provider and a.removed_at is null)
    on conflict (key) do update set provider = excluded.provider, removed_at = null
    where inventory_accounts.removed_at is not null or inventory_accounts.provider <> excluded.provider`.execute(
    tx,
  );
  const keys = accounts.map(({ key }) => key);
  await sql`update inventory_accounts set removed_at = ${new Date(now)}
    where removed_at is null and key <> all(${keys}::text[])`.execute(tx);
}

/** A sweep of seats is none of everything. */
const WHOLE = sql`s.why <> 'SEATS'`;

export async function sweepTimes(db: Db): Promise<SweepTimes[]> {
  const { rows } = await sql<{
    accountKey: string;
    startedAt: Date | null;
    finishedAt: Date | null;
    licensesAt: Date | null;
    askedAt: Date | null;
    changedAt: Date | null;
    isOpen: boolean;
  }>`
    select a.key as account_key, last.started_at, last.finished_at, a.asked_at,
      (select s.started_at from sweeps s where s.account_no = a.no and s.finished_at is not null
        order by s.id desc limit 1) as licenses_at,
      (select max(w.observed_at) from own_writes w join licenses l on l.id = w.license_id where l.account_no = a.no) as changed_at,
      exists (select from sweeps s where s.account_no = a.no and s.status in ('QUEUED', 'RUNNING')) as is_open
    from inventory_accounts a
    left join lateral (
      select s.started_at, s.finished_at from sweeps s
      where s.account_no = a.no and ${WHOLE} and s.finished_at is not null order by s.id desc limit 1) last on true
    where a.removed_at is null
    order by a.no`.execute(db);
  return rows.map((row) => withTextTimes(row));
}

export async function sectionTimes(db: Db, accountKey: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ name: string; completeAt: Date }>`
    select s.name, s.complete_at from inventory_sections s join inventory_accounts a on a.no = s.account_no
    where a.key = ${accountKey}`.execute(db);
  return new Map(rows.map(({ name, completeAt }) => [name, completeAt.toISOString()]));
}

export async function queueSweep(
  tx: Tx,
  accountKey: string,
  why: SweepReason,
  now: number,
): Promise<{ sweepId: number; isNew: boolean } | null> {
  const { rows } = await sql<{ id: number }>`
    insert into sweeps (account_no, why, status, created_at)
    select no, ${why}, 'QUEUED', ${new Date(now)} from inventory_accounts
    where key = ${accountKey} and removed_at is null
    on conflict (account_no) where status in ('QUEUED', 'RUNNING') do nothing returning id`.execute(tx);
  const [made] = rows;
  if (made !== undefined) return { sweepId: made.id, isNew: true };
  // What is queued for the seats only is to be of everything when somebody asks for that. One that is just taken up is not waited for: whoever
  // records its first page waits for the account, which the caller may have locked.
  const { rows: open } = await sql<{ id: number }>`
    with open as materialized (
      select s.id from sweeps s join inventory_accounts a on a.no = s.account_no
      where a.key = ${accountKey} and s.status in ('QUEUED', 'RUNNING')),
    widened as (
      update sweeps set why = ${why} where id in (
        select s.id from sweeps s where s.id in (select id from open) and s.status = 'QUEUED' and s.why = 'SEATS'
        for no key update skip locked))
    select id from open`.execute(tx);
  const [there] = open;
  return there === undefined ? null : { sweepId: there.id, isNew: false };
}

export async function sweepsToRun(db: Db, now: number): Promise<readonly number[]> {
  const at = new Date(now);
  const { rows } = await sql<{ id: number }>`
    select s.id from sweeps s join inventory_accounts a on a.no = s.account_no
    where s.status in ('QUEUED', 'RUNNING') and a.removed_at is null
      and (s.lease_until is null or s.lease_until <= ${at}) and (s.not_before is null or s.not_before <= ${at})
    order by s.id`.execute(db);
  return rows.map(({ id }) => id);
}
