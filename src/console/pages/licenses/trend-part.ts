// How many held it, day by day, and how many will.
import { h, type JSX } from 'preact';
import type { LicenseDrawerQuery } from '../../generated/documents.ts';
import { p } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { Trend, type TrendPoint } from '../../kit/trend.ts';
import { DrawerPart } from '../../parts/holders/drawer-part.ts';
import { seatTrend } from './trend-points.ts';

type License = NonNullable<LicenseDrawerQuery['license']>;

export function TrendPart({
  license: { seatHistory, forecast },
}: {
  readonly license: License;
}): JSX.Element {
  const { points, today } = seatTrend(seatHistory, forecast.points);
  return h(
    DrawerPart,
    { title: 'Seats held, 90 days back and 90 ahead' },
    points.length < 2
      ? p({ class: 'muted' }, 'A trend begins with the second day that was read.')
      : h(Trend, { title: 'Day', points, begin: today, sayOf }),
    p({ class: forecast.runsOutOn === null ? 'muted' : 'warning' }, sentenceOf(forecast)),
  );
}

function sayOf({ day, value, limit, band }: TrendPoint): string {
  const held = band
    ? `${format.number(Math.round(value))} expected, ${format.number(Math.round(Math.max(0, band[0])))} to ${format.number(Math.round(band[1]))} likely`
    : `${format.number(value)} held`;
  return `${format.day(day)}: ${held}${limit === null ? '' : ` of ${format.number(limit)}`}`;
}

function sentenceOf({
  status,
  availableOn,
  perDay,
  runsOutOn,
  runsOutEarliest,
}: License['forecast']): string {
  if (status === 'TOO_SOON') {
    return availableOn === null
      ? 'Too few days were read for a forecast.'
      : `A forecast can be made from ${format.day(availableOn)} on.`;
  }
  if (status === 'NOT_COUNTED') return 'The vendor tells no number of seats that could run out.';
  if (status === 'TOO_UNSURE') return 'It goes up and down too much for a forecast.';
  const month = Math.round((perDay ?? 0) * 30);
  const trend =
    month === 0
      ? 'It stays about the same.'
      : `${format.number(Math.abs(month))} ${Math.abs(month) === 1 ? 'seat' : 'seats'} a month ${month > 0 ? 'more' : 'less'}, by the trend.`;
  if (runsOutOn !== null) {
    const early =
      runsOutEarliest !== null && runsOutEarliest < runsOutOn
        ? `, perhaps as early as ${format.day(runsOutEarliest)}`
        : '';
    return `${trend} The seats run out on ${format.day(runsOutOn)}${early}.`;
  }
  return runsOutEarliest === null
    ? `${trend} They do not run out in these 90 days.`
    : `${trend} They may run out from ${format.day(runsOutEarliest)} on.`;
}
