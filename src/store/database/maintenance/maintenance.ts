// What a database needs from time to time: statistics, and where it has no background processes all that these do.
import { sql, type Kysely } from 'kysely';

/** Not within a transaction. Names of tables are those that the database itself has. */
export interface Maintenance {
  /** Counts what is in the tables, so that statements are planned for it. A server does it by itself, but not while they are first filled. */
  analyze(tables: readonly string[]): Promise<void>;
  /** Makes room of rows that were replaced or deleted. Absent where the server does it by itself. */
  readonly vacuum?: (tables: readonly string[]) => Promise<void>;
  /** Writes what is only in the log to the tables, so that the log can go. Absent where the server does it by itself. */
  readonly checkpoint?: () => Promise<void>;
}

/** That of a database; `byItself` where a server does what it can. */
export function maintenanceOf(
  db: Kysely<unknown>,
  { byItself }: { readonly byItself: boolean },
): Maintenance {
  const analyze: Maintenance['analyze'] = (tables) =>
    // Each in a statement of its own: other statements have a turn in between.
    each(tables, (table) => sql`analyze ${sql.table(table)}`.execute(db));
  if (byItself) return { analyze };
  return {
    analyze,
    vacuum: (tables) => each(tables, (table) => sql`vacuum ${sql.table(table)}`.execute(db)),
    async checkpoint() {
      await sql`checkpoint`.execute(db);
    },
  };
}

async function each(tables: readonly string[], run: (table: string) => Promise<unknown>): Promise<void> {
  for (const table of tables) await run(table);
}
