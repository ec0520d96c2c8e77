// Connections: checked arguments, and the three ways rows come about: walked account by account, all read at once, or kept in the database.
import { z } from 'zod';
import { isIncomplete, type AccountCoverage } from '../../domain/coverage.ts';
import { callerError, type ProblemError } from '../../domain/problem.ts';
import {
  placeIn,
  placesBehind,
  readMarks,
  writeMarks,
  type Position,
  type RowPlace,
  type Source,
} from '../../loaders/position.ts';
import { walk } from '../../loaders/walk.ts';
import { badCursor, seal, unseal, type Scope } from './cursors.ts';

export const MAX_FIRST = 100;
/** Upstream pages read for one page of a list at most: a sparse list then goes on with the next page. */
const MAX_UPSTREAM_PAGES = 20;

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** A page of a list, as it was asked for. */
export interface PageRequest extends PageArguments {
  /** Names the list and its arguments: a cursor of another list is BAD_CURSOR. */
  readonly scope: Scope;
  /** The largest `first`; 100 when absent. */
  readonly most?: number;
  /** Whether the answer tells no place to go on from: see `isFinal` of look-ahead.ts. */
  readonly isFinal?: boolean;
}

/** A value, or what reads it when the query asks for it. */
export type Later<T> = T | (() => Promise<T>);

/** A connection before its fields are resolved; cursors are made only when the query asks for them. */
export interface ConnectionModel<T> {
  readonly rows: readonly { readonly value: T; readonly cursor: () => string }[];
  readonly next: (() => string) | null;
  readonly coverage: Later<readonly AccountCoverage[]>;
  readonly total: Later<number | null>;
  readonly failure: ProblemError | null;
}

/** Throws BAD_INPUT unless 1..`most`; 25 when absent. */
export function checkFirst(first: number | null | undefined, most = MAX_FIRST): number {
  const value = first ?? 25;
  if (value >= 1 && value <= most) return value;
  throw callerError(
    'BAD_INPUT',
    `\`first\` must be from 1 to ${most}, and is ${value}.`,
    'Page with `after`.',
  );
}

const PositionText = z.tuple([
  z.string(),
  z.string().nullable(),
  z.int().min(0),
  z.string().nullable(),
  z.array(z.string()),
  // Absent in cursors of before.
  z.record(z.string(), z.enum(['ROWS_LEFT_OUT', 'ROWS_MOVED'])).default({}),
  z.string().default(''),
  z.array(z.string()).default([]),
]);
const GatheredText = z.tuple([z.int().min(1), z.string()]);

/** Rows read account by account. `extra` are lines of coverage for accounts that are not read. */
export async function walkConnection<T>(
  sources: readonly Source<T>[],
  page: PageRequest,
  extra: readonly AccountCoverage[] = [],
): Promise<ConnectionModel<T>> {
  const { scope } = page;
  const first = checkFirst(page.first);
  const after = page.after == null ? null : readPosition(page.after, scope, sources);
  const walked = await walk(sources, {
    first,
    after,
    maxPages: MAX_UPSTREAM_PAGES,
    isFinal: page.isFinal ?? false,
  });
  const { next } = walked;
  return {
    rows: walked.rows.map((row) => ({ value: row.value, cursor: () => writePosition(row.position, scope) })),
    next: next === null ? null : () => writePosition(next, scope),
    coverage: [...walked.coverage, ...extra],
    total: extra.some((line) => line.status === 'FAILED') ? null : walked.total,
    failure: walked.failure,
  };
}

/** Rows that have all been read, in their final order. */
interface AllRows<T> {
  readonly all: readonly T[];
  readonly coverage: readonly AccountCoverage[];
  /** The first failure; it becomes the answer's when there are no rows. */
  readonly failure: ProblemError | null;
}

/** Rows in an order that is the provider's, or the caller's. */
interface GatheredRows<T> extends AllRows<T> {
  /** What tells them apart. */
  readonly keyOf: (row: T) => string;
}

