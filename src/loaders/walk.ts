// One list over many accounts: read account by account, page by page, only as far as the rows asked for need.
// A walk with any page size meets every row once; an account that fails is left out and named.
import { createHash } from 'node:crypto';
import { failed, readToEnd, skipped, type AccountCoverage } from '../domain/coverage.ts';
import type { Gap, Page } from '../domain/page.ts';
import { ProblemError, asProblemError, problem } from '../domain/problem.ts';

/** One stretch of a list: an account's rows, or those of one of its licenses. */
export interface Source<T> {
  /** Tells the sources of a walk apart, and stays the same from page to page. */
  readonly key: string;
  readonly accountKey: string;
  /** `resumes`: rows of this page have been given before, and the walk goes on in the middle of it. */
  read(cursor: string | null, resumes: boolean): Promise<Page<T>>;
  /** Told of each page that was read whether the walk stops in the middle of it, and will ask for it again. */
  readonly left?: (cursor: string | null, isUnfinished: boolean) => void;
  /** What tells rows of this source apart. */
  keyOf(row: T): string;
}

/** A place between two rows. */
export interface Position {
  /** Key of the source. */
  readonly source: string;
  /** The upstream page, in the adapter's own words. */
  readonly cursor: string | null;
  /** Rows of that page already given. */
  readonly offset: number;
  /** Marks of the last of them: whoever removes what is shown makes the page another one. */
  readonly given: readonly string[];
  /** Key of the first row of the page before, to notice a provider that repeats a page; null on the first. */
  readonly before: string | null;
  /** Keys of the sources that failed so far in this walk. */
  readonly failed: readonly string[];
  /** What earlier pages of this walk are known to lack, by source. */
  readonly gaps: Gaps;
}

/** Why a source was not read whole, by its key. */
export type Gaps = Readonly<Record<string, Gap>>;

export interface Row<T> {
  readonly value: T;
  /** The place behind this row. */
  readonly position: Position;
}

export interface Walked<T> {
  readonly rows: readonly Row<T>[];
  /** Where the next page starts; null when nothing follows. */
  readonly next: Position | null;
  readonly coverage: readonly AccountCoverage[];
  /** Rows of the whole list; null unless known and complete. */
  readonly total: number | null;
  /** Set when there is nothing to show and this is why. */
  readonly failure: ProblemError | null;
}

export interface WalkOptions {
  readonly first: number;
  readonly after: Position | null;
  /** Upstream pages read for one page of ours at most; a sparse list then goes on with the next page. */
  readonly maxPages: number;
}

/** The place a walk starts at when there is no `after`; null when there is nothing to walk. */
export function startOf<T>(sources: readonly Source<T>[]): Position | null {
  const first = sources[0];
  return first ? startAt(first.key, { failed: [], gaps: {} }) : null;
}

/** The next `first` rows. Throws only what `read` throws with blame CALLER: a cursor that is no good. */
export async function walk<T>(sources: readonly Source<T>[], options: WalkOptions): Promise<Walked<T>> {
  const rows: Row<T>[] = [];
  const coverage = new Map<string, AccountCoverage>();
  const totals: (number | null)[] = [];
  let position = options.after ?? startOf(sources);
  let gaps = options.after?.gaps ?? {};
  let failure: ProblemError | null = null;
  let pages = 0;
  const startedAt = sources.findIndex((source) => source.key === position?.source);

  while (position !== null && rows.length < options.first && pages < options.maxPages) {
    const here: Position = position;
    const index = sources.findIndex((source) => source.key === here.source);
    const source = sources[index];
    if (!source) break;
    const following = sources[index + 1]?.key ?? null;
    try {
      const page = await readChecked(source, here);
      pages += 1;
      gaps = withGap(gaps, source.key, page.gap);
      position = take(page, source, { ...here, gaps }, following, rows, options.first);
      source.left?.(here.cursor, isWithin(position, here));
      if (here.cursor === null && here.offset === 0) totals[index] = page.total;
      const more = position?.source === source.key;
      coverage.set(
        source.key,
        more
          ? { accountKey: source.accountKey, status: 'PARTIAL', reason: 'MORE_TO_COME', problem: null }
          : readToEnd(source.accountKey, gaps[source.key]),
      );
    } catch (error) {
      const caught = asProblemError(error);
      if (caught.problem.blame === 'CALLER') throw caught;
      pages += 1;
      failure ??= caught;
      coverage.set(source.key, failed(source.accountKey, caught.problem));
      // The last account of a list that gave rows can be taken up again where it failed.
      position =
        following === null && rows.length > 0
          ? here
          : nextSource(following, { failed: [...here.failed, source.key], gaps });
      if (position === here) break;
    }
  }

  const failedEarlier = options.after?.failed ?? [];
  return {
    rows,
    next: position,
    coverage: byAccount(
      sources.map(
        (source, index) =>
          coverage.get(source.key) ?? unread(source, index < startedAt, failedEarlier, gaps[source.key]),
      ),
    ),
    total: totalOf({ sources, totals, rows, position, options, failure, failedEarlier, gaps }),
    failure: rows.length === 0 ? failure : null,
  };
}

