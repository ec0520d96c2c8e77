// Seats before and after, as two bars on one scale, and what that comes to in money.
import { h, type JSX } from 'preact';
import type { PlannedSetFragment } from '../../../generated/documents.ts';
import { div, p, section, span, strong } from '../../../kit/elements.ts';
import { format } from '../../../kit/reader.ts';
import { SeatBar } from '../../seats/seat-bar.ts';
import { freeSeats, isTold, moneySentence, seatShares, type Impact } from './plan-words.ts';

/** How many licenses are shown with bars; a set may be about hundreds. */
const SHOWN = 12;

export function SeatDifference({
  impact: all,
}: {
  readonly impact: PlannedSetFragment['seatImpact'];
}): JSX.Element | null {
  const impact = all.filter((one) => isTold(one));
  if (impact.length === 0) return null;
  const counted = impact.filter(({ before, after }) => before !== null && after !== null);
  const others = impact.filter(({ before, after }) => before === null || after === null);
  const left = [
    counted.length > SHOWN ? `And ${format.number(counted.length - SHOWN)} more licenses.` : null,
    others.length > 0
      ? `Seats not counted: ${others.map(({ license }) => license.name ?? 'without a name').join(', ')}.`
      : null,
  ].filter((one) => one !== null);
  return section(
    { class: 'seat-differences', 'aria-label': 'Seats before and after' },
    ...counted.slice(0, SHOWN).map((one) => h(One, { impact: one, key: one.license.id })),
    left.length > 0 ? p({ class: 'muted seat-difference' }, left.join(' ')) : null,
  );
}

function One({ impact }: { readonly impact: Impact }): JSX.Element {
  const { license, before, after, shortBy } = impact;
  const shares = seatShares(impact);
  const money = moneySentence(impact, format);
  return div(
    { class: 'seat-difference' },
    p({}, strong({}, license.name ?? 'Without a name'), span({ class: 'muted' }, ` ${license.account.name}`)),
    div(
      { class: 'seat-lines' },
      ...line('Before', before ?? 0, shares && { share: shares.before, scale: shares.scale }),
      ...line('After', after ?? 0, shares && { share: shares.after, scale: shares.scale }),
    ),
    shortBy > 0
      ? p({ class: 'over' }, `${format.number(shortBy)} ${shortBy === 1 ? 'seat is' : 'seats are'} missing.`)
      : null,
    money === null ? null : p({ class: 'muted' }, money),
  );
}

function line(
  title: string,
  left: number,
  bar: { readonly share: number; readonly scale: number } | null,
): (JSX.Element | null)[] {
  return [
    span({ class: 'muted' }, title),
    bar === null ? span({}) : h(SeatBar, { ...bar, tone: bar.share > 1 ? 'over' : 'plain' }),
    span({ class: left < 0 ? 'number over' : 'number' }, freeSeats(left, format)),
  ];
}
