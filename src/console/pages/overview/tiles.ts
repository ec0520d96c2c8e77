// The tiles: one figure each.
import { h, type JSX } from 'preact';
import type { FindingCode, OverviewInsightQuery, OverviewSeatsQuery } from '../../generated/documents.ts';
import type { Question } from '../../graph/live.ts';
import { section } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { amounts } from '../../parts/words/amounts.ts';
import { missingIn, nothingStandsOut } from '../../parts/answers/missing.ts';
import { SeatBar } from '../../parts/seats/seat-bar.ts';
import { sumOfSeats } from '../../parts/seats/seats.ts';
import { Tile, type TileFigure } from '../../parts/answers/tile.ts';
import type { OverviewDays } from './days.ts';

export interface TilesProps {
  readonly seats: Question<OverviewSeatsQuery>;
  readonly insight: Question<OverviewInsightQuery>;
  readonly days: OverviewDays;
}

export function Tiles({ seats, insight, days }: TilesProps): JSX.Element {
  const isPart = missingIn(seats.data?.inventory?.licenses?.coverage).length > 0;
  return section(
    { class: 'tiles', 'aria-label': 'Figures' },
    h(Tile<OverviewSeatsQuery>, {
      title: 'Seats used',
      to: '/licenses?countable=yes&sort=UTILISATION.DESC',
      question: seats,
      isPart,
      render: (data) => orSoFar(seatsUsed(data), isPart),
    }),
    ...findingTiles(insight),
    h(Tile<OverviewInsightQuery>, {
      title: 'Ending',
      to: `/holders?endsBefore=${days.inThirtyDays}`,
      question: insight,
      isPart,
      render: (data) => orSoFar(ending(data), isPart),
    }),
    h(Tile<OverviewInsightQuery>, {
      title: 'To decide on',
      to: `/renewals?before=${days.inNinetyDays}`,
      question: insight,
      render: renewals,
    }),
  );
}

/** Those of rules: whole once the findings of all accounts were worked out. */
function findingTiles(insight: Question<OverviewInsightQuery>): JSX.Element[] {
  const coverage = insight.data?.findings?.coverage;
  const isPart = missingIn(coverage).length > 0;
  const isNothingKnown = coverage !== undefined && missingIn(coverage).length === coverage.length;
  const finding = (
    title: string,
    code: FindingCode,
    say: (found: Found) => Omit<TileFigure, 'value'>,
  ): JSX.Element =>
    h(Tile<OverviewInsightQuery>, {
      title,
      to: `/findings?code=${code}`,
      question: insight,
      isPart,
      render: ({ findingSummary }) =>
        isNothingKnown && findingSummary?.length === 0
          ? { value: null, note: nothingStandsOut(coverage) }
          : orSoFar(figureOf(findingSummary, code, say), isPart),
    });
  return [
    finding('Nearly full', 'NEARLY_EXHAUSTED', ({ count }) => ({
      unit: count === 1 ? 'license' : 'licenses',
      note: count === 0 ? 'Each has seats left' : 'Few or no seats left',
      ...(count > 0 && { tone: 'warning' }),
    })),
    finding('Over-booked', 'OVERBOOKED', ({ count, seats: over }) => ({
      unit: count === 1 ? 'license' : 'licenses',
      note:
        count === 0
          ? 'None holds more than was bought'
          : `${format.number(over)} ${over === 1 ? 'seat' : 'seats'} more than bought`,
      ...(count > 0 && { tone: 'over' }),
    })),
    finding('Idle', 'IDLE_HOLDER', ({ count, seats: idle, savings }) => ({
      unit: count === 1 ? 'holder' : 'holders',
      note: savings.length > 0 ? `${savings.join(' + ')} a month` : `${format.number(idle)} seats`,
    })),
  ];
}

/** Of what was not read there may be some: that there is none is not known. */
function orSoFar(figure: TileFigure, isPart: boolean): TileFigure {
  if (!isPart || figure.tone === 'over') return figure;
  if (figure.value === null) return { value: null, note: 'Not known yet' };
  return figure.value === format.number(0) ? { ...figure, note: 'None so far' } : figure;
}

/** What failed while the rest of its question came. */
const UNREAD: TileFigure = { value: null, note: 'Could not be read', tone: 'over' };

function seatsUsed({ inventory }: OverviewSeatsQuery): TileFigure {
  const licenses = inventory?.licenses;
  if (!licenses) return UNREAD;
  const sum = sumOfSeats(licenses.nodes ?? []);
  if (sum.counted === 0) return { value: null, note: 'No vendor tells how many seats there are' };
  const share = sum.total === 0 ? 0 : (sum.assigned - sum.over) / sum.total;
  const of = `${format.number(sum.assigned)} of ${format.number(sum.total)}, ${format.number(sum.free)} free`;
  const isAll = !licenses.pageInfo.hasNextPage;
  return {
    value: format.share(share),
    bar: h(SeatBar, { share }),
    note: isAll ? of : `${of}, of the fullest ${format.number(licenses.nodes?.length ?? 0)} licenses`,
  };
}

interface Found {
  readonly count: number;
  readonly seats: number;
  /** Amounts a month, written out, a currency each. */
  readonly savings: readonly string[];
}

function figureOf(
  summary: OverviewInsightQuery['findingSummary'],
  code: FindingCode,
  say: (found: Found) => Omit<TileFigure, 'value'>,
): TileFigure {
  if (summary === null) return UNREAD;
  // A rule without findings has no row.
  const row = summary.find((one) => one.code === code);
  const savings = amounts(row?.savings ?? null);
  const count = row?.count ?? 0;
  return { value: format.number(count), ...say({ count, seats: row?.seats ?? 0, savings }) };
}

function ending({ inventory }: OverviewInsightQuery): TileFigure {
  const list = inventory?.assignments;
  if (!list) return UNREAD;
  const count = list.totalCount;
  const [next] = list.nodes ?? [];
  const day = next?.removalOn ?? null;
  return {
    value: count === null ? null : format.number(count),
    unit: count === 1 ? 'assignment' : 'assignments',
    note: day === null ? 'None within 30 days' : `The next on ${format.day(day)}`,
  };
}

function renewals({ renewals: all }: OverviewInsightQuery): TileFigure {
  if (all === null) return UNREAD;
  const [next] = all;
  return {
    value: format.number(all.length),
    unit: all.length === 1 ? 'contract' : 'contracts',
    note: next ? `The next by ${format.day(next.decideBy)}` : 'None within 90 days',
  };
}
