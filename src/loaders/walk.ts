// One list over many accounts: read account by account, page by page, only as far as the rows asked for need.
// A walk with any page size meets every row once; an account that fails is left out and named.
import { failed, readToEnd, type AccountCoverage } from '../domain/coverage.ts';
import type { Page } from '../domain/page.ts';
import { ProblemError, asProblemError, problem } from '../domain/problem.ts';
import { ageOf, explainedBy, grownTooOld, lineInstead, type TakenInstead } from './instead.ts';
import {
  behind,
  isStart,
  isWithin,
  nextPage,
  nextSource,
  placeIn,
  startAt,
  startOf,
  type Gaps,
  type Position,
  type Source,
} from './position.ts';
import { coverageOf } from './walk-coverage.ts';
import { totalOf, type Total } from './walk-total.ts';

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
  readonly total: Total;
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
  rows: Row<T>[];
  /** What was found of the sources read so far, by key. */
  readonly coverage: Map<string, AccountCoverage>;
  /** The provider's own counts of sources that were read from their start, by key. */
  readonly totals: Map<string, number | null>;
  gaps: Gaps;
  /** Sources whose rows come from the inventory, by key. */
  readonly instead: Map<string, TakenInstead>;
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
    instead: await takenEarlier(sources, options.after),
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
  const failedEarlier = options.after?.failed ?? [];
  return {
    rows,
    next: position,
    coverage: coverageOf({
      sources,
      startedAt: sources.findIndex(({ key }) => key === start?.source),
      failedEarlier,
      read: under.coverage,
      gaps: under.gaps,
      instead: under.instead,
    }),
    total: totalOf({
      sources,
      after: options.after,
      next: position,
      rows: rows.length,
      lacksRows: failure !== null || Object.keys(under.gaps).length > 0 || failedEarlier.length > 0,
      totals: under.totals,
      instead: under.instead,
    }),
    failure: rows.length === 0 ? failure : null,
  };
}

/** Reads one upstream page and takes what is wanted of it. Gives the place to go on from; the same one when the walk stops there. */
async function step<T>(under: Walk<T>, here: Position): Promise<Position | null> {
  const index = under.sources.findIndex(({ key }) => key === here.source);
  const source = under.sources[index];
  if (!source) return here;
  const following = under.sources[index + 1]?.key ?? null;
  const place = await youngFirst(under, source, here);
  const stop: Stop<T> = { source, here: place, following, wanted: wantedOf(under, place) };
  under.pages += 1;
  try {
    const page = isInstead(stop) ? await readInstead(under, stop) : await readLive(stop);
    return take(under, stop, checked(source, place, page));
  } catch (error) {
    const caught = asProblemError(error);
    const taken = await takeInstead(under, stop, caught);
    return taken instanceof ProblemError ? passOver(under, stop, taken) : taken;
  }
}

/** Whether the rows of a source come from the inventory in this walk. */
function isInstead<T>({ source, here }: Pick<Stop<T>, 'source' | 'here'>): boolean {
  return here.instead.includes(source.key);
}

/** What is known of the sources that earlier pages of the walk took from the inventory; of the one that it goes on in, `readInstead` tells. */
async function takenEarlier<T>(
  sources: readonly Source<T>[],
  after: Position | null,
): Promise<Map<string, TakenInstead>> {
  const taken = new Map<string, TakenInstead>();
  for (const { key, instead } of sources) {
    if (!instead || key === after?.source || !after?.instead.includes(key)) continue;
    taken.set(key, { observedAt: null, isYoung: false, ...(await ageOf(instead)), problem: null });
  }
  return taken;
}

/** The start of a source in the inventory, where its rows are taken from there without asking the provider; any other place as it is. */
async function youngFirst<T>(under: Walk<T>, source: Source<T>, here: Position): Promise<Position> {
  const { key, instead } = source;
  if (!instead?.comesFirst || !isStart(here) || isInstead({ source, here })) return here;
  const age = await ageOf(instead);
  if (age?.isYoung !== true) return here;
  under.instead.set(key, { ...age, problem: null });
  return { ...here, instead: [...here.instead, key] };
}

async function readInstead<T>(under: Walk<T>, { source, here }: Stop<T>): Promise<Page<T>> {
  const { key, accountKey, instead } = source;
  if (!instead) throw grownTooOld(accountKey);
  if (!under.instead.has(key)) {
    const age = await instead.age();
    if (age === null) throw grownTooOld(accountKey);
    under.instead.set(key, { ...age, problem: null });
  }
  return instead.read(here.cursor);
}

function readLive<T>({ source, here, wanted }: Stop<T>): Promise<Page<T>> {
  return source.read(here.cursor, here.offset > 0, wanted);
}

/**
 * The start of a source that has failed, in the inventory; its failure where it is not taken from there. Rows that were given on an earlier
 * page would come twice.
 */
async function takeInstead<T>(
  under: Walk<T>,
  { source, here }: Stop<T>,
  caught: ProblemError,
): Promise<Position | ProblemError> {
  const { key, instead } = source;
  const { after } = under.options;
  const isBegun = after?.source === key && !isStart(after);
  if (!instead?.takes(caught) || isBegun || isInstead({ source, here })) return caught;
  const age = await ageOf(instead);
  if (age === null) return explainedBy(instead, caught);
  under.instead.set(key, { ...age, problem: caught.problem });
  under.rows = under.rows.filter(({ position }) => position.source !== key);
  const { failed: failedSoFar, gaps } = here;
  return startAt(key, { failed: failedSoFar, gaps, instead: [...here.instead, key] });
}

/** Takes rows of a page into the answer. Gives the place to go on from, or null at the end of the list. */
function take<T>(under: Walk<T>, stop: Stop<T>, page: Page<T>): Position | null {
  const { source, here, following, wanted } = stop;
  const { key } = source;
  // Positions given before keep the gaps they have.
  if (page.gap !== undefined) under.gaps = { ...under.gaps, [key]: page.gap };
  const onPage = { ...here, gaps: under.gaps };
  const within = takeRows(under, source, onPage, page.items);
  const position = within ?? nextPage(page, source, onPage) ?? nextSource(following, onPage);
  // A smaller page than usual is none to go on in.
  if (wanted === undefined && !isInstead(stop)) source.left?.(here.cursor, isWithin(position, here));
  if (here.cursor === null && here.offset === 0) under.totals.set(key, page.total);
  under.coverage.set(key, lineOf(under, source, position?.source !== key));
  return position;
}

function lineOf<T>(under: Walk<T>, { key, accountKey }: Source<T>, isEnd: boolean): AccountCoverage {
  const taken = under.instead.get(key);
  if (taken !== undefined) return lineInstead(accountKey, taken, isEnd);
  if (isEnd) return readToEnd(accountKey, under.gaps[key]);
  return { accountKey, status: 'PARTIAL', reason: 'MORE_TO_COME', problem: null };
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
  return nextSource(following, {
    failed: [...here.failed, source.key],
    gaps: under.gaps,
    instead: here.instead,
  });
}

function checked<T>(source: Source<T>, position: Position, page: Page<T>): Page<T> {
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
