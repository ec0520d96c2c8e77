// The past of the inventory, over a database.
import type { StoreContext } from '../../context.ts';
import { readersOver } from '../reads/statements/context.ts';
import type { InventoryHistory } from './api.ts';
import { countDifferences, findDifferences } from './differences.ts';
import { eventsBehind, lastEvent } from './events.ts';
import { seatDays } from './seat-days.ts';

/** The history of a store. */
export function inventoryHistory(context: StoreContext): InventoryHistory {
  const { read, search } = readersOver(context);
  return {
    eventsBehind: (query) => read((reads) => eventsBehind(reads, query)),
    lastEvent: (visible) => read(({ db }) => lastEvent(db, visible)),
    findDifferences: (query, page) => search((reads) => findDifferences(reads, query, page)),
    countDifferences: (query) => search((reads) => countDifferences(reads, query)),
    seatDays: (licenses, days) =>
      read(({ db, now }) => seatDays(db, licenses, days, new Date(now()).toISOString().slice(0, 10))),
  };
}
