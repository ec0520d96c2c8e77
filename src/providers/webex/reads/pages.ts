// Lists that stay whole while rows come and go. As far as has been seen, Webex goes on from a number of rows: rows move into pages
// that were read when others before them go (webex contract 8, 11). So each place in a list tells what the page before it held.
// When that has changed, that page is read again, and what is new in it comes first.
import { createHash } from 'node:crypto';
import type { Gap } from '../../../domain/page.ts';
import { ProblemError } from '../../../domain/problem.ts';
import { badResponse, gapOf } from '../../../upstream/parse.ts';
import { TOKEN, footingOf, oneRowBack, type Slice } from '../vendor-pages.ts';
import { LIMITS } from '../policy.ts';

/** Where a page starts, and what the page before it was. */
export interface Mark {
  readonly token: string;
  /** null where nothing is remembered, and nothing noticed: links that name a row need none. */
  readonly before: Before | null;
}

interface Place {
  /** Where a page starts; null for the first of the list. */
  readonly token: string | null;
  /** Where the page before it starts; undefined when it is the first. */
  readonly earlier: string | null | undefined;
}

interface Before extends Place {
  /** The rows of that page, in short and in their order; before them, those of earlier ones. */
  readonly rows: readonly string[];
  readonly count: number | null;
}

interface Row {
  readonly id: string;
}

/** One page, whole or not. */
interface SteadyPage<T> {
  /** Those that were not given before. */
  readonly rows: readonly T[];
  readonly next: Mark | null;
  readonly gap: Gap | undefined;
}

/** Of a list whose first page is asked for by somebody who wants so many rows; later pages have to overlap with the one before. */
export function sizeOfFirst(cursor: string | null, wanted: number | undefined): { readonly rows?: number } {
  return cursor === null && wanted !== undefined ? { rows: wanted } : {};
}

type Read<T extends Row, More> = (token: string | null) => Promise<Slice<T> & More>;

/**
 * The page at a mark, null for the first; with what the last upstream page of it tells besides. Throws UPSTREAM_BAD_RESPONSE for a
 * list that runs in a circle.
 */
export async function readOn<T extends Row, More = unknown>(
  read: Read<T, More>,
  mark: Mark | null,
  accountKey: string,
): Promise<SteadyPage<T> & { readonly last: Slice<T> & More }> {
  if (mark === null) {
    const first = await read(null);
    return pageOf(first, first.rows, { token: null, earlier: undefined }, []);
  }
  const { before } = mark;
  if (before === null) {
    const here = await read(mark.token);
    const next = here.next === null ? null : { token: here.next, before: null };
    return { rows: here.rows, next, gap: gapOf(here), last: here };
  }
  const overlaps = footingOf(mark.token) === 'START';
  const token = overlaps ? oneRowBack(mark.token) : mark.token;
  const here = await read(token);
  const known = new Set(before.rows);
  const isNew = ({ id }: Row): boolean => !known.has(short(id));
  const fresh = here.rows.filter(isNew);
  const place = { token, earlier: before.token };
  // Nothing but the row to begin with is a page without rows, which is the last one whatever it links (webex contract 3.1).
  const isOver = overlaps && here.next === mark.token;
  const advanced = pageOf(isOver ? { ...here, next: null } : here, fresh, place, before.rows);
  if (!isSuspicious(here, mark.token, before)) return advanced;
  const { again, moved, isWhole } = await readAgain(read, before, isNew);
  const remembered = [...before.rows, ...shorts(moved)];
  if (again === null || !isWhole) {
    return { ...pageOf(here, distinct([...moved, ...fresh]), place, remembered), gap: 'ROWS_MOVED' };
  }
  // From here on as if that page had been read only now. What was pushed out of it turns up behind it.
  if (moved.length > 0) return pageOf(again, moved, before, remembered);
  if (here.rows.length === 0 || fresh.length > 0) return advanced;
  throw badResponse(accountKey, 'The provider repeats pages of a list.');
}

