// Seats by vendor. A vendor that is missing keeps its row.
import { h, type JSX } from 'preact';
import type { OverviewSeatsQuery, Provider } from '../../generated/documents.ts';
import type { Question } from '../../graph/live.ts';
import { a, caption, div, span, table, tbody, td, th, thead, tr } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { InPart } from '../../parts/answers/coverage.ts';
import { missingIn } from '../../parts/answers/missing.ts';
import { Panel } from '../../parts/answers/panel.ts';
import { SeatBar } from '../../parts/seats/seat-bar.ts';
import { groupBy, sumOfSeats, type SeatNumbers } from '../../parts/seats/seats.ts';
import { providerName } from '../../parts/words/words.ts';

export function VendorsPanel({ seats }: { readonly seats: Question<OverviewSeatsQuery> }): JSX.Element {
  return h(Panel<OverviewSeatsQuery>, {
    title: 'Seats by vendor',
    question: seats,
    render: ({ inventory }) => {
      if (!inventory?.licenses) return null;
      const { coverage } = inventory.licenses;
      const rows = inventory.licenses.nodes ?? [];
      const missing = new Set(missingIn(coverage).map(({ account }) => account.provider));
      const byVendor = groupBy(rows, ({ account }) => account.provider);
      const vendors = [
        ...new Set([...coverage.map(({ account }) => account.provider), ...byVendor.keys()]),
      ].sort();
      return table(
        { class: 'plain-table' },
        caption({ class: 'unseen' }, 'Seats by vendor'),
        thead({}, tr({}, ...HEADINGS.map(heading))),
        tbody(
          {},
          ...vendors.map((provider) =>
            vendorRow(provider, byVendor.get(provider) ?? [], missing.has(provider)),
          ),
        ),
      );
    },
  });
}

const HEADINGS = [
  ['Vendor', ''],
  ['Used', 'minor'],
  ['Share', 'minor number'],
  ['Held', 'number'],
  ['Bought', 'number'],
  ['Free', 'number'],
] as const;

function heading([title, name]: readonly [string, string]): JSX.Element {
  return th({ scope: 'col', class: name }, title);
}

type Row = { readonly seats: SeatNumbers | null };

function vendorRow(provider: Provider, rows: readonly Row[], isMissing: boolean): JSX.Element {
  const sum = sumOfSeats(rows);
  const share = sum.total === 0 ? 0 : (sum.assigned - sum.over) / sum.total;
  const name = th(
    { scope: 'row' },
    a({ href: `/licenses?vendor=${provider}` }, providerName(provider)),
    span({ class: 'second' }, `${format.number(rows.length)} ${rows.length === 1 ? 'license' : 'licenses'}`),
    isMissing && rows.length > 0 ? h(InPart, {}) : null,
    sum.counted > 0 ? div({ class: 'narrow-only' }, h(SeatBar, { share })) : null,
  );
  if (rows.length === 0 && isMissing) {
    return tr({}, name, td({ colSpan: 5 }, span({ class: 'badge warning' }, 'Did not answer')));
  }
  if (sum.counted === 0) {
    return tr(
      {},
      name,
      td({ colSpan: 5, class: 'muted' }, 'The vendor tells who holds a license, and no number of seats.'),
    );
  }
  return tr(
    {},
    name,
    td({ class: 'bar minor' }, h(SeatBar, { share })),
    td({ class: 'number muted minor' }, format.share(share)),
    td({ class: 'number' }, format.number(sum.assigned)),
    td({ class: 'number' }, format.number(sum.total)),
    td(
      { class: 'number' },
      format.number(sum.free),
      sum.over > 0 ? span({ class: 'second over' }, `${format.number(sum.over)} over`) : null,
    ),
  );
}
