// An open database, whichever of the two it is.
import type { Kysely } from 'kysely';
import type { ConstructorOptions } from 'pg-boss';

export interface Database {
  /** With the names that the database itself has; column-names.ts has those of the store. */
  readonly db: Kysely<unknown>;
  /** Opens it once more without time limits, for migrations of large tables; absent where there are none. The caller destroys it. */
  readonly openPatient?: () => Kysely<unknown>;
  /** How pg-boss gets at the same database. */
  readonly boss: ConstructorOptions;
  close(): Promise<void>;
}
