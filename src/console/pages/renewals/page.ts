// Contracts that are to be decided on, the soonest first: what they cost, who holds and who is idle, and how many seats would do.
import { h, type ComponentChildren, type JSX } from 'preact';
import { RenewalsDocument, type RenewalsQuery } from '../../generated/documents.ts';
import { useQuestion } from '../../graph/live.ts';
import { dayIn } from '../../kit/days.ts';
import { Dash } from '../../kit/told/dash.ts';
import { a, caption, div, span, table, tbody, td, th, thead, tr } from '../../kit/elements.ts';
import { Picker } from '../../kit/facet.ts';
import { format } from '../../kit/reader.ts';
import { address, withQuery } from '../../kit/router.ts';
import { licenseAddress } from '../../parts/words/addresses.ts';
import { CoverageNotice } from '../../parts/answers/coverage.ts';
import { Freshness } from '../../parts/answers/freshness.ts';
import { Page } from '../../parts/page.ts';
import { Panel } from '../../parts/answers/panel.ts';
import { useMay } from '../../parts/viewer.ts';
import { savingOf, urgencyOf } from './renewal.ts';

const PERIODS = [
  ['', 'Within 90 days'],
  ['30', 'Within 30 days'],
  ['180', 'Within 180 days'],
  ['365', 'Within a year'],
  ['1100', 'Within three years'],
] as const;

export function RenewalsPage(): JSX.Element {
  const { query } = address.value;
  const days = Number(query.get('days') ?? '90');
  const before =
    query.get('before') ?? dayIn(Number.isInteger(days) && days > 0 ? days : 90, Date.parse(format.today()));
  const renewals = useQuestion(RenewalsDocument, { before });
  const { isAsking, again } = renewals;
  const coverage = renewals.data?.inventory?.licenses?.coverage;
  const seesPrices = useMay('costs:read');
  return h(
    Page,
    {
      title: 'Renewals',
      subtitle: `Contracts to be decided on before ${format.day(before)}`,
      actions: h(Freshness, { coverage, isAsking, again }),
    },
    h(CoverageNotice, { coverage, again }),
    div(
      { class: 'filters' },
      query.has('before')
        ? a({ href: withQuery({ before: null }) }, 'Choose by days instead')
        : h(Picker, {
            title: 'To be decided on',
            name: 'days',
            options: PERIODS.map(([value, title]) => ({ value, title })),
          }),
      seesPrices ? null : span({ class: 'muted' }, 'Prices take the scope costs:read.'),
    ),
    h(Panel<RenewalsQuery>, {
      title: 'To decide on',
      question: renewals,
      render: ({ renewals: all }) => (all === null ? null : tableOf(all)),
    }),
  );
}

type Renewal = NonNullable<RenewalsQuery['renewals']>[number];

function tableOf(all: readonly Renewal[]): JSX.Element {
  if (all.length === 0) {
    return div(
      { class: 'padded muted' },
      'No contract is to be decided on by then. ',
      a({ href: '/renewals?days=1100' }, 'Look three years ahead'),
      '.',
    );
  }
  return div(
    { class: 'sideways' },
    table(
      { class: 'plain-table' },
      caption({ class: 'unseen' }, 'Contracts that are to be decided on'),
      thead({}, tr({}, ...HEADINGS.map(([title, name]) => th({ scope: 'col', class: name }, title)))),
      tbody({}, ...all.map(renewalRow)),
    ),
  );
}

const HEADINGS = [
  ['Licenses', ''],
  ['Decide by', ''],
  ['Ends', 'minor'],
  ['Bought', 'number minor'],
  ['Held', 'number minor'],
  ['Idle', 'number minor'],
  ['Would do', 'number minor'],
  ['A month', 'number minor'],
  ['Could be saved', 'number'],
] as const;

function renewalRow(renewal: Renewal): JSX.Element {
  const { licenses, decideBy, endsOn, seats, held, idle, suggestedSeats, monthly, contract } = renewal;
  const urgency = urgencyOf(decideBy, format.today());
  const saving = savingOf(renewal);
  return tr(
    {},
    th({ scope: 'row' }, ...licensesOf(licenses), seatsBelow(renewal)),
    td(
      { class: 'whole' },
      format.day(decideBy),
      span({ class: `second ${urgency}` }, format.distance(`${decideBy}T23:59:59Z`)),
    ),
    td(
      { class: 'whole minor' },
      format.day(endsOn),
      span({ class: 'second' }, contract.renews ? 'renews by itself' : 'ends by itself'),
    ),
    count(seats, 'Neither the contract nor the vendor tells'),
    count(held, 'The account has not been read whole yet'),
    count(idle, 'The account has not been read whole yet'),
    count(suggestedSeats, 'There is no forecast yet: it takes some weeks of history'),
    td(
      { class: 'number minor' },
      monthly === null ? h(Dash, { why: 'Not told, or not for you.' }) : format.money(monthly),
    ),
    td(
      { class: 'number good' },
      saving === null ? h(Dash, { why: 'Nothing, or not known.' }) : format.money(saving),
    ),
  );
}

function licensesOf(licenses: Renewal['licenses']): ComponentChildren[] {
  const [first] = licenses;
  if (!first) return [h(Dash, { why: 'No license of it is in the inventory.' })];
  const shown = licenses.slice(0, 3);
  return [
    ...shown.map(({ id, name }) => div({}, a({ href: licenseAddress(id) }, name ?? 'Without a name'))),
    span(
      { class: 'second' },
      licenses.length > shown.length ? `and ${format.number(licenses.length - shown.length)} more · ` : '',
      first.account.name,
    ),
  ];
}

/** Where there is no room for columns of seats, what it comes to stands below the name. */
function seatsBelow({ seats, suggestedSeats }: Renewal): JSX.Element | null {
  return seats === null || suggestedSeats === null
    ? null
    : span(
        { class: 'narrow-only second' },
        `${format.number(suggestedSeats)} of ${format.number(seats)} would do`,
      );
}

function count(value: number | null, why: string): JSX.Element {
  return td({ class: 'number minor' }, value === null ? h(Dash, { why }) : format.number(value));
}
