// A list as it was on a day that is over; of a day that is still to come there is none.
import { h, type JSX } from 'preact';
import { dayIn } from '../../kit/days.ts';
import { a, div } from '../../kit/elements.ts';
import { DayField } from '../../kit/facet.ts';
import { Notice } from '../../kit/notice.ts';
import { format } from '../../kit/reader.ts';
import { withQuery } from '../../kit/router.ts';
import { Page } from '../page.ts';

export function AsOfField(): JSX.Element {
  return h(DayField, { title: 'As it was on', name: 'asOf', max: dayIn(0, format.now()) });
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
