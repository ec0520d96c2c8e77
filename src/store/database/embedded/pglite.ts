// PGlite, PostgreSQL inside this process, as a database of the store.
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  PGlite,
  type ExecProtocolOptions,
  type PGliteOptions,
  type QueryOptions,
  type Results,
} from '@electric-sql/pglite';
import { pg_trgm as trigrams } from '@electric-sql/pglite/contrib/pg_trgm';
import { Kysely, PGliteDialect } from 'kysely';
import { fromPglite } from 'pg-boss';
import type { Database, Heard, Listening } from '../database.ts';
import { keepsPlan } from '../kept-plan.ts';
import { maintenanceOf } from '../maintenance/maintenance.ts';
import { timing, type Queried } from '../timing.ts';
import { KeptPlans } from './kept-plans.ts';
import { SYNCED, type SyncedFiles } from './synced-files.ts';

/** The messages of PostgreSQL's protocol that a statement begins with: Parse and Query. */
const BEGINNINGS: readonly (number | undefined)[] = [0x50, 0x51];

/** Turns of the event loop before a statement: an answer takes several, and with one each of them would wait for a statement of a sweep. */
const TURNS = 5;

/** Statements run within this thread, one after the other without a pause: requests get some turns before each of them. */
class PoliteDatabase extends PGlite {
  readonly #plans = new KeptPlans(this);

  override async query<T>(text: string, values?: unknown[], options?: QueryOptions): Promise<Results<T>> {
    if (!keepsPlan(text)) return await super.query<T>(text, values, options);
    await this._checkReady();
    return await this._runExclusiveTransaction(() =>
      this._runExclusiveQuery(() => this.#plans.run<T>(text, values ?? [])),
    );
  }

  override async execProtocolStream(
    message: Uint8Array,
    options?: ExecProtocolOptions,
  ): ReturnType<PGlite['execProtocolStream']> {
    if (BEGINNINGS.includes(message[0])) {
      for (let turns = 0; turns < TURNS; turns += 1) await nextTurn();
    }
    return await super.execProtocolStream(message, options);
  }
}

/** What `create extension` finds. A database that has one of them can be used only where it is loaded. */
const EXTENSIONS = { pg_trgm: trigrams };

/**
 * PGlite's own, which turn `fsync` off. Only a server makes checkpoints when its log has become this large; here it is how much of it a
 * checkpoint leaves for further use.
 */
const PARAMETERS = [...PGlite.defaultStartParams, '-c', 'max_wal_size=128MB'];

/** Where the files are in memory themselves, pages and log that are kept beside them are there twice: 128 MB of pages unless this is set. */
const SPARING = ['shared_buffers=16MB', 'max_wal_size=32MB', 'min_wal_size=32MB'].flatMap((one) => [
  '-c',
  one,
]);

/** Opens PGlite in memory, or in a directory without care for power cuts. */
export async function openPglite(options: PGliteOptions): Promise<PGlite> {
  const isInMemory = options.dataDir === undefined && options.fs === undefined;
  const startParams = isInMemory ? [...PARAMETERS, ...SPARING] : PARAMETERS;
  const pglite = new PoliteDatabase({ startParams, ...options, extensions: EXTENSIONS });
  await pglite.waitReady;
  return pglite;
}

/** Opens PGlite over files such that what it has acknowledged outlasts a power cut. */
export function openSynced(fs: SyncedFiles): Promise<PGlite> {
  return openPglite({ fs, startParams: [...PARAMETERS.filter((one) => one !== '-F'), ...SYNCED] });
}

/** A database over an open PGlite, which it closes in the end; `closed` is called then. */
export function overPglite(pglite: PGlite, closed: () => void, queried?: Queried): Database {
  const db = new Kysely<unknown>({ dialect: new PGliteDialect({ pglite }), log: timing(queried) });
  return {
    db,
    embedded: true,
    size: 1,
    maintenance: maintenanceOf(db, { byItself: false }),
    listen: (channel, heard) => listenTo(pglite, channel, heard),
    boss: { db: fromPglite(pglite), backend: 'pglite' },
    async close() {
      await db.destroy();
      // Kysely closes it only after it was used.
      if (!pglite.closed) await pglite.close();
      closed();
    },
  };
}

function listenTo(pglite: PGlite, channel: string, heard: Heard): Listening {
  // A database that is closed meanwhile has nothing more to tell.
  const begun = pglite.listen(channel, heard).then(
    () => heard(null),
    () => undefined,
  );
  return { close: () => begun };
}
