// Lists read to their end in one go.
import { ProblemError, problem } from '../../../domain/problem.ts';
import { badResponse } from '../../../upstream/parse.ts';
import type { PageAnswer, Position } from '../vendor-pages.ts';
import { START } from './cursors.ts';

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
  /** Rows that could not be read. */
  readonly leftOut: number;
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
export async function walkToEnd<T>(options: WalkOptions<T>): Promise<Walked<T>> {
  const walked = await walk(options);
  if (walked.complete) return walked;
  throw new ProblemError(
    problem('UPSTREAM_TOO_MANY_PAGES', 'PROVIDER', 'The provider cut a list into too many pages.', {
      accountKey: options.accountKey,
    }),
  );
}

/** The rows, or why the list could not be followed to its end. */
async function walkOnce<T>(options: WalkOptions<T>, again: boolean): Promise<Walked<T> | ProblemError> {
  const { accountKey } = options;
  const rows = new Map<string, T>();
  const tokens = new Set<string | null>();
  let leftOut = 0;
  let position: Position = START;
  for (let page = 0; page < options.maxPages; page += 1) {
    tokens.add(position.token);
    const answer = await options.fetch(position, again);
    if (answer.kind === 'STALE') return answer.refusal;
    if (answer.kind === 'ABSENT') {
      return position.token === null
        ? { rows, leftOut, complete: true }
        : badResponse(accountKey, 'The provider denied in the middle of a list that there is such a list.');
    }
    const before = rows.size;
    for (const row of answer.rows) rows.set(options.keyOf(row), row);
    leftOut += answer.leftOut;
    if (answer.rows.length > 0 && rows.size === before) {
      throw badResponse(accountKey, 'The provider sent a page of a list again.');
    }
    if (answer.next === null || options.enough?.(rows)) return { rows, leftOut, complete: true };
    if (tokens.has(answer.next.token)) {
      throw badResponse(accountKey, 'The provider led back to a page of the same list.');
    }
    position = answer.next;
  }
  return { rows, leftOut, complete: false };
}

/**
 * The rows about exactly these ids. Rows that differ in case are extras (yext contract 4), but an answer that is only about other
 * things belongs to another question: to read it as "nothing there" would be wrong.
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
