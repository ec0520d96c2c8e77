// Which rows of a list have been deleted: so many of the first, by a switch, and single ones.

/** The deleted rows of a list, by position. */
export interface Gone {
  has(position: number): boolean;
  /** All of them, ascending. */
  positions(): readonly number[];
  /** How many rows before a position are there. */
  rankOf(position: number): number;
  /** The position of the row that has so many present ones before it. */
  atRank(rank: number): number;
  set(position: number, isGone: boolean): void;
  snapshot(): () => void;
}

/** Nothing deleted but what the switch says, which is read when it is needed. */
export function createGone(ofFirst: () => number): Gone {
  let single: ReadonlySet<number> = new Set();
  /** Those that the switch does not cover, ascending. */
  const others = (first: number): number[] =>
    [...single].filter((position) => position >= first).toSorted((a, b) => a - b);
  return {
    has: (position) => position < ofFirst() || single.has(position),
    positions() {
      const first = ofFirst();
      return [...Array.from({ length: first }, (_, position) => position), ...others(first)];
    },
    rankOf(position) {
      const first = ofFirst();
      const before = others(first).filter((other) => other < position).length;
      return position - Math.min(first, position) - before;
    },
    atRank(rank) {
      const first = ofFirst();
      let position = first + rank;
      for (const other of others(first)) if (other <= position) position += 1;
      return position;
    },
    set(position, isGone) {
      const rest = [...single].filter((other) => other !== position);
      single = new Set(isGone ? [...rest, position] : rest);
    },
    snapshot() {
      const before = single;
      return () => {
        single = before;
      };
    },
  };
}
