// A database in memory whose statements a test can see, which it could not through a store.
import { randomUUID } from 'node:crypto';
import { silentLog } from '../../src/domain/log.ts';
import type { Store } from '../../src/store/api.ts';
import type { Database } from '../../src/store/database/database.ts';
import { openDatabase } from '../../src/store/database/open.ts';
import { storeOver } from '../../src/store/store.ts';
import { newFiles } from './databases.ts';
import { opened } from './lifecycle.ts';

/** One for the file or `describe` that it is called in, with no tables yet. */
export function useEmbeddedDatabase(): { readonly database: Database } {
  return opened(
    async () => ({
      database: await openDatabase(
        { kind: 'embedded', directory: null },
        { log: silentLog, create: true, newFiles },
      ),
    }),
    ({ database }) => database.close(),
  );
}

/** A store over it that has this clock, and does nothing by itself. */
export function storeAt(database: Database, now: () => number): Promise<Store> {
  return storeOver(database, { now, newId: randomUUID, log: silentLog, every: () => () => undefined });
}
