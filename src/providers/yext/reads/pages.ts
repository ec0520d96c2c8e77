// Lists page by page, for callers who keep a cursor.
import type { Gap, Page } from '../../../domain/page.ts';
import { callerError, type ProblemError } from '../../../domain/problem.ts';
import { gapOf } from '../../../upstream/parse.ts';
import type { PageAnswer, Pageful, Position } from '../vendor-pages.ts';
import { cursorOf, type CursorKind, type Place } from './cursors.ts';
import { added, fingerprint, isShort, mayHaveMoved, type Tally, type Trail } from './moved-rows.ts';

/** A list that is read page by page. */
export interface PagedList<Row, T> {
  readonly kind: CursorKind;
  keyOf(row: Row): string;
  /** What a page tells of how many rows there are, in its order. */
  tally(page: Pageful<Row>): readonly Tally[];
  fetch(position: Position): Promise<PageAnswer<Row>>;
  rename(row: Row): T;
  /** Whether rows were removed from pages before the last two; asked at the end of a list, where fewer rows were read than there are. */
  hasShrunk?(tallies: readonly Tally[]): Promise<boolean>;
}

/**
 * One page for a caller who keeps the cursor. Where rows may have moved up past its beginning, the page before is read again, and
 * shows them: as long as something on it is known, or nothing is before it. Throws CURSOR_EXPIRED for a stale cursor.
 */
export async function readPage<Row, T>(list: PagedList<Row, T>, place: Place): Promise<Page<T>> {
  const page = await list.fetch(place);
  if (page.kind === 'ABSENT') return { items: [], next: null, total: null };
  if (page.kind === 'STALE') throw expired();
  const { trail } = place;
  if (trail === null) return give(list, page, { token: place.token, given: [], tallies: [] });
  const onwards = { ...trail, token: place.token };
  if (!mayHaveMoved(trail.tallies, list.tally(page), page.next === null)) return give(list, page, onwards);

  const before = await list.fetch({ token: trail.token, plain: place.plain });
  if (before.kind !== 'PAGE') return give(list, page, onwards, 'ROWS_MOVED');
  const known = new Set([...trail.given, ...page.rows.map((row) => fingerprint(list.keyOf(row)))]);
  const missed = before.rows.filter((row) => !known.has(fingerprint(list.keyOf(row))));
  const joins = trail.token === null || missed.length < before.rows.length;
  const gap = joins ? undefined : 'ROWS_MOVED';
  return missed.length === 0 ? give(list, page, onwards, gap) : give(list, before, trail, gap);
}

function expired(): ProblemError {
  return callerError(
    'CURSOR_EXPIRED',
    'The provider no longer takes this cursor.',
    'Start again without `after`.',
  );
}

/** The page that starts at `trail.token`, without the rows that were given. */
async function give<Row, T>(
  list: PagedList<Row, T>,
  page: Pageful<Row>,
  trail: Trail,
  moved?: Gap,
): Promise<Page<T>> {
  const prints = new Map(page.rows.map((row) => [row, fingerprint(list.keyOf(row))]));
  const known = new Set(trail.given);
  const rows = page.rows.filter((row) => !known.has(prints.get(row) ?? ''));
  const tallies = added(trail.tallies, list.tally({ ...page, rows }));
  const { next } = page;
  const doubtful = next === null && trail.token !== null && tallies.some(isShort);
  const hasShrunk = doubtful && (await list.hasShrunk?.(tallies)) === true;
  return {
    items: rows.map((row) => list.rename(row)),
    next: next && cursorOf(list.kind, next, { token: trail.token, given: [...prints.values()], tallies }),
    total: page.total,
    gap: (hasShrunk ? 'ROWS_MOVED' : moved) ?? gapOf(page),
  };
}
