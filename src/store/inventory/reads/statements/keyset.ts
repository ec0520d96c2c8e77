// Sorted pages: rows behind a place, those without a value last, each part in the order of an index.
import { sql, type RawBuilder } from 'kysely';
import type { Sort } from '../../../../domain/inventory/search.ts';

/** What rows are sorted by. */
export interface SortKey {
  readonly by: RawBuilder<unknown>;
  readonly type: 'text' | 'integer' | 'double precision' | 'timestamptz' | 'date';
}

export type Direction = Sort<never>['direction'];

/** How a list is walked through. */
export interface Walk {
  readonly key: SortKey;
  /** What orders rows with the same value. */
  readonly ties: readonly RawBuilder<unknown>[];
  readonly direction: Direction;
  /** Rows behind this value and these ties. */
  readonly after: { readonly value: string | number | null; readonly ties: readonly number[] } | null;
}

/** One part of a list. */
export interface Part {
  /** Whether it is that of the rows with a value. */
  readonly valued: boolean;
  readonly where: RawBuilder<boolean>;
  readonly limit: number;
}

/** All of them hold. */
export function allOf(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

/** The page and one row more, so that it is known whether there is one: first of the rows with a value, then of those without. */
export async function walked<Row>(
  walk: Walk,
  first: number,
  select: (part: Part) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const limit = first + 1;
  const rows: Row[] = [];
  const valued = withValue(walk);
  if (valued !== null) rows.push(...(await select({ valued: true, where: valued, limit })));
  if (rows.length >= limit) return rows;
  const rest = { valued: false, where: withoutValue(walk), limit: limit - rows.length };
  return [...rows, ...(await select(rest))];
}

/** Both parts in one select, for a list of few rows that no index need have in order. */
export function atOnce(walk: Walk): {
  readonly where: RawBuilder<boolean>;
  readonly order: RawBuilder<unknown>;
} {
  const { key, ties, direction } = walk;
  const valued = withValue(walk) ?? sql<boolean>`false`;
  const isLast = sql`(${key.by} is null)`;
  return {
    where: sql<boolean>`(${valued} or ${withoutValue(walk)})`,
    order: sql`${isLast}, ${orderOf([key.by, ...ties], direction)}`,
  };
}

/** The rows with a value that are still to come; null when there are none. */
function withValue({ key, ties, direction, after }: Walk): RawBuilder<boolean> | null {
  if (after === null) return sql<boolean>`${key.by} is not null`;
  if (after.value === null) return null;
  // Said once more, because an index may have the rows with a value only.
  return allOf([
    sql<boolean>`${key.by} is not null`,
    behind(
      [key.by, ...ties],
      [sql`${after.value}::${sql.raw(key.type)}`, ...after.ties.map((tie) => sql`${tie}::integer`)],
      direction,
    ),
  ]);
}

function withoutValue({ key, ties, direction, after }: Walk): RawBuilder<boolean> {
  const without = [sql<boolean>`${key.by} is null`];
  if (after?.value === null) {
    const places = after.ties.map((tie) => sql`${tie}::integer`);
    without.push(behind(ties, places, direction));
  }
  return allOf(without);
}

/** Rows whose values come after these in the order of a list. */
export function behind(
  values: readonly RawBuilder<unknown>[],
  places: readonly RawBuilder<unknown>[],
  direction: Direction,
): RawBuilder<boolean> {
  const than = sql.raw(direction === 'ASC' ? '>' : '<');
  return sql<boolean>`(${sql.join(values)}) ${than} (${sql.join(places)})`;
}

/** The order of a list, for expressions or for the names of columns. */
export function orderOf(by: readonly RawBuilder<unknown>[], direction: Direction): RawBuilder<unknown> {
  const order = sql.raw(direction === 'ASC' ? 'asc' : 'desc');
  return sql.join(by.map((one) => sql`${one} ${order}`));
}

/** The value as a place keeps it: exactly, and as JSON can have it. */
export function placed({ by, type }: SortKey): RawBuilder<unknown> {
  if (type === 'timestamptz') return sql`to_char(${by} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  return type === 'date' ? sql`${by}::text` : by;
}

/** Selects that are each sorted and limited, as one. */
export function united(selects: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join(
    selects.map((one) => sql`(${one})`),
    sql` union all `,
  );
}

/** A page out of one row more than it has. */
export function pageOf<Row>(
  rows: readonly Row[],
  first: number,
): { readonly rows: readonly Row[]; readonly hasNext: boolean } {
  return { rows: rows.slice(0, first), hasNext: rows.length > first };
}
