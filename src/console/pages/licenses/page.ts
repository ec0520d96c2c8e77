// The licenses: how many seats, who is close to the limit, what it costs; one of them in the drawer.
import { h, type JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { LicensesDocument, type LicenseRowFragment, type LicensesQuery } from '../../generated/documents.ts';
import { usePages, walk } from '../../graph/pages.ts';
import { dayIn } from '../../kit/days.ts';
import { format } from '../../kit/reader.ts';
import { later } from '../../kit/later.ts';
import { address, go, withQuery } from '../../kit/router.ts';
import type { DayToComeProps } from '../../parts/answers/nothing-there.ts';
import { PageToCome } from '../../parts/page.ts';
import { ListPage } from '../../parts/lists/list-page.ts';
import { chosenLicense } from '../../parts/selecting/chosen.ts';
import { VENDORS } from '../../parts/words/words.ts';
import { licenseColumns, licenseCsv, nameOfLicense } from './columns.ts';
import type { LicenseDrawerProps } from './drawer.ts';
import { LicenseFacets } from './facets.ts';
import { licenseFilters, type LicenseFilters } from './filters.ts';
import { useLicenseStates } from './use-states.ts';

const LicenseDrawer = later<LicenseDrawerProps>(async () => (await import('./drawer.ts')).LicenseDrawer);

const DayToCome = later<DayToComeProps>(
  async () => (await import('../../parts/answers/nothing-there.ts')).DayToCome,
  () => h(PageToCome, { title: 'Licenses' }),
);

const pick = ({ inventory }: LicensesQuery) => inventory?.licenses;

export function LicensesPage(): JSX.Element {
  const { query, typed } = address.value;
  const today = useMemo(() => dayIn(0, format.now()), []);
  const filters = licenseFilters({ query, typed: typed.get('q') ?? '', today, vendors: VENDORS });
  const { toCome } = filters;
  return toCome === null
    ? h(Licenses, { filters, open: query.get('open') })
    : h(DayToCome, { title: 'Licenses', many: 'licenses', day: toCome });
}

interface LicensesProps {
  readonly filters: LicenseFilters;
  /** The one in the drawer. */
  readonly open: string | null;
}

function Licenses({ filters, open }: LicensesProps): JSX.Element {
  const { filter, order, asOf } = filters;
  const variables = { asOf, filter, orderBy: order, first: 100, after: null };
  const pages = usePages(LicensesDocument, variables, pick);
  const found = useLicenseStates();
  const states = asOf === null ? found : null;
  return h(
    ListPage<LicensesQuery, LicenseRowFragment>,
    {
      title: 'Licenses',
      noun: { one: 'license', many: 'licenses' },
      pages,
      coverage: pages.data?.inventory?.licenses?.coverage,
      columns: licenseColumns(pages.rows, states),
      order,
      csv: licenseCsv(states),
      all: (signal) => walk(LicensesDocument, { ...variables, first: 500 }, pick, signal),
      actions:
        asOf === null
          ? [
              {
                title: 'Assign',
                start: (rows) => ({ action: 'ASSIGN', licenses: rows.map(chosenLicense), assignees: [] }),
              },
            ]
          : [],
      filters: h(LicenseFacets, { filters }),
      strange: filters.strange,
      keyOf: ({ id }) => id,
      nameOf: nameOfLicense,
    },
    open === null
      ? null
      : h(LicenseDrawer, { key: open, id: open, onClose: () => go(withQuery({ open: null })) }),
  );
}
