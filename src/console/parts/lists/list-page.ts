// What every list has: how many there are, filters, what is wrong or missing, the rows, what is chosen of them, and the way out as a file.
import { h, type ComponentChildren, type JSX } from 'preact';
import type { CoverageFragment } from '../../generated/documents.ts';
import type { Pages } from '../../graph/pages.ts';
import { a, code, div, span } from '../../kit/elements.ts';
import { Failures, Notice } from '../../kit/notice.ts';
import { format } from '../../kit/reader.ts';
import { address, withQuery } from '../../kit/router.ts';
import type { Column } from '../../kit/table/table.ts';
import { CoverageNotice, InPart } from '../answers/coverage.ts';
import { missingIn } from '../answers/missing.ts';
import type { CsvColumn } from './csv-export.ts';
import { ExportButton } from './export-button.ts';
import { Freshness } from '../answers/freshness.ts';
import type { ListOrder, Strange } from './list-filters.ts';
import { isFiltered } from './is-filtered.ts';
import { ListRows, type Noun } from './list-rows.ts';
import { Page } from '../page.ts';
import { QueryButton } from '../answers/query-view.ts';
import type { SelectionAction } from '../selecting/selection-bar.ts';
import type { AllRows } from './use-walk.ts';

export interface ListPageProps<Data, Row> {
  readonly title: string;
  readonly noun: Noun;
  readonly pages: Pages<Data, Row>;
  readonly coverage: readonly CoverageFragment[] | undefined;
  readonly columns: readonly Column<Row>[];
  /** Without, the rows have the graph's own order. */
  readonly order?: ListOrder<string>;
  readonly csv: readonly CsvColumn<Row>[];
  /** Rows to their end, by the filter of the address. */
  readonly all: AllRows<Row>;
  readonly actions: readonly SelectionAction<Row>[];
  /** Above the rows. */
  readonly filters: ComponentChildren;
  readonly strange: readonly Strange[];
  /** What else is to be known of what is shown. */
  readonly note?: ComponentChildren;
  readonly children?: ComponentChildren;
  keyOf(row: Row): string;
  nameOf(row: Row): string;
}

export function ListPage<Data, Row>(props: ListPageProps<Data, Row>): JSX.Element {
  const { title, noun, pages, coverage, filters, strange, note, children } = props;
  return h(
    Page,
    {
      title,
      subtitle: countOf(props),
      actions: [
        h(Freshness, { coverage, isAsking: pages.isAsking, again: pages.again }),
        h(QueryButton, { of: title, asked: pages }),
        h(ExportButton<Row>, {
          name: title.toLowerCase(),
          columns: props.csv,
          totalCount: pages.totalCount,
          missing: missingIn(coverage).map(({ account }) => account.name),
          all: props.all,
        }),
      ],
    },
    h(CoverageNotice, { coverage, again: pages.again }),
    filters,
    h(StrangeNotice, { strange }),
    note,
    h(Failures, { failures: pages.failures, what: `The ${noun.many}`, again: pages.again }),
    // Beside a failure an empty list would say that there is nothing.
    pages.rows.length === 0 && pages.failures.length > 0 ? null : h(ListRows<Data, Row>, props),
    children,
  );
}

function countOf<Data, Row>({ pages, noun, coverage }: ListPageProps<Data, Row>): ComponentChildren {
  const { rows, totalCount, hasMore, data, failures } = pages;
  // Of what could not be read there is no number, not even 0.
  if (data === null || (rows.length === 0 && failures.length > 0)) return noun.many;
  const inPart = missingIn(coverage).length > 0 ? h(InPart, {}) : null;
  if (rows.length === 0 && totalCount === null) return [noun.many, ' ', inPart];
  const text =
    totalCount === null
      ? `${format.number(rows.length)} ${noun.many} read${hasMore ? ', more follow' : ''}`
      : `${format.number(totalCount)} ${totalCount === 1 ? noun.one : noun.many}`;
  return [
    span({ role: 'status' }, text, isFiltered() ? (totalCount === 1 ? ' matches' : ' match') : ''),
    ' ',
    inPart,
  ];
}

function StrangeNotice({ strange }: { readonly strange: readonly Strange[] }): JSX.Element | null {
  if (strange.length === 0) return null;
  const names = [...new Set(strange.map(({ name }) => name))];
  const without = Object.fromEntries(
    names.map((name) => [
      name,
      address.value.query
        .getAll(name)
        .filter((text) => !strange.some((one) => one.name === name && one.value === text)),
    ]),
  );
  return h(
    Notice,
    {
      tone: 'warning',
      title: 'A part of the address is not known here, and was left out.',
      action: a({ class: 'button', href: withQuery(without) }, 'Take it out'),
    },
    div({}, ...strange.map(({ name, value }) => code({ key: `${name} ${value}` }, `${name}=${value} `))),
  );
}
