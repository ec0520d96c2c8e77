// Listings by page number: rows that move while a list is read, and reading on to the end without being led in circles.
import type { Gap, Page } from '../../../domain/page.ts';
import { ProblemError, problem } from '../../../domain/problem.ts';
import { badResponse } from '../../../upstream/parse.ts';
import { PAGE_SIZE } from '../client.ts';
import { MAX_PAGES, cursorAfter, markOf, positionOf, type CursorKind, type Position } from './cursors.ts';
import type { Listing } from '../wire/wire.ts';

/** Pages read again at most to find where a list goes on that has become shorter. */
const MOST_AGAIN = 10;

interface Row {
  readonly id: string;
}

type ReadListing<R> = (pageNumber: number) => Promise<Listing<R>>;

/** A stretch of a list: the page that was asked for, and pages before it where rows have moved up. */
interface Stretch<R> {
  /** The last one of them. */
  readonly pageNumber: number;
  readonly listings: readonly Listing<R>[];
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
  list: { readonly kind: CursorKind; readonly accountKey: string; readonly read: ReadListing<R> },
  cursor: string | null,
  rename: (row: R) => readonly T[],
): Promise<Page<T>> {
  const { kind, accountKey } = list;
  const at = positionOf(kind, cursor);
  const { pageNumber, listings, rows, gap } = await open(
    at,
    accountKey,
    once(checked(accountKey, list.read)),
  );
  const last = listings.at(-1) ?? NOTHING;
  const total = last.total ?? null;
  const given = listings.flatMap((listing) => listing.rows);
  const leftOut = listings.some((listing) => listing.leftOut > 0) ? 'ROWS_LEFT_OUT' : undefined;
  return {
    items: rows.flatMap(rename),
    next: goesOn(last, pageNumber, accountKey) ? cursorAfter(kind, pageNumber, total, given) : null,
    total,
    gap: gap ?? (isCutShort(last, pageNumber) ? 'ROWS_MOVED' : leftOut),
  };
}

const NOTHING: Listing<never> = { rows: [], leftOut: 0 };

async function open<R extends Row>(
  at: Position,
  accountKey: string,
  read: ReadListing<R>,
): Promise<Stretch<R>> {
  const asked = await read(at.pageNumber).catch((error: unknown) => refusalIn(error, at));
  const newest = asked instanceof ProblemError ? await read(1) : asked;
  const lost = (at.total ?? 0) - (newest.total ?? at.total ?? 0);
  if (lost > 0) return openAfterLoss(at, newest, lost, read);
  if (asked instanceof ProblemError) throw asked;
  const rows = unseen(asked.rows, at.marks);
  // As many would have to be new before them: it is the page before, sent again.
  if (rows.length === 0 && asked.rows.length > -lost) throw repeated(accountKey);
  return { pageNumber: at.pageNumber, listings: [asked], rows };
}

/** A page past the end may be refused (genesys contract U5): no failure, if the list has become shorter since the page before. */
function refusalIn(error: unknown, { total }: Position): ProblemError {
  const isRefusal = error instanceof ProblemError && error.problem.code === 'UPSTREAM_REJECTED';
  if (isRefusal && total !== null) return error;
  throw error;
}

