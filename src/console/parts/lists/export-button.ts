// Everything that matches as a file: walks the list to its end, says how far it is, and can be given up.
import { h, type JSX } from 'preact';
import { button, div, span } from '../../kit/elements.ts';
import { icon } from '../../kit/icons.ts';
import { Notice, FailureText } from '../../kit/notice.ts';
import { format } from '../../kit/reader.ts';
import { csvOf, type CsvColumn } from './csv-export.ts';
import { useWalk, type AllRows } from './use-walk.ts';

export interface ExportButtonProps<Row> {
  /** The name of the file, without its ending. */
  readonly name: string;
  readonly columns: readonly CsvColumn<Row>[];
  readonly totalCount: number | null;
  /** Names of accounts that are missing, or not all here. */
  readonly missing: readonly string[];
  readonly notes?: readonly string[];
  readonly all: AllRows<Row>;
}

export function ExportButton<Row>({
  name,
  columns,
  totalCount,
  missing,
  notes,
  all,
}: ExportButtonProps<Row>): JSX.Element {
  const walk = useWalk<Row>();
  const save = (): void =>
    walk.start(all, (rows) =>
      download(`${name}.csv`, csvOf({ columns, rows, missing, ...(notes && { notes }) })),
    );
  const { count, failure } = walk;
  return div(
    { class: 'export' },
    count === null
      ? button({ type: 'button', class: 'button', onClick: save }, icon('download'), 'Export CSV')
      : [
          span({ class: 'muted', role: 'status' }, progressOf(count, totalCount)),
          button({ type: 'button', class: 'button', onClick: walk.cancel }, 'Cancel export'),
        ],
    failure
      ? h(Notice, { tone: 'error', title: 'Nothing was exported.' }, h(FailureText, { failure }))
      : null,
  );
}

/** How far a walk is. */
export function progressOf(count: number, totalCount: number | null): string {
  return totalCount === null
    ? `${format.number(count)} read`
    : `${format.number(count)} of ${format.number(totalCount)} read`;
}

function download(name: string, text: string): void {
  // With a mark in front: spreadsheets take a file without one for Latin-1.
  const address = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
