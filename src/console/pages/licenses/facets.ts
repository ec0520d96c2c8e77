// What narrows the licenses down, each with how many it would leave.
import { h, type JSX } from 'preact';
import { LicenseCountsDocument, LicenseStateCountsDocument } from '../../generated/documents.ts';
import { useQuestion } from '../../graph/live.ts';
import { Facet, Picker, SearchField } from '../../kit/facet.ts';
import { AccountFacets } from '../../parts/lists/account-facets.ts';
import { FilterBar } from '../../parts/lists/filter-bar.ts';
import { AsOfField } from '../../parts/lists/as-of.ts';
import {
  countsByAccount,
  LICENSE_STATES,
  STATE_CODES,
  type LicenseFilters,
  type LicenseState,
} from './filters.ts';

export function LicenseFacets({ filters }: { readonly filters: LicenseFilters }): JSX.Element {
  const { elsewhere, asOf } = filters;
  const licenses = useQuestion(LicenseCountsDocument, { asOf, elsewhere }).data?.inventory?.licenses;
  const counts = licenses ? countsByAccount(licenses.nodes ?? [], licenses.totalCount) : null;
  return h(
    FilterBar,
    { search: h(SearchField, { label: 'License or id' }) },
    h(Picker, {
      title: 'Seats',
      name: 'countable',
      options: [
        { value: '', title: 'All' },
        { value: 'yes', title: 'Counted' },
        { value: 'no', title: 'Not counted' },
      ],
    }),
    h(AsOfField, {}),
    h(AccountFacets, { counts, hasVendors: true }),
    asOf === null ? h(States, { filters }) : null,
  );
}

function States({ filters: { inState } }: { readonly filters: LicenseFilters }): JSX.Element {
  const { data } = useQuestion(LicenseStateCountsDocument, {
    overbooked: inState('OVERBOOKED'),
    nearlyExhausted: inState('NEARLY_EXHAUSTED'),
    runsOut: inState('RUNS_OUT'),
    unusedSeats: inState('UNUSED_SEATS'),
    renewalDue: inState('RENEWAL_DUE'),
    notListed: inState('LICENSE_NOT_LISTED'),
    seatsDisagree: inState('SEATS_DISAGREE'),
  });
  const found = data?.inventory;
  const counts: Readonly<Record<LicenseState, { readonly totalCount: number | null } | null | undefined>> = {
    OVERBOOKED: found?.overbooked,
    NEARLY_EXHAUSTED: found?.nearlyExhausted,
    RUNS_OUT: found?.runsOut,
    UNUSED_SEATS: found?.unusedSeats,
    RENEWAL_DUE: found?.renewalDue,
    LICENSE_NOT_LISTED: found?.notListed,
    SEATS_DISAGREE: found?.seatsDisagree,
  };
  return h(Facet, {
    title: 'State',
    name: 'state',
    options: STATE_CODES.map((state) => ({
      value: state,
      title: LICENSE_STATES[state],
      count: counts[state]?.totalCount ?? null,
    })),
  });
}
