// The people of the organisation: who they are comes from the made-up company, what they hold from the seed and from
// what was written since. Positions count from 0 in the order of the people list.
import type { Clock } from '../../core/clock.ts';
import { tenants, uuid } from '../../seed/organisation.ts';
import { licenses } from '../seed/catalogue.ts';
import type { Member } from './member.ts';
import { createOverlay } from './overlay.ts';
import { emailOf, seededMember } from '../seed/people.ts';
import { amount, flag, type LiveSwitches } from '../switches.ts';

/** The people by their position in the list. */
export interface Members {
  readonly count: number;
  /** How many of the first have been deleted. */
  gone(): number;
  /** The index in the made-up company of the person at a position. */
  companyIndex(position: number): number;
  /** What readers see. */
  visible(position: number): Member;
  /** What writes build on. */
  latest(position: number): Member;
  byUuid(personUuid: string): number | undefined;
  /** The same, deleted or not: a link goes on from a place all the same. */
  placeOf(personUuid: string): number | undefined;
  byEmail(email: string): number | undefined;
  write(position: number, member: Member): void;
  /** Holders of a license: as readers see it, or as it stands. */
  held(bit: number, view: 'visible' | 'latest'): number;
  /** The position of the person who has this number. */
  byNumber(phoneNumber: string): number | undefined;
  snapshot(): () => void;
}

/** Uuid of the person with this index in the made-up company. */
export function personUuid(companyIndex: number): string {
  return uuid('webex', companyIndex);
}

/** At the seed nobody from this position on has a number of their own (see `seededMember`). */
const SEEDED_NUMBERS_END = 80;

/** The people of the seed. */
export function createMembers(scale: number, clock: Clock, live: LiveSwitches): Members {
  const { from, to } = tenants(scale).webex;
  const count = to - from;
  const overlay = createOverlay<Member>(clock, live);
  const seeded = countSeeded(count);
  let held = new Map(seeded);
  let uuids: Map<string, number> | undefined;

  const latest = (position: number): Member => overlay.latest(position) ?? seededMember(position);
  const visible = (position: number): Member => overlay.visible(position) ?? seededMember(position);

  const gone = (): number => Math.min(amount(live, 'gonePeople'), count);
  const placeOf = (wanted: string): number | undefined => {
    uuids ??= new Map(
      Array.from({ length: count }, (_, position) => [personUuid(from + position), position]),
    );
    return uuids.get(wanted.toLowerCase());
  };
  /** What the deleted held counts no longer. */
  const without = (total: number, bit: number, look: (position: number) => Member): number => {
    let left = total;
    for (let position = 0; position < gone(); position += 1) {
      left -= Number((look(position).licenses & bit) !== 0);
    }
    return left;
  };

  return {
    count,
    gone,
    companyIndex: (position) => from + position,
    visible,
    latest,
    placeOf,
    byUuid(wanted) {
      const position = placeOf(wanted);
      return position === undefined || position < gone() ? undefined : position;
    },
    byEmail(email) {
      const position = Number(/\.(\d+)@/.exec(email)?.[1] ?? Number.NaN) - from;
      if (!(position >= gone() && position < count)) return undefined;
      return sameEmail(emailOf(from + position), email, live) ? position : undefined;
    },
    write(position, member) {
      const before = latest(position).licenses;
      for (const { bit } of licenses) {
        const moved = Number((member.licenses & bit) !== 0) - Number((before & bit) !== 0);
        if (moved !== 0) held.set(bit, (held.get(bit) ?? 0) + moved);
      }
      overlay.write(position, { ...member, changedAt: clock.now() });
    },
    held(bit, view) {
      if (view === 'latest' || amount(live, 'propagationLagMs') === 0) {
        return without(held.get(bit) ?? 0, bit, latest);
      }
      let total = seeded.get(bit) ?? 0;
      for (const position of overlay.keys()) {
        total += Number((visible(position).licenses & bit) !== 0);
        total -= Number((seededMember(position).licenses & bit) !== 0);
      }
      return without(total, bit, visible);
    },
    byNumber(phoneNumber) {
      const has = (position: number): boolean => latest(position).calling?.phoneNumber === phoneNumber;
      for (let position = 0; position < Math.min(SEEDED_NUMBERS_END, count); position += 1) {
        if (has(position)) return position;
      }
      for (const position of overlay.keys()) if (has(position)) return position;
      return undefined;
    },
    snapshot() {
      const undo = overlay.snapshot();
      const kept = new Map(held);
      return () => {
        undo();
        held = kept;
      };
    },
  };
}

/** Whole addresses only; letter case as the switch says. */
export function sameEmail(one: string, other: string, live: LiveSwitches): boolean {
  if (flag(live, 'emailCaseSensitive')) return one === other;
  return one.toLowerCase() === other.toLowerCase();
}

function countSeeded(count: number): Map<number, number> {
  const held = new Map<number, number>();
  for (let position = 0; position < count; position += 1) {
    const set = seededMember(position).licenses;
    for (const { bit } of licenses) if ((set & bit) !== 0) held.set(bit, (held.get(bit) ?? 0) + 1);
  }
  return held;
}
