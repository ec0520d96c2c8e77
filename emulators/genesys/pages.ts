// Pages by number: the list of genesys contract 2.2, with the links of genesys contract 3.1 where an endpoint has them.
import type { EmulatedRequest } from '../core/http.ts';
import { badRequest } from './errors.ts';
import type { Settings } from './switches.ts';

/** Which page is asked for. */
export interface Page {
  readonly size: number;
  readonly number: number;
}

/** A page without links, as `/license/users` answers. */
export interface VendorPage<T> {
  readonly entities: readonly T[];
  readonly pageSize: number;
  readonly pageNumber: number;
  readonly total: number;
  readonly pageCount: number;
}

/** `pageSize` 25 and `pageNumber` 1 unless given; 400 outside 1..`maxSize` (U4) and below page 1 (U5). */
export function readPage(query: URLSearchParams, maxSize: number): Page {
  const size = wholeNumber(query, 'pageSize', 25);
  const number = wholeNumber(query, 'pageNumber', 1);
  return checkPage({ size, number }, maxSize);
}

/** The same rules for a page that came in a body. */
export function checkPage(page: Page, maxSize: number): Page {
  if (page.size < 1 || page.size > maxSize) throw badRequest(`pageSize must be 1 to ${maxSize}`, 'pageSize');
  if (page.number < 1) throw badRequest('pageNumber starts at 1', 'pageNumber');
  return page;
}

function wholeNumber(query: URLSearchParams, name: string, normal: number): number {
  const text = query.get(name) ?? '';
  if (text === '') return normal;
  if (!/^-?\d{1,9}$/.test(text)) throw badRequest(`${name} must be a whole number`, name);
  return Number(text);
}

/** One page of `rows`; past the end it is empty or an error (U5). */
export function paginate<Row, T>(
  rows: readonly Row[],
  page: Page,
  settings: Settings,
  toWire: (row: Row) => T,
): VendorPage<T> {
  const pageCount = Math.ceil(rows.length / page.size);
  if (page.number > Math.max(1, pageCount) && settings.pastLastPage === 'error') {
    throw badRequest(`There are ${pageCount} pages`, 'pageNumber');
  }
  const start = (page.number - 1) * page.size;
  return {
    entities: rows.slice(start, start + page.size).map(toWire),
    pageSize: page.size,
    pageNumber: page.number,
    total: rows.length,
    pageCount,
  };
}

/** Adds the relative links that most lists have; they repeat the filters of the request. */
export function withLinks<T>(page: VendorPage<T>, { path, query }: EmulatedRequest) {
  const { pageNumber, pageCount, pageSize } = page;
  const link = (number: number): string => {
    const filters = [...query].filter(([name]) => name !== 'pageSize' && name !== 'pageNumber');
    const pairs: [string, string][] = [
      ['pageSize', String(pageSize)],
      ['pageNumber', String(number)],
      ...filters,
    ];
    return `${path}?${new URLSearchParams(pairs).toString()}`;
  };
  return {
    ...page,
    firstUri: link(1),
    selfUri: link(pageNumber),
    lastUri: link(Math.max(1, pageCount)),
    ...(pageNumber < pageCount && { nextUri: link(pageNumber + 1) }),
    ...(pageNumber > 1 && { previousUri: link(pageNumber - 1) }),
  };
}
