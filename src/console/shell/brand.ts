// The name and the sign: three points of one graph.
import type { JSX } from 'preact';
import { a, circle, path, span, svg } from '../kit/elements.ts';

export function Brand(): JSX.Element {
  return a(
    { class: 'brand', href: '/' },
    svg(
      { viewBox: '0 0 20 20', width: 20, height: 20, 'aria-hidden': 'true' },
      path({ d: 'M10 4 4 15h12z', fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6 }),
      circle({ cx: 10, cy: 4, r: 2.8, fill: 'currentColor' }),
      circle({ cx: 4, cy: 15.5, r: 2.8, fill: 'currentColor' }),
      circle({ cx: 16, cy: 15.5, r: 2.8, fill: 'currentColor' }),
    ),
    span({}, 'License Graph'),
  );
}
