// What the findings of each rule come to: a row a rule, each a switch of the list below.
import { h, type JSX } from 'preact';
import type { CoverageFragment, FindingRulesQuery } from '../../generated/documents.ts';
import type { Question } from '../../graph/live.ts';
import { button, p, span } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { address, go, withQuery } from '../../kit/router.ts';
import { amounts } from '../../parts/words/amounts.ts';
import { nothingStandsOut } from '../../parts/answers/missing.ts';
import { Panel } from '../../parts/answers/panel.ts';
import { ruleName } from '../../parts/words/rule-names.ts';

export interface RuleSummaryProps {
  readonly rules: Question<FindingRulesQuery>;
  /** Of the findings; undefined while it is not known. */
  readonly coverage: readonly CoverageFragment[] | undefined;
}

export function RuleSummary({ rules, coverage }: RuleSummaryProps): JSX.Element {
  const on = address.value.query.getAll('code');
  return h(Panel<FindingRulesQuery>, {
    title: 'By rule',
    subtitle: 'Choose one or more to see only theirs',
    question: rules,
    render: ({ findingSummary }) => {
      if (findingSummary === null) return null;
      const rows = findingSummary;
      if (rows.length === 0) return p({ class: 'nothing' }, nothingStandsOut(coverage));
      return h(
        'div',
        { class: 'rules', role: 'group', 'aria-label': 'Rules' },
        ...rows.map((row) => h(Rule, { key: row.code, row, isOn: on.includes(row.code), on })),
      );
    },
  });
}

type Row = NonNullable<FindingRulesQuery['findingSummary']>[number];

function Rule({
  row,
  isOn,
  on,
}: {
  readonly row: Row;
  readonly isOn: boolean;
  readonly on: readonly string[];
}): JSX.Element {
  const { code, severity, count, seats, savings } = row;
  const money = amounts(savings).join(' + ');
  return button(
    {
      type: 'button',
      class: 'rule',
      'aria-pressed': isOn,
      onClick: () => go(withQuery({ code: isOn ? on.filter((one) => one !== code) : [...on, code] })),
    },
    span(
      { class: 'rule-name' },
      span({ class: `dot ${severity === 'HIGH' ? 'over' : severity === 'MEDIUM' ? 'warning' : ''}` }),
      ruleName(code),
    ),
    span({ class: 'rule-count' }, format.number(count)),
    span(
      { class: 'second' },
      [
        seats === 0 ? null : `${format.number(seats)} ${seats === 1 ? 'seat' : 'seats'}`,
        money === '' ? null : `${money} a month`,
      ]
        .filter((one) => one !== null)
        .join(', ') || 'not about seats',
    ),
  );
}
