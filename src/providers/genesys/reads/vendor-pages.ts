// Pages of a list by number: whether one is the page that was asked for, and whether another one follows.
import { ProblemError, problem } from '../../../domain/problem.ts';
import { badResponse } from '../../../upstream/parse.ts';
import { LIMITS } from '../policy.ts';
import type { VendorPage } from '../wire/fields.ts';

/** What rows of a list are told apart by. */
export interface Row {
  readonly id: string;
}

/** Reads the page of a number. */
export type ReadVendorPage<R> = (pageNumber: number) => Promise<VendorPage<R>>;

/** The first row of each id. */
export function rowsById<R extends Row>(rows: readonly R[]): Map<string, R> {
  const byId = new Map<string, R>();
  for (const row of rows) if (!byId.has(row.id)) byId.set(row.id, row);
  return byId;
}

/** Refuses a page that is another one, and a first one without the rows that it says there are. */
export function checked<R>(accountKey: string, read: ReadVendorPage<R>): ReadVendorPage<R> {
  return async (pageNumber) => {
    const vendorPage = await read(pageNumber);
    if (typeof vendorPage.pageNumber === 'number' && vendorPage.pageNumber !== pageNumber)
      throw repeated(accountKey);
    if (pageNumber > 1 || !isCutShort(vendorPage, 1)) return vendorPage;
    throw badResponse(accountKey, 'The provider counted rows and sent none.');
  };
}

function isEmpty({ rows, leftOut }: VendorPage<unknown>): boolean {
  return rows.length + leftOut === 0;
}

/** Whether a page has no rows although there are some to be had on it. */
export function isCutShort(vendorPage: VendorPage<unknown>, pageNumber: number): boolean {
  const { total, pageCount, pageSize } = vendorPage;
  if (!isEmpty(vendorPage)) return false;
  if (typeof total === 'number') return total > (pageNumber - 1) * (pageSize ?? LIMITS.pageSize);
  return typeof pageCount === 'number' && pageCount > pageNumber;
}

/** No links here: on to `pageCount`, or to an empty page (genesys contract 2.2, U5). */
export function goesOn(vendorPage: VendorPage<unknown>, pageNumber: number, accountKey: string): boolean {
  return !isEmpty(vendorPage) && isFollowed(vendorPage, pageNumber, accountKey);
}

/** Whether the provider says that another page follows, however many rows this one has. */
export function isFollowed(vendorPage: VendorPage<unknown>, pageNumber: number, accountKey: string): boolean {
  if (!saysMore(vendorPage, pageNumber)) return false;
  if (pageNumber < LIMITS.pagesOfList) return true;
  throw new ProblemError(
    problem('UPSTREAM_TOO_MANY_PAGES', 'PROVIDER', 'The list of the provider has no end.', { accountKey }),
  );
}

function saysMore(vendorPage: VendorPage<unknown>, pageNumber: number): boolean {
  const { pageCount, total, nextUri } = vendorPage;
  const size = vendorPage.pageSize ?? LIMITS.pageSize;
  if (typeof pageCount === 'number') return pageNumber < pageCount;
  if (typeof total === 'number') return pageNumber * size < total;
  return typeof nextUri === 'string' || vendorPage.rows.length + vendorPage.leftOut >= size;
}

/** Thrown for a page that is not the one asked for. */
export function repeated(accountKey: string): ProblemError {
  return badResponse(accountKey, 'The provider answered with another page than the one asked for.');
}
