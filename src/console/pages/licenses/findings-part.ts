// What stands out about a license and its holders, a line for each rule.
import { h, type JSX } from 'preact';
import type { CoverageFragment, LicenseDrawerQuery } from '../../generated/documents.ts';
import { a, div, li, p, span, ul } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { nothingStandsOut } from '../../parts/answers/missing.ts';
import { amounts } from '../../parts/words/amounts.ts';
import { findingsAddress } from '../../parts/words/addresses.ts';
import { DrawerPart } from '../../parts/holders/drawer-part.ts';
import { ruleName } from '../../parts/words/rule-names.ts';
import { SeverityBadge } from '../../parts/words/severity.ts';

type Found = NonNullable<LicenseDrawerQuery['findingSummary']>[number];

export interface FindingsPartProps {
  /** Null when it could not be worked out. */
  readonly found: readonly Found[] | null;
  readonly coverage: readonly CoverageFragment[] | undefined;
  readonly accountKey: string;
}

export function FindingsPart({ found, coverage, accountKey }: FindingsPartProps): JSX.Element {
  return h(
    DrawerPart,
    { title: 'Findings' },
    found === null
      ? p({ class: 'muted' }, 'They could not be worked out.')
      : found.length === 0
        ? p({ class: 'muted' }, nothingStandsOut(coverage, [accountKey]))
        : ul({ class: 'lines framed' }, ...found.map((one) => foundLine(one, accountKey))),
  );
}

function foundLine({ code, severity, count, seats, savings }: Found, accountKey: string): JSX.Element {
  const money = amounts(savings).join(' and ');
  const facts = [
    `${format.number(count)} ${count === 1 ? 'finding' : 'findings'}`,
    seats > 0 ? `${format.number(seats)} ${seats === 1 ? 'seat' : 'seats'}` : null,
    money === '' ? null : `${money} a month`,
  ];
  return li(
    { key: code },
    div(
      { class: 'line-text' },
      a({ href: findingsAddress({ code, account: accountKey }) }, ruleName(code)),
      span({ class: 'second' }, facts.filter((fact) => fact !== null).join(' · ')),
    ),
    span({ class: 'line-end' }, h(SeverityBadge, { severity })),
  );
}
