// Listings by page number: cursors made of it, and reading on to the end without being led in circles.
import type { Page } from '../../domain/page.ts';
import { ProblemError, callerError, problem } from '../../domain/problem.ts';
import { badResponse } from '../../upstream/parse.ts';
import { PAGE_SIZE } from './client.ts';
import type { Listing } from './wire.ts';

/** A listing that goes on after this many pages has no end: a million rows. */
const MAX_PAGES = 10_000;

/**
 * Rows that a cursor remembers. When somebody is added while a list is read, rows move on to the next page
 * (genesys contract 6.3); so many of them at a time are not told twice.
 */
const DRIFT = 5;
const CURSOR = /^([ua])([1-9]\d{0,4})((?:~[\w-]{1,40}){0,5})$/;
const ID_IN_CURSOR = /^[\w-]{1,40}$/;

interface Row {
  readonly id: string | null;
}

/** Which list a cursor belongs to: users, or assignments. */
export type CursorKind = 'u' | 'a';

/** Where a page starts: its number, and the rows that ended the page before. */
export interface Position {
  readonly kind: CursorKind;
  readonly pageNumber: number;
  readonly justSeen: readonly string[];
}

/** What a cursor of this kind stands for: `u2~id~id`. Throws BAD_CURSOR for any other text. */
export function positionOf(kind: CursorKind, cursor: string | null): Position {
  if (cursor === null) return { kind, pageNumber: 1, justSeen: [] };
  const [, ownKind, digits, ids = ''] = CURSOR.exec(cursor) ?? [];
  const pageNumber = Number(digits ?? 0);
  if (ownKind !== kind || pageNumber < 2 || pageNumber > MAX_PAGES) {
    throw callerError('BAD_CURSOR', 'This cursor was not made by this list.', 'Start again without `after`.');
  }
  return { kind, pageNumber, justSeen: ids.split('~').filter((id) => id !== '') };
}

/** A page with its rows renamed, each once, and none that the page before ended with. */
export function toPage<R extends Row, T>(
  listing: Listing<R>,
  at: Position,
  accountKey: string,
  rename: (id: string, row: R) => readonly T[],
): Page<T> {
  const next = nextPageNumber(listing, at.pageNumber, accountKey);
  const rows = rowsById(listing.entities);
  const tail = [...rows.keys()].filter((id) => ID_IN_CURSOR.test(id)).slice(-DRIFT);
  for (const id of at.justSeen) rows.delete(id);
  return {
    items: [...rows].flatMap(([id, row]) => rename(id, row)),
    next: next === null ? null : [`${at.kind}${next}`, ...tail].join('~'),
    total: null,
  };
}

/** Rows of all pages by id; stops before the end when `enough` says so. */
export async function readAllPages<R extends Row>(
  accountKey: string,
  read: (pageNumber: number) => Promise<Listing<R>>,
  enough: (rows: ReadonlyMap<string, R>) => boolean = () => false,
): Promise<ReadonlyMap<string, R>> {
  const rows = new Map<string, R>();
  for (let page: number | null = 1; page !== null && !enough(rows);) {
    const listing: Listing<R> = await read(page);
    const before = rows.size;
    for (const [id, row] of rowsById(listing.entities)) rows.set(id, row);
    if (listing.entities.length > 0 && rows.size === before) throw repeated(accountKey);
    page = nextPageNumber(listing, page, accountKey);
  }
  return rows;
}

function rowsById<R extends Row>(rows: readonly R[]): Map<string, R> {
  const byId = new Map<string, R>();
  for (const row of rows) if (row.id !== null && !byId.has(row.id)) byId.set(row.id, row);
  return byId;
}

/** No links here: on to `pageCount`, or to an empty page (genesys contract 2.2, U5). */
function nextPageNumber(listing: Listing<Row>, asked: number, accountKey: string): number | null {
  if (listing.entities.length === 0) return null;
  if (typeof listing.pageNumber === 'number' && listing.pageNumber !== asked) throw repeated(accountKey);
  if (!goesOn(listing, asked)) return null;
  if (asked < MAX_PAGES) return asked + 1;
  throw new ProblemError(
    problem('UPSTREAM_TOO_MANY_PAGES', 'PROVIDER', 'The list of the provider has no end.', { accountKey }),
  );
}

function goesOn(listing: Listing<Row>, asked: number): boolean {
  const size = listing.pageSize ?? PAGE_SIZE;
  if (typeof listing.pageCount === 'number') return asked < listing.pageCount;
  if (typeof listing.total === 'number') return asked * size < listing.total;
  return listing.entities.length >= size;
}

function repeated(accountKey: string): ProblemError {
  return badResponse(accountKey, 'The provider answered with another page than the one asked for.');
}
