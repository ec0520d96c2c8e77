// A part of a page that has its own question: heading, query, what is wrong with the answer, skeleton until it is there.
import { h, type ComponentChildren, type JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { Question } from '../../graph/live.ts';
import { a, div, h2, header, p, section, span } from '../../kit/elements.ts';
import { Failures } from '../../kit/notice.ts';
import { QueryButton } from './query-view.ts';

export interface PanelProps<Data> {
  readonly title: string;
  readonly subtitle?: ComponentChildren;
  /** Where all of it is. */
  readonly link?: { readonly to: string; readonly title: string };
  readonly question: Question<Data>;
  /** Lines of the skeleton. */
  readonly lines?: number;
  readonly render: (data: Data) => ComponentChildren;
}

export function Panel<Data>({
  title,
  subtitle,
  link,
  question,
  lines = 4,
  render,
}: PanelProps<Data>): JSX.Element {
  const id = useId();
  const { data, failures, again, isAsking } = question;
  return section(
    { class: 'panel', 'aria-labelledby': id, 'aria-busy': isAsking },
    header(
      { class: 'panel-head' },
      div({}, h2({ id }, title), subtitle ? p({ class: 'muted' }, subtitle) : null),
      div(
        { class: 'panel-actions' },
        link ? a({ href: link.to }, link.title) : null,
        h(QueryButton, { of: title, asked: question }),
      ),
    ),
    h(Failures, { failures, what: title, again }),
    data === null ? (failures.length > 0 ? null : h(Skeleton, { lines })) : render(data),
  );
}

/** Where text will be, as many lines. */
export function Skeleton({ lines }: { readonly lines: number }): JSX.Element {
  return div(
    { class: 'skeletons', 'aria-hidden': 'true' },
    ...Array.from({ length: lines }, () => span({ class: 'skeleton' })),
  );
}
