// How many rows a list over many accounts has in all: by the providers' own counts, and by the inventory's where the rows come from there.
import { ageOf, type TakenInstead } from './instead.ts';
import { isStart, type Position, type Source } from './position.ts';

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
  /** Sources whose rows come from the inventory, by key. */
  readonly instead: ReadonlyMap<string, TakenInstead>;
}

/** A number of rows, null when nobody knows it, or what reads it: the inventory counts for those who ask. */
export type Total = number | null | (() => Promise<number | null>);

/** Rows of the whole list; null unless known and complete. */
export function totalOf<T>(page: WalkedPage<T>): Total {
  const { sources, after, next, rows, lacksRows } = page;
  if (lacksRows) return null;
  if (next === null && after === null) return rows;
  if (sources.length === 0) return null;
  const counts = sources.map((source, index) => countOf(page, source, index));
  if (counts.includes(null)) return null;
  let sum: Promise<number | null> | null = null;
  return counts.every((count) => typeof count === 'number') ? sumOf(counts) : () => (sum ??= readSum(counts));
}

function countOf<T>(page: WalkedPage<T>, source: Source<T>, index: number): Total {
  const { key, instead } = source;
  const taken = page.instead.get(key);
  // Of rows that have grown too old since they were given, there are none to count.
  if (taken !== undefined) return taken.observedAt === null || !instead ? null : () => instead.count();
  if (!instead?.comesFirst || !isToCome(page, key, index)) return page.totals.get(key) ?? null;
  return async () => ((await ageOf(instead))?.isYoung === true ? instead.count() : null);
}

/** Whether the walk has not reached a source yet, and so will take it from where it comes first. */
function isToCome<T>({ sources, next }: WalkedPage<T>, key: string, index: number): boolean {
  if (next === null) return false;
  if (next.source === key) return isStart(next);
  return index > sources.findIndex((one) => one.key === next.source);
}

async function readSum(counts: readonly Total[]): Promise<number | null> {
  return sumOf(
    await Promise.all(counts.map(async (count) => (typeof count === 'function' ? count() : count))),
  );
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