/** Whether the page before may have other rows now. */
function isSuspicious(here: Slice<Row>, token: string, before: Before): boolean {
  if (footingOf(token) !== 'START') return here.count === null || here.count !== before.count;
  const [first] = here.rows;
  return first === undefined || short(first.id) !== before.rows.at(-1);
}

interface Again<T extends Row, More> {
  /** null when it is known no more. */
  readonly again: (Slice<T> & More) | null;
  /** Rows that were not given and have moved up. */
  readonly moved: readonly T[];
  /** Whether these are all. */
  readonly isWhole: boolean;
}

/**
 * The page before as it is now. What moved up is all in it or behind it while it has a row that was given, as the others come
 * after that; else in the page before it, by the same sign. Who lost more than that lost rows.
 */
async function readAgain<T extends Row, More>(
  read: Read<T, More>,
  { token, earlier }: Before,
  isNew: (row: T) => boolean,
): Promise<Again<T, More>> {
  try {
    const again = await read(token);
    const moved = again.rows.filter(isNew);
    if (earlier === undefined || moved.length < again.rows.length) return { again, moved, isWhole: true };
    const { rows } = await read(earlier);
    const further = rows.filter(isNew);
    const isWhole = earlier === null || further.length < rows.length;
    return { again, moved: distinct([...further, ...moved]), isWhole };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'CURSOR_EXPIRED') throw error;
    return { again: null, moved: [], isWhole: false };
  }
}

function distinct<T extends Row>(rows: readonly T[]): readonly T[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

function pageOf<T extends Row, More>(
  last: Slice<T> & More,
  rows: readonly T[],
  place: Place,
  known: readonly string[],
): SteadyPage<T> & { readonly last: Slice<T> & More } {
  return { rows, next: markBehind(last, place, known), gap: gapOf(last), last };
}

function markBehind({ rows, next, count }: Slice<Row>, place: Place, known: readonly string[]): Mark | null {
  if (next === null) return null;
  if (footingOf(next) === 'ROW') return { token: next, before: null };
  const before = { ...place, rows: [...known, ...shorts(rows)].slice(-LIMITS.rowsRemembered), count };
  const mark = { token: next, before };
  return markText(mark).length > LIMITS.charactersRemembered ? { token: next, before: null } : mark;
}

const SHORT = 6;
/** Stands for the first page, which has no token. */
const FIRST = '-';

/** Enough of a row to know it again among those of a few pages. */
function short(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, SHORT);
}

function shorts(rows: readonly Row[]): string[] {
  return rows.map(({ id }) => short(id));
}

const MARK = new RegExp(
  `^(?<token>${TOKEN})(?:~(?<page>${TOKEN}|${FIRST})~(?<earlier>${TOKEN}|${FIRST})?~(?<rows>(?:[\\w-]{${SHORT}})*)~(?<count>\\d{1,16})?)?$`,
);

/** A mark as text of letters, digits and `~%.*+-&=`. */
export function markText({ token, before }: Mark): string {
  if (before === null) return token;
  const { token: page, earlier, rows, count } = before;
  return [
    token,
    page ?? FIRST,
    earlier === undefined ? '' : (earlier ?? FIRST),
    rows.join(''),
    count ?? '',
  ].join('~');
}

/** null for a text that is none. */
export function markOf(text: string): Mark | null {
  const { token, page, earlier, rows, count } = MARK.exec(text)?.groups ?? {};
  if (token === undefined) return null;
  if (page === undefined || rows === undefined) return { token, before: null };
  return {
    token,
    before: {
      token: page === FIRST ? null : page,
      earlier: earlier === FIRST ? null : earlier,
      rows: rows.match(new RegExp(`.{${SHORT}}`, 'g')) ?? [],
      count: count === undefined ? null : Number(count),
    },
  };
}
