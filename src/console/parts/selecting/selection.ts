// Which rows of a list are chosen. What was chosen stays so while the list is filtered otherwise, and the bar says how many of it are not in sight. Pure.

/** Rows by their keys, in the order in which they were chosen. */
export type Selection<Row> = ReadonlyMap<string, Row>;

/** Rows as the list shows them. */
export interface Keyed<Row> {
  readonly rows: readonly Row[];
  keyOf(row: Row): string;
}

/** The changes that a set may have, and so the rows that may be chosen for it. */
export const MOST_CHANGES = 10_000;

/** Chooses a row, or no longer. A key that no row of the list has changes nothing. */
export function toggled<Row>(
  chosen: Selection<Row>,
  key: string,
  { rows, keyOf }: Keyed<Row>,
): Selection<Row> {
  const next = new Map(chosen);
  if (next.delete(key)) return next;
  const row = rows.find((one) => keyOf(one) === key);
  if (row !== undefined) next.set(key, row);
  return next;
}

/** What the checkbox of the heading does: chooses the rows that were read, or none of them when all are. Others stay as they are. */
export function toggledAll<Row>(chosen: Selection<Row>, read: Keyed<Row>): Selection<Row> {
  if (!areAllChosen(chosen, read)) return withRows(chosen, read);
  const next = new Map(chosen);
  for (const row of read.rows) next.delete(read.keyOf(row));
  return next;
}

/** These as well. */
export function withRows<Row>(chosen: Selection<Row>, { rows, keyOf }: Keyed<Row>): Selection<Row> {
  return new Map([...chosen, ...rows.map((row) => [keyOf(row), row] as const)]);
}

/** Whether every row that was read is chosen; of none, no. */
export function areAllChosen<Row>(chosen: Selection<Row>, { rows, keyOf }: Keyed<Row>): boolean {
  return rows.length > 0 && rows.every((row) => chosen.has(keyOf(row)));
}

/** How many are chosen that the list does not show: filtered out, or not read yet. */
export function unseenOf<Row>(chosen: Selection<Row>, { rows, keyOf }: Keyed<Row>): number {
  const shown = new Set(rows.map(keyOf));
  return [...chosen.keys()].filter((key) => !shown.has(key)).length;
}

/** How many match and are not chosen, as far as can be told: what "all that match" would add at most. Null when it is not known how many match. */
export function addedByAll<Row>(
  chosen: Selection<Row>,
  read: Keyed<Row>,
  totalCount: number | null,
): number | null {
  if (totalCount === null) return null;
  return Math.max(0, totalCount - (chosen.size - unseenOf(chosen, read)));
}