/** A page full of what was not given before, or as much of it as there is up to the page that was asked for. */
async function openAfterLoss<R extends Row>(
  at: Position,
  newest: Listing<R>,
  lost: number,
  read: ReadListing<R>,
): Promise<Stretch<R>> {
  const size = newest.pageSize ?? PAGE_SIZE;
  const last = Math.ceil((newest.total ?? 0) / size);
  const from = await findPlace(at, { size, last, lost }, read);
  const { gap } = from;
  if (from.page > last) return { pageNumber: at.pageNumber, listings: [NOTHING], rows: [], gap };
  let pageNumber = from.page;
  let listing = await read(pageNumber);
  const listings = [listing];
  let rows = unseen(listing.rows.slice(from.skip), at.marks);
  while (rows.length < size && pageNumber < Math.min(at.pageNumber, last)) {
    pageNumber += 1;
    listing = await read(pageNumber);
    listings.push(listing);
    rows = unseen([...rows, ...listing.rows], at.marks);
  }
  return { pageNumber, listings, rows, gap };
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
  read: ReadListing<R>,
): Promise<Place> {
  const { size, last, lost } = list;
  const given = (pageNumber - 1) * size;
  const placeOf = (index: number): Place => ({ page: 1 + Math.floor(index / size), skip: index % size });
  const farthest = placeOf(Math.max(0, given - Math.max(lost, marks.size))).page;
  const nearest = Math.min(pageNumber - 1, last);
  for (let page = nearest; page >= Math.max(farthest, nearest - MOST_AGAIN); page -= 1) {
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

/** Rows of all pages by id; stops before the end when `enough` says so. `isWhole`: whether these are all there are. */
export async function readAllPages<R extends Row>(
  accountKey: string,
  read: ReadListing<R>,
  enough: (rows: ReadonlyMap<string, R>) => boolean = () => false,
): Promise<{ readonly rows: ReadonlyMap<string, R>; readonly isWhole: boolean }> {
  const readChecked = checked(accountKey, read);
  const rows = new Map<string, R>();
  let leftOut = 0;
  let total = 0;
  for (let page = 1; ; page += 1) {
    const listing = await readChecked(page);
    const before = rows.size;
    for (const [id, row] of rowsById(listing.rows)) rows.set(id, row);
    if (listing.rows.length > 0 && rows.size === before) throw repeated(accountKey);
    leftOut += listing.leftOut;
    total = Math.max(total, listing.total ?? 0);
    if (enough(rows) || !goesOn(listing, page, accountKey)) break;
  }
  return { rows, isWhole: leftOut === 0 && rows.size >= total };
}

function rowsById<R extends Row>(rows: readonly R[]): Map<string, R> {
  const byId = new Map<string, R>();
  for (const row of rows) if (!byId.has(row.id)) byId.set(row.id, row);
  return byId;
}

/** Refuses a page that is another one, and a first one without the rows that it says there are. */
function checked<R>(accountKey: string, read: ReadListing<R>): ReadListing<R> {
  return async (pageNumber) => {
    const listing = await read(pageNumber);
    if (typeof listing.pageNumber === 'number' && listing.pageNumber !== pageNumber)
      throw repeated(accountKey);
    if (pageNumber > 1 || !isCutShort(listing, 1)) return listing;
    throw badResponse(accountKey, 'The provider counted rows and sent none.');
  };
}

/** Pages read once each. */
function once<R>(read: ReadListing<R>): ReadListing<R> {
  const known = new Map<number, Promise<Listing<R>>>();
  return (pageNumber) => {
    const reading = known.get(pageNumber) ?? read(pageNumber);
    known.set(pageNumber, reading);
    return reading;
  };
}

function isEmpty({ rows, leftOut }: Listing<unknown>): boolean {
  return rows.length + leftOut === 0;
}

/** Whether a page has no rows although there are some to be had on it. */
function isCutShort(listing: Listing<unknown>, pageNumber: number): boolean {
  const { total, pageCount, pageSize } = listing;
  if (!isEmpty(listing)) return false;
  if (typeof total === 'number') return total > (pageNumber - 1) * (pageSize ?? PAGE_SIZE);
  return typeof pageCount === 'number' && pageCount > pageNumber;
}

/** No links here: on to `pageCount`, or to an empty page (genesys contract 2.2, U5). */
function goesOn(listing: Listing<unknown>, pageNumber: number, accountKey: string): boolean {
  if (isEmpty(listing) || !isFollowed(listing, pageNumber)) return false;
  if (pageNumber < MAX_PAGES) return true;
  throw new ProblemError(
    problem('UPSTREAM_TOO_MANY_PAGES', 'PROVIDER', 'The list of the provider has no end.', { accountKey }),
  );
}

function isFollowed(listing: Listing<unknown>, pageNumber: number): boolean {
  const { pageCount, total } = listing;
  const size = listing.pageSize ?? PAGE_SIZE;
  if (typeof pageCount === 'number') return pageNumber < pageCount;
  if (typeof total === 'number') return pageNumber * size < total;
  return listing.rows.length + listing.leftOut >= size;
}

function repeated(accountKey: string): ProblemError {
  return badResponse(accountKey, 'The provider answered with another page than the one asked for.');
}
