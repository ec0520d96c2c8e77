// Who holds a license: all of them as one scrolls, to be chosen.
import { h, type JSX } from 'preact';
import { LicenseHoldersDocument, type LicenseHoldersQuery } from '../../generated/documents.ts';
import { usePages, walk } from '../../graph/pages.ts';
import { a, p } from '../../kit/elements.ts';
import { Failures } from '../../kit/notice.ts';
import { format } from '../../kit/reader.ts';
import type { Column } from '../../kit/table/table.ts';
import { holdersAddress } from '../../parts/words/addresses.ts';
import { CoverageNotice } from '../../parts/answers/coverage.ts';
import type { Coverage } from '../../parts/answers/missing.ts';
import { unknownOf } from '../../parts/answers/unknown.ts';
import { DrawerPart } from '../../parts/holders/drawer-part.ts';
import { HolderCell, LastActive, StatusOfHolding } from '../../parts/holders/holders.ts';
import { nameOfAssignee } from '../../parts/selecting/chosen.ts';
import { holdingActions } from '../../parts/selecting/holding-actions.ts';
import { ListRows } from '../../parts/lists/list-rows.ts';
import { QueryButton } from '../../parts/answers/query-view.ts';

const pick = ({ inventory }: LicenseHoldersQuery) => inventory?.assignments;

type Row = NonNullable<
  NonNullable<NonNullable<LicenseHoldersQuery['inventory']>['assignments']>['nodes']
>[number];

const COLUMNS: readonly Column<Row>[] = [
  { title: 'Holder', cell: ({ assignee }) => h(HolderCell, { holder: assignee }) },
  {
    title: 'Last active',
    isMinor: true,
    cell: ({ assignee }) =>
      h(LastActive, {
        at:
          assignee.__typename === 'User'
            ? assignee.lastActiveAt
            : assignee.__typename === 'Device'
              ? assignee.lastConnectedAt
              : null,
        activity: 'activity' in assignee ? assignee.activity : null,
      }),
  },
  { title: 'Status', cell: (row) => h(StatusOfHolding, row) },
];

export interface HoldersPartProps {
  readonly id: string;
  /** How many seats the vendor counts as taken; null when it does not tell. */
  readonly counted: number | null;
}

export function HoldersPart({ id, counted }: HoldersPartProps): JSX.Element {
  const variables = { id, first: 100, after: null };
  const pages = usePages(LicenseHoldersDocument, variables, pick);
  const { totalCount, again } = pages;
  const coverage = pages.data?.inventory?.assignments?.coverage;
  return h(
    DrawerPart,
    {
      title: 'Holders',
      end: [
        a(
          { href: holdersAddress({ license: id }) },
          totalCount === null ? 'As a list' : `All ${format.number(totalCount)} as a list`,
        ),
        h(QueryButton, { of: 'the holders', asked: pages }),
      ],
    },
    h(CoverageNotice, { coverage, again }),
    h(Failures, { failures: pages.failures, what: 'The holders', again }),
    counted === null || totalCount === null || counted === totalCount
      ? null
      : p(
          { class: 'muted' },
          `The vendor counts ${format.number(counted)} seats as taken, and names ${format.number(totalCount)} holders.`,
        ),
    h(ListRows<LicenseHoldersQuery, Row>, {
      title: 'Holders',
      noun: { one: 'holder', many: 'holders' },
      pages,
      coverage,
      columns: COLUMNS,
      actions: holdingActions(),
      all: (signal) => walk(LicenseHoldersDocument, { ...variables, first: 500 }, pick, signal),
      nothing: nobody(coverage),
      keyOf: (row) => row.id,
      nameOf: ({ assignee }) => nameOfAssignee(assignee),
    }),
  );
}

function nobody(coverage: Coverage): string {
  const unknown = unknownOf(coverage);
  if (unknown === null) return 'Nobody holds it.';
  return unknown === 'IN_PART' ? 'Nobody holds it in what was read.' : 'Who holds it is not known yet.';
}
