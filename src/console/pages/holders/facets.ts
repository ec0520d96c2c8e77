// What narrows down who holds what.
import { Fragment, h, type JSX } from 'preact';
import { HolderCountsDocument } from '../../generated/documents.ts';
import { useQuestion } from '../../graph/live.ts';
import { DayField, Facet, Picker, SearchField } from '../../kit/facet.ts';
import { AccountFacets } from '../../parts/lists/account-facets.ts';
import { AsOfField } from '../../parts/lists/as-of.ts';
import { DepartmentPicker } from '../../parts/lists/department-picker.ts';
import { KINDS, STATUSES, USER_STATES } from '../../parts/holders/holders.ts';
import { FilterBar } from '../../parts/lists/filter-bar.ts';
import { countOf } from '../../parts/lists/options.ts';
import { LicensePicker } from '../../parts/lists/license-picker.ts';
import { GROUPINGS, type HolderFilters } from './filters.ts';

const ANY = { value: '', title: 'Any' };

export function HolderFacets({ filters }: { readonly filters: HolderFilters }): JSX.Element {
  const { asOf } = filters;
  return h(
    FilterBar,
    {
      search: asOf === null ? h(SearchField, { label: 'Name, address or number of the holder' }) : null,
    },
    h(LicensePicker, { title: 'License', name: 'license', above: [ANY] }),
    asOf === null ? h(DepartmentPicker, {}) : null,
    h(Picker, {
      title: 'Group by',
      name: 'group',
      options: [
        { value: '', title: 'Nothing' },
        ...Object.entries(GROUPINGS).map(([value, { title }]) => ({ value, title })),
      ],
    }),
    h(Picker, {
      title: 'Done',
      name: 'origin',
      options: [
        ANY,
        { value: 'THIS_API', title: 'By License Graph' },
        { value: 'EXTERNAL', title: 'At the vendor' },
        { value: 'SCHEDULE', title: 'On a day that was known' },
      ],
    }),
    h(DayField, { title: 'Ends before', name: 'endsBefore' }),
    h(DayField, { title: 'Held since', name: 'heldSince' }),
    h(AsOfField, {}),
    h(AccountFacets, { hasVendors: false }),
    h(Counted, { filters }),
    asOf === null
      ? h(Facet, {
          title: 'State',
          name: 'holderState',
          options: (['ACTIVE', 'INACTIVE', 'PENDING', 'DELETED'] as const).map((state) => ({
            value: state,
            title: USER_STATES[state][1],
          })),
        })
      : null,
  );
}

function Counted({ filters: { asOf, inStatus, ofKind } }: { readonly filters: HolderFilters }): JSX.Element {
  const { data } = useQuestion(HolderCountsDocument, {
    asOf,
    active: inStatus('ACTIVE'),
    pending: inStatus('PENDING'),
    ending: inStatus('REMOVAL_SCHEDULED'),
    users: ofKind('USER'),
    devices: ofKind('DEVICE'),
    workspaces: ofKind('WORKSPACE'),
    entities: ofKind('ENTITY'),
  });
  const found = data?.inventory;
  return h(
    Fragment,
    {},
    h(Facet, {
      title: 'Kind',
      name: 'kind',
      options: [
        { value: 'USER', title: KINDS.USER, ...countOf(found?.users) },
        { value: 'DEVICE', title: KINDS.DEVICE, ...countOf(found?.devices) },
        { value: 'WORKSPACE', title: KINDS.WORKSPACE, ...countOf(found?.workspaces) },
        { value: 'ENTITY', title: KINDS.ENTITY, ...countOf(found?.entities) },
      ],
    }),
    h(Facet, {
      title: 'Status',
      name: 'status',
      options: [
        { value: 'ACTIVE', title: STATUSES.ACTIVE[1], ...countOf(found?.active) },
        { value: 'PENDING', title: STATUSES.PENDING[1], ...countOf(found?.pending) },
        { value: 'REMOVAL_SCHEDULED', title: STATUSES.REMOVAL_SCHEDULED[1], ...countOf(found?.ending) },
      ],
    }),
  );
}
