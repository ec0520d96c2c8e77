// One account: how it answers, what its quota is kept for, its last sweep, what the vendor sends otherwise than documented.
import { h, type ComponentChildren, type JSX } from 'preact';
import { AccountDocument, type AccountQuery, type ProblemTextFragment } from '../../generated/documents.ts';
import { useQuestion } from '../../graph/live.ts';
import { a, caption, code, div, p, span, table, tbody, td, th, thead, tr } from '../../kit/elements.ts';
import { Facts, type Fact } from '../../parts/facts.ts';
import { Failures } from '../../kit/notice.ts';
import { format } from '../../kit/reader.ts';
import { Told, ToldWithHint } from '../../kit/told/told.ts';
import { healthOf } from '../../parts/words/health.ts';
import { Page } from '../../parts/page.ts';
import { Panel } from '../../parts/answers/panel.ts';
import { Badge } from '../../parts/words/state-badge.ts';
import { inWords, providerName } from '../../parts/words/words.ts';
import { copyOf } from './copy.ts';
import { isSweeping, useLookWhile } from './look-while.ts';
import { ReleaseSweep, SweepNow } from './sweep-actions.ts';

type Account = NonNullable<AccountQuery['account']>;
type Copy = NonNullable<AccountQuery['inventory']>['accounts'][number];

export function AccountPage({ accountKey }: { readonly accountKey: string }): JSX.Element {
  const question = useQuestion(AccountDocument, { key: accountKey });
  const account = question.data?.account ?? null;
  const copy = question.data?.inventory?.accounts.find((one) => one.account.key === accountKey);
  useLookWhile(isSweeping(copy), question);
  if (question.data && !account) {
    return h(
      Page,
      { title: 'There is no such account', subtitle: 'Or it is not for you.' },
      p({}, a({ href: '/accounts' }, 'All accounts')),
      // The heading has said that already.
      h(Failures, {
        failures: question.failures.filter((one) => one.code !== 'UNKNOWN_ACCOUNT'),
        what: 'The account',
        again: question.again,
      }),
    );
  }
  return h(
    Page,
    {
      title: account?.name ?? accountKey,
      subtitle: account ? `${providerName(account.provider)} · ${account.key}` : 'Account',
      actions: h(SweepNow, { accountKey, isSweeping: isSweeping(copy), again: question.again }),
    },
    div(
      { class: 'columns' },
      div(
        { class: 'column' },
        panel('How it answers', question, ({ account: one }) => (one ? healthFacts(one, copy) : null)),
        panel('Last read', question, () =>
          copy
            ? [copyFacts(copy), h(ReleaseSweep, { sweep: copy.sweep, again: question.again })]
            : p({ class: 'nothing' }, 'Nothing is known of a copy.'),
        ),
      ),
      div(
        { class: 'column' },
        panel('Quota', question, ({ account: one }) => (one ? budgetFacts(one) : null)),
        panel('What the vendor can do', question, ({ account: one }) => (one ? capabilityFacts(one) : null)),
        panel('Sent otherwise than documented', question, ({ account: one }) => (one ? driftOf(one) : null)),
      ),
    ),
    p(
      {},
      a({ href: `/licenses?account=${encodeURIComponent(accountKey)}` }, 'Its licenses'),
      ' · ',
      a({ href: `/findings?account=${encodeURIComponent(accountKey)}` }, 'Its findings'),
      ' · ',
      a({ href: `/events?account=${encodeURIComponent(accountKey)}` }, 'Its events'),
    ),
  );
}

type Ask = ReturnType<typeof useQuestion<AccountQuery, { key: string }>>;

function panel(title: string, question: Ask, render: (data: AccountQuery) => ComponentChildren): JSX.Element {
  return h(Panel<AccountQuery>, { title, question, render });
}

function facts(all: readonly Fact[]): JSX.Element {
  return div({ class: 'padded' }, h(Facts, { facts: all }));
}

function ProblemWords({ problem }: { readonly problem: ProblemTextFragment }): JSX.Element {
  return span({}, h(ToldWithHint, problem), ' ', code({}, problem.code));
}

function healthFacts({ health }: Account, copy: Copy | undefined): JSX.Element {
  const { tone, text } = healthOf(health, copy);
  const { lastProblem } = health;
  return facts([
    ['Now', h(Badge, { tone, text })],
    [
      'Last answer',
      health.lastSuccessAt === null ? 'None since the start' : format.distance(health.lastSuccessAt),
    ],
    ['Waits until', health.pausedUntil === null ? null : format.moment(health.pausedUntil)],
    ['Next login', health.nextLoginAt === null ? null : format.moment(health.nextLoginAt)],
    ['Last problem', lastProblem ? h(ProblemWords, { problem: lastProblem }) : 'None since the start'],
  ]);
}

