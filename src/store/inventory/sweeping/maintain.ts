// What the database needs while sweeps fill its tables, and does not do by itself, or not soon enough.
import { sql, type RawBuilder } from 'kysely';
import type { StoreContext } from '../../context.ts';
import { workIn } from '../../database/maintenance/pending-trigrams.ts';
import { reading } from '../../database/transactions.ts';
import type { HeldSweep } from './api.ts';

/** Tables that sweeps write to. */
const TABLES = [
  'licenses',
  'assignees',
  'holdings',
  'holding_history',
  'license_events',
  'former_seats',
  'seat_counts',
  'findings',
  'sweep_pages',
  'sweep_sections',
  'sweeps',
] as const;

/** After so many pages of a first sweep there is enough in the tables to plan statements for. */
const FIRST_PAGES = 10;
/** Pages whose log is kept until it is written to the tables. */
const PAGES_BETWEEN_CHECKPOINTS = 20;
/** Dead rows that are not worth it: a few, and a part of a table. */
const DEAD = { rows: 50, share: 0.1 };
/** Rows that an index alone tells of only once room was made; the same numbers as a server's. */
const NEW = { rows: 1_000, share: 0.2 };

/** Not counted since a part of them changed, or never. */
const CHANGED = sql<boolean>`schemaname = current_schema() and relname = any(${[...TABLES]}::text[]) and (n_mod_since_analyze > ${DEAD.rows} + ${DEAD.share}::float8 * n_live_tup
  or (n_mod_since_analyze > 0 and last_analyze is null and last_autoanalyze is null))`;
const WORN = sql<boolean>`(n_dead_tup > ${DEAD.rows} + ${DEAD.share}::float8 * n_live_tup
  or n_ins_since_vacuum > ${NEW.rows} + ${NEW.share}::float8 * n_live_tup)`;

/** After so many pages of one run of a sweep, or at its end (null). */
export async function maintain(context: StoreContext, held: HeldSweep, pages: number | null): Promise<void> {
  const { analyze, checkpoint } = context.maintenance;
  if (pages === null) {
    await reading(context, async () => analyze(await tablesWhere(context, CHANGED)));
    await makeRoom(context);
    if (!context.embedded) await reading(context, workIn);
    if (checkpoint) await reading(context, checkpoint);
    return;
  }
  if (pages === FIRST_PAGES && (await isFirst(context, held))) await reading(context, () => analyze(TABLES));
  if (checkpoint && pages % PAGES_BETWEEN_CHECKPOINTS === 0) await reading(context, checkpoint);
}

/** Where the database does not do it by itself: in each table that has many dead rows. */
export async function makeRoom(context: StoreContext): Promise<void> {
  const { vacuum } = context.maintenance;
  if (vacuum) await reading(context, async () => vacuum(await tablesWhere(context, WORN)));
}

async function isFirst(context: StoreContext, { accountKey }: HeldSweep): Promise<boolean> {
  const { rows } = await reading(context, (db) =>
    sql`select from inventory_accounts where key = ${accountKey} and baseline_at is null`.execute(db),
  );
  return rows.length > 0;
}

/** What was counted is told with a delay, unless somebody asks for it at once. */
async function tablesWhere(
  context: StoreContext,
  condition: RawBuilder<boolean>,
): Promise<readonly string[]> {
  return await context.db.connection().execute(async (db) => {
    await sql`select pg_stat_force_next_flush()`.execute(db);
    const { rows } = await sql<{ name: string }>`
      select schemaname || '.' || relname as name from pg_stat_user_tables where ${condition}`.execute(db);
    return rows.map(({ name }) => name);
  });
}
