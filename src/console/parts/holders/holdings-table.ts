// What somebody or something holds, in a drawer: to be chosen, and taken away or moved.
import { h, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { HoldingRowFragment } from '../../generated/documents.ts';
import { a, p, span } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { LongTable, type Column } from '../../kit/table/table.ts';
import { licenseAddress } from '../words/addresses.ts';
import type { NamedAssignee } from '../selecting/chosen.ts';
import { DrawerPart } from './drawer-part.ts';
import { Day, Moment, orMore, StatusOfHolding } from './holders.ts';
import { holdingActions } from '../selecting/holding-actions.ts';
import { SelectionBar } from '../selecting/selection-bar.ts';
import type { AllRows } from '../lists/use-walk.ts';
import { areAllChosen, toggled, toggledAll, type Selection } from '../selecting/selection.ts';

type Holding = HoldingRowFragment & { readonly assignee: NamedAssignee };

export interface HoldingsTableProps {
  readonly holdings: readonly Holding[];
  /** How many there are; null when it is not known. */
  readonly totalCount: number | null;
}

export function HoldingsTable({ holdings: rows, totalCount }: HoldingsTableProps): JSX.Element {
  const [chosen, choose] = useState<Selection<Holding>>(new Map());
  const keyOf = ({ id }: Holding): string => id;
  const read = { rows, keyOf };
  return h(
    DrawerPart,
    { title: 'Licenses', end: endOf(rows.length, totalCount) },
    rows.length === 0
      ? p({ class: 'muted' }, totalCount === null ? 'What is held is not known.' : 'No license.')
      : h(LongTable<Holding>, {
          caption: 'Licenses',
          columns: columnsOf(rows),
          rows,
          totalCount,
          isAsking: false,
          hasMore: false,
          nothing: null,
          more: () => {},
          keyOf,
          nameOf: ({ license }) => license.name ?? license.externalId,
          choice: {
            has: (key) => chosen.has(key),
            toggle: (key) => choose(toggled(chosen, key, read)),
            toggleAll: () => choose(toggledAll(chosen, read)),
            areAll: areAllChosen(chosen, read),
          },
        }),
    h(SelectionBar<Holding>, {
      chosen,
      read,
      totalCount: null,
      actions: holdingActions(),
      all: all(rows),
      choose,
    }),
  );
}

/** Null where the rows say it all. */
function endOf(count: number, totalCount: number | null): string | null {
  if (totalCount === null) return count === 0 ? null : orMore(count);
  return totalCount > count ? `The first ${format.number(count)} of ${format.number(totalCount)}` : null;
}

/** All of them are there already. */
function all(rows: readonly Holding[]): AllRows<Holding> {
  return async function* given() {
    yield await Promise.resolve(rows);
  };
}

function columnsOf(rows: readonly Holding[]): Column<Holding>[] {
  return [
    {
      title: 'License',
      cell: ({ license }) => [
        a({ href: licenseAddress(license.id) }, license.name ?? license.externalId),
        span({ class: 'second' }, license.account.name),
      ],
    },
    { title: 'Status', cell: (row) => h(StatusOfHolding, row) },
    {
      title: 'Held since',
      isMinor: true,
      cell: (row) =>
        h(Moment, {
          at: row.heldSince ?? row.assignedAt,
          why: 'It was there before the account was first read.',
        }),
    },
    ...(rows.some(({ removalOn }) => removalOn !== null)
      ? [
          {
            title: 'Ends on',
            cell: ({ removalOn }: Holding) => h(Day, { on: removalOn, why: 'No end is set.' }),
          },
        ]
      : []),
  ];
}
