// Entries of the audit log as a table.
import { h, type ComponentChildren, type JSX } from 'preact';
import type { AuditRowFragment } from '../generated/documents.ts';
import type { Pages } from '../graph/pages.ts';
import { Dash } from '../kit/told/dash.ts';
import { a, code, span } from '../kit/elements.ts';
import { format } from '../kit/reader.ts';
import { LongTable, type Column, type Order } from '../kit/table/table.ts';
import { changeSetAddress, licenseAddress } from './words/addresses.ts';
import { outcomeWords } from './changing/plan/plan-words.ts';
import { Badge } from './words/state-badge.ts';
import { inWords } from './words/words.ts';

export interface AuditTableProps {
  readonly pages: Pages<unknown, AuditRowFragment>;
  readonly nothing: ComponentChildren;
  /** Of entries of one set the set needs no column. */
  readonly isOfOneSet?: boolean;
  /** By their numbers; without, the oldest first. */
  readonly order?: Order;
  onOrder?(order: Order): void;
}

export function AuditTable({
  pages,
  nothing,
  isOfOneSet = false,
  order,
  onOrder,
}: AuditTableProps): JSX.Element {
  const { rows, isAsking, hasMore, more } = pages;
  return h(LongTable<AuditRowFragment>, {
    caption: 'Entries of the audit log',
    columns: isOfOneSet ? COLUMNS : [...COLUMNS, SET],
    rows,
    totalCount: null,
    isAsking,
    hasMore,
    nothing,
    ...(order && onOrder && { order, onOrder }),
    keyOf: ({ seq }) => String(seq),
    nameOf: ({ seq }) => `entry ${String(seq)}`,
    more,
  });
}

const SET: Column<AuditRowFragment> = {
  title: 'Change set',
  isMinor: true,
  cell: ({ changeSet, reason, ticket }) => [
    changeSet
      ? a({ href: changeSetAddress(changeSet.id) }, reason ?? changeSet.reason ?? 'Without a reason')
      : (reason ?? h(Dash, { why: 'It belongs to no set that is still kept.' })),
    ticket === null ? null : span({ class: 'second' }, ticket),
  ],
};

const COLUMNS: readonly Column<AuditRowFragment>[] = [
  {
    title: 'Entry',
    sort: 'SEQ',
    cell: ({ seq, at, principal }) => [
      span({}, `${format.number(seq)} · ${format.distance(at)}`),
      span({ class: 'second minor' }, format.moment(at)),
      span({ class: 'narrow-only second' }, principal),
    ],
  },
  {
    title: 'What',
    cell: ({ action, outcome, status }) => [
      span({}, inWords(action)),
      ' ',
      outcome === null
        ? status === null
          ? null
          : h(Badge, { tone: 'plain', text: inWords(status) })
        : h(Badge, outcomeWords(outcome)),
    ],
  },
  {
    title: 'Who or what',
    cell: ({ assignee, license, account }) => [
      assignee
        ? span({}, assignee.displayName ?? assignee.externalId)
        : license
          ? null
          : h(Dash, { why: 'It is about no single holder.' }),
      license
        ? a({ class: 'second', href: licenseAddress(license.id) }, license.name ?? 'Without a name')
        : null,
      assignee || license || !account ? null : span({ class: 'second' }, account.name),
    ],
  },
  { title: 'By', isMinor: true, cell: ({ principal }) => principal },
  {
    title: 'Chain',
    isMinor: true,
    cell: ({ hash, prevHash, upstreamRequestIds }) =>
      span(
        {
          title: `${hash} follows ${prevHash}${upstreamRequestIds.length === 0 ? '' : `. Requests at the vendor: ${upstreamRequestIds.join(', ')}`}`,
        },
        code({}, hash.slice(0, 8)),
        span({ class: 'second' }, 'after ', code({}, prevHash.slice(0, 8))),
      ),
  },
];
