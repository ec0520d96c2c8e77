// Logins with vendors, a line each.
import { h, type JSX } from 'preact';
import { LoginCountsDocument, LoginsDocument, type LoginsQuery } from '../../generated/documents.ts';
import { useQuestion } from '../../graph/live.ts';
import { usePages, walk } from '../../graph/pages.ts';
import { a, span } from '../../kit/elements.ts';
import { Facet, Picker, SearchField } from '../../kit/facet.ts';
import { format } from '../../kit/reader.ts';
import { withQuery } from '../../kit/router.ts';
import type { Column } from '../../kit/table/table.ts';
import { AccountFacets } from '../../parts/lists/account-facets.ts';
import type { CsvColumn } from '../../parts/lists/csv-export.ts';
import { DepartmentPicker } from '../../parts/lists/department-picker.ts';
import { HeldCell, heldNames, LastActive, StateOfUser, USER_STATES } from '../../parts/holders/holders.ts';
import { nameOfAssignee } from '../../parts/selecting/chosen.ts';
import { assigneeActions } from '../../parts/selecting/assignee-actions.ts';
import { FilterBar } from '../../parts/lists/filter-bar.ts';
import { LicensePicker } from '../../parts/lists/license-picker.ts';
import { ListPage } from '../../parts/lists/list-page.ts';
import { counted, countOf, HOLDS, IDLE } from '../../parts/lists/options.ts';
import { providerName } from '../../parts/words/words.ts';
import type { PeopleFilters } from './filters.ts';
import { LinesSwitch } from './lines-switch.ts';

const pick = ({ inventory }: LoginsQuery) => inventory?.users;

type Login = NonNullable<NonNullable<NonNullable<LoginsQuery['inventory']>['users']>['nodes']>[number];

export function Logins({ filters }: { readonly filters: PeopleFilters }): JSX.Element {
  const { logins: filter, order, strange } = filters;
  const variables = { filter, orderBy: order, first: 100, after: null };
  const pages = usePages(LoginsDocument, variables, pick);
  return h(ListPage<LoginsQuery, Login>, {
    title: 'People',
    noun: { one: 'login', many: 'logins' },
    pages,
    coverage: pages.data?.inventory?.users?.coverage,
    columns: columnsOf(pages.rows),
    order,
    csv: CSV,
    all: (signal) => walk(LoginsDocument, { ...variables, first: 1_000 }, pick, signal),
    actions: assigneeActions(),
    filters: h(LoginFacets, { filters }),
    strange,
    keyOf: ({ id }) => id,
    nameOf: nameOfAssignee,
  });
}

/** A column of dashes alone is left out. */
function columnsOf(rows: readonly Login[]): Column<Login>[] {
  return [
    {
      title: 'Name',
      sort: 'NAME',
      cell: (row) => [
        a({ href: withQuery({ open: row.id }) }, nameOfAssignee(row)),
        span({ class: 'second' }, row.email ?? row.externalId),
      ],
    },
    {
      title: 'Account',
      isMinor: true,
      cell: ({ account }) => [account.name, span({ class: 'second' }, providerName(account.provider))],
    },
    { title: 'State', sort: 'STATE', cell: (row) => h(StateOfUser, row) },
    ...(rows.some(({ department }) => department !== null)
      ? [
          {
            title: 'Department',
            sort: 'DEPARTMENT',
            isMinor: true,
            cell: ({ department, title }: Login) => [department ?? '', span({ class: 'second' }, title)],
          },
        ]
      : []),
    {
      title: 'Last active',
      sort: 'LAST_ACTIVE',
      isMinor: true,
      cell: (row) => h(LastActive, { at: row.lastActiveAt, activity: row.activity }),
    },
    {
      title: 'Licenses',
      sort: 'LICENSES_HELD',
      isMinor: true,
      cell: ({ assignments }) => h(HeldCell, { held: assignments }),
    },
  ];
}

const CSV: readonly CsvColumn<Login>[] = [
  { title: 'Name', value: ({ displayName }) => displayName },
  { title: 'Address', value: ({ email }) => email },
  { title: 'Account', value: ({ account }) => account.key },
  { title: 'Login id', value: ({ externalId }) => externalId },
  { title: 'State', value: ({ state }) => (state === null ? null : USER_STATES[state][1]) },
  { title: 'Department', value: ({ department }) => department },
  {
    title: 'Last active',
    value: ({ lastActiveAt, activity }) => lastActiveAt ?? (activity === 'NEVER' ? 'never' : null),
  },
  { title: 'Licenses held', value: ({ assignments }) => assignments?.totalCount ?? null },
  { title: 'Licenses', value: ({ assignments }) => heldNames(assignments)?.join('; ') ?? null },
];

function LoginFacets({ filters }: { readonly filters: PeopleFilters }): JSX.Element {
  const { inState, holdingNothing, neverActive } = filters;
  const { data } = useQuestion(LoginCountsDocument, {
    active: inState('ACTIVE'),
    inactive: inState('INACTIVE'),
    pending: inState('PENDING'),
    deleted: inState('DELETED'),
    nothing: holdingNothing,
    never: neverActive,
  });
  const found = data?.inventory;
  return h(
    FilterBar,
    { search: h(SearchField, { label: 'Name, address or id' }) },
    h(LicensePicker, {
      title: 'Holds',
      name: 'holds',
      above: counted(HOLDS, { nothing: found?.nothing?.totalCount }, format.number),
    }),
    h(DepartmentPicker, {}),
    h(Picker, { title: 'Last active', name: 'idleDays', options: IDLE }),
    h(LinesSwitch, { each: 'login' }),
    h(AccountFacets, { hasVendors: false, kind: 'USER' }),
    h(Facet, {
      title: 'State',
      name: 'state',
      options: [
        { value: 'ACTIVE', title: USER_STATES.ACTIVE[1], ...countOf(found?.active) },
        { value: 'INACTIVE', title: USER_STATES.INACTIVE[1], ...countOf(found?.inactive) },
        { value: 'PENDING', title: USER_STATES.PENDING[1], ...countOf(found?.pending) },
        { value: 'DELETED', title: USER_STATES.DELETED[1], ...countOf(found?.deleted) },
      ],
    }),
    h(Facet, {
      title: 'Activity',
      name: 'activity',
      options: [
        { value: 'TOLD', title: 'Told' },
        { value: 'NEVER', title: 'Never active', ...countOf(found?.never) },
        { value: 'NOT_TOLD', title: 'Not told' },
      ],
    }),
  );
}
