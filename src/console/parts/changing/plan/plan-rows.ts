// The changes of a set, as rows of a difference.
import { h, type JSX } from 'preact';
import type { ChangeRowFragment, SetChangesQuery } from '../../../generated/documents.ts';
import type { Pages } from '../../../graph/pages.ts';
import { a, code, span } from '../../../kit/elements.ts';
import { Failures } from '../../../kit/notice.ts';
import { format } from '../../../kit/reader.ts';
import { LongTable, type Column } from '../../../kit/table/table.ts';
import { Told } from '../../../kit/told/told.ts';
import { Badge } from '../../words/state-badge.ts';
import { licenseAddress } from '../../words/addresses.ts';
import { outcomeWords, signOf } from './plan-words.ts';

export interface PlanRowsProps {
  readonly pages: Pages<SetChangesQuery, ChangeRowFragment>;
  readonly caption: string;
  /** Whether nothing of it was sent. */
  readonly isPlan?: boolean;
  /** Of how many; null when it is not known. */
  readonly totalCount?: number | null;
  readonly nothing?: string;
}

export function PlanRows({
  pages,
  caption,
  isPlan = false,
  totalCount = null,
  nothing,
}: PlanRowsProps): JSX.Element | null {
  const { rows, isAsking, hasMore, more, failures, again } = pages;
  if (rows.length === 0 && !isAsking && failures.length === 0 && nothing === undefined) return null;
  return h(
    'div',
    { class: 'plan-rows' },
    h(Failures, { failures, what: caption, again }),
    failures.length > 0 && rows.length === 0
      ? null
      : h(LongTable<ChangeRowFragment>, {
          caption,
          columns: columnsOf(isPlan),
          rows,
          totalCount,
          isAsking,
          hasMore,
          nothing: nothing ?? '',
          keyOf: ({ id }) => id,
          nameOf: holderName,
          more,
        }),
  );
}

const holderName = ({ assignee }: ChangeRowFragment): string =>
  assignee?.displayName ?? assignee?.externalId ?? 'Not found';

function columnsOf(isPlan: boolean): Column<ChangeRowFragment>[] {
  return [
    { title: 'Holder', cell: (row) => holderCell(row) },
    {
      title: 'License',
      isMinor: true,
      cell: ({ license }) =>
        license
          ? [
              a({ href: licenseAddress(license.id) }, license.name ?? 'Without a name'),
              span({ class: 'second' }, license.account.name),
            ]
          : 'Not found',
    },
    {
      title: isPlan ? 'Plan' : 'Outcome',
      cell: ({ outcome, problem }) => [
        h(Badge, outcomeWords(outcome, isPlan)),
        problem
          ? span(
              { class: 'second', title: [problem.message, problem.hint].filter(Boolean).join(' ') },
              code({}, problem.code),
              ' ',
              h(Told, { text: problem.message }),
            )
          : null,
      ],
    },
  ];
}

function holderCell(row: ChangeRowFragment): JSX.Element[] {
  const { sign, says, style } = signOf(row.action, row.outcome);
  const day = row.removalOn === null ? '' : ` on ${format.day(row.removalOn)}`;
  return [
    span({ class: `sign ${style}`, 'aria-hidden': 'true' }, sign),
    span({}, ` ${holderName(row)}`),
    span({ class: 'unseen' }, ` ${says}${day}`),
    ...(day === '' ? [] : [span({ class: 'second' }, `${says}${day}`)]),
    ...(row.license ? [span({ class: 'narrow-only second' }, row.license.name ?? 'Without a name')] : []),
  ];
}
