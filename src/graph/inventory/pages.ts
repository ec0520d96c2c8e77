// Pages of the inventory: larger ones than of live lists, counted when the query asks for it, and with coverage by the sweeps.
import { z } from 'zod';
import { isIncomplete, type AccountCoverage } from '../../domain/coverage.ts';
import { isCalendarDay } from '../../domain/instant.ts';
import type { HiddenNumbers } from '../../domain/inventory/hidden-number.ts';
import type { Found, FoundRow, Place } from '../../domain/inventory/search.ts';
import { checkFirst, type ConnectionModel, type PageRequest } from '../lists/connection.ts';
import { badCursor, seal, unseal } from '../lists/cursors.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

/** What a place in a list may have as its value, by what the list is sorted by: the database refuses anything else. */
const VALUES = {
  TEXT: z
    .string()
    .max(2_000)
    .refine((text) => !text.includes('\0')),
  WHOLE: z.int().min(-2_147_483_648).max(2_147_483_647),
  NUMBER: z.number(),
  DAY: z.string().regex(DAY).refine(isCalendarDay),
  MOMENT: z
    .string()
    .regex(MOMENT)
    .refine((text) => isCalendarDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text))),
  /** Not sorted by any value. */
  NONE: z.null(),
} as const;

/** What a list has as its places. */
interface Places {
  readonly value: keyof typeof VALUES;
  /** Those of assignments have a holder as well. */
  readonly hasHolder: boolean;
}

/** What is read of a page. */
export interface Behind<P> {
  readonly first: number;
  /** null: from the first row. */
  readonly after: P | null;
}

/** Rows of a list, how they become values of the graph, how many there are, and how much of each account is among them. */
interface KeptList<Row, T> {
  readonly find: (page: Behind<Place>) => Found<Row> | Promise<Found<Row>>;
  readonly modelOf: (row: FoundRow<Row>) => T;
  readonly count: () => Promise<number>;
  readonly coverage: () => Promise<readonly AccountCoverage[]>;
  readonly places: Places;
  readonly numbers: HiddenNumbers;
}

/** A page of rows that have places: at once where they are found at once. */
export function keptPage<Row, T>(
  list: KeptList<Row, T>,
  page: PageRequest,
): ConnectionModel<T> | Promise<ConnectionModel<T>> {
  const first = checkFirst(page.first, page.most);
  const after = page.after == null ? null : placeFrom(unseal(page.after, page.scope), list);
  const found = list.find({ first, after });
  return found instanceof Promise
    ? found.then((rows) => connectionOf(list, page, rows))
    : connectionOf(list, page, found);
}

function connectionOf<Row, T>(
  { modelOf, count, coverage, numbers }: KeptList<Row, T>,
  page: PageRequest,
  found: Found<Row>,
): ConnectionModel<T> {
  const rows = found.rows.map((row) => ({
    value: modelOf(row),
    cursor: () => seal(page.scope, placeText(row.place, numbers)),
  }));
  const isWhole = page.after == null && !found.hasNext;
  return {
    rows,
    next: found.hasNext ? (rows.at(-1)?.cursor ?? null) : null,
    ...counted(coverage, async () => (isWhole ? rows.length : count())),
    failure: null,
  };
}

/** Both are read when the query asks for them, and once; where rows are missing nobody knows how many there are. */
export function counted(
  coverage: () => Promise<readonly AccountCoverage[]>,
  count: () => Promise<number>,
): Pick<ConnectionModel<unknown>, 'coverage' | 'total'> {
  let lines: Promise<readonly AccountCoverage[]> | null = null;
  let total: Promise<number | null> | null = null;
  const linesOnce = (): Promise<readonly AccountCoverage[]> => (lines ??= coverage());
  const totalOnce = async (): Promise<number | null> => (isIncomplete(await linesOnce()) ? null : count());
  return { coverage: linesOnce, total: () => (total ??= totalOnce()) };
}

/** A place as cursors hold it. */
export function placeText({ value, id, holder }: Place, numbers: HiddenNumbers): readonly unknown[] {
  const hidden = (row: number): string => numbers.hide('ROW', row);
  return holder === undefined ? [value, hidden(id)] : [value, hidden(id), hidden(holder)];
}

/** The place that a cursor holds. Throws BAD_CURSOR for anything that is none. */
export function placeFrom(
  given: unknown,
  { places: { value: kind, hasHolder }, numbers }: Pick<KeptList<never, never>, 'places' | 'numbers'>,
): Place {
  const Value = VALUES[kind].nullable();
  const Row = z.string().transform((text) => numbers.reveal('ROW', text) ?? refused());
  const parsed = hasHolder
    ? z.tuple([Value, Row, Row]).safeParse(given)
    : z.tuple([Value, Row]).safeParse(given);
  if (!parsed.success) throw badCursor();
  const [value, id, holder] = parsed.data;
  return holder === undefined ? { value, id } : { value, id, holder };
}

function refused(): never {
  throw badCursor();
}
