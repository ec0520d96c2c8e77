// The end of a sweep.
import { sql } from 'kysely';
import type { SectionStatus } from '../../../domain/inventory/accounts.ts';
import type { EndedSweep } from '../../../domain/telemetry/sweep-meter.ts';
import type { Tx } from '../../database/tables.ts';
import { takeMoment } from '../observing/moment.ts';
import { lockAccount } from '../observing/observe.ts';
import type { HeldSweep } from './api.ts';
import { renew } from './claim.ts';
import { LEASE_MS } from './pages.ts';

/** Ends a sweep whose sections have all ended. The first time that each section was once complete is where history begins. */
export async function finishSweep(
  tx: Tx,
  held: HeldSweep,
  sections: readonly string[],
  now: number,
): Promise<EndedSweep | null> {
  if (!(await renew(tx, held, LEASE_MS, now))) return null;
  const { rows } = await sql<{ status: SectionStatus }>`
    select status from sweep_sections where sweep_id = ${held.sweepId}`.execute(tx);
  const status = statusOf(rows.map((row) => row.status));
  const ended = await end(tx, held, status, now);
  await sql`delete from sweep_pages where sweep_id = ${held.sweepId}`.execute(tx);
  const account = await lockAccount(tx, held.accountKey);
  if (account === null) return ended;
  // What another sweep would close by now is another thing, whether it was held as well or has seen the rows again.
  if (status !== 'INCOMPLETE') {
    await sql`update sweeps s set status = 'LIFTED' from sweeps this
      where this.id = ${held.sweepId} and this.why <> 'SEATS' and s.account_no = this.account_no and s.status = 'HELD'
        and s.id < this.id`.execute(tx);
  }
  if (account.baselineAt !== null || !(await wasAllComplete(tx, account.no, sections))) return ended;
  const at = await takeMoment(tx, account.no, Math.max(now, await newestHolding(tx, account.no)));
  await sql`update inventory_accounts set baseline_at = ${at} where no = ${account.no}`.execute(tx);
  return ended;
}

/** Milliseconds since the epoch: a replica whose clock is ahead may have recorded pages, and what it recorded is there when history begins. */
async function newestHolding(tx: Tx, accountNo: number): Promise<number> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(valid_from) as at from holdings where account_no = ${accountNo}`.execute(tx);
  return rows[0]?.at?.getTime() ?? 0;
}

type EndedRow = Omit<EndedSweep, 'accountKey' | 'status' | 'ms'> & { readonly startedAt: Date };

async function end(tx: Tx, held: HeldSweep, status: EndedSweep['status'], now: number): Promise<EndedSweep> {
  const { rows: ended } = await sql<EndedRow>`
    update sweeps set status = ${status}, finished_at = ${new Date(now)}, owner = null, lease_until = null, not_before = null
    where id = ${held.sweepId}
    returning why, started_at, calls, rows, added, changed, closed, held_back`.execute(tx);
  const [row] = ended;
  if (row === undefined) throw new Error(`there is no sweep ${held.sweepId}`);
  const { startedAt, ...figures } = row;
  return { accountKey: held.accountKey, status, ms: now - startedAt.getTime(), ...figures };
}

function statusOf(sections: readonly SectionStatus[]): EndedSweep['status'] {
  if (sections.includes('HELD')) return 'HELD';
  return sections.every((status) => status === 'COMPLETE') ? 'COMPLETE' : 'INCOMPLETE';
}

async function wasAllComplete(tx: Tx, accountNo: number, sections: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ complete: number }>`
    select count(*)::integer as complete from inventory_sections
    where account_no = ${accountNo} and name = any(${sections}::text[])`.execute(tx);
  return rows[0]?.complete === sections.length;
}
