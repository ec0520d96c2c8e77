// What stands where a list has no rows, and what of that is not known. It is loaded when it is needed.
import { Fragment, h, type ComponentChildren, type JSX } from 'preact';
import { a, div } from '../../kit/elements.ts';
import { Notice } from '../../kit/notice.ts';
import { format } from '../../kit/reader.ts';
import { address, withQuery } from '../../kit/router.ts';
import { AsOfField } from '../lists/as-of.ts';
import { isFiltered } from '../lists/is-filtered.ts';
import { Page } from '../page.ts';
import type { Coverage } from './missing.ts';
import { unknownOf, type Unknown } from './unknown.ts';

export interface NothingThereProps {
  /** How the rows are called. */
  readonly many: string;
  readonly coverage: Coverage;
}

export function NothingThere({ many, coverage }: NothingThereProps): JSX.Element {
  return h(Fragment, null, nothingOf(many, unknownOf(coverage)));
}

/** One sentence, and the one next step. */
function nothingOf(many: string, unknown: Unknown | null): ComponentChildren {
  if (unknown === 'BEFORE_HISTORY') {
    const now = a({ href: withQuery({ asOf: null }) }, 'Show it as it is now');
    return [`Which ${many} there were then is not known. `, now, '.'];
  }
  const accounts = a({ href: '/accounts' }, 'See how the accounts are read');
  if (unknown === 'NOT_READ') return [`The ${many} are not known. `, accounts, '.'];
  const isKnown = unknown === null;
  if (isFiltered()) {
    const every = a({ href: address.value.path }, `Show all ${many}`);
    return [`None of the ${many} ${isKnown ? '' : 'that were read '}match. `, every, '.'];
  }
  if (unknown === 'BEING_READ') return [`No ${many} were read yet. `, accounts, '.'];
  return [`There are no ${many}${isKnown ? '' : ' in what was read'}. `, accounts, '.'];
}

export interface DayToComeProps {
  /** Of the page. */
  readonly title: string;
  /** How its rows are called. */
  readonly many: string;
  readonly day: string;
}

/** In place of a list of a day that is still to come: rows of today below that day would not be true. */
export function DayToCome({ title, many, day }: DayToComeProps): JSX.Element {
  return h(
    Page,
    { title, subtitle: many },
    div({ class: 'filters' }, h(AsOfField, {})),
    h(
      Notice,
      {
        tone: 'info',
        title: `${format.day(day)} is still to come.`,
        action: a({ class: 'button', href: withQuery({ asOf: null }) }, 'Show it as it is now'),
      },
      div({}, `Which ${many} there will be then is not known. Days begin and end at midnight UTC.`),
    ),
  );
}
