// Times: dates in rows, RFC 3339 text in UTC in records.

type TimeAsText<Value> = Value extends Date ? string : Value;

type TextTimes<Row> = { [Name in keyof Row]: TimeAsText<Row[Name]> };

/** A row with its times as text. */
export function withTextTimes<Row extends object>(row: Row): TextTimes<Row> {
  const fields = Object.entries(row).map(([name, value]: [string, unknown]) => [
    name,
    value instanceof Date ? value.toISOString() : value,
  ]);
  // The same fields, and of the same types but for the dates.
  return Object.fromEntries(fields) as TextTimes<Row>;
}
