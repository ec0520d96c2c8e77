// A list as comma-separated values, with a last line for what it does not hold. Pure.
import { toCsv } from '../../kit/csv.ts';

/** A column of an export. */
export interface CsvColumn<Row> {
  readonly title: string;
  /** Null for what is not told. */
  value(row: Row): string | number | null;
}

export interface CsvExport<Row> {
  readonly columns: readonly CsvColumn<Row>[];
  readonly rows: readonly Row[];
  /** Names of accounts that are missing, or not all here. */
  readonly missing: readonly string[];
  /** What else is to be said in the last line. */
  readonly notes?: readonly string[];
}

/** Heading, rows, and what is missing, a line each. */
export function csvOf<Row>({ columns, rows, missing, notes = [] }: CsvExport<Row>): string {
  const left =
    missing.length === 0
      ? []
      : [`Not all of it: these accounts are missing or not whole: ${missing.join('; ')}`];
  return toCsv([
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map((column) => column.value(row))),
    ...[...left, ...notes].map((line) => [line]),
  ]);
}
