// Retention of the inventory: a limited number of rows at a time, each account in transactions of its own.
import type { StoreContext } from '../../context.ts';
import { reading, writing } from '../../database/transactions.ts';
import type { Tx } from '../../database/tables.ts';
import { lockAccount } from '../observing/observe.ts';
import { makeRoom } from '../sweeping/maintain.ts';
import type { InventoryDays, InventoryRetained, InventoryRetention } from './api.ts';
import { deleteDismissals, deleteFindings, deletePersonal } from './old-findings.ts';
import { erase, forget } from './gone-assignees.ts';
import {
  deleteEvents,
  deleteFormerSeats,
  deleteHistory,
  deleteLicenseEvents,
  deleteOwnWrites,
  deleteSeatCounts,
  deleteSweeps,
  type Old,
} from './old-rows.ts';
import { deletePiece, keptAccounts, removedAccounts } from './removed-accounts.ts';

const DAY_MS = 86_400_000;

/** What is told of people is erased when they have been gone for so long. */
const ERASED_AFTER_DAYS = 90;
/** An account may be missing from the configuration by mistake: so long it can come back with all that is known of it. */
const REMOVED_DAYS = 30;

export function inventoryRetention(context: StoreContext): InventoryRetention {
  return {
    retainInventory: (days, limit) => retainInventory(context, days, limit),
    tidy: () => tidy(context),
  };
}

async function tidy(context: StoreContext): Promise<void> {
  const { checkpoint } = context.maintenance;
  await makeRoom(context);
  if (checkpoint) await reading(context, checkpoint);
}

/** Deletes what is older than its days. */
type Delete = (tx: Tx, accountNo: number, old: Old) => Promise<number>;

async function retainInventory(
  context: StoreContext,
  days: InventoryDays,
  limit: number,
): Promise<InventoryRetained> {
  const now = context.now();
  const old = (kept: number): Old => ({ before: new Date(now - kept * DAY_MS), limit });
  const accounts = await reading(context, keptAccounts);
  /** The account is locked, as for whatever is recorded of it: nobody names a row meanwhile that goes. */
  const each = async (kept: number | null, work: Delete): Promise<number> => {
    if (kept === null) return 0;
    let count = 0;
    for (const key of accounts) {
      count += await writing(context, async (tx) => {
        const account = await lockAccount(tx, key);
        return account === null ? 0 : await work(tx, account.no, old(kept));
      });
    }
    return count;
  };
  const { events: eventDays } = days;
  const counts = {
    ownWrites: await writing(context, (tx) => deleteOwnWrites(tx, old(0))),
    events: eventDays === null ? 0 : await writing(context, (tx) => deleteEvents(tx, old(eventDays))),
    licenseEvents: await each(days.history, deleteLicenseEvents),
    history: await each(days.history, deleteHistory),
    formerSeats: await each(days.history, deleteFormerSeats),
    seatCounts: await each(days.seatCounts, deleteSeatCounts),
    sweeps: await each(days.sweeps, deleteSweeps),
    findings: (await each(days.findings, deleteFindings)) + (await each(ERASED_AFTER_DAYS, deletePersonal)),
    erased: await each(ERASED_AFTER_DAYS, erase),
    forgotten: await each(ERASED_AFTER_DAYS, forget),
    dismissals: await each(0, deleteDismissals),
    ofRemoved: await deleteRemoved(context, old(REMOVED_DAYS)),
  };
  return { ...counts, more: Object.values(counts).some((count) => count >= limit) };
}

/** A piece of each account that was removed long ago. */
async function deleteRemoved(context: StoreContext, old: Old): Promise<number> {
  let count = 0;
  for (const key of await reading(context, (db) => removedAccounts(db, old.before))) {
    count += await writing(context, (tx) => deletePiece(tx, key, old));
  }
  return count;
}
