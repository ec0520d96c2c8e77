// Opens the database of the store: PGlite inside this process, or PostgreSQL through a pool.
import type { Database } from './database.ts';
import { openEmbedded, type OpenOptions } from './embedded/open-embedded.ts';
import { openPostgres, type PostgresOptions } from './postgres/postgres.ts';

/** Where the data is. `directory` null keeps it in memory. */
export type StoreOptions =
  | { readonly kind: 'embedded'; readonly directory: string | null }
  | ({ readonly kind: 'postgres' } & PostgresOptions);

/** Opens the database. One that is there is opened as it is: nothing is created in it. */
export async function openDatabase(options: StoreOptions, how: OpenOptions): Promise<Database> {
  return options.kind === 'embedded'
    ? await openEmbedded(options.directory, how)
    : openPostgres(options, how);
}
