// One list over many accounts: read account by account, page by page, only as far as the rows asked for need.
// A walk with any page size meets every row once; an account that fails is left out and named.
import { failed, readToEnd, type AccountCoverage } from '../domain/coverage.ts';
import type { Page } from '../domain/page.ts';
import { ProblemError, asProblemError, problem } from '../domain/problem.ts';
import {
  behind,
  isWithin,
  nextPage,
  nextSource,
  placeIn,
  startOf,
  type Gaps,
  type Position,
  type Source,
} from './position.ts';
import { coverageOf } from './walk-coverage.ts';

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
  /** Whether nobody can go on from the rows of this walk, so that no more need be read than it gives; false when absent. */
  readonly isFinal?: boolean;
}

/** A walk under way. */
interface Walk<T> {
  readonly sources: readonly Source<T>[];
  readonly options: WalkOptions;
  readonly rows: Row<T>[];
  /** What was found of the sources read so far, by key. */
  readonly coverage: Map<string, AccountCoverage>;
  /** The provider's own counts of sources that were read from their start, by key. */
  readonly totals: Map<string, number | null>;
  gaps: Gaps;
  /** The first failure. */
  failure: ProblemError | null;
  /** Upstream pages asked for. */
  pages: number;
}

/** A walk at one of its sources. */
interface Stop<T> {
  readonly source: Source<T>;
  readonly here: Position;
  /** Key of the source behind this one; null when it is the last. */
  readonly following: string | null;
  /** Rows that are needed of the page, as `wantedOf` tells. */
  readonly wanted: number | undefined;
}

/** The next `first` rows. Throws only what `read` throws with blame CALLER: a cursor that is no good. */
export async function walk<T>(sources: readonly Source<T>[], options: WalkOptions): Promise<Walked<T>> {
  const under: Walk<T> = {
    sources,
    options,
    rows: [],
    coverage: new Map(),
    totals: new Map(),
    gaps: options.after?.gaps ?? {},
    failure: null,
    pages: 0,
  };
  const start = options.after ?? startOf(sources);
  let position = start;
  while (position !== null && under.rows.length < options.first && under.pages < options.maxPages) {
    const next: Position | null = await step(under, position);
    if (next === position) break;
    position = next;
  }
  const { rows, failure } = under;
  return {
    rows,
    next: position,
    coverage: coverageOf({
      sources,
      startedAt: sources.findIndex(({ key }) => key === start?.source),
      failedEarlier: options.after?.failed ?? [],
      read: under.coverage,
      gaps: under.gaps,
    }),
    total: totalOf(under, position),
    failure: rows.length === 0 ? failure : null,
  };
}

/** Reads one upstream page and takes what is wanted of it. Gives the place to go on from; the same one when the walk stops there. */
async function step<T>(under: Walk<T>, here: Position): Promise<Position | null> {
  const index = under.sources.findIndex(({ key }) => key === here.source);
  const source = under.sources[index];
  if (!source) return here;
  const following = under.sources[index + 1]?.key ?? null;
  const stop: Stop<T> = { source, here, following, wanted: wantedOf(under, here) };
  under.pages += 1;
  try {
    return take(under, stop, await readChecked(source, here, stop.wanted));
  } catch (error) {
    return passOver(under, stop, asProblemError(error));
  }
}

/** Takes rows of a page into the answer. Gives the place to go on from, or null at the end of the list. */
function take<T>(
  under: Walk<T>,
  { source, here, following, wanted }: Stop<T>,
  page: Page<T>,
): Position | null {
  const { key, accountKey } = source;
  // Positions given before keep the gaps they have.
  if (page.gap !== undefined) under.gaps = { ...under.gaps, [key]: page.gap };
  const onPage = { ...here, gaps: under.gaps };
  const within = takeRows(under, source, onPage, page.items);
  const position = within ?? nextPage(page, source, onPage) ?? nextSource(following, onPage);
  // A smaller page than usual is none to go on in.
  if (wanted === undefined) source.left?.(here.cursor, isWithin(position, here));
  if (here.cursor === null && here.offset === 0) under.totals.set(key, page.total);
  under.coverage.set(
    key,
    position?.source === key
      ? { accountKey, status: 'PARTIAL', reason: 'MORE_TO_COME', problem: null }
      : readToEnd(accountKey, under.gaps[key]),
  );
  return position;
}

/**
 * How many rows are needed of a page, one more than are given to see whether any follow; undefined for all there are. A page that rows
 * have been given of before has to be the same one.
 */
function wantedOf<T>({ options, rows }: Walk<T>, { offset }: Position): number | undefined {
  return options.isFinal === true && offset === 0 ? options.first - rows.length + 1 : undefined;
}

/** Adds rows up to the number asked for. Gives the place in the page where more are left, or null when none are. */
function takeRows<T>(
  { rows, options }: Walk<T>,
  source: Source<T>,
  here: Position,
  items: readonly T[],
): Position | null {
  let place = placeIn(items, source, here);
  for (const value of items.slice(place.at, place.at + options.first - rows.length)) {
    place = behind(place, source.keyOf(value));
    rows.push({ value, position: { ...here, offset: place.at, given: place.given } });
  }
  return place.at < items.length ? { ...here, offset: place.at, given: place.given } : null;
}

/** Notes the failure of a source. Gives the place behind it, or the same place when it can be taken up there again. */
function passOver<T>(
  under: Walk<T>,
  { source, here, following }: Stop<T>,
  caught: ProblemError,
): Position | null {
  if (caught.problem.blame === 'CALLER') throw caught;
  under.failure ??= caught;
  under.coverage.set(source.key, failed(source.accountKey, caught.problem));
  // The last account of a list that gave rows can be taken up again where it failed.
  if (following === null && under.rows.length > 0) return here;
  return nextSource(following, { failed: [...here.failed, source.key], gaps: under.gaps });
}

async function readChecked<T>(
  source: Source<T>,
  position: Position,
  wanted: number | undefined,
): Promise<Page<T>> {
  const page = await source.read(position.cursor, position.offset > 0, wanted);
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

/** Rows of the whole list; null unless known and complete. */
function totalOf<T>({ sources, options, rows, totals, gaps, failure }: Walk<T>, next: Position | null) {
  const failedEarlier = options.after?.failed ?? [];
  if (failure !== null || failedEarlier.length > 0 || Object.keys(gaps).length > 0) return null;
  if (next === null && options.after === null) return rows.length;
  return sources.length === 0 ? null : sumOf(sources.map(({ key }) => totals.get(key) ?? null));
}

/** null when one of them is not known. */
function sumOf(counts: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const count of counts) {
    if (count === null) return null;
    sum += count;
  }
  return sum;
}
