// The icons: strokes of one weight on a field of 16, drawn here, so that none is fetched. Readers do not see them: the text beside does.
import type { JSX } from 'preact';
import { path, svg } from './elements.ts';

const DRAWINGS = {
  overview: 'M2.5 2.5h4.5v4.5h-4.5zM9.5 2.5h4v3h-4zM9.5 8.5h4v5h-4zM2.5 9.5h4.5v4h-4.5z',
  licenses: 'M1.5 4.5h13v7h-13zM4.5 4.5v7M7 7h5M7 9.5h3',
  holders:
    'M5.5 7a2.3 2.3 0 1 0 0-4.500 2.3 2.3 0 0 0 0 4.500zM1.5 13.500c0-2.500 1.800-4 4-4s4 1.500 4 4M10.5 5h4M10.5 8h4M11.5 11h3',
  people:
    'M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.5 2.8a2.5 2.5 0 0 1 0 4.5M12 9.8c1.5.6 2.5 1.9 2.5 3.7',
  devices: 'M4.5 1.500h7v13h-7zM7 12h2',
  places: 'M2.5 14v-8l5.5-4 5.5 4v8zM6.5 14v-4h3v4',
  findings: 'M8 2 14.5 13.500h-13zM8 6.500v3M8 11.500v.1',
  renewals: 'M2.5 3.500h11v10h-11zM2.5 6.500h11M5.5 1.500v3M10.5 1.500v3',
  events: 'M8 14.500a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM8 4.500v4l2.5 1.5',
  changes: 'M2 5h11M10.5 2.5 13 5l-2.5 2.500M14 11h-11M5.5 8.5 3 11l2.5 2.5',
  audit: 'M3.5 1.500h6l3 3v10h-9zM9.5 1.500v3h3M5.5 8h5M5.5 10.500h5',
  accounts: 'M8 1.5 13.5 3.500v4c0 3.5-2.5 6-5.5 7-3-1-5.5-3.5-5.5-7v-4zM5.5 8l1.8 1.8 3.2-3.3',
  playground: 'M1.5 2.500h13v11h-13zM4 6l2.5 2-2.5 2M8 10.500h3.5',
  query: 'M5 4 1.5 8 5 12M11 4l3.5 4-3.5 4',
  close: 'M3.5 3.500l9 9M12.5 3.500l-9 9',
  again:
    'M13.5 3v3.500h-3.500M2.5 13v-3.500h3.500M12.8 6.300a5.2 5.2 0 0 0-9-1.300L2.5 6.500M3.2 9.700a5.2 5.2 0 0 0 9 1.300l1.3-1.5',
  search: 'M7 11.500a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.300l3.7 3.7',
  menu: 'M2 4h12M2 8h12M2 12h12',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  download: 'M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.500h11',
  external: 'M9 2.500h4.500v4.500M13.5 2.5 7.5 8.500M11.5 9.500v4h-9v-9h4',
  theme: 'M8 14.500a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM8 1.500v13',
  down: 'M3.5 6l4.5 4.5 4.5-4.5',
  up: 'M3.5 10l4.5-4.5 4.5 4.5',
} as const;

export type IconName = keyof typeof DRAWINGS;

/** One icon, as high as the text beside it asks for. */
export function icon(name: IconName): JSX.Element {
  return svg(
    { class: 'icon', viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' },
    path({ d: DRAWINGS[name] }),
  );
}
