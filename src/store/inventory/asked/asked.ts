// What people ask of the inventory, over a database.
import type { StoreContext } from '../../context.ts';
import { reading, writing } from '../../database/transactions.ts';
import { sweepById } from '../accounts.ts';
import type { InventoryAsked } from './api.ts';
import { askForSweep } from './ask-for-sweep.ts';
import { keepLookedUp } from './keep-looked-up.ts';
import { releaseHeldSweep } from './release-held-sweep.ts';

export function inventoryAsked(context: StoreContext): InventoryAsked {
  const { now } = context;
  return {
    keepLookedUp: (accountKey, found) => writing(context, (tx) => keepLookedUp(tx, accountKey, found, now())),
    askForSweep: (accountKey) => writing(context, (tx) => askForSweep(tx, accountKey, now())),
    sweepById: (sweepId) => reading(context, (db) => sweepById(db, sweepId)),
    releaseHeldSweep: (sweepId, by) => releaseHeldSweep(context, sweepId, by),
  };
}
