// A long list as a real table: rows in sight alone stand in the page, headings sort, and the next page is read when the end comes near.
import { h, type ComponentChildren, type JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { button, caption, div, input, p, span, table, tbody, td, th, thead, tr } from '../elements.ts';
import { icon } from '../icons.ts';
import { windowOf } from './window.ts';

export interface Column<Row> {
  readonly title: string;
  /** By what the graph sorts it; not sortable without. */
  readonly sort?: string;
  readonly isNumber?: boolean;
  /** Left out on narrow screens. */
  readonly isMinor?: boolean;
  cell(row: Row): ComponentChildren;
}

export interface Order {
  readonly field: string;
  readonly direction: 'ASC' | 'DESC';
}

/** Which rows are chosen, by their keys. */
export interface Choice {
  has(key: string): boolean;
  toggle(key: string): void;
  /** All rows that were read, or none. */
  toggleAll(): void;
  readonly areAll: boolean;
}

export interface LongTableProps<Row> {
  /** What it lists, for readers of the screen. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Of how many; null when it is not known. */
  readonly totalCount: number | null;
  readonly isAsking: boolean;
  readonly hasMore: boolean;
  readonly order?: Order;
  /** What stands there when there is nothing. */
  readonly nothing: ComponentChildren;
  readonly choice?: Choice;
  keyOf(row: Row): string;
  /** How the row is called, for its checkbox. */
  nameOf(row: Row): string;
  more(): void;
  onOrder?(order: Order): void;
}

/** In the style sheet as `--row`. */
const ROW_HEIGHT = 52;

/** Rows from the end at which the next page is read. */
const NEAR_END = 50;

export function LongTable<Row>(props: LongTableProps<Row>): JSX.Element {
  const { columns, rows, hasMore, isAsking, more, totalCount } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const { from, to } = useWindow(body, rows.length);
  useEffect(() => {
    if (hasMore && to > rows.length - NEAR_END) more();
  }, [to, rows.length, hasMore]);
  if (rows.length === 0 && !isAsking) return div({ class: 'nothing' }, props.nothing);
  const width = columns.length + (props.choice ? 1 : 0);
  return div(
    { class: 'table-frame', 'aria-busy': isAsking },
    table(
      { class: 'long', 'aria-rowcount': totalCount ?? -1 },
      caption({ class: 'unseen' }, props.caption),
      thead({}, h(Headings<Row>, props)),
      rows.length === 0
        ? tbody({ 'aria-hidden': true }, ...Array.from({ length: 12 }, () => skeletonRow(width)))
        : tbody(
            { ref: body },
            gap(from * ROW_HEIGHT, width),
            ...rows
              .slice(from, to)
              .map((row, index) =>
                h(Line<Row>, { ...props, row, index: from + index, key: props.keyOf(row) }),
              ),
            gap((rows.length - to) * ROW_HEIGHT, width),
          ),
    ),
    hasMore ? p({ class: 'muted table-foot' }, 'More rows are read as you scroll.') : null,
  );
}

function Headings<Row>({ columns, choice, order, onOrder, caption: name }: LongTableProps<Row>): JSX.Element {
  return tr(
    {},
    choice
      ? th(
          { class: 'choose', scope: 'col' },
          input({
            type: 'checkbox',
            'aria-label': `Choose all rows of ${name} that were read`,
            checked: choice.areAll,
            onChange: () => choice.toggleAll(),
          }),
        )
      : null,
    ...columns.map((column) => {
      const { sort } = column;
      const isSorted = sort !== undefined && order?.field === sort;
      const turned = isSorted && order.direction === 'ASC' ? 'DESC' : 'ASC';
      return th(
        {
          scope: 'col',
          class: classOf(column),
          ...(isSorted && { 'aria-sort': order.direction === 'ASC' ? 'ascending' : 'descending' }),
        },
        sort === undefined || !onOrder
          ? column.title
          : button(
              { type: 'button', class: 'sort', onClick: () => onOrder({ field: sort, direction: turned }) },
              column.title,
              isSorted ? icon(order.direction === 'ASC' ? 'up' : 'down') : null,
            ),
      );
    }),
  );
}

interface LineProps<Row> extends LongTableProps<Row> {
  readonly row: Row;
  readonly index: number;
}

function Line<Row>({ columns, row, index, choice, keyOf, nameOf }: LineProps<Row>): JSX.Element {
  const key = keyOf(row);
  return tr(
    { 'aria-rowindex': index + 2, class: choice?.has(key) === true ? 'chosen' : '' },
    choice
      ? td(
          { class: 'choose' },
          input({
            type: 'checkbox',
            'aria-label': `Choose ${nameOf(row)}`,
            checked: choice.has(key),
            onChange: () => choice.toggle(key),
          }),
        )
      : null,
    ...columns.map((column, place) =>
      place === 0
        ? th({ scope: 'row', class: classOf(column) }, column.cell(row))
        : td({ class: classOf(column) }, column.cell(row)),
    ),
  );
}

function classOf({ isNumber, isMinor }: { readonly isNumber?: boolean; readonly isMinor?: boolean }): string {
  return [isNumber === true ? 'number' : '', isMinor === true ? 'minor' : ''].filter(Boolean).join(' ');
}

function gap(height: number, width: number): JSX.Element | null {
  return height > 0
    ? tr({ 'aria-hidden': true, class: 'gap', style: { height: `${height}px` } }, td({ colSpan: width }))
    : null;
}

function skeletonRow(width: number): JSX.Element {
  return tr({}, ...Array.from({ length: width }, () => td({}, span({ class: 'skeleton' }))));
}

/** The rows in sight, as the page scrolls. */
function useWindow(
  body: { readonly current: HTMLElement | null },
  count: number,
): { from: number; to: number } {
  const [range, setRange] = useState({ from: 0, to: Math.min(count, 60) });
  useEffect(() => {
    let asked = 0;
    const look = (): void => {
      asked = 0;
      const above = -(body.current?.getBoundingClientRect().top ?? 0);
      const next = windowOf({ above, height: innerHeight, rowHeight: ROW_HEIGHT, count });
      setRange((before) => (before.from === next.from && before.to === next.to ? before : next));
    };
    const later = (): void => {
      if (asked === 0) asked = requestAnimationFrame(look);
    };
    look();
    // Also the scrolling of a drawer, whose events do not rise.
    addEventListener('scroll', later, { passive: true, capture: true });
    addEventListener('resize', later, { passive: true });
    return () => {
      removeEventListener('scroll', later, { capture: true });
      removeEventListener('resize', later);
      cancelAnimationFrame(asked);
    };
  }, [count]);
  return { from: Math.min(range.from, count), to: Math.min(range.to, count) };
}
