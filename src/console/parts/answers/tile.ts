// One figure: the whole tile is a link to its rows, and its query the only other thing to press.
import { h, type ComponentChildren, type JSX } from 'preact';
import type { Question } from '../../graph/live.ts';
import { a, div, p, span, strong } from '../../kit/elements.ts';
import { InPart } from './coverage.ts';
import { QueryButton } from './query-view.ts';

export interface TileProps<Data> {
  readonly title: string;
  /** The list of what is counted. */
  readonly to: string;
  readonly question: Question<Data>;
  /** Whether an account is missing in it. */
  readonly isPart?: boolean;
  readonly render: (data: Data) => TileFigure;
}

export interface TileFigure {
  /** Null for what cannot be told; `note` says why. */
  readonly value: string | null;
  readonly unit?: string;
  readonly bar?: ComponentChildren;
  readonly note: string;
  readonly tone?: 'warning' | 'over';
}

export function Tile<Data>({ title, to, question, isPart = false, render }: TileProps<Data>): JSX.Element {
  const { data, failures } = question;
  const figure = data === null ? null : render(data);
  return div(
    { class: 'tile', 'aria-busy': question.isAsking },
    div(
      { class: 'tile-head' },
      a({ class: 'tile-link', href: to }, title),
      h(QueryButton, { of: title, asked: question }),
    ),
    figure === null
      ? failures.length > 0
        ? p({ class: 'tile-note over' }, 'Could not be read')
        : span({ class: 'skeleton tall', 'aria-hidden': 'true' })
      : [
          p(
            { class: 'tile-value' },
            strong({}, figure.value ?? '–'),
            figure.unit ? span({ class: 'tile-unit' }, figure.unit) : null,
            isPart ? h(InPart, {}) : null,
          ),
          figure.bar,
          p({ class: `tile-note ${figure.tone ?? ''}` }, figure.note),
        ],
  );
}
