// What can be told of accounts in the inventory, and of the sweep that is under way or was the last.
import { sql } from 'kysely';
import type { InventoryAccounts, RecordedAccount, Sweep } from '../../domain/inventory/accounts.ts';
import type { StoreContext } from '../context.ts';
import { KEPT_PLAN } from '../database/kept-plan.ts';
import type { Db } from '../database/tables.ts';
import { reading } from '../database/transactions.ts';

interface AccountRow {
  readonly key: string;
  readonly since: Date | null;
  readonly observedAt: Date | null;
  readonly findingsAt: Date | null;
  readonly sweep: Sweep | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly heldBack: number;
  readonly incompleteInARow: number;
}

/** Of an account that was never swept. */
const NOTHING: Omit<AccountRow, 'key'> = {
  since: null,
  observedAt: null,
  findingsAt: null,
  sweep: null,
  startedAt: null,
  finishedAt: null,
  heldBack: 0,
  incompleteInARow: 0,
};

/** A sweep `w`. */
const SWEEP = sql`jsonb_build_object('id', w.id, 'status', w.status, 'why', w.why, 'startedAt', w.started_at,
  'finishedAt', w.finished_at, 'calls', w.calls, 'rows', w.rows, 'added', w.added, 'changed', w.changed,
  'closed', w.closed, 'heldBack', w.held_back, 'waitsUntil', w.not_before, 'problem', coalesce(w.problem, (
    select s.problem from sweep_sections s where s.sweep_id = w.id and s.problem is not null order by s.position limit 1)),
  'sections', (select coalesce(jsonb_agg(jsonb_build_object('name', s.name, 'status', s.status,
    'rows', s.rows, 'expected', s.expected, 'problem', s.problem) order by s.position), '[]')
    from sweep_sections s where s.sweep_id = w.id))`;

/** Whether the sweep `w` could not read a list whole, whatever became of the others. */
const HAS_UNREAD = sql`(w.status = 'INCOMPLETE'
  or exists (select from sweep_sections s where s.sweep_id = w.id and s.status = 'INCOMPLETE'))`;

/** With the key of its account; null when there is none. */
export async function sweepById(
  db: Db,
  sweepId: number,
): Promise<{ readonly accountKey: string; readonly sweep: Sweep } | null> {
  const { rows } = await sql<{ accountKey: string; sweep: Sweep }>`
    select a.key as account_key, ${SWEEP} as sweep
    from sweeps w join inventory_accounts a on a.no = w.account_no where w.id = ${sweepId}`.execute(db);
  const [row] = rows;
  return row === undefined ? null : { accountKey: row.accountKey, sweep: sweepOf(row.sweep) };
}

/** The accounts of a store. */
export function inventoryAccounts(context: StoreContext): InventoryAccounts {
  return {
    inventoryAccounts: (keys) =>
      reading(context, async (db) => {
        const { rows } = await sql<AccountRow>`
          select a.key, case when a.baseline_at is not null then greatest(a.baseline_at, a.history_from) end as since,
            case when a.findings_known_at >= a.baseline_at then a.findings_known_at end as findings_at,
            case when a.baseline_at is not null then greatest(
              (select min(complete_at) from inventory_sections s where s.account_no = a.no),
              -- Not every sweep reads every section: some are read once a day.
              (select max(w.started_at) from sweeps w where w.account_no = a.no and w.why <> 'SEATS'
                and w.status in ('COMPLETE', 'RELEASED') and not ${HAS_UNREAD})) end as observed_at,
            (select ${SWEEP} from sweeps w where w.account_no = a.no and w.why <> 'SEATS' order by w.id desc limit 1) as sweep,
            last.started_at, last.finished_at,
            (select coalesce(sum(w.held_back), 0)::integer from sweeps w
              where w.account_no = a.no and w.status = 'HELD') as held_back,
            (select count(*)::integer from sweeps w
              where w.account_no = a.no and w.why <> 'SEATS' and w.finished_at is not null and ${HAS_UNREAD} and w.id > coalesce((
                select max(w.id) from sweeps w
                where w.account_no = a.no and w.why <> 'SEATS' and w.finished_at is not null
                  and not ${HAS_UNREAD}), 0)) as incomplete_in_a_row
          from inventory_accounts a
          left join lateral (
            select w.started_at, w.finished_at from sweeps w
            where w.account_no = a.no and w.why <> 'SEATS' and w.finished_at is not null
            order by w.id desc limit 1) last on true
          where a.key = any(${[...keys]}::text[]) and a.removed_at is null ${KEPT_PLAN}`.execute(db);
        const byKey = new Map(rows.map((row) => [row.key, row]));
        return keys.map((key) => accountOf(key, byKey.get(key) ?? NOTHING));
      }),
  };
}

function accountOf(accountKey: string, row: Omit<AccountRow, 'key'>): RecordedAccount {
  const { sweep, startedAt, finishedAt, heldBack, incompleteInARow } = row;
  const isEnded = startedAt !== null && finishedAt !== null;
  return {
    accountKey,
    observedAt: timeOf(row.observedAt),
    since: timeOf(row.since),
    findingsAt: timeOf(row.findingsAt),
    sweep: sweep && sweepOf(sweep),
    lastSweep: isEnded ? { startedAt: startedAt.toISOString(), finishedAt: finishedAt.toISOString() } : null,
    heldBack,
    incompleteInARow,
  };
}

function sweepOf(row: Sweep): Sweep {
  const { startedAt, finishedAt, waitsUntil } = row;
  return {
    ...row,
    startedAt: timeOf(startedAt),
    finishedAt: timeOf(finishedAt),
    waitsUntil: timeOf(waitsUntil),
  };
}

/** The database writes times in its own form into JSON. */
function timeOf(time: Date | string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
