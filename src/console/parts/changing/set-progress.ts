// How far a set is: one bar by outcome, and the same in words.
import type { JSX } from 'preact';
import type { SetProgressFragment } from '../../generated/documents.ts';
import { div, li, p, span, strong, ul } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { endSentence, segmentsOf } from './plan/plan-words.ts';

export function SetProgressBar({ set }: { readonly set: SetProgressFragment }): JSX.Element {
  const segments = segmentsOf(set.progress);
  const { total } = set.progress;
  return div(
    { class: 'set-progress' },
    p({ role: 'status' }, strong({}, endSentence(set, format))),
    div(
      { class: 'progress-bar', 'aria-hidden': 'true' },
      ...segments.map(({ title, tone, count }) =>
        span({
          key: title,
          class: `progress-part ${tone}`,
          style: { width: `${((count / Math.max(1, total)) * 100).toFixed(2)}%` },
        }),
      ),
    ),
    ul(
      { class: 'progress-words' },
      ...segments.map(({ title, tone, count }) =>
        li(
          { key: title },
          span({ class: `progress-key ${tone}`, 'aria-hidden': 'true' }),
          `${format.number(count)} ${title}`,
        ),
      ),
    ),
  );
}