function copyFacts(copy: Copy): JSX.Element {
  const { sweep } = copy;
  const { tone, state, detail } = copyOf(copy, format);
  return div(
    {},
    facts([
      ['Copy', [h(Badge, { tone, text: state }), ' ', detail]],
      ['Known since', copy.since === null ? null : format.moment(copy.since)],
      ['Next', copy.nextSweepAt === null ? null : format.distance(copy.nextSweepAt)],
      [
        'Last sweep',
        sweep
          ? `${inWords(sweep.status)}: ${format.number(sweep.rows)} rows in ${format.number(sweep.calls)} calls`
          : 'None yet',
      ],
      [
        'It found',
        sweep
          ? `${format.number(sweep.added)} new, ${format.number(sweep.changed)} changed, ${format.number(sweep.closed)} gone`
          : null,
      ],
      ['Waits until', sweep?.waitsUntil ? format.moment(sweep.waitsUntil) : null],
      ['Problem', sweep?.problem ? h(ProblemWords, { problem: sweep.problem }) : null],
    ]),
    sweep && sweep.sections.length > 0 ? sectionsOf(sweep.sections) : null,
  );
}

function sectionsOf(sections: NonNullable<Copy['sweep']>['sections']): JSX.Element {
  return table(
    { class: 'plain-table' },
    caption({ class: 'unseen' }, 'Lists of the sweep'),
    thead(
      {},
      tr(
        {},
        th({ scope: 'col' }, 'List'),
        th({ scope: 'col' }, 'State'),
        th({ scope: 'col', class: 'number' }, 'Rows'),
      ),
    ),
    tbody(
      {},
      ...sections.map(({ name, status, rows, expected, problem }) =>
        tr(
          {},
          th({ scope: 'row' }, inWords(name)),
          td(
            {},
            inWords(status),
            problem ? span({ class: 'second over' }, h(Told, { text: problem.message })) : null,
          ),
          td(
            { class: 'number' },
            format.number(rows),
            expected === null ? null : span({ class: 'second' }, `of ${format.number(expected)} expected`),
          ),
        ),
      ),
    ),
  );
}

function budgetFacts({ requestBudget }: Account): JSX.Element {
  if (!requestBudget) return p({ class: 'nothing' }, 'The vendor tells no quota.');
  const { limit, remaining, resetAt, reserved, sweeps, changeSets } = requestBudget;
  const share = (one: typeof sweeps): string =>
    [
      one.limit === null ? null : `at most ${format.number(one.limit)}`,
      one.remaining === null ? null : `${format.number(one.remaining)} left`,
      one.callsPerMinute === null ? null : `${format.number(one.callsPerMinute)} calls a minute`,
    ]
      .filter((text) => text !== null)
      .join(', ') || format.share(one.share);
  return facts([
    ['Requests', limit === null ? null : `${format.number(remaining ?? 0)} of ${format.number(limit)} left`],
    ['Full again', resetAt === null ? null : format.distance(resetAt)],
    ['Kept for people', reserved === null ? null : format.number(reserved)],
    ['Sweeps take', share(sweeps)],
    ['Change sets take', share(changeSets)],
  ]);
}

function capabilityFacts({ capabilities: can }: Account): JSX.Element {
  const yes = (value: boolean): string => (value ? 'Yes' : 'No');
  return facts([
    ['Licenses are for', can.assigneeKinds.map((kind) => inWords(kind).toLowerCase()).join(', ')],
    ['Tells seats', yes(can.reportsSeats)],
    ['Ends assignments on a day by itself', yes(can.nativeScheduledRemoval)],
    ['Tells which licenses roles need', yes(can.infersLicensesFromRoles)],
    ['Looked up at once', format.number(can.lookupBatchSize)],
    ['Assigned at once', format.number(can.assignmentBatchSize)],
  ]);
}

function driftOf({ health }: Account): JSX.Element {
  if (health.vendorDrift.length === 0) return p({ class: 'nothing' }, 'Nothing.');
  return facts(
    health.vendorDrift.map(({ field, kind, times, lastSeenAt }) => [
      field,
      `${inWords(kind)}, ${format.number(times)} times, last ${format.distance(lastSeenAt)}`,
    ]),
  );
}
