// The last change sets.
import { h, type JSX } from 'preact';
import type { OverviewChangesQuery } from '../../generated/documents.ts';
import type { Question } from '../../graph/live.ts';
import { a, div, li, p, span, ul } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { changeSetAddress } from '../../parts/words/addresses.ts';
import { Panel } from '../../parts/answers/panel.ts';
import { ChangeSetStatusBadge } from '../../parts/words/change-set-status.ts';

export function ChangesPanel({ changes }: { readonly changes: Question<OverviewChangesQuery> }): JSX.Element {
  return h(Panel<OverviewChangesQuery>, {
    title: 'Recent changes',
    link: { to: '/changes', title: 'All changes' },
    question: changes,
    render: ({ changeSets }) => {
      if (!changeSets) return null;
      const rows = changeSets.nodes ?? [];
      if (rows.length === 0)
        return p(
          { class: 'nothing' },
          'Nothing was changed from here yet. ',
          a({ href: '/licenses' }, 'Choose a license'),
          ' to begin.',
        );
      return ul({ class: 'lines' }, ...rows.map(changeLine));
    },
  });
}

type Row = NonNullable<NonNullable<OverviewChangesQuery['changeSets']>['nodes']>[number];

function changeLine({ id, status, reason, requestedBy, createdAt, progress }: Row): JSX.Element {
  const done = progress.verified + progress.noChange;
  return li(
    {},
    div(
      { class: 'line-text' },
      a({ href: changeSetAddress(id) }, reason ?? 'Without a reason'),
      span(
        { class: 'second' },
        `${requestedBy} · ${format.distance(createdAt)} · ${format.number(done)} of ${format.number(progress.total)} as wanted`,
      ),
    ),
    span({ class: 'line-end' }, h(ChangeSetStatusBadge, { status })),
  );
}
