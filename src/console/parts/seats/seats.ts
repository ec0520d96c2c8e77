// Seats in numbers: shares, sums, states. Pure.

/** Seats as the graph tells them; null for what the vendor does not tell. */
export interface SeatNumbers {
  readonly total: number | null;
  readonly assigned: number | null;
  readonly available: number | null;
  readonly countable: boolean;
}

/** A sum over licenses that are counted. */
export interface SeatSum {
  /** Licenses in the sum. */
  readonly counted: number;
  /** Licenses of which nobody tells how many seats there are. */
  readonly uncounted: number;
  readonly assigned: number;
  readonly total: number;
  /** Seats nobody has, of the licenses that have some. Not `total - assigned`: what is over-booked fills no other license's seats. */
  readonly free: number;
  /** Seats held beyond what was bought. */
  readonly over: number;
}

/** Adds up seats. Licenses without a number are counted apart, never as 0. */
export function sumOfSeats(all: readonly { readonly seats: SeatNumbers | null }[]): SeatSum {
  const sum = { counted: 0, uncounted: 0, assigned: 0, total: 0, free: 0, over: 0 };
  for (const { seats } of all) {
    if (!isCounted(seats)) {
      sum.uncounted += 1;
      continue;
    }
    const free = seats.total - seats.assigned;
    sum.counted += 1;
    sum.assigned += seats.assigned;
    sum.total += seats.total;
    sum.free += Math.max(0, free);
    sum.over += Math.max(0, -free);
  }
  return sum;
}

/** Whether both numbers are told, so that they can be compared. */
export function isCounted(
  seats: SeatNumbers | null,
): seats is SeatNumbers & { readonly total: number; readonly assigned: number } {
  return seats !== null && seats.countable && seats.total !== null && seats.assigned !== null;
}

/** Which part of the seats is held; above 1 when over-booked; null without a number. Held seats of none bought are over-booked beyond any share. */
export function shareOf(seats: SeatNumbers | null): number | null {
  if (!isCounted(seats)) return null;
  if (seats.total === 0) return seats.assigned === 0 ? 0 : Number.POSITIVE_INFINITY;
  return seats.assigned / seats.total;
}

/** Puts rows together by a key, in the order in which the keys come up. */
export function groupBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
