// How many people hold each license. Counts follow the writes, so that a large organisation is walked once, when it is seeded.
import type { LiveSwitches } from '../../core/switches.ts';
import { licenses } from '../seed/catalogue.ts';
import { seededMember } from '../seed/people.ts';
import { amount } from '../switches.ts';
import type { Gone } from './gone.ts';
import type { Member } from './member.ts';
import type { Overlay } from './overlay.ts';

/** How many people there are, the deleted ones included, and which of them are deleted. */
export interface PeopleCount {
  readonly count: number;
  readonly gone: Gone;
}

/** Counts of holders, by license bit. */
interface HolderCounts {
  /** How many hold a license: as readers see it, or with every write so far. */
  held(bit: number, view: 'visible' | 'latest'): number;
  /** Takes note of a write: the licenses one person held before and holds now. */
  moved(before: number, after: number): void;
  snapshot(): () => void;
}

/** The counts of the seed. */
export function createHolderCounts(
  holdings: Overlay<Member>,
  { count, gone }: PeopleCount,
  live: LiveSwitches,
): HolderCounts {
  const seeded = countSeeded(count);
  let held = new Map(seeded);
  const holds = (bit: number, member: Member): number => Number((member.licenses & bit) !== 0);
  /** Deleted people do not count. */
  const amongDeleted = (bit: number, view: 'visible' | 'latest'): number => {
    let total = 0;
    for (const position of gone.positions()) total += holds(bit, holdings[view](position));
    return total;
  };
  return {
    held(bit, view) {
      if (view === 'latest' || amount(live, 'propagationLagMs') === 0) {
        return (held.get(bit) ?? 0) - amongDeleted(bit, 'latest');
      }
      let total = seeded.get(bit) ?? 0;
      for (const position of holdings.keys()) {
        total += holds(bit, holdings.visible(position)) - holds(bit, seededMember(position));
      }
      return total - amongDeleted(bit, 'visible');
    },
    moved(before, after) {
      for (const { bit } of licenses) {
        const change = Number((after & bit) !== 0) - Number((before & bit) !== 0);
        if (change !== 0) held.set(bit, (held.get(bit) ?? 0) + change);
      }
    },
    snapshot() {
      const kept = new Map(held);
      return () => {
        held = kept;
      };
    },
  };
}

function countSeeded(count: number): Map<number, number> {
  const held = new Map<number, number>();
  for (let position = 0; position < count; position += 1) {
    const set = seededMember(position).licenses;
    for (const { bit } of licenses) if ((set & bit) !== 0) held.set(bit, (held.get(bit) ?? 0) + 1);
  }
  return held;
}
