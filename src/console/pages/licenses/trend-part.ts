// How many held it, day by day, and how many will.
import { h, type JSX } from 'preact';
import type { LicenseDrawerQuery } from '../../generated/documents.ts';
import { p } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { Trend, type TrendPoint } from '../../kit/trend.ts';
import { isCounted } from '../../parts/seats/seats.ts';
import { DrawerPart } from '../../parts/holders/drawer-part.ts';
import { seatTrend } from './trend-points.ts';

type License = NonNullable<LicenseDrawerQuery['license']>;

export function TrendPart({
  license: { seatHistory, forecast, seats },
}: {
  readonly license: License;
}): JSX.Element {
  const { points, today } = seatTrend(seatHistory, {
    expected: forecast.points,
    isLimited: isCounted(seats),
  });
  const isExpected = points.length > today + 1;
  return h(
    DrawerPart,
    { title: isExpected ? 'Seats held, 90 days back and 90 ahead' : 'Seats held, 90 days' },
    points.length < 2
      ? p({ class: 'muted' }, 'A trend begins with the second day that was read.')
      : h(Trend, { title: 'Day', points, begin: today, sayOf, names: NAMES }),
    p({ class: forecast.runsOutOn === null ? 'muted' : 'warning' }, sentenceOf(forecast, freeOf(seats))),
  );
}

const NAMES = { value: 'Held', limit: 'Bought', expected: 'Expected' };

function sayOf({ day, value, limit, band }: TrendPoint): string {
  const held = band
    ? `${format.number(Math.round(value))} expected, ${format.number(Math.round(Math.max(0, band[0])))} to ${format.number(Math.round(band[1]))} likely`
    : `${format.number(value)} held`;
  return `${format.day(day)}: ${held}${limit === null ? '' : ` of ${format.number(limit)}`}`;
}

function freeOf(seats: License['seats']): number | null {
  return isCounted(seats) ? seats.total - seats.assigned : null;
}

function sentenceOf(
  { status, availableOn, perDay, runsOutOn, runsOutEarliest }: License['forecast'],
  free: number | null,
): string {
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
  return `${trend} ${endOf({ runsOutOn, runsOutEarliest }, free)}`;
}

function endOf(
  { runsOutOn, runsOutEarliest }: Pick<License['forecast'], 'runsOutOn' | 'runsOutEarliest'>,
  free: number | null,
): string {
  // There is no day on which seats run out that have done so.
  if (free !== null && free <= 0) return 'No seat is free.';
  if (runsOutOn !== null) {
    const isEarlier = runsOutEarliest !== null && runsOutEarliest < runsOutOn;
    const early = isEarlier ? `, perhaps as early as ${format.day(runsOutEarliest)}` : '';
    return `The seats run out on ${format.day(runsOutOn)}${early}.`;
  }
  return runsOutEarliest === null
    ? 'They do not run out in these 90 days.'
    : `They may run out from ${format.day(runsOutEarliest)} on.`;
}
