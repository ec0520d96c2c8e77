// How many seats were held, day by day, of the largest licenses.
import { h, type JSX } from 'preact';
import type { OverviewHistoryQuery } from '../../generated/documents.ts';
import type { Question } from '../../graph/live.ts';
import { div, p } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { Trend } from '../../kit/trend.ts';
import { Panel } from '../../parts/answers/panel.ts';
import { sumByDay } from './sum-by-day.ts';

export function TrendPanel({ history }: { readonly history: Question<OverviewHistoryQuery> }): JSX.Element {
  const licenses = history.data?.inventory?.licenses;
  const shown = licenses?.nodes?.length ?? 0;
  const total = licenses?.totalCount ?? null;
  return h(Panel<OverviewHistoryQuery>, {
    title: 'Seats held, 90 days',
    subtitle:
      total !== null && total > shown
        ? `Of the ${format.number(shown)} licenses with most holders`
        : 'Of all licenses',
    question: history,
    render: ({ inventory }) => {
      if (!inventory?.licenses) return null;
      const points = sumByDay((inventory.licenses.nodes ?? []).map(({ seatHistory }) => seatHistory));
      if (points.length < 2)
        return p({ class: 'nothing' }, 'A trend begins with the second day that was read.');
      return div(
        { class: 'padded' },
        h(Trend, {
          title: 'Day',
          points: points.map(({ day, held }) => ({ day, value: held, limit: null })),
          sayOf: ({ day, value }) => `${format.day(day)}: ${format.number(value)} held`,
        }),
      );
    },
  });
}
