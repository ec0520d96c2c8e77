// Lists in ascending IMEI, read by the last one seen (thingspace contract 5): what holds for every page of them.
import { callerError } from '../../domain/problem.ts';
import { badResponse } from '../../upstream/parse.ts';

/** The cursor of a first page; always sent, since the portal calls it required (contract 5). */
export const START = '0';

/** Fifteen decimal digits; no check digit is held, documented samples fail it (contract 8.2). */
export function isImei(text: string): boolean {
  return /^\d{15}$/.test(text);
}

/** Whether a later page can start here: after an IMEI, or at the offset that v1 may count in (contract 9.6). */
export function isPlace(text: string): boolean {
  return /^(?:\d{15}|[1-9]\d{0,10})$/.test(text);
}

/** The cursor a client held. */
export function heldCursor(cursor: string | null): string {
  if (cursor === null) return START;
  if (!isPlace(cursor)) {
    throw callerError('BAD_CURSOR', 'This cursor was not made here.', 'Use an `endCursor` of the same list.');
  }
  return cursor;
}

interface Rows {
  readonly hasMoreData: boolean;
  readonly lastSeenDeviceId: string | null;
  readonly deviceList: readonly { readonly deviceId: string }[];
}

/** Where the next page starts, null after the last. Throws when the page does not lead on from the cursor it was asked with. */
export function nextCursor(page: Rows, cursor: string, accountKey: string): string | null {
  // Rows are those with a larger IMEI than the cursor: anything else was listed before.
  if (isImei(cursor) && page.deviceList.some((row) => isImei(row.deviceId) && row.deviceId <= cursor)) {
    throw badResponse(accountKey, 'The provider sent rows of an earlier page again.');
  }
  if (!page.hasMoreData) return null;
  const next = page.lastSeenDeviceId;
  if (next === null || next === cursor || (isImei(cursor) && isImei(next) && next < cursor)) {
    throw badResponse(accountKey, 'The provider says that more rows follow, but not from where.');
  }
  if (!isPlace(next)) throw badResponse(accountKey, 'The provider names the next page by what is no IMEI.');
  return next;
}

/** Rows without those that name a device a second time. */
export function withoutRepeats<T extends { readonly deviceId: string }>(rows: readonly T[]): readonly T[] {
  return [...new Map(rows.map((row) => [row.deviceId, row])).values()];
}
