// Lists in ascending IMEI, read by the last one seen (thingspace contract 5): what holds for every page of them.
import type { Gap } from '../../../domain/page.ts';
import type { ProblemError } from '../../../domain/problem.ts';
import { badResponse, type ParsedRows } from '../../../upstream/parse.ts';

/** The cursor of a first page; always sent, since the portal calls it required (contract 5). */
export const START = '0';

/** Fifteen decimal digits; no check digit is held, documented samples fail it (contract 8.2). */
export function isImei(text: string): boolean {
  return /^\d{15}$/.test(text);
}

/** A record number that v1 may count in where others name an IMEI (contract 9.6). */
export function isOffset(text: string): boolean {
  return /^[1-9]\d{0,10}$/.test(text);
}

interface Named {
  readonly deviceId: string;
}

interface Rows extends ParsedRows<Named> {
  readonly hasMoreData: boolean;
  readonly lastSeenDeviceId: string | null;
}

/**
 * What the provider names as the place of the next page, null after the last. Throws when the page does not lead on from the
 * cursor it was asked with.
 */
export function nextCursor(page: Rows, cursor: string, accountKey: string): string | null {
  // Rows are those with a larger IMEI than the cursor: anything else was listed before.
  if (isImei(cursor) && page.rows.some((row) => row.deviceId <= cursor)) {
    throw badResponse(accountKey, 'The provider sent rows of an earlier page again.');
  }
  if (!page.hasMoreData) return null;
  const next = page.lastSeenDeviceId;
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
  return [...new Map(rows.map((row) => [row.deviceId, row])).values()];
}

/** Whether each row has a larger IMEI than the one before. */
export function isAscending(rows: readonly Named[]): boolean {
  return rows.every(({ deviceId }, index) => deviceId > (rows[index - 1]?.deviceId ?? ''));
}

/** What a page lacks, by its rows. */
export function gapOf({ leftOut }: ParsedRows<unknown>): { readonly gap?: Gap } {
  return leftOut > 0 ? { gap: 'ROWS_LEFT_OUT' } : {};
}
