// Humans over all accounts, a line each: whoever has one address in several is one.
import { h, type JSX } from 'preact';
import { HumansDocument, type HumansQuery } from '../../generated/documents.ts';
import { usePages, walk } from '../../graph/pages.ts';
import { p } from '../../kit/elements.ts';
import { Picker, SearchField } from '../../kit/facet.ts';
import { AccountFacets } from '../../parts/lists/account-facets.ts';
import { DepartmentPicker } from '../../parts/lists/department-picker.ts';
import { FilterBar } from '../../parts/lists/filter-bar.ts';
import { LicensePicker } from '../../parts/lists/license-picker.ts';
import { ListPage } from '../../parts/lists/list-page.ts';
import { HOLDS } from '../../parts/lists/options.ts';
import type { PeopleFilters } from './filters.ts';
import { humanActions } from './human-actions.ts';
import { HUMAN_COLUMNS, HUMAN_CSV, nameOfHuman, type HumanRow } from './human-rows.ts';
import { LinesSwitch } from './lines-switch.ts';

const pick = ({ inventory }: HumansQuery) => inventory?.people;

export interface HumansProps {
  readonly filters: PeopleFilters;
}

export function Humans({ filters }: HumansProps): JSX.Element {
  const variables = { filter: filters.humans, first: 100, after: null };
  const pages = usePages(HumansDocument, variables, pick);
  return h(ListPage<HumansQuery, HumanRow>, {
    title: 'People',
    noun: { one: 'human', many: 'humans' },
    pages,
    coverage: pages.data?.inventory?.people?.coverage,
    columns: HUMAN_COLUMNS,
    csv: HUMAN_CSV,
    all: (signal) => walk(HumansDocument, { ...variables, first: 200 }, pick, signal),
    actions: humanActions(),
    filters: h(
      FilterBar,
      { search: h(SearchField, { label: 'Name, address or id' }) },
      h(LicensePicker, { title: 'Holds', name: 'holds', above: HOLDS }),
      h(DepartmentPicker, {}),
      h(Picker, {
        title: 'Logins',
        name: 'in',
        options: [
          { value: '', title: 'In any number of accounts' },
          { value: '2', title: 'In 2 accounts or more' },
          { value: '3', title: 'In 3 accounts or more' },
        ],
      }),
      h(LinesSwitch, { each: 'human' }),
      h(AccountFacets, { hasVendors: false, kind: 'USER' }),
    ),
    strange: filters.strange,
    note: p(
      { class: 'muted' },
      'Humans are told apart by their addresses, in whose order they stand: logins without one are among the logins alone.',
    ),
    keyOf: ({ email }) => email,
    nameOf: nameOfHuman,
  });
}
