// When the lists of an account were last read to their ends: what is not in the inventory was not there then.
import type { AssigneeKind } from '../account.ts';
import type { ListedInFull } from './sighting.ts';

/** A section of an account that has been read to its end. `completeAt`: RFC 3339 UTC, when that reading began. */
export interface SectionTime {
  readonly lists: readonly ListedInFull[];
  readonly completeAt: string;
}

/** Which list. */
type WantedList =
  { readonly what: 'LICENSES' } | { readonly what: 'ASSIGNEES' | 'HOLDINGS'; readonly kind: AssigneeKind };

/**
 * When a list was last known whole; null for an account that has no section. What no section lists in full is found by all of them
 * together.
 */
export function listedWholeAt(sections: readonly SectionTime[], wanted: WantedList): string | null {
  const kind = 'kind' in wanted ? wanted.kind : undefined;
  const own = sections.flatMap(({ lists, completeAt }) =>
    lists
      .filter((list) => list.what === wanted.what && list.kind === kind)
      .map(({ people = 'ALL' }) => ({ people, completeAt })),
  );
  if (own.length === 0) return earliest(sections.map(({ completeAt }) => completeAt));
  // People from inside and from outside may have lists of their own: the older of the two tells.
  const latest = [...Map.groupBy(own, ({ people }) => people).values()].flatMap(
    (some) =>
      some
        .map(({ completeAt }) => completeAt)
        .toSorted()
        .at(-1) ?? [],
  );
  return earliest(latest);
}

/** The first of some moments (RFC 3339 UTC, all in the same form); null when there is none. */
export function earliest(moments: readonly string[]): string | null {
  return moments.toSorted()[0] ?? null;
}
