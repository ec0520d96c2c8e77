// What the pages of a section showed, beside the open rows that are recorded: which were not seen, are gone, or are back.
import type { StoreContext } from '../../context.ts';
import { NOT_LISTED_YET } from '../observing/context.ts';
import type { HeldSweep } from './api.ts';
import {
  openAmong,
  openRows,
  seenBy,
  type AskedRows,
  type OpenRow,
  type SeenInSection,
  type ShownGone,
} from './open-rows.ts';

/** What the open rows of a list are after all that its pages saw. */
interface Compared {
  /** How many were there before the section began. */
  open: number;
  readonly unseen: { readonly id: number; readonly missedBefore: boolean }[];
  readonly gone: ShownGone[];
  readonly back: number[];
  /** Of those that were there: not seen by a sweep that was held and has been released. */
  readonly released: Set<number>;
}

/** Compares all open rows of a list with what its pages showed. */
export async function comparedWithOpen(
  context: StoreContext,
  {
    held,
    seen,
    releasedSweeps,
    seatsSweeps,
    ...asked
  }: AskedRows & {
    readonly held: HeldSweep;
    readonly seen: SeenInSection;
    readonly releasedSweeps: readonly number[];
    readonly seatsSweeps: readonly number[];
  },
): Promise<Compared> {
  const { list, startedAt } = asked;
  const { ids, gone } = seenBy(list, seen);
  const goneAt = new Map(gone.map(({ id, readAt }) => [id, readAt]));
  // What they missed, no sweep of everything has.
  const others = new Set([...seatsSweeps, held.sweepId, NOT_LISTED_YET]);
  const compared: Compared = { open: 0, unseen: [], gone: [], back: [], released: new Set() };
  const compare = ({ id, observedAt, missedIn }: OpenRow): void => {
    const readAt = goneAt.get(id);
    const isOlder = observedAt < startedAt.getTime();
    if (isOlder) compared.open += 1;
    // What is not listed yet stands against pages that lack it: one that shows it has written that it does.
    if (missedIn !== null && missedIn !== NOT_LISTED_YET && ids.has(id)) compared.back.push(id);
    if (missedIn !== null && releasedSweeps.includes(missedIn)) compared.released.add(id);
    if (readAt !== undefined && observedAt < readAt.getTime()) compared.gone.push({ id, readAt });
    else if (readAt === undefined && isOlder && !ids.has(id)) {
      compared.unseen.push({ id, missedBefore: missedIn !== null && !others.has(missedIn) });
    }
  };
  for await (const { older, missed } of openRows(context, asked)) {
    for (const id of older) {
      if (goneAt.has(id)) continue;
      compared.open += 1;
      if (!ids.has(id)) compared.unseen.push({ id, missedBefore: false });
    }
    for (const row of missed) if (!goneAt.has(row.id)) compare(row);
  }
  for (const row of await openAmong(context, asked, [...goneAt.keys()])) compare(row);
  return compared;
}