/** A page of them. A cursor has marks of the rows before it, so that it stays valid while rows come and go: that one and others. */
export function listConnection<T>(gathered: GatheredRows<T>, page: PageRequest): ConnectionModel<T> {
  const { all, keyOf } = gathered;
  const { scope } = page;
  const first = checkFirst(page.first, page.most);
  const start = page.after == null ? START : placeIn(all, gathered, readGiven(page.after, scope));
  const values = all.slice(start.at, start.at + first);
  const placeBehind = placesBehind(start, () => values.map((value) => keyOf(value)));
  const cursorOf = ({ at, given }: RowPlace): string => seal(scope, [at, writeMarks(given)]);
  const rows = values.map((value, index) => ({ value, cursor: () => cursorOf(placeBehind(index)) }));
  return wholly(gathered, rows, start.at + rows.length < all.length);
}

/** Rows in an order of ours, which tells of each place what is behind it. */
interface OrderedRows<T, P> extends AllRows<T>, Pick<StoredRows<T, P>, 'placeOf' | 'place'> {
  /** Negative where the one comes before the other. No two rows have one place. */
  readonly compare: (one: P, other: P) => number;
}

/** A page of them. A cursor has its row's place: the row may have another one by now, or be gone. */
export function orderedConnection<T, P>(ordered: OrderedRows<T, P>, page: PageRequest): ConnectionModel<T> {
  const { all, placeOf, place, compare } = ordered;
  const { scope } = page;
  const first = checkFirst(page.first, page.most);
  const after = page.after == null ? null : { place: readPlace(page.after, place, scope) };
  const rest = after === null ? all : all.filter((row) => compare(after.place, placeOf(row)) < 0);
  const rows = rest.slice(0, first).map((value) => ({ value, cursor: () => seal(scope, [placeOf(value)]) }));
  return wholly(ordered, rows, rest.length > rows.length);
}

/** Rows of a list that was read whole. */
function wholly<T>(
  { all, coverage, failure }: AllRows<T>,
  rows: ConnectionModel<T>['rows'],
  hasNext: boolean,
): ConnectionModel<T> {
  return {
    rows,
    next: hasNext ? (rows.at(-1)?.cursor ?? null) : null,
    coverage,
    total: isIncomplete(coverage) ? null : all.length,
    failure: all.length === 0 ? failure : null,
  };
}

/** Rows that the database keeps in an order of its own. */
interface StoredRows<T, P> {
  /** So many of the rows behind a place; from the start when it is null. */
  readonly read: (after: P | null, limit: number) => Promise<readonly T[]>;
  readonly placeOf: (row: T) => P;
  /** What a place in a cursor has to look like. */
  readonly place: z.ZodType<P>;
}

/** A page of them. */
export async function storedConnection<T, P>(
  { read, placeOf, place }: StoredRows<T, P>,
  page: PageRequest,
): Promise<ConnectionModel<T>> {
  const { scope } = page;
  const first = checkFirst(page.first, page.most);
  const after = page.after == null ? null : readPlace(page.after, place, scope);
  const found = await read(after, first + 1);
  const rows = found.slice(0, first).map((value) => ({ value, cursor: () => seal(scope, [placeOf(value)]) }));
  const next = found.length > first ? (rows.at(-1)?.cursor ?? null) : null;
  return { rows, next, coverage: [], total: null, failure: null };
}

function readPlace<P>(text: string, place: z.ZodType<P>, scope: Scope): P {
  const parsed = z.tuple([place]).safeParse(unseal(text, scope));
  if (!parsed.success) throw badCursor();
  return parsed.data[0];
}

const START: RowPlace = { at: 0, given: [] };

function readGiven(text: string, scope: Scope): Pick<Position, 'offset' | 'given'> {
  const parsed = GatheredText.safeParse(unseal(text, scope));
  if (!parsed.success) throw badCursor();
  const [offset, marks] = parsed.data;
  return { offset, given: readMarks(marks) };
}

function writePosition(position: Position, scope: Scope): string {
  const { source, cursor, offset, before, failed, gaps, given, instead } = position;
  return seal(scope, [source, cursor, offset, before, failed, gaps, writeMarks(given), instead]);
}

function readPosition<T>(text: string, scope: Scope, sources: readonly Source<T>[]): Position {
  const parsed = PositionText.safeParse(unseal(text, scope));
  if (!parsed.success) throw badCursor();
  const [source, cursor, offset, before, failed, gaps, marks, instead] = parsed.data;
  const given = readMarks(marks);
  if (!sources.some((one) => one.key === source)) throw badCursor();
  // Without what the page before was asked with, there is no place to go on from.
  if (sources.some((one) => instead.includes(one.key) && !one.instead)) throw badCursor();
  return { source, cursor, offset, given, before, failed, gaps, instead };
}
