// Rows that move while a list is read. Tokens are opaque, and the sample of one counts rows (yext contract 3): where rows that
// were read go, others may move up past the token, and where some come, they move down and come again. What a cursor remembers
// of the page before tells of it.
import { createHash } from 'node:crypto';

/** How many rows of one kind the provider says there are, and how many of them have been read; rows that were removed count as read. */
export interface Tally {
  /** Which ones: a fingerprint. */
  readonly key: string;
  readonly told: number | null;
  readonly seen: number;
}

/** What is remembered of the page before. */
export interface Trail {
  /** Where it started; null when it was the first. */
  readonly token: string | null;
  /** Fingerprints of its rows. */
  readonly given: readonly string[];
  /** Of all rows read so far. The last one may go on. */
  readonly tallies: readonly Tally[];
}

/** Short, because a cursor has many of them: 48 bits tell the rows of two pages apart. */
export function fingerprint(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 8);
}

/** The tallies with those of one more page, `rows` of whose rows count. */
export function added(earlier: readonly Tally[], page: readonly Tally[]): readonly Tally[] {
  const tallies = new Map(earlier.map((tally) => [tally.key, tally]));
  for (const { key, told, seen } of page) {
    const before = tallies.get(key);
    // The latest one is put last: its rows may go on on the next page.
    tallies.delete(key);
    const gone = Math.max(0, (before?.told ?? 0) - (told ?? before?.told ?? 0));
    const left = Math.max(0, (before?.seen ?? 0) - gone);
    tallies.set(key, { key, told: told ?? before?.told ?? null, seen: left + seen });
  }
  return [...tallies.values()];
}

/** Whether fewer rows were read than there are. */
export function isShort({ told, seen }: Pick<Tally, 'told' | 'seen'>): boolean {
  return told !== null && seen < told;
}

/** Whether rows may have moved up between two pages: the provider counts fewer than before, or more than could be read. */
export function mayHaveMoved(earlier: readonly Tally[], page: readonly Tally[], isLast: boolean): boolean {
  const before = new Map(earlier.map(({ key, told }) => [key, told]));
  const fewer = page.some(({ key, told }) => told !== null && told < (before.get(key) ?? told));
  if (fewer) return true;
  const tallies = added(earlier, page);
  const open = isLast ? null : tallies.at(-1)?.key;
  // Rows are missed between two pages: of what the first of them ended with, or of what the second begins with.
  const atTheSeam = new Set([earlier.at(-1)?.key, page[0]?.key]);
  return tallies.some((tally) => tally.key !== open && atTheSeam.has(tally.key) && isShort(tally));
}
