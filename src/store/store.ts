// Opens the store: the database, its migrations and its jobs, offered as one object.
import type { HiddenNumbers } from '../domain/inventory/hidden-number.ts';
import type { Store } from './api.ts';
import { audit } from './audit/audit-log.ts';
import { changes } from './changes/changes.ts';
import { ownChanges } from './changes/own-changes.ts';
import type { StoreContext } from './context.ts';
import { withColumnNames } from './database/column-names.ts';
import type { Database } from './database/database.ts';
import type { NewFiles } from './database/embedded/open-embedded.ts';
import { storeError } from './database/failure.ts';
import { migrate } from './database/migrate.ts';
import { openDatabase, type StoreOptions } from './database/open.ts';
import type { Queried } from './database/timing.ts';
import { mustTakeWrites, reading } from './database/transactions.ts';
import { measured } from './figures.ts';
import { findings } from './findings/findings.ts';
import { hiddenNumbers } from './hidden-numbers.ts';
import { createOutage, type Outage } from './outage.ts';
import { sweeping } from './inventory/sweeping/sweeps.ts';
import { inventoryRetention } from './inventory/retention/retain-inventory.ts';
import { inventoryAsked } from './inventory/asked/asked.ts';
import { inventoryAccounts } from './inventory/accounts.ts';
import { inventoryHistory } from './inventory/history/history.ts';
import { inventoryReads } from './inventory/reads/reads.ts';
import { openNotices } from './notices/watches.ts';
import { openQueues, type JobQueues } from './jobs/queues.ts';
import type { JobDeps } from './jobs/work.ts';
import { retention } from './retention.ts';
import { schedules } from './schedules/schedules.ts';
import { changeSets } from './sets/change-sets.ts';
import { parts } from './sets/parts.ts';
import { turnsOf } from './turns.ts';
import { identities } from './spellings/respell.ts';

interface StoreDeps extends Omit<JobDeps, 'outage'> {
  /** Tells when the database cannot be used; one of its own when absent. */
  readonly outage?: Outage | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A new uuid. */
  readonly newId: () => string;
  /** Ends an opening that takes long, which then rejects. Of no effect on a store that is open. */
  readonly signal?: AbortSignal | undefined;
  /** Gives the files of a new database in memory, when they are not to be made here. */
  readonly newFiles?: NewFiles | undefined;
  readonly queried?: Queried | undefined;
  /** Is given what every part of it works with, once it is open: for a past that is made up. */
  readonly opened?: ((context: StoreContext) => void) | undefined;
}

/** Opens the database, brings its tables up to date, and gets its job queues ready. Rejects with STORE_UNAVAILABLE. */
export async function openStore(options: StoreOptions, deps: StoreDeps): Promise<Store> {
  let database: Database;
  try {
    const { log, signal, newFiles, outage, queried } = deps;
    const connected = outage && (() => outage.connected());
    database = await openDatabase(options, { log, create: true, signal, newFiles, connected, queried });
  } catch (error) {
    throw storeError(error);
  }
  return await storeOver(database, deps);
}

/** The store over a database, which it closes in the end: also when it cannot be used. */
export async function storeOver(database: Database, deps: StoreDeps): Promise<Store> {
  try {
    const migrations = await migrate(database);
    if (migrations.length > 0)
      deps.log.info({ migrations }, 'the tables of the database were brought up to date');
    const outage = deps.outage ?? createOutage(deps);
    const numbers = await hiddenNumbers(withColumnNames(database.db));
    const queues = await openQueues(database.boss, { ...deps, outage });
    return createStore(database, queues, { ...deps, outage, numbers });
  } catch (error) {
    await database.close().catch(() => undefined);
    throw storeError(error);
  }
}

function createStore(
  database: Database,
  queues: JobQueues,
  {
    now,
    newId,
    outage,
    opened,
    numbers,
  }: StoreDeps & { readonly outage: Outage; readonly numbers: HiddenNumbers },
): Store {
  const db = withColumnNames(database.db);
  const notices = openNotices(database);
  const context: StoreContext = {
    db,
    outage,
    embedded: database.embedded,
    maintenance: database.maintenance,
    now,
    newId,
    enqueue: (tx, sent) => queues.sendParts(tx, sent),
  };
  opened?.(context);
  return {
    ...changeSets(context),
    ...changes(context),
    ...ownChanges(context),
    ...identities(context),
    ...parts(context),
    ...schedules(context),
    ...audit(context),
    ...retention(context),
    ...measured(context),
    ...sweeping(context, turnsOf(database.size)),
    ...inventoryReads(context),
    ...inventoryAccounts(context),
    ...inventoryHistory(context),
    ...inventoryAsked(context),
    ...inventoryRetention(context),
    ...findings(context),
    numbers,
    connections: () => database.connections?.() ?? null,
    watchSet: (setId) => notices.watchSet(setId),
    watchEvents: () => notices.watchEvents(),
    startJobs: (handlers, intervals, partConcurrency) => queues.work(handlers, intervals, partConcurrency),
    startSweeps: (handlers, planMs, concurrency) => queues.workOnSweeps(handlers, planMs, concurrency),
    startFindings: (handle, everyMs) => queues.workOnFindings(handle, everyMs),
    enqueueSweep: (sweepId) => reading(context, () => queues.sendSweep(sweepId)),
    enqueueParts: (sent) => reading(context, () => queues.sendParts(db, sent)),
    ping: () => reading(context, mustTakeWrites),
    async close() {
      await queues.close();
      await notices.close();
      await database.close();
    },
  };
}
