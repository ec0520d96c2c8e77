// The people of the organisation. Who they are comes from the made-up company; what they hold from the seed and from what was
// written since. Positions count from 0 in the order of the people list.
import type { Clock } from '../../core/clock.ts';
import type { LiveSwitches } from '../../core/switches.ts';
import { uuid } from '../../seed/organisation.ts';
import { emailOf, employees, seededMember } from '../seed/people.ts';
import { amount, flag } from '../switches.ts';
import { createGone, type Gone } from './gone.ts';
import { createHolderCounts, type PeopleCount } from './holder-counts.ts';
import type { Member } from './member.ts';
import { createOverlay, type Overlay } from './overlay.ts';

/** The people by their position in the list. */
export interface Members {
  readonly count: number;
  readonly gone: Gone;
  /** The index in the made-up company of the person at a position. */
  companyIndex(position: number): number;
  /** What a person holds, as readers see it. */
  visible(position: number): Member;
  /** What a person holds with every write so far. */
  latest(position: number): Member;
  byUuid(personUuid: string): number | undefined;
  /** The position of a person, deleted or not: links between pages go on from deleted people too. */
  placeOf(personUuid: string): number | undefined;
  byEmail(email: string): number | undefined;
  write(position: number, member: Member): void;
  /** How many hold a license: as readers see it, or with every write so far. */
  held(bit: number, view: 'visible' | 'latest'): number;
  /** The position of the person who has this number. */
  byNumber(phoneNumber: string): number | undefined;
  snapshot(): () => void;
}

/** Uuid of the person with this index in the made-up company. */
export function personUuid(companyIndex: number): string {
  return uuid('webex', companyIndex);
}

/** In the seed, people from this position on have no number of their own (see `seededMember`). */
const SEEDED_NUMBERS_END = 80;

/** The people of the seed. */
export function createMembers(scale: number, clock: Clock, live: LiveSwitches): Members {
  const { from, to } = employees(scale);
  const count = to - from;
  const gone = createGone(() => Math.min(amount(live, 'gonePeople'), count));
  const people = { from, count, gone };
  const holdings = createOverlay<Member>(clock, live, seededMember);
  const counts = createHolderCounts(holdings, people, live);
  return {
    count,
    gone,
    companyIndex: (position) => from + position,
    visible: (position) => holdings.visible(position),
    latest: (position) => holdings.latest(position),
    ...lookUps(people, live),
    byNumber: (phoneNumber) => ownerOf(phoneNumber, holdings, count),
    write(position, member) {
      counts.moved(holdings.latest(position).licenses, member.licenses);
      holdings.write(position, { ...member, changedAt: clock.now() });
    },
    held: (bit, view) => counts.held(bit, view),
    snapshot() {
      const undo = [holdings.snapshot(), counts.snapshot(), gone.snapshot()];
      return () => {
        for (const restore of undo) restore();
      };
    },
  };
}

/** Which people of the company are in this organisation: `count` of them from an index on, less the deleted ones. */
interface PeopleRange extends PeopleCount {
  readonly from: number;
}

/** From a uuid or an address to a position. The uuids are computed when the first one is asked for. */
function lookUps(
  { from, count, gone }: PeopleRange,
  live: LiveSwitches,
): Pick<Members, 'placeOf' | 'byUuid' | 'byEmail'> {
  let uuids: Map<string, number> | undefined;
  const placeOf = (wanted: string): number | undefined => {
    uuids ??= new Map(
      Array.from({ length: count }, (_, position) => [personUuid(from + position), position]),
    );
    return uuids.get(wanted.toLowerCase());
  };
  return {
    placeOf,
    byUuid(wanted) {
      const position = placeOf(wanted);
      return position === undefined || gone.has(position) ? undefined : position;
    },
    byEmail(email) {
      const position = Number(/\.(\d+)@/.exec(email)?.[1] ?? Number.NaN) - from;
      if (!(position >= 0 && position < count) || gone.has(position)) return undefined;
      return sameEmail(emailOf(from + position), email, live) ? position : undefined;
    },
  };
}

function ownerOf(phoneNumber: string, holdings: Overlay<Member>, count: number): number | undefined {
  const has = (position: number): boolean => holdings.latest(position).calling?.phoneNumber === phoneNumber;
  for (let position = 0; position < Math.min(SEEDED_NUMBERS_END, count); position += 1) {
    if (has(position)) return position;
  }
  for (const position of holdings.keys()) if (has(position)) return position;
  return undefined;
}

/** Whether two addresses are the same; `emailCaseSensitive` decides about letter case. */
export function sameEmail(one: string, other: string, live: LiveSwitches): boolean {
  if (flag(live, 'emailCaseSensitive')) return one === other;
  return one.toLowerCase() === other.toLowerCase();
}
