// Pages of the summary: who holds a license (thingspace contract 4.2, 5). They go on from the last IMEI seen, and then nothing
// that comes or goes moves the rows behind it; v1 may count records instead, and then rows move (contract 9.6).
import type { Call } from '../../../domain/call.ts';
import type { Gap } from '../../../domain/page.ts';
import { ProblemError, callerError } from '../../../domain/problem.ts';
import { badResponse, gapOf } from '../../../upstream/parse.ts';
import { readSummary } from '../client.ts';
import type { Context } from '../context.ts';
import { START, isImei, isOffset } from '../ids.ts';
import { LIMITS } from '../policy.ts';
import type { HolderRow, Summary } from '../wire/summary.ts';
import { isAscending, nextCursor, noPlace, withoutRepeats } from './pages.ts';

/** One page, and what of the summary holds for all of it. */
interface Holders {
  readonly summary: Summary;
  readonly rows: readonly HolderRow[];
  readonly next: string | null;
  readonly gap?: Gap | undefined;
}

/** Where a page starts: behind an IMEI, or at a record with the IMEI before it. Written `359000000000011`, `1000~359000000000011`. */
type Place = { readonly imei: string } | { readonly offset: number; readonly last: string };

/** One page from this cursor on; null for the first. Throws BAD_CURSOR for one that was not made here. */
export async function readHolders(context: Context, cursor: string | null, call: Call): Promise<Holders> {
  const { accountKey } = context;
  const place = placeOf(cursor);
  if ('offset' in place) return readFromOffset(context, place, call);
  const { summary, rows, next } = await readHoldersAt(context, place.imei, call);
  return { summary, rows, next: next && written(next, rows, START, accountKey), gap: gapOf(summary) };
}

/** The page at a place as the provider names it, in one call; `next` is in its words as well. */
export async function readHoldersAt(
  context: Context,
  cursor: string,
  call: Call,
): Promise<Pick<Holders, 'summary' | 'rows' | 'next'>> {
  const { accountKey } = context;
  const summary = await readSummary(context, cursor, call);
  if (cursor === START) refuseEmptyHanded(summary, accountKey);
  return {
    summary,
    rows: withoutRepeats(summary.rows),
    next: nextCursor(summary, cursor, accountKey),
  };
}

function placeOf(cursor: string | null): Place {
  if (cursor === null) return { imei: START };
  if (isImei(cursor)) return { imei: cursor };
  const [offset = '', last = ''] = cursor.split('~');
  if (isOffset(offset) && isImei(last) && cursor === `${offset}~${last}`)
    return { offset: Number(offset), last };
  throw callerError('BAD_CURSOR', 'This cursor was not made here.', 'Use an `endCursor` of the same list.');
}

/** The place the provider names, with what notices that its rows have moved. */
function written(next: string, rows: readonly HolderRow[], before: string, accountKey: string): string {
  if (isImei(next)) return next;
  const last = rows.at(-1)?.imei ?? before;
  if (isOffset(next) && isImei(last)) return `${next}~${last}`;
  throw noPlace(accountKey);
}

/** Holders are counted and none is listed: an answer like that would take the license away from all of them. */
function refuseEmptyHanded({ rows, leftOut, hasMore, assigned }: Summary, accountKey: string): void {
  if (rows.length + leftOut > 0 || hasMore || (assigned ?? 0) <= 0) return;
  throw badResponse(accountKey, 'The provider counts license holders and lists none.');
}

/**
 * A page by record number. It begins with a row that was seen, or with one before it: otherwise rows have moved up past the
 * place, and are looked for further back. Where rows are not in ascending order, that they have moved is all there is to tell.
 */
async function readFromOffset(
  context: Context,
  place: { readonly offset: number; readonly last: string },
  call: Call,
): Promise<Holders> {
  const { accountKey } = context;
  const own = `${place.offset}~${place.last}`;
  for (const back of LIMITS.rowsBack) {
    const cursor = String(Math.max(0, place.offset - back));
    const summary = await unlessTooFar(readSummary(context, cursor, call));
    if (summary === null) continue; // the list has become shorter than that
    if (cursor === START) refuseEmptyHanded(summary, accountKey);
    const mayBeFurtherBack = cursor !== START && isAscending(summary.rows);
    if (mayBeFurtherBack && seenOf(summary.rows, place.last) === null) continue;
    const page = pageOf(summary, cursor, place.last, accountKey);
    if (page.next !== own) return page;
    // It ends where the next one begins, as where only whole pages can be asked for: 0, 1000, 2000 (contract 5).
    const following = String(place.offset);
    const next = pageOf(await readSummary(context, following, call), following, place.last, accountKey);
    if (next.next !== own) return next;
    throw badResponse(accountKey, 'The provider says that more rows follow, but not from where.');
  }
  throw badResponse(accountKey, 'The list of license holders changed while it was read.');
}

/** Null for an offset behind the end of the list. */
async function unlessTooFar(page: Promise<Summary>): Promise<Summary | null> {
  try {
    return await page;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'CURSOR_EXPIRED') return null;
    throw error;
  }
}

/** What a page that was read by record number has behind the last IMEI seen. */
function pageOf(summary: Summary, cursor: string, last: string, accountKey: string): Holders {
  const seen = seenOf(summary.rows, last);
  const rows = withoutRepeats(summary.rows.slice(seen ?? 0));
  const named = nextCursor(summary, cursor, accountKey);
  const moved = seen === null && !isAscending(summary.rows);
  return {
    summary,
    rows,
    next: named && written(named, rows, last, accountKey),
    gap: moved ? 'ROWS_MOVED' : gapOf(summary),
  };
}

/** How many of the first rows were seen before; null when that cannot be told. */
function seenOf(rows: readonly HolderRow[], last: string): number | null {
  const at = rows.findIndex(({ imei }) => imei === last);
  if (at >= 0) return at + 1;
  const [first] = rows;
  if (first === undefined || first.imei > last || !isAscending(rows)) return null;
  return rows.filter(({ imei }) => imei < last).length;
}
