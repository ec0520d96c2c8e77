// Places in a list over many accounts: where a page of ours ends, and where the next one starts.
import { createHash } from 'node:crypto';
import type { Gap, Page } from '../domain/page.ts';
import type { Instead } from './instead.ts';

/** One stretch of a list: an account's rows, or those of one of its licenses. */
export interface Source<T> {
  /** Tells the sources of a walk apart, and stays the same from page to page. */
  readonly key: string;
  readonly accountKey: string;
  /** `resumes`: rows of this page have been given before, and the walk goes on in the middle of it. `wanted`: as in the port. */
  read(cursor: string | null, resumes: boolean, wanted?: number): Promise<Page<T>>;
  /** Told of each page that was read whether the walk stops in the middle of it, and will ask for it again. */
  readonly left?: (cursor: string | null, isUnfinished: boolean) => void;
  /** Absent where the caller takes the provider's rows alone. */
  readonly instead?: Instead<T> | undefined;
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
  /** Marks of the last of them, to find the place again when rows of the page have been removed since. */
  readonly given: readonly string[];
  /** Key of the first row of the page before, to notice a provider that repeats a page; null on the first. */
  readonly before: string | null;
  /** Keys of the sources that failed so far in this walk. */
  readonly failed: readonly string[];
  /** What earlier pages of this walk are known to lack, by source. */
  readonly gaps: Gaps;
  /** Keys of the sources whose rows come from the inventory in this walk. */
  readonly instead: readonly string[];
}

/** Why a source was not read whole, by its key. */
export type Gaps = Readonly<Record<string, Gap>>;

/** The place a walk starts at when there is no `after`; null when there is nothing to walk. */
export function startOf<T>(sources: readonly Source<T>[]): Position | null {
  const first = sources[0];
  return first ? startAt(first.key, { failed: [], gaps: {}, instead: [] }) : null;
}

/** What a walk has met so far; every later place keeps it. */
type SoFar = Pick<Position, 'failed' | 'gaps' | 'instead'>;

/** The start of a source; null when there is none. */
export function nextSource(key: string | null, soFar: SoFar): Position | null {
  return key === null ? null : startAt(key, soFar);
}

/** The start of a source. */
export function startAt(source: string, { failed: failedSoFar, gaps, instead }: SoFar): Position {
  return { source, cursor: null, offset: 0, given: [], before: null, failed: failedSoFar, gaps, instead };
}

/** Whether a place is before the first row of its source. */
export function isStart({ cursor, offset }: Position): boolean {
  return cursor === null && offset === 0;
}

/** Whether a place is on the page of another one. */
export function isWithin(position: Position | null, { source, cursor }: Position): boolean {
  return position !== null && position.source === source && position.cursor === cursor;
}

/** The page that follows one in its source; null when that was the last. */
export function nextPage<T>({ items, next }: Page<T>, source: Source<T>, here: Position): Position | null {
  if (next === null) return null;
  const [head] = items;
  const before = head === undefined ? here.before : source.keyOf(head);
  return { ...here, cursor: next, offset: 0, given: [], before };
}

/** Where to go on in a page: the row, and the marks of the rows before it. */
export interface RowPlace {
  readonly at: number;
  readonly given: readonly string[];
}

/** Rows remembered of a page. */
const MARKS = 100;

/** Stands for a key in a cursor: 48 bits of a hash. */
function markOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 8);
}

/** The place behind a row, with the mark of its key. */
export function behind({ at, given }: RowPlace, key: string): RowPlace {
  return { at: at + 1, given: [...given, markOf(key)].slice(-MARKS) };
}

/** The places behind rows that follow a place, by their index; hardly any is asked for, and marks are made when the first is. */
export function placesBehind(start: RowPlace, keys: () => readonly string[]): (index: number) => RowPlace {
  let made: readonly string[] | null = null;
  return (index) => {
    made ??= keys().map((key) => markOf(key));
    const marks = made.slice(Math.max(0, index + 1 - MARKS), index + 1);
    return { at: start.at + index + 1, given: [...start.given, ...marks].slice(-MARKS) };
  };
}

/** Marks as one text. */
export function writeMarks(marks: readonly string[]): string {
  return marks.join('');
}

/** The marks of such a text. */
export function readMarks(text: string): readonly string[] {
  return text.match(/.{8}/g) ?? [];
}

/** The place behind the last given row that is still on the page. When all remembered rows are gone, the place where they were. */
export function placeIn<T>(
  items: readonly T[],
  source: Pick<Source<T>, 'keyOf'>,
  { offset, given }: Pick<Position, 'offset' | 'given'>,
): RowPlace {
  if (offset === 0) return { at: 0, given };
  const marks = items.map((row) => markOf(source.keyOf(row)));
  const last = marks.findLastIndex((mark) => given.includes(mark));
  if (last < 0) return { at: Math.max(0, offset - given.length), given: [] };
  return { at: last + 1, given: given.filter((mark) => marks.includes(mark)) };
}
