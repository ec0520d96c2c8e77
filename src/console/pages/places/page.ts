// The places: workspaces, and what is listed publicly; one of them in the drawer.
import { Fragment, h, type JSX } from 'preact';
import {
  EntitiesDocument,
  WorkspacesDocument,
  type EntitiesQuery,
  type WorkspacesQuery,
} from '../../generated/documents.ts';
import { usePages, walk } from '../../graph/pages.ts';
import { Dash } from '../../kit/told/dash.ts';
import { a, div, span } from '../../kit/elements.ts';
import { SearchField } from '../../kit/facet.ts';
import { address, go, withQuery } from '../../kit/router.ts';
import type { Column } from '../../kit/table/table.ts';
import { AccountFacets } from '../../parts/lists/account-facets.ts';
import { assigneeActions } from '../../parts/selecting/assignee-actions.ts';
import type { CsvColumn } from '../../parts/lists/csv-export.ts';
import { HolderDrawer } from '../../parts/holders/open.ts';
import { HeldCell, heldNames, Moment } from '../../parts/holders/holders.ts';
import { nameOfAssignee } from '../../parts/selecting/chosen.ts';
import { FilterBar } from '../../parts/lists/filter-bar.ts';
import { LicensePicker } from '../../parts/lists/license-picker.ts';
import { ListPage } from '../../parts/lists/list-page.ts';
import { HOLDS } from '../../parts/lists/options.ts';
import { inWords, providerName } from '../../parts/words/words.ts';
import { placeFilters, type PlaceFilters, type PlaceKind } from './filters.ts';

const LISTS = { WORKSPACE: Workspaces, ENTITY: Entities } as const;

export function PlacesPage(): JSX.Element {
  const { query, typed } = address.value;
  const filters = placeFilters({ query, typed: typed.get('q') ?? '' });
  const open = query.get('open');
  return h(
    Fragment,
    {},
    h(LISTS[filters.kind], { key: filters.kind, filters }),
    open === null
      ? null
      : h(HolderDrawer, { key: open, id: open, onClose: () => go(withQuery({ open: null })) }),
  );
}

interface ListProps {
  readonly filters: PlaceFilters;
}

const workspacesOf = ({ inventory }: WorkspacesQuery) => inventory?.workspaces;
const entitiesOf = ({ inventory }: EntitiesQuery) => inventory?.entities;

type Workspace = NonNullable<
  NonNullable<NonNullable<WorkspacesQuery['inventory']>['workspaces']>['nodes']
>[number];
type Entity = NonNullable<NonNullable<NonNullable<EntitiesQuery['inventory']>['entities']>['nodes']>[number];

function Workspaces({
  filters: { workspaces: filter, workspaceOrder: order, strange },
}: ListProps): JSX.Element {
  const variables = { filter, orderBy: order, first: 100, after: null };
  const pages = usePages(WorkspacesDocument, variables, workspacesOf);
  return h(ListPage<WorkspacesQuery, Workspace>, {
    title: 'Places',
    noun: { one: 'workspace', many: 'workspaces' },
    pages,
    coverage: pages.data?.inventory?.workspaces?.coverage,
    columns: [
      ...columnsOf<Workspace>(),
      {
        title: 'Calling',
        isMinor: true,
        cell: ({ callingType }) => callingType ?? h(Dash, { why: 'The vendor does not tell it.' }),
      },
      {
        title: 'Licenses',
        sort: 'LICENSES_HELD',
        cell: ({ assignments }) => h(HeldCell, { held: assignments }),
      },
    ],
    order,
    csv: [...csvOf<Workspace>(), { title: 'Calling', value: ({ callingType }) => callingType }, ...HELD_CSV],
    all: (signal) => walk(WorkspacesDocument, { ...variables, first: 1_000 }, workspacesOf, signal),
    actions: assigneeActions(),
    filters: h(PlaceFacets, { kind: 'WORKSPACE' }),
    strange,
    keyOf: ({ id }) => id,
    nameOf: nameOfAssignee,
  });
}

