// What can be told of accounts in the inventory, and of the sweep that is under way or was the last.
import { sql } from 'kysely';
import type { InventoryAccount, InventoryAccounts, Sweep } from '../../domain/inventory/accounts.ts';
import type { StoreContext } from '../context.ts';
import { reading } from '../database/transactions.ts';

interface SweepRow extends Omit<Sweep, 'id'> {
  readonly id: number;
}

interface AccountRow {
  readonly key: string;
  readonly since: Date | null;
  readonly observedAt: Date | null;
  readonly sweep: SweepRow | null;
}

/** The accounts of a store. */
export function inventoryAccounts(context: StoreContext): InventoryAccounts {
  return {
    inventoryAccounts: (keys) =>
      reading(context, async (db) => {
        const { rows } = await sql<AccountRow>`
          select a.key, a.baseline_at as since,
            (select min(complete_at) from inventory_sections s where s.account_no = a.no) as observed_at,
            (select jsonb_build_object('id', w.id, 'status', w.status, 'why', w.why, 'startedAt', w.started_at,
                'finishedAt', w.finished_at, 'calls', w.calls, 'rows', w.rows, 'added', w.added, 'changed', w.changed,
                'closed', w.closed, 'heldBack', w.held_back, 'waitsUntil', w.not_before, 'problem', w.problem,
                'sections', (select coalesce(jsonb_agg(jsonb_build_object('name', s.name, 'status', s.status,
                  'rows', s.rows, 'expected', s.expected) order by s.position), '[]')
                  from sweep_sections s where s.sweep_id = w.id))
              from sweeps w where w.account_no = a.no and w.why <> 'SEATS' order by w.id desc limit 1) as sweep
          from inventory_accounts a where a.key = any(${[...keys]}::text[])`.execute(db);
        const byKey = new Map(rows.map((row) => [row.key, row]));
        return keys.map((key) => accountOf(key, byKey.get(key)));
      }),
  };
}

function accountOf(accountKey: string, row: AccountRow | undefined): InventoryAccount {
  const { since = null, observedAt = null, sweep = null } = row ?? {};
  return {
    accountKey,
    status: since === null ? 'FIRST_SWEEP' : sweep?.status === 'HELD' ? 'HELD' : 'READY',
    observedAt: timeOf(observedAt),
    since: timeOf(since),
    nextSweepAt: null,
    sweep: sweep && sweepOf(sweep),
  };
}

function sweepOf(row: SweepRow): Sweep {
  const { startedAt, finishedAt, waitsUntil } = row;
  return {
    ...row,
    id: String(row.id),
    startedAt: timeOf(startedAt),
    finishedAt: timeOf(finishedAt),
    waitsUntil: timeOf(waitsUntil),
  };
}

/** The database writes times in its own form into JSON. */
function timeOf(time: Date | string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
