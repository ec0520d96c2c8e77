// How many rows a list over many accounts has in all, by the providers' own counts.
import type { Position, Source } from './position.ts';

/** What is known of a walk at the end of a page. */
interface WalkedPage<T> {
  readonly sources: readonly Source<T>[];
  readonly after: Position | null;
  readonly next: Position | null;
  /** How many rows are on the page. */
  readonly rows: number;
  /** Whether rows are known to be missing, on this page or on earlier ones. */
  readonly lacksRows: boolean;
  /** The provider's own counts of sources that were read from their start, by key. */
  readonly totals: ReadonlyMap<string, number | null>;
}

/** Rows of the whole list; null unless known and complete. */
export function totalOf<T>({ sources, after, next, rows, lacksRows, totals }: WalkedPage<T>): number | null {
  if (lacksRows) return null;
  if (next === null && after === null) return rows;
  return sources.length === 0 ? null : sumOf(sources.map(({ key }) => totals.get(key) ?? null));
}

/** null when one of them is not known. */
function sumOf(counts: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const count of counts) {
    if (count === null) return null;
    sum += count;
  }
  return sum;
}
