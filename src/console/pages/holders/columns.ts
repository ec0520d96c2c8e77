// The columns of who holds what, on the screen and in a file.
import { h } from 'preact';
import type { HoldersQuery } from '../../generated/documents.ts';
import { a, span } from '../../kit/elements.ts';
import type { Column } from '../../kit/table/table.ts';
import { licenseAddress } from '../../parts/words/addresses.ts';
import type { CsvColumn } from '../../parts/lists/csv-export.ts';
import {
  Day,
  HolderCell,
  holderDetail,
  Moment,
  StateOfUser,
  STATUSES,
  StatusOfHolding,
} from '../../parts/holders/holders.ts';
import { nameOfAssignee } from '../../parts/selecting/chosen.ts';
import { providerName } from '../../parts/words/words.ts';

export type HolderRow = NonNullable<
  NonNullable<NonNullable<HoldersQuery['inventory']>['assignments']>['nodes']
>[number];

const BEFORE = 'It was there before the account was first read.';

/** Columns that would be dashes alone are left out. */
export function holderColumns(rows: readonly HolderRow[]): Column<HolderRow>[] {
  return [
    { title: 'Holder', sort: 'ASSIGNEE', cell: ({ assignee }) => h(HolderCell, { holder: assignee }) },
    {
      title: 'License',
      sort: 'LICENSE',
      cell: ({ license }) => [
        a({ href: licenseAddress(license.id) }, license.name ?? license.externalId),
        span({ class: 'second' }, `${license.account.name} · ${providerName(license.account.provider)}`),
      ],
    },
    { title: 'Status', isMinor: true, cell: (row) => h(StatusOfHolding, row) },
    ...(rows.some(({ assignee }) => assignee.__typename === 'User')
      ? [
          {
            title: 'State of the holder',
            isMinor: true,
            cell: ({ assignee }: HolderRow) => stateOf(assignee),
          },
        ]
      : []),
    ...(rows.some(({ assignee }) => assignee.__typename === 'User' && assignee.department !== null)
      ? [
          {
            title: 'Department',
            isMinor: true,
            cell: ({ assignee }: HolderRow) =>
              assignee.__typename === 'User' ? (assignee.department ?? '') : '',
          },
        ]
      : []),
    {
      title: 'Held since',
      sort: 'HELD_SINCE',
      isMinor: true,
      cell: (row) => h(Moment, { at: row.heldSince ?? row.assignedAt, why: BEFORE }),
    },
    ...(rows.some(({ removalOn }) => removalOn !== null)
      ? [
          {
            title: 'Ends on',
            sort: 'REMOVAL_ON',
            cell: ({ removalOn }: HolderRow) => h(Day, { on: removalOn, why: 'No end is set.' }),
          },
        ]
      : []),
  ];
}

function stateOf(holder: HolderRow['assignee']) {
  if (holder.__typename === 'User') return h(StateOfUser, holder);
  return holder.__typename === 'Device' ? (holder.status ?? '') : '';
}

export const HOLDER_CSV: readonly CsvColumn<HolderRow>[] = [
  { title: 'Holder', value: ({ assignee }) => nameOfAssignee(assignee) },
  { title: 'Address or detail', value: ({ assignee }) => holderDetail(assignee) },
  { title: 'Kind', value: ({ assignee }) => assignee.__typename },
  { title: 'Holder id', value: ({ assignee }) => assignee.externalId },
  {
    title: 'State',
    value: ({ assignee }) =>
      'state' in assignee ? assignee.state : 'status' in assignee ? assignee.status : null,
  },
  { title: 'Department', value: ({ assignee }) => ('department' in assignee ? assignee.department : null) },
  { title: 'License', value: ({ license }) => license.name },
  { title: 'License id', value: ({ license }) => license.externalId },
  { title: 'Account', value: ({ license }) => license.account.key },
  { title: 'Status', value: ({ status }) => STATUSES[status][1] },
  { title: 'Held since', value: ({ heldSince, assignedAt }) => heldSince ?? assignedAt },
  { title: 'Ends on', value: ({ removalOn }) => removalOn },
];
