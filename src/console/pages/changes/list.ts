// Change sets, newest first. Plans are listed only when they are asked for.
import { h, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import {
  ChangeSetsDocument,
  type ChangeSetStatus,
  type SetProgressFragment,
} from '../../generated/documents.ts';
import { usePages, walk } from '../../graph/pages.ts';
import { a, button, code, div, p, span } from '../../kit/elements.ts';
import { Facet } from '../../kit/facet.ts';
import { icon } from '../../kit/icons.ts';
import { Failures } from '../../kit/notice.ts';
import { format } from '../../kit/reader.ts';
import { address } from '../../kit/router.ts';
import { LongTable, type Column } from '../../kit/table/table.ts';
import { changeSetAddress } from '../../parts/words/addresses.ts';
import { ChangeSetStatusBadge, STATUS_WORDS } from '../../parts/words/change-set-status.ts';
import { ChangeFlow } from '../../parts/changing/open.ts';
import type { CsvColumn } from '../../parts/lists/csv-export.ts';
import { ExportButton } from '../../parts/lists/export-button.ts';
import { Page } from '../../parts/page.ts';
import { QueryButton } from '../../parts/answers/query-view.ts';
import { useMay } from '../../parts/viewer.ts';

/** In the order of a set's life. */
const STATUSES: readonly ChangeSetStatus[] = [
  'RUNNING',
  'UNSETTLED',
  'SUCCEEDED',
  'PARTIAL',
  'FAILED',
  'CANCELLED',
  'PLANNED',
  'EXPIRED',
];

/** Plans and expired ones were never sent. */
const UNASKED = STATUSES.slice(0, 6);

export function ChangesList(): JSX.Element {
  const asked = STATUSES.filter((one) => address.value.query.getAll('status').includes(one));
  const variables = { filter: { statuses: asked.length > 0 ? asked : UNASKED }, first: 100 };
  const pages = usePages(ChangeSetsDocument, variables, (data) => data.changeSets);
  const { rows, hasMore, failures, again, isAsking, more } = pages;
  return h(
    Page,
    {
      title: 'Changes',
      subtitle: span(
        { role: 'status' },
        rows.length === 0
          ? 'Newest first'
          : `${format.number(rows.length)} read${hasMore ? ', more follow' : ''}, newest first`,
      ),
      actions: [
        h(NewChange, {}),
        h(QueryButton, { of: 'Changes', asked: pages }),
        h(ExportButton<SetProgressFragment>, {
          name: 'changes',
          columns: CSV,
          totalCount: null,
          missing: [],
          all: (signal) => walk(ChangeSetsDocument, variables, (data) => data.changeSets, signal),
        }),
      ],
    },
    div(
      { class: 'filters' },
      h(Facet, {
        title: 'Status',
        name: 'status',
        options: STATUSES.map((value) => ({ value, title: STATUS_WORDS[value][1] })),
      }),
    ),
    h(Failures, { failures, what: 'The changes', again }),
    rows.length === 0 && failures.length > 0
      ? null
      : h(LongTable<SetProgressFragment>, {
          caption: 'Change sets',
          columns: COLUMNS,
          rows,
          totalCount: null,
          isAsking,
          hasMore,
          nothing:
            asked.length > 0
              ? ['No change set is like that. ', a({ href: '/changes' }, 'Show all that were sent')]
              : [
                  'Nothing was changed from here yet. ',
                  a({ href: '/licenses' }, 'Choose a license'),
                  ' to begin.',
                ],
          keyOf: ({ id }) => id,
          nameOf: ({ reason }) => reason ?? 'a change without a reason',
          more,
        }),
  );
}

/** Begins with nothing chosen. */
function NewChange(): JSX.Element {
  const mayChange = useMay('licenses:change');
  const [isOpen, setOpen] = useState(false);
  if (!mayChange) return p({ class: 'muted' }, 'Changing takes the scope ', code({}, 'licenses:change'), '.');
  return div(
    {},
    button(
      { type: 'button', class: 'button main', onClick: () => setOpen(true) },
      icon('plus'),
      'New change',
    ),
    isOpen
      ? h(ChangeFlow, { start: { action: null, licenses: [], assignees: [] }, onClose: () => setOpen(false) })
      : null,
  );
}

function asWanted({ verified, noChange, total }: SetProgressFragment['progress']): string {
  return `${format.number(verified + noChange)} of ${format.number(total)}`;
}

const COLUMNS: readonly Column<SetProgressFragment>[] = [
  {
    title: 'Change',
    cell: ({ id, reason, ticket, undoOf, retryOf }) => [
      a({ href: changeSetAddress(id) }, reason ?? 'Without a reason'),
      span(
        { class: 'second' },
        [ticket, undoOf === null ? null : 'undoes another', retryOf === null ? null : 'tries again']
          .filter((one) => one !== null)
          .join(' · '),
      ),
    ],
  },
  {
    title: 'Status',
    cell: ({ status, progress }) => [
      h(ChangeSetStatusBadge, { status }),
      span({ class: 'narrow-only second' }, `${asWanted(progress)} as wanted`),
    ],
  },
  {
    title: 'As wanted',
    isNumber: true,
    isMinor: true,
    cell: ({ progress, progress: { rejected, skipped } }) => [
      asWanted(progress),
      rejected + skipped === 0
        ? null
        : span({ class: 'second over' }, `${format.number(rejected + skipped)} refused or left out`),
    ],
  },
  {
    title: 'By',
    isMinor: true,
    cell: ({ requestedBy, appliedBy }) => [
      requestedBy,
      appliedBy === null || appliedBy === requestedBy
        ? null
        : span({ class: 'second' }, `applied by ${appliedBy}`),
    ],
  },
  {
    title: 'Asked for',
    isMinor: true,
    cell: ({ createdAt }) => span({ title: format.moment(createdAt) }, format.distance(createdAt)),
  },
];

const CSV: readonly CsvColumn<SetProgressFragment>[] = [
  { title: 'Change set', value: ({ id }) => id },
  { title: 'Reason', value: ({ reason }) => reason },
  { title: 'Ticket', value: ({ ticket }) => ticket },
  { title: 'Status', value: ({ status }) => STATUS_WORDS[status][1] },
  { title: 'By', value: ({ requestedBy }) => requestedBy },
  { title: 'Applied by', value: ({ appliedBy }) => appliedBy },
  { title: 'Asked for', value: ({ createdAt }) => createdAt },
  { title: 'Finished', value: ({ finishedAt }) => finishedAt },
  { title: 'Changes', value: ({ progress }) => progress.total },
  { title: 'Done and seen', value: ({ progress }) => progress.verified },
  { title: 'Already so', value: ({ progress }) => progress.noChange },
  { title: 'Refused', value: ({ progress }) => progress.rejected },
  { title: 'Left out', value: ({ progress }) => progress.skipped },
];
