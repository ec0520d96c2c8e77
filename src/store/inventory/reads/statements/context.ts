// What the reads of the inventory work with.
import { sql } from 'kysely';
import type { OfMoment } from '../../../../domain/inventory/search.ts';
import type { StoreContext } from '../../../context.ts';
import type { Db } from '../../../database/tables.ts';
import { reading, searching } from '../../../database/transactions.ts';
import { lastRecordedOf, momentIn, recordedAt } from '../moment.ts';

export interface ReadContext extends Pick<StoreContext, 'db' | 'now' | 'embedded'> {
  /** Whether letters are found anywhere in a text: the database may have no trigrams. */
  readonly trigrams: () => Promise<boolean>;
}

type Work<T> = (context: ReadContext) => Promise<T>;

/** `search` is for what may take long, and is then cut off. */
interface Readers {
  readonly read: <T>(work: Work<T>) => Promise<T>;
  readonly search: <T>(work: Work<T>) => Promise<T>;
  /** The same for a list, which says when anything was last recorded, in what it is read from, of accounts with these keys. */
  readonly list: <Page extends OfMoment>(
    work: Work<Page>,
    recordedOf: readonly string[] | undefined,
  ) => Promise<Page>;
}

/** The two ways to read a store's inventory. */
export function readersOver(context: StoreContext): Readers {
  const contextOver = readContext(context);
  const read: Readers['read'] = (work) => reading(context, (db) => work(contextOver(db)));
  const search: Readers['search'] = (work) => searching(context, (db) => work(contextOver(db)));
  return {
    read,
    search,
    list(work, keys) {
      if (keys === undefined) return search(work);
      if (context.embedded) return read((reads) => inEmbedded(reads, work, keys));
      return searching(
        context,
        async (db, told) => ({ ...(await work(contextOver(db))), recordedAt: momentIn(told) }),
        lastRecordedOf(keys),
      );
    },
  };
}

/** Its statements see each what is there when it begins. */
async function inEmbedded<Page extends OfMoment>(
  context: ReadContext,
  work: Work<Page>,
  keys: readonly string[],
): Promise<Page> {
  const before = await recordedAt(context.db, keys);
  const page = await work(context);
  return { ...page, recordedAt: (await recordedAt(context.db, keys)) === before ? before : null };
}

/** The context over a store's. */
function readContext({ now, embedded }: StoreContext): (db: Db) => ReadContext {
  let known: boolean | null = null;
  return (db) => ({
    db,
    now,
    embedded,
    async trigrams() {
      known ??= await hasTrigrams(db);
      return known;
    },
  });
}

async function hasTrigrams(db: Db): Promise<boolean> {
  const { rows } = await sql<{ index: string | null }>`
    select to_regclass('assignees_by_search')::text as index`.execute(db);
  return rows[0]?.index != null;
}
