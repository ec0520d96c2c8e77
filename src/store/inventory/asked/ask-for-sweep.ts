// Sweeps that somebody asks for.
import { sql } from 'kysely';
import type { SweepReason, SweepStatus } from '../../../domain/inventory/accounts.ts';
import type { Tx } from '../../database/tables.ts';
import { queueSweep } from '../sweeping/queue.ts';
import type { AskedSweep } from './api.ts';

/** How often a sweep of an account can be asked for. */
const EVERY_MS = 60_000;

/** Whoever records a page has locked its sweep, and waits for the account: of a sweep that is running nothing is locked here. */
export async function askForSweep(tx: Tx, accountKey: string, now: number): Promise<AskedSweep> {
  const { rows } = await sql<{ no: number; askedAt: Date | null }>`
    select no, asked_at from inventory_accounts
    where key = ${accountKey} and removed_at is null for no key update`.execute(tx);
  const [account] = rows;
  if (account === undefined) return 'NOT_KEPT';
  const open = await openSweep(tx, account.no);
  if (open !== null && open.why !== 'SEATS') return { sweepId: open.id, isNew: false };
  const asked = account.askedAt?.getTime() ?? 0;
  // A clock that was put back does not keep anybody from asking.
  if (asked <= now && now < asked + EVERY_MS) return { retryAt: new Date(asked + EVERY_MS).toISOString() };
  // Where only the seats are being read, the planner queues a sweep when they are.
  await askPlanner(tx, account.no, now);
  if (open?.status === 'RUNNING') return { sweepId: open.id, isNew: false };
  return (await queueSweep(tx, accountKey, 'ASKED', now)) ?? 'NOT_KEPT';
}

/** Lets the planner see that a sweep was asked for, which it queues unless one has begun since. */
export async function askPlanner(tx: Tx, accountNo: number, now: number): Promise<void> {
  await sql`update inventory_accounts set asked_at = ${new Date(now)} where no = ${accountNo}`.execute(tx);
}

interface OpenSweep {
  readonly id: number;
  readonly why: SweepReason;
  readonly status: SweepStatus;
}

/** The sweep that is queued or under way. */
async function openSweep(tx: Tx, accountNo: number): Promise<OpenSweep | null> {
  const { rows } = await sql<OpenSweep>`
    select id, why, status from sweeps where account_no = ${accountNo} and status in ('QUEUED', 'RUNNING')`.execute(
    tx,
  );
  return rows[0] ?? null;
}
