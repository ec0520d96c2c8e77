// Which accounts answer, what is left of their quota, and how old the copy of each is.
import { h, type JSX } from 'preact';
import type { OverviewAccountsQuery } from '../../generated/documents.ts';
import type { Question } from '../../graph/live.ts';
import { a, div, li, span, ul } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { accountAddress } from '../../parts/words/addresses.ts';
import { healthOf } from '../../parts/words/health.ts';
import { Panel } from '../../parts/answers/panel.ts';
import { providerName } from '../../parts/words/words.ts';

export function AccountsPanel({
  accounts,
}: {
  readonly accounts: Question<OverviewAccountsQuery>;
}): JSX.Element {
  return h(Panel<OverviewAccountsQuery>, {
    title: 'Accounts',
    link: { to: '/accounts', title: 'All accounts' },
    question: accounts,
    lines: 6,
    render: ({ accounts: all, inventory }) =>
      ul(
        { class: 'lines' },
        ...all.map((one) =>
          accountLine(
            one,
            inventory?.accounts.find(({ account }) => account.key === one.key),
          ),
        ),
      ),
  });
}

type Account = OverviewAccountsQuery['accounts'][number];
type Copy = NonNullable<OverviewAccountsQuery['inventory']>['accounts'][number];

function accountLine(
  { key, name, provider, health, requestBudget }: Account,
  copy: Copy | undefined,
): JSX.Element {
  const { tone, text } = healthOf(health, copy);
  const left = requestBudget?.remaining ?? null;
  const limit = requestBudget?.limit ?? null;
  const facts = [
    providerName(provider),
    left === null || limit === null
      ? null
      : `${format.number(left)} of ${format.number(limit)} requests left`,
    copy === undefined
      ? null
      : copy.observedAt === null
        ? 'not read whole yet'
        : `read ${format.distance(copy.observedAt)}`,
  ];
  return li(
    {},
    span({ class: `dot ${tone}` }),
    div(
      { class: 'line-text' },
      a({ href: accountAddress(key) }, name),
      span({ class: 'second' }, facts.filter((one) => one !== null).join(' · ')),
    ),
    span({ class: `line-end ${tone === 'good' ? 'muted' : tone}` }, text),
  );
}
