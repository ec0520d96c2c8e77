// An account read whole, section after section, as a sweep reads it.
import type { AssigneeKind } from '../../src/domain/account.ts';
import type { Assignee } from '../../src/domain/assignee.ts';
import type { Assignment } from '../../src/domain/assignment.ts';
import type { KnownSoFar, Sighting, SightingPage } from '../../src/domain/inventory/sighting.ts';
import type { License } from '../../src/domain/license.ts';
import type { InventorySection } from '../../src/providers/provider.ts';
import { present } from './assertions.ts';
import { pagesOf } from './pages.ts';
import { testCall } from './runtime.ts';

/** Who holds something by what an earlier sweep saw, by kind. */
type HoldersBefore = Readonly<Partial<Record<AssigneeKind, readonly string[]>>>;

/** What was seen so far. */
export interface Swept {
  readonly known: KnownSoFar;
  /** Pages by the names of their sections. */
  readonly pages: ReadonlyMap<string, readonly SightingPage[]>;
  licenses(): readonly License[];
  /** Assignees of a kind, each as often as it was seen. */
  assignees(kind: AssigneeKind): readonly Assignee[];
  /** `kind assignee license` of every holding that was seen, as often as it was. */
  held(): readonly string[];
}

/** What the assignees on these pages hold. */
export function heldIn(pages: readonly SightingPage[]): Assignment[] {
  return pages
    .flatMap(({ items }) => items)
    .flatMap((seen) => {
      if ('assignment' in seen) return [seen.assignment];
      return 'assignee' in seen ? (seen.holds ?? []) : [];
    });
}

interface Sweep extends Swept {
  note(name: string, page: SightingPage): void;
}

function newSweep(before: HoldersBefore): Sweep {
  const pages = new Map<string, SightingPage[]>();
  const all = (): SightingPage[] => [...pages.values()].flat();
  const sightings = (): Sighting[] => all().flatMap(({ items }) => items);
  const holdings = (): Assignment[] => heldIn(all());
  const behind = (kind: AssigneeKind, place: string | null, seen: readonly Assignee[]): string[] => {
    const ids = seen.filter((one) => one.kind === kind).map(({ externalId }) => externalId);
    return [...new Set([...(before[kind] ?? []), ...ids])]
      .filter((id) => place === null || id > place)
      .sort();
  };
  const licenses = (): License[] => sightings().flatMap((seen) => ('license' in seen ? [seen.license] : []));
  return {
    pages,
    licenses,
    assignees: (kind) =>
      sightings()
        .flatMap((seen) => ('assignee' in seen ? [seen.assignee] : []))
        .filter((assignee) => assignee.kind === kind),
    held: () =>
      holdings().map(({ assignee, licenseId }) => `${assignee.kind} ${assignee.externalId} ${licenseId}`),
    known: {
      licenses: () => Promise.resolve(licenses()),
      holdersSeen() {
        const seen = new Map<string, Set<string>>();
        for (const { licenseId, assignee } of holdings()) {
          const own = seen.get(licenseId) ?? new Set();
          seen.set(licenseId, own.add(`${assignee.kind} ${assignee.externalId}`));
        }
        return Promise.resolve(new Map([...seen].map(([id, own]) => [id, own.size])));
      },
      holdersAfter(kind, externalId, most) {
        const seen = holdings().map(({ assignee }) => assignee);
        return Promise.resolve(behind(kind, externalId, seen).slice(0, most));
      },
      assigneesAfter(kind, externalId, most) {
        const listed = sightings().flatMap((seen) => ('assignee' in seen ? [seen.assignee] : []));
        return Promise.resolve(behind(kind, externalId, listed).slice(0, most));
      },
    },
    note(name, page) {
      const own = pages.get(name) ?? [];
      own.push(page);
      pages.set(name, own);
    },
  };
}

/**
 * Reads every section to its end. `sectionsOf` gives the sections for each page: those of another account each time show that a cursor is
 * all that another process needs.
 */
export async function sweep(
  sectionsOf: () => readonly InventorySection[],
  before: HoldersBefore = {},
): Promise<Swept> {
  const swept = newSweep(before);
  for (const { name } of sectionsOf()) await readSection(sectionsOf, name, swept);
  return swept;
}

/** Reads one section to its end, after what was swept before. */
async function readSection(
  sectionsOf: () => readonly InventorySection[],
  name: string,
  swept: Sweep,
): Promise<void> {
  await pagesOf<Sighting>(async (cursor) => {
    const page = await sectionIn(sectionsOf(), name).page(cursor, testCall(), swept.known);
    swept.note(name, page);
    return page;
  });
}

/** The section of this name. */
export function sectionIn(sections: readonly InventorySection[], name: string): InventorySection {
  return present(
    sections.find((section) => section.name === name),
    `a section ${name}`,
  );
}

/** What is known before anything is swept, but for the catalogue. */
export function knowing(licenses: readonly License[] = []): KnownSoFar {
  return {
    licenses: () => Promise.resolve(licenses),
    holdersSeen: () => Promise.resolve(new Map()),
    holdersAfter: () => Promise.resolve([]),
    assigneesAfter: () => Promise.resolve([]),
  };
}
