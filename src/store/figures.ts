// How much is open in the database, for metrics: few and cheap queries, each over a partial index or a small table.
import { sql } from 'kysely';
import type { StoreContext } from './context.ts';
import { mustTakeWrites, reading } from './database/transactions.ts';
import type { Db } from './database/tables.ts';
import { RECURRING, RUN_PART } from './jobs/queue-names.ts';

/** Moments in milliseconds since the epoch. Accounts and queues in which nothing is open may be absent. */
export interface Figures {
  /** Change sets that are being carried out. */
  readonly openSets: number;
  /** By account: changes that were sent and that no read has shown, and when the oldest of them was sent. */
  readonly unsettled: ReadonlyMap<string, { readonly count: number; readonly oldestSentAt: number }>;
  /** By account: kept removals that are due. */
  readonly overdueRemovals: ReadonlyMap<string, number>;
  /** By queue, all of them. */
  readonly jobs: ReadonlyMap<string, QueueFigures>;
}

interface QueueFigures {
  readonly waiting: number;
  readonly active: number;
  /** How long the oldest job has waited since it may be taken; 0 when none waits. */
  readonly oldestSeconds: number;
}

export interface Measured {
  /** Throws STORE_UNAVAILABLE: also when the database takes no writes. */
  figures(): Promise<Figures>;
}

/** Figures over a database. */
export function measured(context: StoreContext): Measured {
  return {
    // One after the other: they need one connection of the pool.
    figures: () =>
      reading(context, async (db) => {
        await mustTakeWrites(db);
        return {
          openSets: await openSets(db),
          unsettled: await unsettled(db),
          overdueRemovals: await overdueRemovals(db, context.now()),
          jobs: await jobs(db),
        };
      }),
  };
}

async function openSets(db: Db): Promise<number> {
  const counted = await db
    .selectFrom('changeSets')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('status', '=', 'RUNNING')
    .executeTakeFirstOrThrow();
  return counted.count;
}

async function unsettled(db: Db): Promise<Figures['unsettled']> {
  const rows = await db
    .selectFrom('changes')
    .select(({ fn }) => ['accountKey', fn.countAll<number>().as('count'), fn.min('sentAt').as('oldest')])
    .where('settleAfter', 'is not', null)
    .where('sentAt', 'is not', null)
    .groupBy('accountKey')
    .execute();
  return new Map(
    rows.flatMap(({ accountKey, count, oldest }) =>
      accountKey === null || oldest === null
        ? []
        : [[accountKey, { count, oldestSentAt: oldest.getTime() }] as const],
    ),
  );
}

async function overdueRemovals(db: Db, now: number): Promise<Figures['overdueRemovals']> {
  const rows = await db
    .selectFrom('scheduledRemovals')
    .select(({ fn }) => ['accountKey', fn.countAll<number>().as('count')])
    .where('status', '=', 'WAITING')
    .where('dueAt', '<=', new Date(now))
    .groupBy('accountKey')
    .execute();
  return new Map(rows.map(({ accountKey, count }) => [accountKey, count]));
}

interface JobRow {
  readonly name: string;
  readonly waiting: number;
  readonly active: number;
  readonly oldest: number | null;
}

/** By the clock of the database, which dates jobs. */
async function jobs(db: Db): Promise<Figures['jobs']> {
  const { rows } = await sql<JobRow>`select name,
      (count(*) filter (where state < 'active'))::integer as waiting,
      (count(*) filter (where state = 'active'))::integer as active,
      extract(epoch from now() - min(start_after) filter (where state < 'active'))::double precision as oldest
    from pgboss.job where state < 'completed' group by name`.execute(db);
  const byName = new Map(rows.map((row) => [row.name, row]));
  return new Map(
    [RUN_PART, ...RECURRING].map((name) => {
      const { waiting = 0, active = 0, oldest = null } = byName.get(name) ?? {};
      return [name, { waiting, active, oldestSeconds: Math.max(0, oldest ?? 0) }];
    }),
  );
}
