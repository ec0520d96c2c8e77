// Who holds what, a line for each license that somebody or something holds; or put together in groups.
import { h, type JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { HoldersDocument, type HoldersQuery } from '../../generated/documents.ts';
import { usePages, walk } from '../../graph/pages.ts';
import { dayIn } from '../../kit/days.ts';
import { p } from '../../kit/elements.ts';
import { later } from '../../kit/later.ts';
import { format } from '../../kit/reader.ts';
import { address } from '../../kit/router.ts';
import { nameOfAssignee } from '../../parts/selecting/chosen.ts';
import { PageToCome } from '../../parts/page.ts';
import { holdingActions } from '../../parts/selecting/holding-actions.ts';
import type { DayToComeProps } from '../../parts/answers/nothing-there.ts';
import { ListPage } from '../../parts/lists/list-page.ts';
import { HOLDER_CSV, holderColumns, type HolderRow } from './columns.ts';
import { HolderFacets } from './facets.ts';
import { holderFilters, type HolderFilters } from './filters.ts';
import type { GroupsProps } from './groups.ts';

const Groups = later<GroupsProps>(
  async () => (await import('./groups.ts')).Groups,
  () => h(PageToCome, { title: 'Holders' }),
);

const DayToCome = later<DayToComeProps>(
  async () => (await import('../../parts/answers/nothing-there.ts')).DayToCome,
  () => h(PageToCome, { title: 'Holders' }),
);

const pick = ({ inventory }: HoldersQuery) => inventory?.assignments;

export function HoldersPage(): JSX.Element {
  const { query, typed } = address.value;
  const today = useMemo(() => dayIn(0, format.now()), []);
  const filters = holderFilters({ query, typed: typed.get('q') ?? '', today });
  const { group, toCome } = filters;
  if (toCome !== null) return h(DayToCome, { title: 'Holders', many: 'assignments', day: toCome });
  return group === null ? h(Holders, { filters }) : h(Groups, { key: group, filters, group });
}

function Holders({ filters }: { readonly filters: HolderFilters }): JSX.Element {
  const { filter, order, asOf } = filters;
  const variables = { asOf, filter, orderBy: order, first: 100, after: null };
  const pages = usePages(HoldersDocument, variables, pick);
  return h(ListPage<HoldersQuery, HolderRow>, {
    title: 'Holders',
    noun: { one: 'assignment', many: 'assignments' },
    pages,
    coverage: pages.data?.inventory?.assignments?.coverage,
    columns: holderColumns(pages.rows),
    order,
    csv: HOLDER_CSV,
    all: (signal) => walk(HoldersDocument, { ...variables, first: 1_000 }, pick, signal),
    actions: asOf === null ? holdingActions() : [],
    filters: h(HolderFacets, { filters }),
    strange: filters.strange,
    note: noteOf(filters),
    keyOf: ({ id }) => id,
    nameOf: ({ assignee, license }) => `${nameOfAssignee(assignee)}, ${license.name ?? license.externalId}`,
  });
}

/** Filters that look at people leave other holders out. */
function noteOf({ filter }: HolderFilters): JSX.Element | null {
  return filter.user
    ? p({ class: 'muted' }, 'Only people, because of the department or the state: other holders have none.')
    : null;
}
