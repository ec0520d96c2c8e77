// Seats by vendor. A vendor that is missing keeps its row.
import { h, type JSX } from 'preact';
import type { CoverageFragment, OverviewSeatsQuery, Provider } from '../../generated/documents.ts';
import type { Question } from '../../graph/live.ts';
import { a, caption, div, span, table, tbody, td, th, thead, tr } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { InPart } from '../../parts/answers/coverage.ts';
import { isBeingRead, missingIn } from '../../parts/answers/missing.ts';
import { Panel } from '../../parts/answers/panel.ts';
import { SeatBar } from '../../parts/seats/seat-bar.ts';
import { groupBy, sumOfSeats, type SeatNumbers } from '../../parts/seats/seats.ts';
import { Badge } from '../../parts/words/state-badge.ts';
import { providerName } from '../../parts/words/words.ts';

export function VendorsPanel({ seats }: { readonly seats: Question<OverviewSeatsQuery> }): JSX.Element {
  return h(Panel<OverviewSeatsQuery>, {
    title: 'Seats by vendor',
    question: seats,
    render: ({ inventory }) => {
      if (!inventory?.licenses) return null;
      const { coverage } = inventory.licenses;
      const rows = inventory.licenses.nodes ?? [];
      const missing = groupBy(missingIn(coverage), ({ account }) => account.provider);
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
            vendorRow(provider, byVendor.get(provider) ?? [], missing.get(provider) ?? []),
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

/** An account that is read for the first time has not failed to answer. */
function whyUnread(missing: readonly CoverageFragment[]): JSX.Element {
  if (missing.every(isBeingRead)) return h(Badge, { tone: 'info', text: 'Being read for the first time' });
  const isOff = missing.every(({ reason }) => reason === 'SWEEPS_OFF');
  return h(Badge, { tone: 'warning', text: isOff ? 'Switched off' : 'Could not be read' });
}

function heading([title, name]: readonly [string, string]): JSX.Element {
  return th({ scope: 'col', class: name }, title);
}

type Row = { readonly seats: SeatNumbers | null };

function vendorRow(
  provider: Provider,
  rows: readonly Row[],
  missing: readonly CoverageFragment[],
): JSX.Element {
  const isUnread = rows.length === 0 && missing.length > 0;
  const sum = sumOfSeats(rows);
  const share = sum.total === 0 ? 0 : (sum.assigned - sum.over) / sum.total;
  const name = th(
    { scope: 'row' },
    a({ href: `/licenses?vendor=${provider}` }, providerName(provider)),
    isUnread
      ? null
      : span(
          { class: 'second' },
          `${format.number(rows.length)} ${rows.length === 1 ? 'license' : 'licenses'}`,
        ),
    missing.length > 0 && rows.length > 0 ? h(InPart, {}) : null,
    sum.counted > 0 ? div({ class: 'narrow-only' }, h(SeatBar, { share })) : null,
  );
  if (isUnread) return tr({}, name, td({ colSpan: 5 }, whyUnread(missing)));
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
