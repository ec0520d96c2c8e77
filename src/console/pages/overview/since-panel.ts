// What is different since yesterday.
import { h, type JSX } from 'preact';
import type { OverviewHistoryQuery } from '../../generated/documents.ts';
import type { Question } from '../../graph/live.ts';
import { a, div, li, p, span, ul } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { licenseAddress } from '../../parts/words/addresses.ts';
import { Panel } from '../../parts/answers/panel.ts';

export interface SincePanelProps {
  readonly history: Question<OverviewHistoryQuery>;
}

export function SincePanel({ history }: SincePanelProps): JSX.Element {
  return h(Panel<OverviewHistoryQuery>, {
    title: 'Since yesterday',
    link: { to: '/events', title: 'All events' },
    question: history,
    render: ({ licenseDiff }) => {
      if (!licenseDiff) return null;
      const rows = licenseDiff.nodes ?? [];
      const { counts } = licenseDiff;
      const young = licenseDiff.coverage.filter(({ reason }) => reason === 'BEFORE_HISTORY');
      const beginning =
        young.length > 0
          ? p(
              { class: 'muted padded' },
              `${format.number(young.length)} ${young.length === 1 ? 'account is' : 'accounts are'} known only from later on.`,
            )
          : null;
      // Of accounts without a yesterday nobody knows what is different.
      if (rows.length === 0 && young.length > 0 && young.length === licenseDiff.coverage.length) {
        return [p({ class: 'nothing' }, 'What was before is not known.'), beginning];
      }
      if (rows.length === 0) return [p({ class: 'nothing' }, 'Nothing is different.'), beginning];
      return [
        counts
          ? p(
              { class: 'padded' },
              `${format.number(counts.assigned)} assigned, ${format.number(counts.removed)} taken away, ${format.number(counts.changed)} otherwise changed`,
            )
          : null,
        ul({ class: 'lines' }, ...rows.map(differenceLine)),
        beginning,
      ];
    },
  });
}

type Row = NonNullable<NonNullable<OverviewHistoryQuery['licenseDiff']>['nodes']>[number];

function differenceLine({ license, assignee, before, after }: Row): JSX.Element {
  const sign = before.held === after.held ? '=' : after.held ? '+' : '−';
  const word = before.held === after.held ? 'changed' : after.held ? 'assigned' : 'taken away';
  return li(
    {},
    span({ class: `sign ${word.replace(' ', '-')}`, 'aria-hidden': 'true' }, sign),
    div(
      { class: 'line-text' },
      span({}, assignee.displayName ?? assignee.externalId, span({ class: 'unseen' }, ` ${word}`)),
      span(
        { class: 'second' },
        a({ href: licenseAddress(license.id) }, license.name ?? 'Without a name'),
        ` · ${assignee.account.name}`,
      ),
    ),
  );
}
