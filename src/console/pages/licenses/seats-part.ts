// The seats of one license in figures.
import { h, type JSX } from 'preact';
import type { LicenseDrawerQuery } from '../../generated/documents.ts';
import { dd, div, dl, dt, p, span, strong } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { SeatBar } from '../../parts/seats/seat-bar.ts';
import { isCounted, shareOf } from '../../parts/seats/seats.ts';
import { badgesOf, heldOf } from './columns.ts';
import type { LicenseState } from './filters.ts';

export interface SeatsPartProps {
  readonly license: NonNullable<LicenseDrawerQuery['license']>;
  readonly states: readonly LicenseState[];
}

export function SeatsPart({ license, states }: SeatsPartProps): JSX.Element {
  const { seats } = license;
  const share = shareOf(seats);
  if (!isCounted(seats) || share === null) {
    const held = heldOf(license) ?? license.seatHistory.at(-1)?.held ?? null;
    return div(
      { class: 'card' },
      div(
        { class: 'card-head' },
        p(
          { class: 'tile-value' },
          strong({}, held === null ? '–' : format.number(held)),
          span({ class: 'tile-unit' }, 'hold it'),
        ),
        badgesOf(states),
      ),
      p({ class: 'muted' }, 'The vendor tells who holds it, and no number of seats that could run out.'),
    );
  }
  const free = seats.total - seats.assigned;
  const tone = share > 1 ? 'over' : share >= 0.9 ? 'warning' : 'plain';
  const facts = [
    ['Bought', format.number(seats.total)],
    ['Held', format.number(seats.assigned)],
    [free < 0 ? 'Over' : 'Free', format.number(Math.abs(free))],
    ...(seats.assignedToUsers === null || seats.assignedToWorkspaces === null
      ? []
      : [
          [
            'By people and places',
            `${format.number(seats.assignedToUsers)} and ${format.number(seats.assignedToWorkspaces)}`,
          ] as const,
        ]),
  ] as const;
  return div(
    { class: 'card' },
    div(
      { class: 'card-head' },
      p(
        { class: 'tile-value' },
        strong({}, Number.isFinite(share) ? format.share(share) : 'None bought'),
        span({ class: 'tile-unit' }, 'held'),
      ),
      badgesOf(states),
    ),
    h(SeatBar, { share: Math.min(share, 2), scale: Math.max(1, Math.min(share, 2)), tone }),
    dl(
      { class: 'figures' },
      ...facts.map(([title, value]) => div({ key: title }, dt({}, title), dd({}, value))),
    ),
  );
}
