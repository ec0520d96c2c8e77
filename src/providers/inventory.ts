// What the sections of a sweep have in common: the one of licenses, and of those that are read by a token from page to page how far a list
// has been read, as it is kept in cursors, and by what it is noticed that a list is cut short or runs in a circle.
import { z } from 'zod';
import type { Call } from '../domain/call.ts';
import type { License } from '../domain/license.ts';
import type { Listed } from '../domain/page.ts';
import { callerError } from '../domain/problem.ts';
import { badResponse } from '../upstream/parse.ts';
import type { InventorySection } from './provider.ts';

/** The section of licenses of a provider that lists them all at once. */
export function catalogueSection(read: (call: Call) => Promise<Listed<License>>): InventorySection {
  return {
    name: 'licenses',
    lists: [{ what: 'LICENSES' }],
    async page(_cursor, call) {
      const { items, gap } = await read(call);
      return { items: items.map((license) => ({ license })), next: null, total: null, gap };
    },
  };
}

/** How far a list has been read. Whoever goes on may be another process, so that it is all in the cursor. */
export const Progress = z.strictObject({
  /** The page before, by its first and last row; by its token where it had no rows. */
  before: z.string().nullable(),
  /** A page further back. A list that runs in a circle comes to it again, however long the circle is (Brent's algorithm). */
  mark: z.string().nullable(),
  /** Pages since that one, and how many there are until the next one is remembered. */
  steps: z.int().min(0),
  span: z.int().min(1),
  /** Holdings so far of licenses that the provider counts, and of all others. */
  counted: z.int().min(0),
  uncounted: z.int().min(0),
});
export type Progress = z.output<typeof Progress>;

/** How many holders of each license the provider counts; one that it does not count, or not as it lists them, is absent. */
export type Counts = ReadonlyMap<string, number>;

/** Nothing has been read. */
export const NOT_BEGUN: Progress = {
  before: null,
  mark: null,
  steps: 0,
  span: 1,
  counted: 0,
  uncounted: 0,
};

/** One page of a list. */
interface PageRead {
  /** Where it began; null for the first page. */
  readonly token: string | null;
  /** Its rows by their ids, in their order. */
  readonly ids: readonly string[];
}

/**
 * How far a list is read with one more page.
 * Throws UPSTREAM_BAD_RESPONSE for a page that came before: at once where it came just before, else when the circle is closed again.
 */
export function advance(progress: Progress, page: PageRead, accountKey: string): Progress {
  const key = keyOf(page);
  if (key === progress.before || key === progress.mark) {
    throw badResponse(accountKey, 'The provider repeats pages of a list.');
  }
  const { steps, span } = progress;
  const next = steps + 1 < span ? { steps: steps + 1 } : { mark: key, steps: 0, span: span * 2 };
  return { ...progress, ...next, before: key };
}

function keyOf({ token, ids }: PageRead): string {
  return JSON.stringify(ids.length === 0 ? token : [ids[0], ids.at(-1)]);
}

/** The same progress with these holdings. */
export function withHoldings(
  progress: Progress,
  holdings: readonly { readonly licenseId: string }[],
  counts: Counts,
): Progress {
  const counted = holdings.filter(({ licenseId }) => counts.has(licenseId)).length;
  return {
    ...progress,
    counted: progress.counted + counted,
    uncounted: progress.uncounted + holdings.length - counted,
  };
}

/** By the licenses of an account, and how many holders the provider counts of one; null where that says nothing about the list. */
export function countsBy(licenses: readonly License[], countOf: (license: License) => number | null): Counts {
  return new Map(
    licenses.flatMap((license) => {
      const count = countOf(license);
      return count === null ? [] : [[license.externalId, count] as const];
    }),
  );
}

/**
 * How many holdings a list that was read to its end should have brought: as many as the provider counts, and of licenses without a count
 * as many as came. Null where nothing is counted.
 */
export function expectedHoldings({ uncounted }: Progress, counts: Counts): number | null {
  return counts.size === 0 ? null : sumOf(counts) + uncounted;
}

/** What is counted may differ from what is listed, because both change meanwhile: by so many, or by this part. */
const TOLERATED = { holdings: 20, part: 0.01 } as const;

/**
 * Refuses a page without rows as the end of a list of which the provider counts far more than came.
 * Throws UPSTREAM_BAD_RESPONSE: asked again, the page may have its rows.
 */
export function refuseEarlyEnd({ counted }: Progress, expected: number, accountKey: string): void {
  if (expected - counted <= Math.max(TOLERATED.holdings, expected * TOLERATED.part)) return;
  throw badResponse(accountKey, 'The provider ended a list long before its own count of it.');
}

/** All that is counted. */
export function sumOf(counts: Counts): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** What the cursor of a section holds; `start` for the first page. Throws BAD_CURSOR for any other text. */
export function placeIn<Place>(form: z.ZodType<Place>, cursor: string | null, start: Place): Place {
  if (cursor === null) return start;
  const place = form.safeParse(parsed(cursor)).data;
  if (place === undefined) throw callerError('BAD_CURSOR', 'The cursor does not belong to this section.');
  return place;
}

/** The cursor of a place. */
export function cursorOf(place: object): string {
  return JSON.stringify(place);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
