// PGlite, PostgreSQL inside a process, as a database of the store.
import { PGlite, type PGliteOptions, type QueryOptions, type Results } from '@electric-sql/pglite';
import { pg_trgm as trigrams } from '@electric-sql/pglite/contrib/pg_trgm';
import { Kysely, PGliteDialect } from 'kysely';
import { fromPglite } from 'pg-boss';
import type { Database, Heard, Listening } from '../database.ts';
import { keepsPlan } from '../kept-plan.ts';
import { maintenanceOf } from '../maintenance/maintenance.ts';
import { FEW_TRIGRAMS } from '../maintenance/pending-trigrams.ts';
import { timing, type Queried } from '../timing.ts';
import { KeptPlans } from './kept-plans.ts';
import { SYNCED, type SyncedFiles } from './synced-files.ts';

/** What is used of an open PGlite, in this thread or in one of its own. */
export interface Embedded extends Pick<Within, 'query'> {
  exec(text: string): Promise<{ rows: unknown[] }[]>;
  /** Runs everything or nothing, and nothing else meanwhile. */
  transaction<T>(work: (tx: Within) => Promise<T>): Promise<T>;
  /** Gives what ends it. */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
  readonly waitReady: Promise<void>;
  readonly ready: boolean;
  readonly closed: boolean;
}

/** What a statement gives. */
export type ResultOf<Row> = Pick<Results<Row>, 'rows' | 'fields' | 'affectedRows'>;

/** A transaction. */
export interface Within {
  query<Row>(
    text: string,
    values?: unknown[],
    options?: Pick<QueryOptions, 'rowMode'>,
  ): Promise<ResultOf<Row>>;
  rollback(): Promise<void>;
}

/** With prepared statements for what is to be planned once. */
class PlanKeeping extends PGlite {
  readonly #plans = new KeptPlans(this);

  override async query<T>(text: string, values?: unknown[], options?: QueryOptions): Promise<Results<T>> {
    if (!keepsPlan(text)) return await super.query<T>(text, values, options);
    await this._checkReady();
    return await this._runExclusiveTransaction(() =>
      this._runExclusiveQuery(() => this.#plans.run<T>(text, values ?? [])),
    );
  }
}

/** What `create extension` finds. A database that has one of them can be used only where it is loaded. */
const EXTENSIONS = { pg_trgm: trigrams };

/**
 * PGlite's own, which turn `fsync` off. Only a server makes checkpoints when its log has become this large; here it is how much of it a
 * checkpoint leaves for further use.
 */
const PARAMETERS = [
  ...PGlite.defaultStartParams,
  ...['max_wal_size=128MB', `gin_pending_list_limit=${FEW_TRIGRAMS}`].flatMap((one) => ['-c', one]),
];

/** Where the files are in memory themselves, pages and log that are kept beside them are there twice: 128 MB of pages unless this is set. */
const SPARING = ['shared_buffers=16MB', 'max_wal_size=32MB', 'min_wal_size=32MB'].flatMap((one) => [
  '-c',
  one,
]);

/** Opens PGlite in memory, or in a directory without care for power cuts. */
export async function openPglite(options: PGliteOptions): Promise<PGlite> {
  const isInMemory = options.dataDir === undefined && options.fs === undefined;
  const startParams = isInMemory ? [...PARAMETERS, ...SPARING] : PARAMETERS;
  const pglite = new PlanKeeping({ startParams, ...options, extensions: EXTENSIONS });
  await pglite.waitReady;
  return pglite;
}

/** Opens PGlite over files such that what it has acknowledged outlasts a power cut. */
export function openSynced(fs: SyncedFiles): Promise<PGlite> {
  return openPglite({ fs, startParams: [...PARAMETERS.filter((one) => one !== '-F'), ...SYNCED] });
}

/** A database over an open PGlite, which it closes in the end; `closed` is called then. */
export function overPglite(pglite: Embedded, closed: () => void, queried?: Queried): Database {
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

function listenTo(pglite: Embedded, channel: string, heard: Heard): Listening {
  // A database that is closed meanwhile has nothing more to tell.
  const begun = pglite.listen(channel, heard).then(
    () => heard(null),
    () => undefined,
  );
  return { close: () => begun };
}
