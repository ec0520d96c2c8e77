// A line over days, beneath an invisible slider: the arrow keys move the day, and it is said in words.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { div, input, li, line, output, path, polyline, span, svg, ul } from './elements.ts';
import { format } from './reader.ts';

export interface TrendPoint {
  /** A calendar day, `2026-11-25`. */
  readonly day: string;
  /** What the line shows. */
  readonly value: number;
  /** A second line, the limit; null on days without one. */
  readonly limit: number | null;
  /** Of what is only expected: between which two. */
  readonly band?: readonly [number, number];
}

export interface TrendProps {
  /** What it shows. */
  readonly title: string;
  readonly points: readonly TrendPoint[];
  /** Which point is chosen at first; the last one when absent. */
  readonly begin?: number;
  /** What the lines are called, where there is more than one. */
  readonly names?: { readonly value: string; readonly limit: string; readonly expected: string };
  /** One day in words: "16 Oct 2026: 116 of 166". */
  sayOf(point: TrendPoint): string;
}

const WIDTH = 600;
const HEIGHT = 120;
const EDGE = 6;

export function Trend({ title, points, begin = points.length - 1, names, sayOf }: TrendProps): JSX.Element {
  const [chosen, setChosen] = useState(begin);
  const at = Math.min(chosen, points.length - 1);
  const point = points[at];
  const x = (index: number): number =>
    points.length < 2 ? WIDTH / 2 : (index / (points.length - 1)) * WIDTH;
  const { bottom, top } = boundsOf(points);
  const y = (value: number): number =>
    HEIGHT - EDGE - ((value - bottom) / (top - bottom)) * (HEIGHT - 2 * EDGE);
  const lineOf = (pick: (one: TrendPoint) => number | null | undefined): string =>
    points
      .flatMap((one, index) => {
        const value = pick(one);
        return value === null || value === undefined ? [] : [`${x(index).toFixed(1)},${y(value).toFixed(1)}`];
      })
      .join(' ');
  const isTold = ({ band }: TrendPoint): boolean => band === undefined;
  return div(
    { class: 'trend' },
    svg(
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      path({ class: 'trend-band', d: bandOf(points, x, y) }),
      polyline({ class: 'trend-limit', points: lineOf(({ limit }) => limit) }),
      polyline({ class: 'trend-line', points: lineOf((one) => (isTold(one) ? one.value : null)) }),
      polyline({ class: 'trend-expected', points: lineOf((one) => (isTold(one) ? null : one.value)) }),
      point ? line({ class: 'trend-day', x1: x(at), x2: x(at), y1: 0, y2: HEIGHT }) : null,
    ),
    span({ class: 'trend-top', 'aria-hidden': 'true' }, format.number(top)),
    span({ class: 'trend-bottom', 'aria-hidden': 'true' }, format.number(bottom)),
    input({
      type: 'range',
      class: 'trend-slider',
      min: 0,
      max: Math.max(0, points.length - 1),
      value: at,
      'aria-label': title,
      'aria-valuetext': point ? sayOf(point) : '',
      onInput: ({ currentTarget: { value } }) => setChosen(Number(value)),
    }),
    div(
      { class: 'trend-days', 'aria-hidden': 'true' },
      ...[points[0], points.at(-1)].map((one) => (one ? span({}, format.day(one.day)) : null)),
    ),
    output({ class: 'muted' }, point ? sayOf(point) : ''),
    names ? legendOf(points, names) : null,
  );
}

function legendOf(
  points: readonly TrendPoint[],
  names: NonNullable<TrendProps['names']>,
): JSX.Element | null {
  const lines = [
    ['trend-line', names.value],
    ...(points.some(({ limit }) => limit !== null) ? [['trend-limit', names.limit]] : []),
    ...(points.some(({ band }) => band) ? [['trend-expected', names.expected]] : []),
  ] as const;
  if (lines.length < 2) return null;
  return ul(
    { class: 'trend-legend', 'aria-hidden': 'true' },
    ...lines.map(([name, text]) =>
      li(
        {},
        svg({ class: 'trend-key', viewBox: '0 0 24 8' }, line({ class: name, x1: 0, x2: 24, y1: 4, y2: 4 })),
        text,
      ),
    ),
  );
}

/** What the lower and the upper edge stand for. Not from 0 where that would make one straight line of it: the edges are written. */
function boundsOf(points: readonly TrendPoint[]): { readonly bottom: number; readonly top: number } {
  const all = points.flatMap(({ value, limit, band }) => [value, limit ?? value, ...(band ?? [])]);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const bottom = low > high / 2 ? Math.max(0, Math.floor(low - (high - low) / 2)) : 0;
  return { bottom, top: Math.max(Math.ceil(high), bottom + 1) };
}

/** Forth along the upper edge, back along the lower. */
function bandOf(
  points: readonly TrendPoint[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  const banded = points.flatMap(({ band }, index) => (band ? [{ index, low: band[0], high: band[1] }] : []));
  if (banded.length === 0) return '';
  const forth = banded.map(({ index, high }) => `${x(index).toFixed(1)},${y(high).toFixed(1)}`);
  const back = banded
    .toReversed()
    .map(({ index, low }) => `${x(index).toFixed(1)},${y(Math.max(0, low)).toFixed(1)}`);
  return `M${[...forth, ...back].join('L')}Z`;
}
