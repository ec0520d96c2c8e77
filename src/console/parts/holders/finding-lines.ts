// Findings about a thing, in a drawer: what, since when, what it costs.
import { h, type ComponentChildren, type JSX } from 'preact';
import type { FindingLineFragment } from '../../generated/documents.ts';
import { a, div, li, p, span, ul } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { findingsAddress } from '../words/addresses.ts';
import { DrawerPart } from './drawer-part.ts';
import { ruleName } from '../words/rule-names.ts';
import { SeverityBadge } from '../words/severity.ts';

export interface FindingLinesProps<Finding extends FindingLineFragment> {
  /** Null while they are not known. */
  readonly findings: readonly Finding[] | null;
  readonly totalCount: number | null;
  /** What stands there when there are none. */
  readonly nothing: string;
  /** What each is about, beside what the drawer is about. */
  readonly aboutOf: (finding: Finding) => ComponentChildren;
}

export function FindingLines<Finding extends FindingLineFragment>({
  findings,
  totalCount,
  nothing,
  aboutOf,
}: FindingLinesProps<Finding>): JSX.Element | null {
  if (findings === null) return null;
  const end =
    totalCount !== null && totalCount > findings.length
      ? `${format.number(findings.length)} of ${format.number(totalCount)}`
      : null;
  return h(
    DrawerPart,
    { title: 'Findings', end },
    findings.length === 0
      ? p({ class: 'muted' }, nothing)
      : ul({ class: 'lines framed' }, ...findings.map((one) => findingLine(one, aboutOf(one)))),
  );
}

function findingLine(
  { id, code, severity, since, saving }: FindingLineFragment,
  about: ComponentChildren,
): JSX.Element {
  return li(
    { key: id },
    div(
      { class: 'line-text' },
      a({ href: findingsAddress({ code }) }, ruleName(code)),
      span(
        { class: 'second' },
        about ? [about, ' · '] : null,
        `since ${format.day(since.slice(0, 10))}`,
        saving ? ` · ${format.money(saving.amount)} a month, from ${format.day(saving.from)}` : '',
      ),
    ),
    span({ class: 'line-end' }, h(SeverityBadge, { severity })),
  );
}
