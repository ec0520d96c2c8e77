// Sweeps that somebody asks for.
import { sql } from 'kysely';
import type { SweepReason } from '../../../domain/inventory/accounts.ts';
import type { Tx } from '../../database/tables.ts';
import { queueSweep } from '../sweeping/queue.ts';
import type { AskedSweep } from './api.ts';

/** How often a sweep of an account can be asked for. */
const EVERY_MS = 60_000;

export async function askForSweep(tx: Tx, accountKey: string, now: number): Promise<AskedSweep> {
  const { rows } = await sql<{ no: number; askedAt: Date | null }>`
    select no, asked_at from inventory_accounts where key = ${accountKey} and removed_at is null for update`.execute(
    tx,
  );
  const [account] = rows;
  if (account === undefined) return 'NOT_KEPT';
  if (!(await isOnItsWay(tx, account.no))) {
    const asked = account.askedAt?.getTime() ?? 0;
    // A clock that was put back does not keep anybody from asking.
    if (asked <= now && now < asked + EVERY_MS) return { retryAt: new Date(asked + EVERY_MS).toISOString() };
    // Where only the seats are being read, the planner queues a sweep when they are: it sees that one was asked for.
    await sql`update inventory_accounts set asked_at = ${new Date(now)} where no = ${account.no}`.execute(tx);
  }
  return (await queueSweep(tx, accountKey, 'ASKED', now)) ?? 'NOT_KEPT';
}

/** Whether a sweep of everything is queued or under way. */
async function isOnItsWay(tx: Tx, accountNo: number): Promise<boolean> {
  const { rows } = await sql<{ why: SweepReason }>`
    select why from sweeps where account_no = ${accountNo} and status in ('QUEUED', 'RUNNING')`.execute(tx);
  return rows.some(({ why }) => why !== 'SEATS');
}
