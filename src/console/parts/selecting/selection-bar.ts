// What is chosen, how to choose all that match, and what can be done with it. Stays in sight while something is chosen.
import { h, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { button, div, p, span, strong } from '../../kit/elements.ts';
import { FailureText } from '../../kit/notice.ts';
import { format } from '../../kit/reader.ts';
import type { ChangeStart } from '../changing/change-flow.ts';
import { ChangeFlow } from '../changing/open.ts';
import { progressOf } from '../lists/export-button.ts';
import { addedByAll, MOST_CHANGES, unseenOf, withRows, type Keyed, type Selection } from './selection.ts';
import { useMay } from '../viewer.ts';
import { useWalk, type AllRows } from '../lists/use-walk.ts';

/** Something that can be done with what is chosen. */
export interface SelectionAction<Row> {
  readonly title: string;
  start(rows: readonly Row[]): ChangeStart;
}

export interface SelectionBarProps<Row> {
  readonly chosen: Selection<Row>;
  readonly read: Keyed<Row>;
  readonly totalCount: number | null;
  readonly actions: readonly SelectionAction<Row>[];
  readonly all: AllRows<Row>;
  choose(next: Selection<Row>): void;
}

export function SelectionBar<Row>(props: SelectionBarProps<Row>): JSX.Element | null {
  const { chosen, read, totalCount, actions, all, choose } = props;
  const [start, setStart] = useState<ChangeStart | null>(null);
  const walk = useWalk<Row>();
  const mayChange = useMay('licenses:change');
  if (chosen.size === 0) return null;
  const isTooMany = chosen.size > MOST_CHANGES;
  return div(
    { class: 'selection-bar', role: 'region', 'aria-label': 'What is chosen' },
    span(
      { role: 'status', class: 'selection-count' },
      strong({}, `${format.number(chosen.size)} chosen`),
      unseen(props),
    ),
    walk.count === null
      ? allButton(props, () =>
          walk.start(all, (rows) => choose(withRows(chosen, { rows, keyOf: read.keyOf })), MOST_CHANGES),
        )
      : span(
          { class: 'actions' },
          span({ class: 'muted', role: 'status' }, progressOf(walk.count, totalCount)),
          button({ type: 'button', class: 'link', onClick: walk.cancel }, 'Stop reading'),
        ),
    div(
      { class: 'actions selection-actions' },
      ...(mayChange
        ? actions.map((action) =>
            button(
              {
                type: 'button',
                class: 'button',
                disabled: isTooMany || walk.count !== null,
                onClick: () => setStart(action.start([...chosen.values()])),
              },
              `${action.title}…`,
            ),
          )
        : [span({ class: 'muted' }, 'To change licenses takes the scope licenses:change.')]),
      button({ type: 'button', class: 'button', onClick: () => choose(new Map()) }, 'Clear'),
    ),
    isTooMany
      ? p(
          { class: 'muted selection-note' },
          `A change set takes ${format.number(MOST_CHANGES)} changes at most: choose fewer.`,
        )
      : null,
    walk.failure
      ? div({ class: 'selection-note over', role: 'alert' }, h(FailureText, { failure: walk.failure }))
      : null,
    start === null ? null : h(ChangeFlow, { start, onClose: () => setStart(null) }),
  );
}

function unseen<Row>({ chosen, read }: SelectionBarProps<Row>): string {
  const count = unseenOf(chosen, read);
  return count === 0 ? '' : `, ${format.number(count)} of them not among the rows below`;
}

function allButton<Row>(
  { chosen, read, totalCount }: SelectionBarProps<Row>,
  onClick: () => void,
): JSX.Element | null {
  const added = addedByAll(chosen, read, totalCount);
  if (added === 0 || totalCount === null) return null;
  const title =
    totalCount > MOST_CHANGES
      ? `Choose the first ${format.number(MOST_CHANGES)} of ${format.number(totalCount)} that match`
      : `Choose all ${format.number(totalCount)} that match`;
  return button({ type: 'button', class: 'link', onClick }, title);
}
