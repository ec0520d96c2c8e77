// A page of a list for a caller who keeps a cursor: rows that move while the list is read are given once, and found again.
import type { Gap, Page } from '../../../domain/page.ts';
import { ProblemError } from '../../../domain/problem.ts';
import { LIMITS } from '../policy.ts';
import type { VendorPage } from '../wire/fields.ts';
import { isRefusal } from './batches.ts';
import { cursorAfter, markOf, positionOf, type CursorKind, type Position } from './cursors.ts';
import {
  checked,
  goesOn,
  isCutShort,
  repeated,
  rowsById,
  type ReadVendorPage,
  type Row,
} from './vendor-pages.ts';

/** A stretch of a list: the page that was asked for, and pages before it where rows have moved up. */
interface Stretch<R> {
  /** The last one of them. */
  readonly pageNumber: number;
  readonly vendorPages: readonly VendorPage<R>[];
  /** Those of their rows that were not given before. */
  readonly rows: readonly R[];
  readonly gap?: Gap | undefined;
}

/**
 * What follows at a cursor, with its rows renamed, each once. Pages are counted from the start of the list, and rows come and go
 * meanwhile (genesys contract 6.3): what has moved on to a page from the one before is left out of it; when the total tells that
 * rows are gone, what has moved up is looked for on the pages before. That as many come as go is not noticed.
 */
export async function readPage<R extends Row, T>(
  list: { readonly kind: CursorKind; readonly accountKey: string; readonly read: ReadVendorPage<R> },
  cursor: string | null,
  rename: (row: R) => readonly T[],
): Promise<Page<T>> {
  const { kind, accountKey } = list;
  const at = positionOf(kind, cursor);
  const { pageNumber, vendorPages, rows, gap } = await open(
    at,
    accountKey,
    once(checked(accountKey, list.read)),
  );
  const last = vendorPages.at(-1) ?? NOTHING;
  const total = last.total ?? null;
  const given = vendorPages.flatMap((vendorPage) => vendorPage.rows);
  const leftOut = vendorPages.some((vendorPage) => vendorPage.leftOut > 0) ? 'ROWS_LEFT_OUT' : undefined;
  return {
    items: rows.flatMap(rename),
    next: goesOn(last, pageNumber, accountKey) ? cursorAfter(kind, pageNumber, total, given) : null,
    total,
    gap: gap ?? (isCutShort(last, pageNumber) ? 'ROWS_MOVED' : leftOut),
  };
}

const NOTHING: VendorPage<never> = { rows: [], leftOut: 0 };

async function open<R extends Row>(
  at: Position,
  accountKey: string,
  read: ReadVendorPage<R>,
): Promise<Stretch<R>> {
  const asked = await read(at.pageNumber).catch((error: unknown) => refusalIn(error, at));
  const newest = asked instanceof ProblemError ? await read(1) : asked;
  const lost = (at.total ?? 0) - (newest.total ?? at.total ?? 0);
  if (lost > 0) return openAfterLoss(at, newest, lost, read);
  if (asked instanceof ProblemError) throw asked;
  const rows = unseen(asked.rows, at.marks);
  // As many would have to be new before them: it is the page before, sent again.
  if (rows.length === 0 && asked.rows.length > -lost) throw repeated(accountKey);
  return { pageNumber: at.pageNumber, vendorPages: [asked], rows };
}

/** A page past the end may be refused (genesys contract U5): no failure, if the list has become shorter since the page before. */
function refusalIn(error: unknown, { total }: Position): ProblemError {
  if (isRefusal(error) && total !== null) return error;
  throw error;
}

/** A page full of what was not given before, or as much of it as there is up to the page that was asked for. */
async function openAfterLoss<R extends Row>(
  at: Position,
  newest: VendorPage<R>,
  lost: number,
  read: ReadVendorPage<R>,
): Promise<Stretch<R>> {
  const size = newest.pageSize ?? LIMITS.pageSize;
  const last = Math.ceil((newest.total ?? 0) / size);
  const from = await findPlace(at, { size, last, lost }, read);
  const { gap } = from;
  if (from.page > last) return { pageNumber: at.pageNumber, vendorPages: [NOTHING], rows: [], gap };
  let pageNumber = from.page;
  let vendorPage = await read(pageNumber);
  const vendorPages = [vendorPage];
  let rows = unseen(vendorPage.rows.slice(from.skip), at.marks);
  while (rows.length < size && pageNumber < Math.min(at.pageNumber, last)) {
    pageNumber += 1;
    vendorPage = await read(pageNumber);
    vendorPages.push(vendorPage);
    rows = unseen([...rows, ...vendorPage.rows], at.marks);
  }
  return { pageNumber, vendorPages, rows, gap };
}

/** A place in a list: so many rows into a page. */
interface Place {
  readonly page: number;
  readonly skip: number;
  readonly gap?: Gap | undefined;
}

/**
 * Where a list goes on that has lost rows: behind the last one given that is still there. When all that are remembered are gone, it
 * goes on in their place, if that accounts for all that are gone; else as far before as rows may have moved, and some come twice.
 */
async function findPlace<R extends Row>(
  { pageNumber, marks }: Position,
  list: { readonly size: number; readonly last: number; readonly lost: number },
  read: ReadVendorPage<R>,
): Promise<Place> {
  const { size, last, lost } = list;
  const given = (pageNumber - 1) * size;
  const placeOf = (index: number): Place => ({ page: 1 + Math.floor(index / size), skip: index % size });
  const farthest = placeOf(Math.max(0, given - Math.max(lost, marks.size))).page;
  const nearest = Math.min(pageNumber - 1, last);
  for (let page = nearest; page >= Math.max(farthest, nearest - LIMITS.pagesReadAgain); page -= 1) {
    const { rows } = await read(page);
    const skip = 1 + rows.findLastIndex(({ id }) => marks.has(markOf(id)));
    if (skip > 0) return { page, skip };
  }
  if (lost <= marks.size || given <= marks.size) return placeOf(Math.max(0, given - marks.size));
  return { page: farthest, skip: 0, gap: 'ROWS_MOVED' };
}

/** Each once, and none that is marked. */
function unseen<R extends Row>(rows: readonly R[], marks: ReadonlySet<string>): R[] {
  return [...rowsById(rows).values()].filter(({ id }) => marks.size === 0 || !marks.has(markOf(id)));
}

/** Pages read once each. */
function once<R>(read: ReadVendorPage<R>): ReadVendorPage<R> {
  const known = new Map<number, Promise<VendorPage<R>>>();
  return (pageNumber) => {
    const reading = known.get(pageNumber) ?? read(pageNumber);
    known.set(pageNumber, reading);
    return reading;
  };
}
