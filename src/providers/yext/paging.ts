// Where a list is being read, as a value, as a cursor, and as a walk over all of its pages.
import { callerError, ProblemError, problem } from '../../domain/problem.ts';
import type { Page } from '../../domain/page.ts';
import { badResponse } from '../../upstream/parse.ts';

/** A place in a list of Yext's. */
export interface Position {
  /** Yext's own token; null on the first page. */
  readonly token: string | null;
  /** Asks without the parameter that the server turned out not to bear; for the rest of this walk, no longer. */
  readonly plain: boolean;
}

/** What asking for one page may come to. */
export type PageAnswer<T> =
  | {
      readonly kind: 'PAGE';
      readonly rows: readonly T[];
      readonly next: Position | null;
      readonly total: number | null;
    }
  /** What the list belongs to does not exist. */
  | { readonly kind: 'ABSENT' }
  /** The token is not taken any more. */
  | { readonly kind: 'STALE'; readonly refusal: ProblemError };

/** Which list a cursor belongs to: all assignments, those of one pack, entities. */
export type CursorKind = 'a' | 'p' | 'e';

const START: Position = { token: null, plain: false };
// Tokens are opaque (yext contract 3): anything printable, as long as it can still be part of a URL.
const CURSOR = /^([ape])([+-])([^\p{Cc}\p{Cs}]{1,1500})$/u;

/** The place a cursor of this kind stands for. Throws BAD_CURSOR for any other text. */
export function positionAt(kind: CursorKind, cursor: string | null): Position {
  if (cursor === null) return START;
  const [, ownKind, mode, token] = CURSOR.exec(cursor) ?? [];
  if (ownKind !== kind || token === undefined) {
    throw callerError('BAD_CURSOR', 'The cursor does not belong to this list.');
  }
  return { token, plain: mode === '-' };
}

/** One page for a caller who keeps the cursor. Throws CURSOR_EXPIRED for a stale one. */
export function toPage<Row, T>(kind: CursorKind, answer: PageAnswer<Row>, rename: (row: Row) => T): Page<T> {
  if (answer.kind === 'ABSENT') return { items: [], next: null, total: null };
  if (answer.kind === 'STALE') {
    throw callerError(
      'CURSOR_EXPIRED',
      'The provider no longer takes this cursor.',
      'Start again without `after`.',
    );
  }
  const { rows, next, total } = answer;
  const cursor = next === null ? null : `${kind}${next.plain ? '-' : '+'}${next.token ?? ''}`;
  return { items: rows.map(rename), next: cursor, total };
}

interface WalkOptions<T> {
  readonly accountKey: string;
  readonly maxPages: number;
  readonly keyOf: (row: T) => string;
  /** `again` is true when the walk was restarted: an answer kept from before may hold the token that went stale. */
  readonly fetch: (position: Position, again: boolean) => Promise<PageAnswer<T>>;
  /** Whether the rows so far are all that is wanted. */
  readonly enough?: (rows: ReadonlyMap<string, T>) => boolean;
}

/** Rows by key, each once; `complete` is false when there are more than `maxPages` pages. */
export interface Walked<T> {
  readonly rows: ReadonlyMap<string, T>;
  readonly complete: boolean;
}

/** Reads a list to its end. A stale token starts it over, once (yext contract 8). */
export async function walk<T>(options: WalkOptions<T>): Promise<Walked<T>> {
  const first = await walkOnce(options, false);
  if (!(first instanceof ProblemError)) return first;
  const second = await walkOnce(options, true);
  if (second instanceof ProblemError) throw second;
  return second;
}

/** `walk` for lists that have to be whole. Throws UPSTREAM_TOO_MANY_PAGES when they are not. */
export async function walkToEnd<T>(options: WalkOptions<T>): Promise<ReadonlyMap<string, T>> {
  const { rows, complete } = await walk(options);
  if (complete) return rows;
  throw new ProblemError(
    problem('UPSTREAM_TOO_MANY_PAGES', 'PROVIDER', 'The provider cut a list into too many pages.', {
      accountKey: options.accountKey,
    }),
  );
}

/** The rows, or why the token on the way was refused. */
async function walkOnce<T>(options: WalkOptions<T>, again: boolean): Promise<Walked<T> | ProblemError> {
  const rows = new Map<string, T>();
  const tokens = new Set<string | null>();
  let position = START;
  for (let page = 0; page < options.maxPages; page += 1) {
    tokens.add(position.token);
    const answer = await options.fetch(position, again);
    if (answer.kind === 'STALE') return answer.refusal;
    if (answer.kind === 'ABSENT') return { rows, complete: true };
    const before = rows.size;
    for (const row of answer.rows) rows.set(options.keyOf(row), row);
    if (answer.rows.length > 0 && rows.size === before) {
      throw badResponse(options.accountKey, 'The provider sent a page of a list again.');
    }
    if (answer.next === null || options.enough?.(rows)) return { rows, complete: true };
    if (tokens.has(answer.next.token)) {
      throw badResponse(options.accountKey, 'The provider led back to a page of the same list.');
    }
    position = answer.next;
  }
  return { rows, complete: false };
}

/** The first row of each key: a page may repeat itself. */
export function distinct<T>(rows: readonly T[], keyOf: (row: T) => string): T[] {
  const seen = new Map<string, T>();
  for (const row of rows) if (!seen.has(keyOf(row))) seen.set(keyOf(row), row);
  return [...seen.values()];
}

/**
 * The rows about exactly these ids. Rows that differ in case are extras (yext contract 4), but an answer wholly about other
 * things answers another question: taking it for "nothing there" would lose what is there.
 */
export function rowsAbout<T>(
  rows: readonly T[],
  ids: readonly string[],
  idOf: (row: T) => string,
  accountKey: string,
): T[] {
  const folded = new Set(ids.map((id) => id.toLowerCase()));
  if (rows.length > 0 && !rows.some((row) => folded.has(idOf(row).toLowerCase()))) {
    throw badResponse(accountKey, 'The provider answered about something that was not asked for.');
  }
  const exact = new Set(ids);
  return rows.filter((row) => exact.has(idOf(row)));
}
