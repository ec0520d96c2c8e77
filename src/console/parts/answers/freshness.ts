// How old what is shown is: the oldest account counts.
import type { JSX } from 'preact';
import type { CoverageFragment } from '../../generated/documents.ts';
import { button, div, span } from '../../kit/elements.ts';
import { icon } from '../../kit/icons.ts';
import { format } from '../../kit/reader.ts';
import { missingIn, staleIn } from './missing.ts';

export interface FreshnessProps {
  readonly coverage: readonly CoverageFragment[] | undefined;
  readonly isAsking: boolean;
  again(): void;
}

export function Freshness({ coverage, isAsking, again }: FreshnessProps): JSX.Element {
  const oldest = (coverage ?? []).flatMap(({ observedAt }) => observedAt ?? []).sort()[0];
  const isPart = missingIn(coverage).length > 0;
  const isOfNone =
    (coverage ?? []).length > 0 && (coverage ?? []).every(({ reason }) => reason === 'NOT_SUPPORTED');
  const isWorse = isPart || staleIn(coverage).length > 0;
  const tone = isWorse ? 'warning' : oldest === undefined ? '' : 'good';
  return div(
    { class: 'freshness' },
    span({ class: `dot ${tone}` }),
    span(
      { role: 'status' },
      isPart ? 'In part, ' : '',
      isOfNone
        ? 'No account has any'
        : oldest === undefined
          ? `${isPart ? 'n' : 'N'}ot read yet`
          : `${isPart ? 'r' : 'R'}ead ${format.distance(oldest)}`,
    ),
    button(
      {
        type: 'button',
        class: 'icon-button',
        'aria-label': 'Read again',
        title: 'Read again',
        disabled: isAsking,
        onClick: again,
      },
      icon('again'),
    ),
  );
}
