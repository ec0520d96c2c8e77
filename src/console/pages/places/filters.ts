// What the address of the places asks for. Pure.
import type {
  EntitySearch,
  EntitySortField,
  WorkspaceSearch,
  WorkspaceSortField,
} from '../../generated/documents.ts';
import { holdsOf } from '../../parts/holders/holds-of.ts';
import {
  given,
  readFilters,
  type AskedAt,
  type ListOrder,
  type Strange,
} from '../../parts/lists/list-filters.ts';

const KINDS = ['WORKSPACE', 'ENTITY'] as const;
export type PlaceKind = (typeof KINDS)[number];

const OF_WORKSPACES = ['NAME', 'LICENSES_HELD'] as const satisfies readonly WorkspaceSortField[];
const OF_ENTITIES = ['NAME', 'ENTITY_TYPE', 'LICENSES_HELD'] as const satisfies readonly EntitySortField[];

export interface PlaceFilters {
  readonly kind: PlaceKind;
  readonly workspaces: WorkspaceSearch;
  readonly entities: EntitySearch;
  readonly workspaceOrder: ListOrder<WorkspaceSortField>;
  readonly entityOrder: ListOrder<EntitySortField>;
  readonly strange: readonly Strange[];
}

export function placeFilters({ query, typed }: AskedAt): PlaceFilters {
  const reading = readFilters(query);
  const kind = reading.word('kind', KINDS) ?? 'WORKSPACE';
  const common = given({
    search: typed === '' ? null : typed,
    accountKeys: reading.texts('account'),
    holds: holdsOf(reading),
  });
  const ofTypes = given({ entityTypes: reading.texts('type') });
  const byName = { field: 'NAME', direction: 'ASC' } as const;
  return {
    kind,
    workspaces: common,
    entities: { ...common, ...ofTypes },
    workspaceOrder: kind === 'WORKSPACE' ? reading.order(OF_WORKSPACES, byName) : byName,
    entityOrder: kind === 'ENTITY' ? reading.order(OF_ENTITIES, byName) : byName,
    strange: reading.strange,
  };
}
