// What the licenses cost a month, and what of it is wasted, by account. Amounts of different currencies are never added up.
import { h, type JSX } from 'preact';
import type { MoneyFragment, OverviewCostsQuery } from '../../generated/documents.ts';
import type { Question } from '../../graph/live.ts';
import { a, caption, p, span, table, tbody, td, th, thead, tr } from '../../kit/elements.ts';
import { NOT_TOLD } from '../../kit/format.ts';
import { format } from '../../kit/reader.ts';
import { amounts } from '../../parts/words/amounts.ts';
import { accountAddress } from '../../parts/words/addresses.ts';
import { Panel } from '../../parts/answers/panel.ts';

export function CostsPanel({ costs }: { readonly costs: Question<OverviewCostsQuery> }): JSX.Element {
  return h(Panel<OverviewCostsQuery>, {
    title: 'Cost and waste',
    subtitle: 'A month',
    link: { to: '/renewals', title: 'Renewals' },
    question: costs,
    render: ({ costs: all }) => {
      if (all === null) return null;
      const rows = all.filter(({ monthly }) => monthly === null || monthly.length > 0);
      if (rows.length === 0) return p({ class: 'nothing' }, 'No contract is in the configuration.');
      return table(
        { class: 'plain-table' },
        caption({ class: 'unseen' }, 'Cost and waste a month, by account'),
        thead(
          {},
          tr(
            {},
            th({ scope: 'col' }, 'Account'),
            th({ scope: 'col', class: 'number' }, 'Cost'),
            th({ scope: 'col', class: 'number' }, 'Wasted'),
          ),
        ),
        tbody(
          {},
          ...rows.map(({ account, monthly, wasted, licensesWithoutContract }) =>
            tr(
              {},
              th(
                { scope: 'row' },
                a({ href: accountAddress(account.key) }, account.name),
                licensesWithoutContract === null || licensesWithoutContract === 0
                  ? null
                  : span({ class: 'second' }, `${format.number(licensesWithoutContract)} without a contract`),
              ),
              td({ class: 'number' }, amountsTold(monthly)),
              td({ class: 'number' }, amountsTold(wasted)),
            ),
          ),
        ),
      );
    },
  });
}

function amountsTold(all: readonly MoneyFragment[] | null): string {
  return amounts(all).join(' + ') || NOT_TOLD;
}
