// Names of tables and columns: camelCase in the code, snake_case in the database. The text of `sql` fragments is not translated; names in
// sql.ref and sql.table, and those of the columns of results, are.
import { CamelCasePlugin, type Kysely } from 'kysely';
import type { Db, Tables } from './tables.ts';

class ColumnNames extends CamelCasePlugin {
  constructor() {
    // The keys of jsonb values are no names of columns.
    super({ maintainNestedObjectKeys: true });
  }

  override snakeCase(name: string): string {
    return super.snakeCase(name);
  }
}

const NAMES = new ColumnNames();

/** The name of a column in the database. */
export function columnName(name: string): string {
  return NAMES.snakeCase(name);
}

/** The tables of the store, by their names here. Migrations and pg-boss work without these names. */
export function withColumnNames(db: Kysely<unknown>): Db {
  return db.withPlugin(NAMES).$extendTables<Tables>();
}