async function readChecked<T>(source: Source<T>, position: Position): Promise<Page<T>> {
  const page = await source.read(position.cursor, position.offset > 0);
  const firstRow = page.items[0];
  const repeated =
    (page.next !== null && page.next === position.cursor) ||
    (position.before !== null && firstRow !== undefined && source.keyOf(firstRow) === position.before);
  if (!repeated) return page;
  throw new ProblemError(
    problem('UPSTREAM_BAD_RESPONSE', 'PROVIDER', 'The provider sent the same page twice.', {
      accountKey: source.accountKey,
      retryable: true,
      hint: 'Start the list again without `after`.',
    }),
  );
}

/** Whether a place is on the page of another one. */
function isWithin(position: Position | null, { source, cursor }: Position): boolean {
  return position !== null && position.source === source && position.cursor === cursor;
}

/** Moves rows of a page into the answer; the place to go on from, or null at the end of the list. */
function take<T>(
  page: Page<T>,
  source: Source<T>,
  here: Position,
  following: string | null,
  rows: Row<T>[],
  first: number,
): Position | null {
  let { at, given } = placeIn(page.items, source, here);
  for (; at < page.items.length && rows.length < first; at += 1) {
    const value = page.items[at];
    if (value === undefined) break;
    given = [...given, markOf(source.keyOf(value))].slice(-MARKS);
    rows.push({ value, position: { ...here, offset: at + 1, given } });
  }
  if (at < page.items.length) return { ...here, offset: at, given };
  if (page.next === null) return nextSource(following, here);
  const head = page.items[0];
  return {
    ...here,
    cursor: page.next,
    offset: 0,
    given: [],
    before: head === undefined ? here.before : source.keyOf(head),
  };
}

/** Rows remembered of a page. */
const MARKS = 100;

/** Stands for a key in a cursor: 48 bits of a hash. */
function markOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 8);
}

/** Behind the last row given that is still there; where all that are remembered are gone, in their place. */
function placeIn<T>(
  items: readonly T[],
  source: Source<T>,
  { offset, given }: Position,
): { at: number; given: readonly string[] } {
  if (offset === 0) return { at: 0, given };
  const marks = items.map((row) => markOf(source.keyOf(row)));
  const last = marks.findLastIndex((mark) => given.includes(mark));
  if (last < 0) return { at: Math.max(0, offset - given.length), given: [] };
  return { at: last + 1, given: given.filter((mark) => marks.includes(mark)) };
}

/** Positions given before keep what they have. */
function withGap(gaps: Gaps, source: string, gap: Gap | undefined): Gaps {
  return gap === undefined ? gaps : { ...gaps, [source]: gap };
}

type SoFar = Pick<Position, 'failed' | 'gaps'>;

function nextSource(key: string | null, soFar: SoFar): Position | null {
  return key === null ? null : startAt(key, soFar);
}

function startAt(source: string, { failed: failedSoFar, gaps }: SoFar): Position {
  return { source, cursor: null, offset: 0, given: [], before: null, failed: failedSoFar, gaps };
}

function unread<T>(
  source: Source<T>,
  earlier: boolean,
  failedEarlier: readonly string[],
  gap: Gap | undefined,
): AccountCoverage {
  const { accountKey } = source;
  if (failedEarlier.includes(source.key)) {
    return { accountKey, status: 'FAILED', reason: 'FAILED_EARLIER', problem: null };
  }
  return earlier ? readToEnd(accountKey, gap) : skipped(accountKey, 'NOT_REACHED');
}

/** One line an account: several sources of one account are as good as the worst of them. */
function byAccount(lines: readonly AccountCoverage[]): AccountCoverage[] {
  const merged = new Map<string, AccountCoverage>();
  for (const line of lines) {
    const present = merged.get(line.accountKey);
    merged.set(line.accountKey, present ? worse(present, line) : line);
  }
  return [...merged.values()];
}

function worse(one: AccountCoverage, other: AccountCoverage): AccountCoverage {
  const worst = [one, other].find(({ status }) => status === 'FAILED') ?? [one, other].find(isGap);
  if (worst) return worst;
  if (one.status === other.status) return one;
  return { accountKey: one.accountKey, status: 'PARTIAL', reason: 'MORE_TO_COME', problem: null };
}

/** Rows that are missing for good, and not because a page was full. */
function isGap({ reason }: AccountCoverage): boolean {
  return reason === 'ROWS_LEFT_OUT' || reason === 'ROWS_MOVED';
}

function totalOf<T>(walked: {
  sources: readonly Source<T>[];
  totals: readonly (number | null)[];
  rows: readonly Row<T>[];
  position: Position | null;
  options: WalkOptions;
  failure: ProblemError | null;
  failedEarlier: readonly string[];
  gaps: Gaps;
}): number | null {
  if (walked.failure !== null || walked.failedEarlier.length > 0) return null;
  if (Object.keys(walked.gaps).length > 0) return null;
  if (walked.position === null && walked.options.after === null) return walked.rows.length;
  let sum = 0;
  for (const index of walked.sources.keys()) {
    const total = walked.totals[index];
    if (total === undefined || total === null) return null;
    sum += total;
  }
  return walked.sources.length === 0 ? null : sum;
}
