// The past of the inventory, over a database.
import type { StoreContext } from '../../context.ts';
import { reading, searching } from '../../database/transactions.ts';
import { readContext, type ReadContext } from '../reads/statements/context.ts';
import type { InventoryHistory } from './api.ts';
import { countDifferences, findDifferences } from './differences.ts';
import { eventsBehind, lastEvent } from './events.ts';
import { seatDays } from './seat-days.ts';

/** The history of a store. */
export function inventoryHistory(context: StoreContext): InventoryHistory {
  const contextOver = readContext(context);
  const read = <T>(work: (context: ReadContext) => Promise<T>): Promise<T> =>
    reading(context, (db) => work(contextOver(db)));
  const search = <T>(work: (context: ReadContext) => Promise<T>): Promise<T> =>
    searching(context, (db) => work(contextOver(db)));
  return {
    eventsBehind: (query) => read((reads) => eventsBehind(reads, query)),
    lastEvent: () => read(({ db }) => lastEvent(db)),
    findDifferences: (query, page) => search((reads) => findDifferences(reads, query, page)),
    countDifferences: (query) => search((reads) => countDifferences(reads, query)),
    seatDays: (licenses, days) => read(({ db }) => seatDays(db, licenses, days)),
  };
}
