// How much is open in the database, for metrics: few and cheap queries, each over a partial index or a small table.
import { sql } from 'kysely';
import type { StoreFigures } from '../domain/telemetry/figures.ts';
import type { StoreContext } from './context.ts';
import { mustTakeWrites, reading } from './database/transactions.ts';
import type { Db } from './database/tables.ts';
import { PLAN_SWEEPS, RECURRING, RUN_PART, RUN_SWEEP, WORK_OUT_FINDINGS } from './jobs/queue-names.ts';

export interface Measured {
  /** Throws STORE_UNAVAILABLE: also when the database takes no writes. */
  figures(): Promise<StoreFigures>;
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

async function unsettled(db: Db): Promise<StoreFigures['unsettled']> {
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

async function overdueRemovals(db: Db, now: number): Promise<StoreFigures['overdueRemovals']> {
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
async function jobs(db: Db): Promise<StoreFigures['jobs']> {
  const { rows } = await sql<JobRow>`select name,
      (count(*) filter (where state < 'active'))::integer as waiting,
      (count(*) filter (where state = 'active'))::integer as active,
      extract(epoch from now() - min(start_after) filter (where state < 'active'))::double precision as oldest
    from pgboss.job where state < 'completed' group by name`.execute(db);
  const byName = new Map(rows.map((row) => [row.name, row]));
  return new Map(
    [RUN_PART, ...RECURRING, RUN_SWEEP, PLAN_SWEEPS, WORK_OUT_FINDINGS].map((name) => {
      const { waiting = 0, active = 0, oldest = null } = byName.get(name) ?? {};
      return [name, { waiting, active, oldestSeconds: Math.max(0, oldest ?? 0) }];
    }),
  );
}
