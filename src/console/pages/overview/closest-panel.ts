// The licenses closest to their limit, or beyond it.
import { h, type JSX } from 'preact';
import type { OverviewSeatsQuery } from '../../generated/documents.ts';
import type { Question } from '../../graph/live.ts';
import { a, caption, p, span, table, tbody, td, th, thead, tr } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { missingIn } from '../../parts/answers/missing.ts';
import { Panel } from '../../parts/answers/panel.ts';
import { SeatBar } from '../../parts/seats/seat-bar.ts';
import { isCounted, shareOf } from '../../parts/seats/seats.ts';
import { licenseAddress } from '../../parts/words/addresses.ts';

const SHOWN = 8;

export function ClosestPanel({ seats }: { readonly seats: Question<OverviewSeatsQuery> }): JSX.Element {
  return h(Panel<OverviewSeatsQuery>, {
    title: 'Closest to the limit',
    subtitle: 'Share of the seats that is held; the mark is what was bought',
    link: { to: '/licenses?sort=UTILISATION.DESC', title: 'All licenses' },
    question: seats,
    lines: SHOWN,
    render: ({ inventory }) => {
      if (!inventory?.licenses) return null;
      const rows = (inventory.licenses.nodes ?? []).filter((one) => isCounted(one.seats)).slice(0, SHOWN);
      if (rows.length === 0) {
        const isWhole = missingIn(inventory.licenses.coverage).length === 0;
        const which = isWhole ? 'No license' : 'No license that was read';
        return p({ class: 'nothing' }, `${which} tells how many seats it has.`);
      }
      const shares = rows.map((one) => finite(shareOf(one.seats)));
      const scale = Math.max(1.25, ...shares);
      return table(
        { class: 'plain-table' },
        caption({ class: 'unseen' }, 'Licenses closest to their limit'),
        thead(
          {},
          tr(
            {},
            th({ scope: 'col' }, 'License'),
            th({ scope: 'col' }, 'Share'),
            th({ scope: 'col', class: 'number' }, 'Held of bought'),
          ),
        ),
        tbody({}, ...rows.map((row, index) => closestRow(row, shares[index] ?? 0, scale))),
      );
    },
  });
}

type Row = NonNullable<
  NonNullable<NonNullable<OverviewSeatsQuery['inventory']>['licenses']>['nodes']
>[number];

function closestRow({ id, name, account, seats }: Row, share: number, scale: number): JSX.Element {
  const tone = share > 1 ? 'over' : share >= 0.9 ? 'warning' : 'plain';
  return tr(
    {},
    th(
      { scope: 'row' },
      a({ href: licenseAddress(id) }, name ?? 'Without a name'),
      span({ class: 'second' }, account.name),
    ),
    td({ class: 'bar' }, h(SeatBar, { share, scale, tone })),
    td(
      { class: 'number whole' },
      isCounted(seats) ? `${format.number(seats.assigned)} of ${format.number(seats.total)}` : '',
      span({ class: `second ${tone}` }, seats?.total === 0 ? 'none bought' : format.share(share)),
    ),
  );
}

/** Held seats of a license of which none was bought: shown as twice full. */
function finite(share: number | null): number {
  return Math.min(share ?? 0, 2);
}
