// The sections of a sweep of an account: those that its provider has, or some made of the lists that every provider has.
import { ASSIGNEE_KINDS, type AssigneeKind } from '../domain/account.ts';
import type { Assignee } from '../domain/assignee.ts';
import type { Sighting, SightingPage } from '../domain/inventory/sighting.ts';
import type { Page } from '../domain/page.ts';
import type { InventorySection, ProviderAccount, ReadPage } from '../providers/provider.ts';

/** The sections of an account, in the order in which they are read. */
export function sectionsOf(account: ProviderAccount): readonly InventorySection[] {
  return account.inventory ?? madeOf(account);
}

/** Sections that take more calls than a provider's own may, and tell as much: each row of them comes from a list of the port. */
function madeOf(account: ProviderAccount): readonly InventorySection[] {
  const kinds = ASSIGNEE_KINDS.filter((kind) => account.assignees[kind] !== undefined);
  return [
    licenses(account),
    ...kinds.flatMap((kind) => assignees(account, kind)),
    assignments(account, kinds),
  ];
}

function licenses(account: ProviderAccount): InventorySection {
  return {
    name: 'licenses',
    lists: [{ what: 'LICENSES' }],
    async page(_cursor, call) {
      const { items, gap } = await account.catalogue(call);
      return { items: items.map((license) => ({ license })), next: null, total: null, gap };
    },
  };
}

function assignees(account: ProviderAccount, kind: AssigneeKind): readonly InventorySection[] {
  const list: { readonly page: ReadPage<Assignee> } | undefined = account.assignees[kind];
  if (list === undefined) return [];
  return [
    {
      name: `assignees-${kind.toLowerCase()}`,
      lists: [{ what: 'ASSIGNEES', kind }],
      page: async (cursor, call) => sightedIn(await list.page(cursor, call), sightingOf),
    },
  ];
}

/** Rows may tell all that an assignee holds. */
function sightingOf({ assignments: holds, ...assignee }: Assignee): Sighting {
  return holds === undefined ? { assignee } : { assignee, holds };
}

function assignments(account: ProviderAccount, kinds: readonly AssigneeKind[]): InventorySection {
  return {
    name: 'assignments',
    lists: kinds.map((kind) => ({ what: 'HOLDINGS', kind })),
    async page(cursor, call) {
      const page = await account.assignments.page(cursor, call);
      const { total, ...rest } = sightedIn(page, (assignment) => ({ assignment, isNamedOnly: true }));
      return { ...rest, total: null, totalHoldings: total };
    },
  };
}

function sightedIn<Row>(page: Page<Row>, sight: (row: Row) => Sighting): SightingPage {
  return { ...page, items: page.items.map(sight) };
}
