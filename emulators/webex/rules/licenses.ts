// Which licenses a person may hold together: the rules of webex contract 5.3 and 5.4 as tables, tried in order. The first rule that is
// broken refuses the change.
import { CALLING, licensesIn, PAID_MEETING, PROFESSIONAL, setOf, type License } from '../seed/catalogue.ts';
import type { Member } from '../state/member.ts';
import type { WebexState } from '../state/state.ts';
import { flag } from '../switches.ts';
import { Failure } from './operations.ts';
import { hasSeat, NO_SEATS } from './seats.ts';

/** One license about to be added to, or removed from, what is held. */
export interface Change {
  readonly license: License;
  readonly held: Member;
  /** Licenses added and removed by the whole request. */
  readonly swap: { readonly added: number; readonly removed: number };
  readonly state: WebexState;
}

interface Rule {
  readonly code: number;
  readonly broken: (change: Change) => boolean;
  readonly why: string;
}

const STANDARD = setOf('standard');
const CX = setOf('cxEssentials');
const ATTENDANT = setOf('attendantConsole');
const FREE_MESSAGING = setOf('basicMessaging');
const FREE_MEETING = setOf('basicMeetings');
const PAID_MESSAGING = setOf('messaging');
const MEETING = PAID_MEETING | FREE_MEETING;

const within = (license: License, set: number): boolean => (license.bit & set) !== 0;
const holds = (change: Change, set: number): boolean => (change.held.licenses & set) !== 0;
/** Adding one of `wanted` to somebody who holds one of `present`. */
const together = (wanted: number, present: number) => (change: Change) =>
  within(change.license, wanted) && holds(change, present);
/** Adding one of `wanted` to somebody who holds none of `needed`. */
const without = (wanted: number, needed: number) => (change: Change) =>
  within(change.license, wanted) && !holds(change, needed);
/** Removing the free license that something held needs. */
const lastBase = (base: number, above: number) => (change: Change) =>
  within(change.license, base) && holds(change, above);
/** A request that trades the higher license for Standard; neither half of the trade is done. */
const downgrade =
  (from: number) =>
  ({ license, held, swap }: Change) =>
    (swap.added & STANDARD) !== 0 &&
    (swap.removed & held.licenses & from) !== 0 &&
    within(license, from | STANDARD);
const notPerUser = ({ license, state }: Change): boolean =>
  within(license, FREE_MESSAGING | PAID_MESSAGING) && !flag(state.switches, 'messagingPerUser');

const messengerRule: Rule = {
  code: 400_118,
  broken: notPerUser,
  why: 'Messenger licenses cannot be managed per user.',
};
const downgradeRules: readonly Rule[] = [
  {
    code: 400_112,
    broken: downgrade(PROFESSIONAL),
    why: 'A downgrade from Calling Professional to Standard is not supported.',
  },
  {
    code: 400_410,
    broken: downgrade(CX),
    why: 'A downgrade from CX Essentials to Calling Standard is not supported.',
  },
];

const addRules: readonly Rule[] = [
  ...downgradeRules,
  {
    code: 400,
    broken: ({ license }) => license.holders === 'workspaces' || license.holders === 'none',
    why: 'The license is not for users.',
  },
  {
    code: 700_003,
    broken: without(PAID_MESSAGING, FREE_MESSAGING),
    why: 'Paid messaging needs free messaging.',
  },
  {
    code: 700_004,
    broken: without(PAID_MEETING, FREE_MEETING),
    why: 'A paid meeting license needs the free one.',
  },
  { code: 700_005, broken: without(MEETING, FREE_MESSAGING), why: 'Meeting licenses need free messaging.' },
  {
    code: 400_404,
    broken: together(STANDARD, PROFESSIONAL),
    why: 'Professional and Standard do not go together.',
  },
  {
    code: 400_404,
    broken: together(PROFESSIONAL, STANDARD),
    why: 'Professional and Standard do not go together.',
  },
  {
    code: 400_406,
    broken: together(STANDARD, ATTENDANT),
    why: 'Standard and Attendant Console do not go together.',
  },
  {
    code: 400_406,
    broken: together(ATTENDANT, STANDARD),
    why: 'Standard and Attendant Console do not go together.',
  },
  { code: 400_407, broken: together(STANDARD, CX), why: 'Standard and CX Essentials do not go together.' },
  { code: 400_407, broken: together(CX, STANDARD), why: 'Standard and CX Essentials do not go together.' },
  {
    code: 400_408,
    broken: without(ATTENDANT, PROFESSIONAL),
    why: 'Attendant Console needs Professional first.',
  },
  {
    code: 400_413,
    broken: (change) => takenGroup(change.license, change.held.licenses),
    why: 'Only one license of this group is possible per user.',
  },
  {
    code: 400,
    broken: ({ license, held }) => license.site !== undefined && held.attendee.includes(license.site),
    why: 'An attendee of the site cannot be its host.',
  },
  {
    code: NO_SEATS,
    broken: ({ license, state }) => !hasSeat(license, state),
    why: 'No seats left (a code of this emulator).',
  },
];

const removeRules: readonly Rule[] = [
  messengerRule,
  ...downgradeRules,
  {
    code: 700_003,
    broken: lastBase(FREE_MESSAGING, PAID_MESSAGING),
    why: 'Paid messaging needs free messaging.',
  },
  { code: 700_005, broken: lastBase(FREE_MESSAGING, MEETING), why: 'Meeting licenses need free messaging.' },
  {
    code: 700_004,
    broken: lastBase(FREE_MEETING, PAID_MEETING),
    why: 'A paid meeting license needs the free one.',
  },
];

/** Why a license cannot be managed at all, whether it is held or not. */
export function refusedOutright(change: Change): Failure | undefined {
  return firstBroken([messengerRule], change);
}

/** Why a license cannot be added. */
export function refusedAdd(change: Change): Failure | undefined {
  return firstBroken(addRules, change);
}

/** Why a license cannot be removed. */
export function refusedRemove(change: Change): Failure | undefined {
  return firstBroken(removeRules, change);
}

function firstBroken(rules: readonly Rule[], change: Change): Failure | undefined {
  const rule = rules.find(({ broken }) => broken(change));
  return rule && new Failure(rule.code, `${rule.why} License: ${change.license.id}.`);
}

/** Whether another license of the same exclusive group is in the set. */
export function takenGroup(license: License, set: number): boolean {
  if (license.group === undefined) return false;
  return licensesIn(set).some((other) => other.group === license.group && other.bit !== license.bit);
}

/** Whether a license is added with calling properties (webex contract 5.4). */
export function needsProperties(license: License): boolean {
  return within(license, CALLING);
}
