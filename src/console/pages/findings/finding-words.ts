// Findings in words: what a rule is called, what it went by, and why some are left out of a plan. Pure.
import type {
  FindingCode,
  FindingConfidence,
  FindingRowFragment,
  PlanReclaimMutation,
} from '../../generated/documents.ts';
import type { Format } from '../../kit/format.ts';

type Words = Pick<Format, 'number' | 'day' | 'distance' | 'share' | 'money'>;
type Evidence = FindingRowFragment['evidence'];

/** Rules about holders: their findings can be taken back. */
export const HOLDER_RULES: readonly FindingCode[] = [
  'IDLE_HOLDER',
  'HOLDER_INACTIVE',
  'HOLDER_DELETED',
  'ORPHAN',
  'PENDING_TOO_LONG',
  'HOLDER_NOT_ELIGIBLE',
];

export const CONFIDENCES: readonly FindingConfidence[] = ['HINT', 'LIKELY', 'CERTAIN'];

export const CONFIDENCE_WORDS: Readonly<Record<FindingConfidence, string>> = {
  HINT: 'A hint',
  LIKELY: 'Likely',
  CERTAIN: 'Certain',
};

type Read = (name: string) => string | null;
type Say = (read: Read, say: Words) => string | null;

const number = (text: string | null, say: Words): string =>
  text === null ? 'some' : say.number(Number(text));
const since = (text: string | null, say: Words): string =>
  text === null ? '' : ` since ${say.day(text.slice(0, 10))}`;

const SENTENCES: Partial<Readonly<Record<FindingCode, Say>>> = {
  IDLE_HOLDER: (read, say) => {
    const active = read('lastActiveAt');
    const held = read('heldSince');
    const when =
      active === null
        ? 'Not seen active'
        : `Last active ${say.distance(active)}, on ${say.day(active.slice(0, 10))}`;
    return held === null ? `${when}.` : `${when}; held${since(held, say)}.`;
  },
  HOLDER_INACTIVE: (read, say) => `Inactive${since(read('stateSince'), say)}.`,
  HOLDER_DELETED: (read, say) => `Deleted${since(read('stateSince'), say)}.`,
  ORPHAN: (read, say) => `In no list of the vendor${since(read('goneAt'), say)}.`,
  PENDING_TOO_LONG: (read, say) => {
    const assignment = read('assignmentPendingSince');
    const holder = read('holderPendingSince');
    const parts = [
      assignment === null ? null : `the assignment is pending${since(assignment, say)}`,
      holder === null ? null : `the holder is pending${since(holder, say)}`,
    ];
    return asSentence(parts.filter((one) => one !== null).join('; '));
  },
  HOLDER_NOT_ELIGIBLE: (read, say) => `Takes no firmware over the air${since(read('since'), say)}.`,
  OVERBOOKED: (read, say) =>
    `${number(read('assigned'), say)} taken of ${number(read('total'), say)} bought.`,
  NEARLY_EXHAUSTED: (read, say) =>
    `${number(read('available'), say)} of ${number(read('total'), say)} seats are free.`,
  UNUSED_SEATS: (read, say) =>
    `For ${number(read('days'), say)} days at least ${number(read('lowestAvailable'), say)} of ${number(read('total'), say)} seats were free.`,
  DUPLICATE_PERSON: (read, say) =>
    `${number(read('users'), say)} users have this address, and hold ${number(read('holdings'), say)} licenses.`,
  EXTERNAL_CHANGE: (read, say) =>
    `Others assigned ${number(read('assigned'), say)}, took away ${number(read('removed'), say)}, altered ${number(read('changed'), say)}.`,
  LICENSE_NOT_LISTED: (read, say) =>
    `${number(read('held'), say)} hold it, and the vendor lists it no more${since(read('goneAt'), say)}.`,
  RENEWAL_DUE: (read, say) => {
    const [decideBy, endsOn] = [read('decideBy'), read('endsOn')];
    if (decideBy === null || endsOn === null) return null;
    return `To be decided by ${say.day(decideBy)}; ends on ${say.day(endsOn)}${read('renews') === 'true' ? ', and goes on when nobody ends it' : ''}.`;
  },
  RUNS_OUT: (read, say) => {
    const [on, earliest] = [read('runsOutOn'), read('runsOutEarliest')];
    const when =
      on === null
        ? earliest === null
          ? null
          : `from ${say.day(earliest)} on at the earliest`
        : `on ${say.day(on)}${earliest === null ? '' : `, at the earliest on ${say.day(earliest)}`}`;
    return when === null
      ? null
      : `${number(read('held'), say)} of ${number(read('seats'), say)} held; the seats run out ${when}.`;
  },
  ACTIVITY_UNKNOWN: (read, say) =>
    `Of ${number(read('holders'), say)} holders the vendor does not tell when ${number(read('notTold'), say)} were last active.`,
  SEATS_DISAGREE: (read, say) =>
    `The vendor counts ${number(read('assigned'), say)}, and ${number(read('seen'), say)} holders were seen.`,
  SWEEP_HELD: (read, say) => `${number(read('rows'), say)} rows would have been closed.`,
};

/** What a rule went by, as a sentence. */
export function evidenceSentence(code: FindingCode, evidence: Evidence, say: Words): string {
  const read: Read = (name) => evidence.find((one) => one.name === name)?.value ?? null;
  return SENTENCES[code]?.(read, say) ?? evidence.map(({ name, value }) => `${name}: ${value}`).join(', ');
}

const asSentence = (text: string): string | null =>
  text === '' ? null : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** What a finding is about: a holder, a license, or what distinguishes it. */
export function subjectName({
  subject: { assignee, license, key, account },
}: Pick<FindingRowFragment, 'subject'>): string {
  if (assignee) return assignee.displayName ?? assignee.externalId;
  if (license) return license.name ?? license.externalId;
  return key ?? account.name;
}

type LeftOut = PlanReclaimMutation['planReclaim']['leftOut'][number];

const REASONS: Readonly<Record<LeftOut['reason'], string>> = {
  EXEMPT: 'because they are to keep it',
  DISMISSED: 'because somebody dismissed it',
  TOO_YOUNG: 'because it has not been so for long enough',
  TOO_UNSURE: 'because it is not sure enough',
  CAPPED: 'because of the cap: plan again after this one',
  NO_LONGER_SO: 'because, read just now, it is so no more',
  COULD_NOT_READ: 'because the vendor could not be read',
};

/** Why findings are not in a plan, a sentence each. */
export function leftOutSentences(
  all: readonly LeftOut[],
  { number: write }: Pick<Format, 'number'>,
): string[] {
  return all.map(({ reason, count }) => `${write(count)} left out, ${REASONS[reason]}.`);
}
