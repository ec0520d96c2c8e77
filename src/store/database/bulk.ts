// Many rows in one statement, and many values in one parameter.
import { sql, type RawBuilder } from 'kysely';
import { columnName } from './column-names.ts';
import { clean, toJson } from './json.ts';
import { COLUMNS, type Columns, type Db, type Records } from './tables.ts';

/** Rows of one statement: enough that statements do not count, few enough that none is huge. */
const CHUNK = 2_000;

/** SQL for "the column is one of these texts", whatever their number: one parameter. */
export function isOneOf(column: string, values: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} = any(${values.map((value) => clean(value))}::text[])`;
}

/** Whole numbers as one parameter. Written by the driver, each of them would be a text to escape. */
export function numberArray(values: readonly number[]): RawBuilder<readonly number[]> {
  return sql<readonly number[]>`${`{${values.join()}}`}::integer[]`;
}

/**
 * Rows as a table expression named `r`: one parameter, however many there are. Of the rows only these columns are taken; a field
 * that is missing is null, and one that is null is not sent.
 */
export function recordset(rows: readonly object[], columns: Columns): RawBuilder<unknown> {
  const names = Object.keys(columns).map((name) => [name, columnName(name)] as const);
  const values = rows.map((row) => {
    const fields: Record<string, unknown> = {};
    for (const [name, column] of names) {
      const value: unknown = Reflect.get(row, name);
      if (value !== null && value !== undefined) fields[column] = value;
    }
    return fields;
  });
  const definitions = Object.entries(columns).map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`);
  return sql`jsonb_to_recordset(${toJson(values)}::jsonb) as r(${sql.join(definitions)})`;
}

/** A query whose rows are packed. */
interface Packed {
  readonly columns: readonly RawBuilder<unknown>[];
  /** What follows the columns, without a sort. */
  readonly from: RawBuilder<unknown>;
  /** A statement whose rows `from` may name as `made`. */
  readonly made?: RawBuilder<unknown>;
}

/**
 * Rows in one value, as a list for each column: a driver takes a thousand rows apart value by value, which takes several times as long and leaves
 * as much more behind, and a database that writes a list for each row has to find out for each of them how a column is written. Times are
 * RFC 3339 text.
 */
export async function packedRows<Row extends readonly unknown[]>(
  db: Db,
  { columns, from, made }: Packed,
): Promise<readonly Row[]> {
  const before = made === undefined ? sql`` : sql`with made as (${made})`;
  const lists = sql.join(columns.map((column) => sql`json_agg(${column})`));
  const { rows } = await sql<{ packed: string }>`
    ${before} select json_build_array(${lists})::text as packed ${from}`.execute(db);
  // As the caller names the columns, so they are; of no rows there is null for each.
  const [first, ...others] = JSON.parse(rows[0]?.packed ?? '[]') as (readonly unknown[] | null)[];
  // As many as there are columns.
  return (first ?? []).map(
    (value, place) => [value, ...others.map((list) => list?.[place])] as unknown as Row,
  );
}

/** Rows of one statement that looks each of them up: PGlite does nothing else meanwhile. */
const LOOKED_UP = 500;

/** Rows in pieces of which each goes into one statement. */
export function inStatements<T>(rows: readonly T[], most = LOOKED_UP): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(rows.length / most) }, (_, index) =>
    rows.slice(index * most, (index + 1) * most),
  );
}

/** A list of columns. */
export function columnList(names: readonly string[]): RawBuilder<unknown> {
  return sql.join(names.map((name) => sql.ref(name)));
}

/** Inserts rows, in few statements. A row's missing fields are null. */
export async function insertRows<Name extends keyof Records>(
  db: Db,
  table: Name,
  rows: readonly Partial<Records[Name]>[],
): Promise<void> {
  const columns = COLUMNS[table];
  const names = columnList(Object.keys(columns));
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = recordset(rows.slice(start, start + CHUNK), columns);
    await sql`insert into ${sql.table(table)} (${names}) select ${names} from ${chunk}`.execute(db);
  }
}

/** Writes the columns named of the rows with these ids, in one statement. */
export async function updateRows<Name extends keyof Records>(
  db: Db,
  table: Name,
  names: readonly (keyof Records[Name] & string)[],
  rows: readonly (Partial<Records[Name]> & { readonly id: string })[],
): Promise<void> {
  if (rows.length === 0) return;
  const written: ReadonlySet<string> = new Set(['id', ...names]);
  const columns = Object.fromEntries(Object.entries(COLUMNS[table]).filter(([name]) => written.has(name)));
  const assignments = names.map((name) => sql`${sql.ref(name)} = ${sql.ref(`r.${name}`)}`);
  await sql`update ${sql.table(table)} set ${sql.join(assignments)} from ${recordset(rows, columns)}
    where ${sql.ref(`${table}.id`)} = r.id`.execute(db);
}