function Entities({ filters: { entities: filter, entityOrder: order, strange } }: ListProps): JSX.Element {
  const variables = { filter, orderBy: order, first: 100, after: null };
  const pages = usePages(EntitiesDocument, variables, entitiesOf);
  return h(ListPage<EntitiesQuery, Entity>, {
    title: 'Places',
    noun: { one: 'entity', many: 'entities' },
    pages,
    coverage: pages.data?.inventory?.entities?.coverage,
    columns: [
      ...columnsOf<Entity>(),
      {
        title: 'Type',
        sort: 'ENTITY_TYPE',
        isMinor: true,
        cell: ({ entityType }) =>
          entityType === null ? h(Dash, { why: 'The vendor does not tell it.' }) : inWords(entityType),
      },
      {
        title: 'Country',
        isMinor: true,
        cell: ({ countryCode }) => countryCode ?? h(Dash, { why: 'The vendor does not tell it.' }),
      },
      {
        title: 'Last changed',
        isMinor: true,
        cell: ({ updatedAt }) => h(Moment, { at: updatedAt, why: 'The vendor does not tell it.' }),
      },
      {
        title: 'Licenses',
        sort: 'LICENSES_HELD',
        cell: ({ assignments }) => h(HeldCell, { held: assignments }),
      },
    ],
    order,
    csv: [
      ...csvOf<Entity>(),
      { title: 'Type', value: ({ entityType }) => entityType },
      { title: 'Country', value: ({ countryCode }) => countryCode },
      ...HELD_CSV,
    ],
    all: (signal) => walk(EntitiesDocument, { ...variables, first: 1_000 }, entitiesOf, signal),
    actions: assigneeActions(),
    filters: h(PlaceFacets, { kind: 'ENTITY' }),
    strange,
    keyOf: ({ id }) => id,
    nameOf: nameOfAssignee,
  });
}

type Place = Pick<Workspace, 'id' | 'displayName' | 'externalId' | 'account' | 'assignments'>;

/** What both have. */
function columnsOf<Row extends Place>(): Column<Row>[] {
  return [
    {
      title: 'Name',
      sort: 'NAME',
      cell: (row) => [
        a({ href: withQuery({ open: row.id }) }, nameOfAssignee(row)),
        span({ class: 'second' }, row.externalId),
      ],
    },
    {
      title: 'Account',
      isMinor: true,
      cell: ({ account }) => [account.name, span({ class: 'second' }, providerName(account.provider))],
    },
  ];
}

function csvOf<Row extends Place>(): CsvColumn<Row>[] {
  return [
    { title: 'Name', value: ({ displayName }) => displayName },
    { title: 'Id', value: ({ externalId }) => externalId },
    { title: 'Account', value: ({ account }) => account.key },
  ];
}

const HELD_CSV: readonly CsvColumn<Place>[] = [
  { title: 'Licenses held', value: ({ assignments }) => assignments?.totalCount ?? null },
  { title: 'Licenses', value: ({ assignments }) => heldNames(assignments)?.join('; ') ?? null },
];

function PlaceFacets({ kind }: { readonly kind: PlaceKind }): JSX.Element {
  const other = (title: string, one: PlaceKind): JSX.Element =>
    a(
      {
        class: 'switch',
        href: withQuery({ kind: one === 'WORKSPACE' ? null : one, sort: null, type: null, open: null }),
        ...(one === kind && { 'aria-current': 'true' as const }),
      },
      title,
    );
  return h(
    FilterBar,
    { search: h(SearchField, { label: 'Name or id' }) },
    h(LicensePicker, { title: 'Holds', name: 'holds', above: HOLDS }),
    div(
      { class: 'facet', role: 'group', 'aria-label': 'Kind of place' },
      span({ class: 'facet-title' }, 'Kind'),
      other('Workspaces', 'WORKSPACE'),
      other('Entities, listed publicly', 'ENTITY'),
    ),
    h(AccountFacets, { hasVendors: false, kind }),
  );
}
