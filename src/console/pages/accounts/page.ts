// The accounts: who answers, what is left of each quota, how old the copy is. Below it one account.
import { h, type JSX } from 'preact';
import { AccountsDocument, type AccountsQuery } from '../../generated/documents.ts';
import { useQuestion } from '../../graph/live.ts';
import { Dash } from '../../kit/told/dash.ts';
import { a, caption, div, span, table, tbody, td, th, thead, tr } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { Told } from '../../kit/told/told.ts';
import { accountAddress } from '../../parts/words/addresses.ts';
import { healthOf } from '../../parts/words/health.ts';
import { Page } from '../../parts/page.ts';
import { Panel } from '../../parts/answers/panel.ts';
import { SeatBar } from '../../parts/seats/seat-bar.ts';
import { Badge } from '../../parts/words/state-badge.ts';
import { providerName } from '../../parts/words/words.ts';
import { AccountPage } from './account-page.ts';
import { copyOf } from './copy.ts';
import { isSweeping, useLookWhile } from './look-while.ts';

export function AccountsPage({ id }: { readonly id: string | null }): JSX.Element {
  return id === null ? h(AllAccounts, {}) : h(AccountPage, { accountKey: id, key: id });
}

function AllAccounts(): JSX.Element {
  const accounts = useQuestion(AccountsDocument, {});
  useLookWhile((accounts.data?.inventory?.accounts ?? []).some(isSweeping), accounts);
  return h(
    Page,
    { title: 'Accounts', subtitle: 'Where the licenses are, and how each account answers' },
    h(Panel<AccountsQuery>, {
      title: 'All accounts',
      question: accounts,
      lines: 6,
      render: ({ accounts: all, inventory }) =>
        div(
          { class: 'sideways' },
          table(
            { class: 'plain-table' },
            caption({ class: 'unseen' }, 'Accounts'),
            thead({}, tr({}, ...HEADINGS.map(([title, name]) => th({ scope: 'col', class: name }, title)))),
            tbody(
              {},
              ...all.map((one) =>
                accountRow(
                  one,
                  inventory?.accounts.find(({ account }) => account.key === one.key),
                ),
              ),
            ),
          ),
        ),
    }),
  );
}

const HEADINGS = [
  ['Account', ''],
  ['Answers', ''],
  ['Quota left', 'minor'],
  ['Copy', ''],
  ['Next read', 'minor'],
] as const;

type Account = AccountsQuery['accounts'][number];
type Copy = NonNullable<AccountsQuery['inventory']>['accounts'][number];

function accountRow(
  { key, name, provider, health, requestBudget }: Account,
  copy: Copy | undefined,
): JSX.Element {
  const { tone, text } = healthOf(health, copy);
  const limit = requestBudget?.limit ?? null;
  const left = requestBudget?.remaining ?? null;
  const problem = tone === 'good' ? null : (copy?.sweep?.problem ?? health.lastProblem);
  const read = copyOf(copy, format);
  return tr(
    {},
    th(
      { scope: 'row' },
      a({ href: accountAddress(key) }, name),
      span({ class: 'second' }, `${providerName(provider)} · ${key}`),
    ),
    td(
      {},
      h(Badge, { tone, text }),
      problem ? span({ class: 'second' }, h(Told, { text: problem.message })) : null,
    ),
    limit === null || left === null
      ? td({ class: 'minor' }, h(Dash, { why: 'The vendor tells no quota.' }))
      : td(
          { class: 'minor' },
          h(SeatBar, { share: limit === 0 ? 0 : left / limit }),
          span({ class: 'second' }, `${format.number(left)} of ${format.number(limit)}`),
        ),
    td({}, h(Badge, { tone: read.tone, text: read.state }), span({ class: 'second' }, read.detail)),
    td(
      { class: 'minor' },
      copy?.nextSweepAt ? format.distance(copy.nextSweepAt) : h(Dash, { why: 'None is planned.' }),
    ),
  );
}
