// How full something is, as a bar. Readers of the screen have the numbers beside it.
import type { JSX } from 'preact';
import { div, span } from '../../kit/elements.ts';

export interface SeatBarProps {
  /** Which part is held: above 1 when over-booked. */
  readonly share: number;
  /** What the end of the bar stands for; 1 for what was bought. */
  readonly scale?: number;
  readonly tone?: 'plain' | 'warning' | 'over';
}

export function SeatBar({ share, scale = 1, tone = 'plain' }: SeatBarProps): JSX.Element {
  const width = (part: number): string => `${Math.min(100, (part / scale) * 100).toFixed(2)}%`;
  return div(
    { class: `seat-bar ${tone}`, 'aria-hidden': 'true' },
    span({ class: 'seat-bar-held', style: { width: width(Math.min(share, 1)) } }),
    share > 1 ? span({ class: 'seat-bar-over', style: { width: width(Math.min(share, scale) - 1) } }) : null,
    scale > 1 ? span({ class: 'seat-bar-limit', style: { insetInlineStart: width(1) } }) : null,
  );
}
