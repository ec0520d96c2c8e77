// Holders put together: how many of each department, license, account, and the like.
import { h, type JSX } from 'preact';
import { HolderGroupsDocument, type HolderGroupsQuery } from '../../generated/documents.ts';
import { usePages, walk } from '../../graph/pages.ts';
import { a } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { withQuery } from '../../kit/router.ts';
import type { Column } from '../../kit/table/table.ts';
import { ListPage } from '../../parts/lists/list-page.ts';
import { HolderFacets } from './facets.ts';
import { GROUPINGS, type Grouping, type HolderFilters } from './filters.ts';
import { groupName, groupQuery, type Group } from './group-names.ts';

const pick = ({ inventory }: HolderGroupsQuery) => inventory?.groups;

export interface GroupsProps {
  readonly filters: HolderFilters;
  readonly group: Grouping;
}

export function Groups({ filters, group }: GroupsProps): JSX.Element {
  const { filter, asOf } = filters;
  const { by, title } = GROUPINGS[group];
  const variables = { asOf, by: [...by], filter, first: 200, after: null };
  const pages = usePages(HolderGroupsDocument, variables, pick);
  const headings = by.length === 1 ? [title] : by.map((key) => GROUPINGS[key].title);
  const columns: Column<Group>[] = [
    ...headings.map((heading, place) => ({
      title: heading,
      cell: (row: Group) => {
        const query = place === 0 ? groupQuery(row) : null;
        return query === null ? groupName(row, place) : a({ href: withQuery(query) }, groupName(row, place));
      },
    })),
    { title: 'Assignments', isNumber: true, cell: ({ assignments }) => format.number(assignments) },
    { title: 'Different holders', isNumber: true, cell: ({ assignees }) => format.number(assignees) },
  ];
  return h(ListPage<HolderGroupsQuery, Group>, {
    title: 'Holders',
    noun: { one: 'group', many: 'groups' },
    pages,
    coverage: pages.data?.inventory?.groups?.coverage,
    columns,
    csv: [
      ...headings.map((heading, place) => ({ title: heading, value: (row: Group) => groupName(row, place) })),
      { title: 'Assignments', value: ({ assignments }) => assignments },
      { title: 'Different holders', value: ({ assignees }) => assignees },
    ],
    all: (signal) => walk(HolderGroupsDocument, { ...variables, first: 1_000 }, pick, signal),
    actions: [],
    filters: h(HolderFacets, { filters }),
    strange: filters.strange,
    keyOf: ({ keys }) => JSON.stringify(keys),
    nameOf: (row) => groupName(row, 0),
  });
}
