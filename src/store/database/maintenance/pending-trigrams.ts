// How much of the index of trigrams is kept aside before it is worked in.
import { sql } from 'kysely';
import type { Db, Tx } from '../tables.ts';

/**
 * What new rows have stands in a list beside such an index until that has grown to a limit. Then one statement works it all in, which holds up an
 * embedded database for a while, and until then each search reads the whole list. In kilobytes, as the database takes it.
 */
export const FEW_TRIGRAMS = 256;
/** While a table is filled: to work in much at once takes a third of the time. A search takes some 12 ms more meanwhile. */
const MANY_TRIGRAMS = 16_384;

/** On a server, how much this transaction keeps aside. An embedded database keeps few, whatever is written. */
export async function keepAside(tx: Tx, { isFilled }: { readonly isFilled: boolean }): Promise<void> {
  const limit = isFilled ? MANY_TRIGRAMS : FEW_TRIGRAMS;
  await sql`select set_config('gin_pending_list_limit', ${String(limit)}, true)`.execute(tx);
}

/** Works in what is kept aside, where the index is this user's. */
export async function workIn(db: Db): Promise<void> {
  await sql`select gin_clean_pending_list(oid) from pg_class
    where oid = to_regclass('assignees_by_search') and pg_has_role(relowner, 'USAGE')`.execute(db);
}
