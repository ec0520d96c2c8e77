// Lists in ascending IMEI, read by the last one seen (thingspace contract 5): what holds for every page of them.
import type { ProblemError } from '../../../domain/problem.ts';
import { badResponse, type ParsedRows } from '../../../upstream/parse.ts';
import { isImei } from '../ids.ts';

interface Named {
  readonly imei: string;
}

interface Rows extends ParsedRows<Named> {
  readonly hasMore: boolean;
  readonly lastSeen: string | null;
}

/**
 * What the provider names as the place of the next page, null after the last. Throws when the page does not lead on from the
 * cursor it was asked with.
 */
export function nextCursor(page: Rows, cursor: string, accountKey: string): string | null {
  // Rows are those with a larger IMEI than the cursor: anything else was listed before.
  if (isImei(cursor) && page.rows.some((row) => row.imei <= cursor)) {
    throw badResponse(accountKey, 'The provider sent rows of an earlier page again.');
  }
  if (!page.hasMore) return null;
  const next = page.lastSeen;
  if (next === null || next === cursor || (isImei(cursor) && isImei(next) && next < cursor)) {
    throw badResponse(accountKey, 'The provider says that more rows follow, but not from where.');
  }
  return next;
}

/** Thrown for a next page that is named by what no page of this list can be. */
export function noPlace(accountKey: string): ProblemError {
  return badResponse(accountKey, 'The provider names the next page by what is no IMEI.');
}

/** Rows without those that name a device a second time. */
export function withoutRepeats<T extends Named>(rows: readonly T[]): readonly T[] {
  return [...new Map(rows.map((row) => [row.imei, row])).values()];
}

/** Whether each row has a larger IMEI than the one before. */
export function isAscending(rows: readonly Named[]): boolean {
  return rows.every(({ imei }, index) => imei > (rows[index - 1]?.imei ?? ''));
}
