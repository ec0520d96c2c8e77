// A page of a list by number, in one call. Rows that moved past the place meanwhile are not looked for (genesys contract 6.3): a sweep
// finds by the total and by look-ups that it has not seen them.
import { z } from 'zod';
import type { Sighting, SightingPage } from '../../../domain/inventory/sighting.ts';
import { callerError } from '../../../domain/problem.ts';
import { leftOutOf } from '../../../upstream/parse.ts';
import { cursorOf, placeIn } from '../../inventory.ts';
import { LIMITS } from '../policy.ts';
import { isRefusal } from '../reads/batches.ts';
import { markOf } from '../reads/cursors.ts';
import { checked, isCutShort, isFollowed, repeated, rowsById, type Row } from '../reads/vendor-pages.ts';
import type { VendorPage } from '../wire/fields.ts';

/** One of the lists of a sweep. */
interface NumberedList<R> {
  readonly accountKey: string;
  /** Rows of a page, by preference: the next size is asked for where the provider refuses one. */
  readonly sizes: readonly number[];
  /** One call. */
  read(pageNumber: number, size: number): Promise<VendorPage<R>>;
}

/** Where a page starts. */
interface Place {
  readonly pageNumber: number;
  readonly size: number;
  /** Stands for the rows of the page before; empty where there is none. */
  readonly mark: string;
}

/** Reads one page. Throws CURSOR_EXPIRED where the list no longer has it. */
export async function readNumberedPage<R extends Row>(
  list: NumberedList<R>,
  cursor: string | null,
  sightingOf: (row: R) => Sighting,
): Promise<SightingPage> {
  const { accountKey } = list;
  const start = { pageNumber: 1, size: list.sizes[0] ?? LIMITS.pageSize, mark: '' };
  const place = placeIn(placesOf(list.sizes), cursor, start);
  const { pageNumber, size } = place;
  const vendorPage = await readSized(list, place);
  if (vendorPage === null) {
    const smaller = { ...place, size: list.sizes[list.sizes.indexOf(size) + 1] ?? size };
    return { items: [], next: cursorOf(smaller), total: null };
  }
  const rows = [...rowsById(vendorPage.rows).values()];
  const mark = markOf(rows.map(({ id }) => id).join());
  // Where the answer has no page number, that it has the same rows is all there is to tell it by.
  if (mark === place.mark) throw repeated(accountKey);
  const isMore = isFollowed(vendorPage, pageNumber, accountKey);
  const { leftOut, gap } = leftOutOf('USER', vendorPage);
  return {
    items: rows.map(sightingOf),
    next: isMore ? cursorOf({ pageNumber: pageNumber + 1, size, mark }) : null,
    total: vendorPage.total ?? null,
    leftOut,
    gap: isCutShort(vendorPage, pageNumber) ? 'ROWS_MOVED' : gap,
  };
}

/** Null where the provider refuses a page of this size, and there is a smaller one to ask for. */
async function readSized<R>(
  list: NumberedList<R>,
  { pageNumber, size }: Place,
): Promise<VendorPage<R> | null> {
  const read = checked(list.accountKey, async () => {
    const vendorPage = await list.read(pageNumber, size);
    return { ...vendorPage, pageSize: vendorPage.pageSize ?? size };
  });
  try {
    return await read(pageNumber);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    // A page past the end may be refused (genesys contract U5): the list has become shorter.
    if (pageNumber > 1) {
      throw callerError('CURSOR_EXPIRED', 'The list no longer has this page.', 'Start the list again.');
    }
    if (size === list.sizes.at(-1)) throw error;
    return null;
  }
}

/** The cursors of a list. */
function placesOf(sizes: readonly number[]): z.ZodType<Place> {
  const pageNumber = z.int().min(1).max(LIMITS.pagesOfList);
  return z.strictObject({ pageNumber, size: z.literal(sizes), mark: z.string() });
}
