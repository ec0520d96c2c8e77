// JSON for the database and for the hash chain, and rows written many at a time.
import { sql } from 'kysely';
import type { Db } from '../context.ts';
import type { Tables } from './tables.ts';

/** The database keeps neither NUL nor half a surrogate pair, and a vendor may send both. */
export function clean(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u{FFFD}');
}

/** JSON as the database takes it. */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value);
  // JSON writes what needs cleaning as one of these escapes. Cleaning everything takes several times as long.
  if (!text.includes('\\u0000') && !text.includes('\\ud')) return text;
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'string' ? clean(item) : item));
}

/**
 * The one JSON text of a value: keys sorted, nothing between the tokens, `undefined` left out (RFC 8785). A value that went
 * through the database has the same text as before.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return toJson(value ?? null);
  const fields = Object.entries(value).filter(([, item]) => item !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, item]) => `${toJson(key)}:${canonical(item)}`).join(',')}}`;
}

/** Rows of one statement: enough that statements do not count, few enough that none is huge. */
const CHUNK = 2_000;

/** Columns of a recordset with their SQL types. */
export type Columns = Readonly<Record<string, string>>;

/** Rows as a table expression named `r`: one parameter, however many there are. */
export function recordset(rows: readonly object[], columns: Columns) {
  const definitions = Object.entries(columns).map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`);
  return sql`jsonb_to_recordset(${toJson(rows)}::jsonb) as r(${sql.join(definitions)})`;
}

/** Inserts rows, in few statements. A row's missing fields are null. */
export async function insertRows(
  db: Db,
  table: keyof Tables,
  rows: readonly object[],
  columns: Columns,
): Promise<void> {
  const names = sql.join(Object.keys(columns).map((name) => sql.ref(name)));
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = recordset(rows.slice(start, start + CHUNK), columns);
    await sql`insert into ${sql.table(table)} (${names}) select ${names} from ${chunk}`.execute(db);
  }
}
