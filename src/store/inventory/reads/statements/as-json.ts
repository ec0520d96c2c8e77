// Selects that come as JSON: a driver makes objects of one text several times as fast as of rows, and several selects fit into one statement.
import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../../database/tables.ts';

/** Rows of a select as one list of objects, in the order that the select has. Their fields have the names of its columns, and times are text. */
export function jsonOf(select: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select coalesce(json_agg(one), '[]') from (${select}) as one)`;
}

/** What rows have, each by what it is selected with. What may be absent of a row is no column. */
export type Columns<Row> = {
  readonly [name in keyof Row & string as undefined extends Row[name] ? never : name]: RawBuilder<unknown>;
};

/** Rows as a list for each column, all of one length; null where there are no rows. */
export type InColumns<Row> = { readonly [name in keyof Columns<Row>]: readonly Row[name][] | null };

/** Columns as the list of a select, to be read as JSON. */
export function selected(columns: Readonly<Record<string, RawBuilder<unknown>>>): RawBuilder<unknown> {
  // As they are: an identifier would be written as the database writes its own, with underscores.
  return sql.join(Object.entries(columns).map(([name, one]) => sql`${one} as ${sql.raw(`"${name}"`)}`));
}

/**
 * Rows of a source, in the order that it has, as lists of what is in each column. A database writes many rows so in two thirds of the time:
 * it does not have to find out for each of them how a column is written, and writes no name twice.
 */
export function inColumns<Row>(columns: Columns<Row>, source: RawBuilder<unknown>): RawBuilder<unknown> {
  const lists = Object.entries<RawBuilder<unknown>>(columns).map(
    ([name, one]) => sql`${sql.lit(name)}, json_agg(${one})`,
  );
  return sql`(select json_build_object(${sql.join(lists)}) from ${source})`;
}

/** What is at a place that one of the lists has. */
export function at<T>(list: readonly T[] | null, place: number): T {
  return list?.[place] as T; // all of them are of one length
}

/** Runs a select that comes as JSON. */
export async function readAsJson<Row>(db: Db, select: RawBuilder<Row>): Promise<readonly Row[]> {
  const { rows } = await sql<{ rows: readonly Row[] }>`select ${jsonOf(select)} as rows`.execute(db);
  return rows[0]?.rows ?? [];
}

/** How a session in UTC writes moments of the years 0 to 9999: behind the seconds there may be a fraction. */
const UTC = '+00:00';
const SECONDS = '2000-01-01T00:00:00'.length;

/** A time as the database writes it into JSON, in RFC 3339 UTC with milliseconds: such texts compare as their moments do. */
export function timeIn(text: string): string {
  const end = text.length - UTC.length;
  const isPlain = text.endsWith(UTC) && text[10] === 'T' && (end === SECONDS || text[SECONDS] === '.');
  // Several times as fast as by way of a date, or of an expression, and there are some in each row.
  return isPlain
    ? `${text.slice(0, SECONDS)}.${text.slice(SECONDS + 1, Math.min(end, SECONDS + 4)).padEnd(3, '0')}Z`
    : new Date(text).toISOString();
}
