// Versions of License Graph on one database: which tables the replicas that are connected can work with, and what is done when those are others than mine.
import { sql, type Kysely } from 'kysely';
import { ProblemError, problem } from '../../domain/problem.ts';

/** The newest migration after which replicas of before it cannot go on, by the number that its name begins with. */
const WORKS_SINCE = 6;

/** What each connection calls itself. The number tells later versions whether they may change the tables while it is there. */
export function applicationName(part: '' | '-jobs'): string {
  return `license-graph${part}/${WORKS_SINCE}`;
}

interface Executed {
  readonly name: string;
}

/** The names of the migrations that were run; none in a new database. */
async function executedIn(db: Kysely<unknown>): Promise<readonly string[]> {
  const { rows: tables } = await sql<{ there: boolean }>`
    select to_regclass('kysely_migration') is not null as there`.execute(db);
  if (tables[0]?.there !== true) return [];
  const { rows } = await sql<Executed>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}

/** Connections of replicas that cannot go on after the migrations up to `WORKS_SINCE`. Version 0.2 tells no number. */
async function olderReplicas(db: Kysely<unknown>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database()
      and application_name ~ '^license-graph(-jobs)?(/[0-9]+)?$'
      and coalesce(substring(application_name from '/([0-9]+)$'), '0')::int < ${WORKS_SINCE}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The migrations that were run. Throws STORE_UNAVAILABLE when a newer version has changed the database, or when an older one that could not go on is still using it. */
export async function checkVersions(
  db: Kysely<unknown>,
  known: readonly string[],
): Promise<readonly string[]> {
  const executed = await executedIn(db);
  if (executed.some((name) => !known.includes(name))) {
    throw unavailable(
      'The database was brought up to date by a newer version of License Graph, and this one cannot use it.',
      'Run the newer version, or restore the backup from before the upgrade.',
    );
  }
  const last = Number(executed.at(-1)?.slice(0, 4) ?? WORKS_SINCE);
  if (last >= WORKS_SINCE || (await olderReplicas(db)) === 0) return executed;
  throw unavailable(
    'Replicas of an older version of License Graph are still using the database, which is to be brought up to date.',
    'Stop them: the upgrade follows by itself. Until then they may change licenses, and this version only reads.',
  );
}

function unavailable(message: string, hint: string): ProblemError {
  return new ProblemError(problem('STORE_UNAVAILABLE', 'PLATFORM', message, { retryable: true, hint }));
}
