// The rows of a list, and what is chosen of them.
import { h, type ComponentChildren, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CoverageFragment } from '../../generated/documents.ts';
import type { Pages } from '../../graph/pages.ts';
import { div } from '../../kit/elements.ts';
import { later } from '../../kit/later.ts';
import { go, withQuery } from '../../kit/router.ts';
import { LongTable, type Column } from '../../kit/table/table.ts';
import type { NothingThereProps } from '../answers/nothing-there.ts';
import type { ListOrder } from './list-filters.ts';
import { SelectionBar, type SelectionAction } from '../selecting/selection-bar.ts';
import { areAllChosen, toggled, toggledAll, type Selection } from '../selecting/selection.ts';
import type { AllRows } from './use-walk.ts';

const NothingThere = later<NothingThereProps>(
  async () => (await import('../answers/nothing-there.ts')).NothingThere,
);

/** How the rows are called. */
export interface Noun {
  readonly one: string;
  readonly many: string;
}

export interface ListRowsProps<Data, Row> {
  readonly title: string;
  readonly noun: Noun;
  readonly pages: Pages<Data, Row>;
  /** What the rows leave out: without any, it decides on what stands there. */
  readonly coverage: readonly CoverageFragment[] | undefined;
  readonly columns: readonly Column<Row>[];
  /** Without, the rows have the graph's own order. */
  readonly order?: ListOrder<string>;
  readonly actions: readonly SelectionAction<Row>[];
  /** Rows to their end. */
  readonly all: AllRows<Row>;
  /** What stands there when there is nothing; by the address and by what is not known when absent. */
  readonly nothing?: ComponentChildren;
  keyOf(row: Row): string;
  nameOf(row: Row): string;
}

export function ListRows<Data, Row>(props: ListRowsProps<Data, Row>): JSX.Element {
  const { title, noun, pages, columns, order, actions, all, keyOf, nameOf } = props;
  const [chosen, choose] = useState<Selection<Row>>(new Map());
  const read = { rows: pages.rows, keyOf };
  return div(
    { class: 'list' },
    h(LongTable<Row>, {
      caption: title,
      columns,
      rows: pages.rows,
      totalCount: pages.totalCount,
      isAsking: pages.isAsking,
      hasMore: pages.hasMore,
      more: pages.more,
      keyOf,
      nameOf,
      nothing: props.nothing ?? h(NothingThere, { many: noun.many, coverage: props.coverage }),
      ...(order && {
        order,
        onOrder: ({ field, direction }: ListOrder<string>) =>
          go(withQuery({ sort: `${field}.${direction}` })),
      }),
      ...(actions.length > 0 && {
        choice: {
          has: (key: string) => chosen.has(key),
          toggle: (key: string) => choose(toggled(chosen, key, read)),
          toggleAll: () => choose(toggledAll(chosen, read)),
          areAll: areAllChosen(chosen, read),
        },
      }),
    }),
    h(SelectionBar<Row>, { chosen, read, totalCount: pages.totalCount, actions, all, choose }),
  );
}
