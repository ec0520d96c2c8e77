// Selects that come as JSON: a driver makes objects of one text several times as fast as of rows, and several selects fit into one statement.
import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../../database/tables.ts';

/** Rows of a select as one list of objects, in the order that the select has. Their fields have the names of its columns, and times are text. */
export function jsonOf(select: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select coalesce(json_agg(one), '[]') from (${select}) as one)`;
}

/** Runs a select that comes as JSON. */
export async function readAsJson<Row>(db: Db, select: RawBuilder<Row>): Promise<readonly Row[]> {
  const { rows } = await sql<{ rows: readonly Row[] }>`select ${jsonOf(select)} as rows`.execute(db);
  return rows[0]?.rows ?? [];
}

/** A moment of the years 0 to 9999, as a session in UTC writes it. */
const IN_UTC = /^(.{10}T.{8})(?:\.(\d+))?\+00:00$/;

/** A time as the database writes it into JSON, in RFC 3339 UTC with milliseconds. */
export function timeIn(text: string): string {
  const [, seconds, fraction = ''] = IN_UTC.exec(text) ?? [];
  // Several times as fast as by way of a date, and there are some in each row.
  return seconds === undefined
    ? new Date(text).toISOString()
    : `${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
}
