// A plan and its progress in words and lengths. Pure.
import type {
  ChangeAction,
  ChangeOutcome,
  ChangeSetStatus,
  PlannedSetFragment,
  SetProgressFragment,
} from '../../../generated/documents.ts';
import type { Format } from '../../../kit/format.ts';
import type { Tone } from '../../words/state-badge.ts';
import type { ChangeKind } from '../choose/draft.ts';

type Counts = SetProgressFragment['progress'];
type AnyImpact = PlannedSetFragment['seatImpact'][number];

/** What a set does to the seats of a license that is told of. */
export type Impact = AnyImpact & { readonly license: NonNullable<AnyImpact['license']> };

/** Nothing is told of a license whose account is not configured any more. */
export function isTold(impact: AnyImpact): impact is Impact {
  return impact.license !== null;
}
type Numbers = Pick<Format, 'number'>;

export const KIND_WORDS: Readonly<Record<ChangeKind, { readonly title: string; readonly says: string }>> = {
  ASSIGN: { title: 'Assign', says: 'Somebody gets a license.' },
  REMOVE: { title: 'Take away', says: 'Somebody holds it no more, at once.' },
  MOVE: {
    title: 'Move',
    says: 'One license for another, or from one holder to the next: the old one goes once the new one was seen.',
  },
  END: { title: 'End on a day', says: 'Taken away at the start of that day.' },
  KEEP: { title: 'Keep', says: 'A day on which it was to end is cancelled.' },
};

/** "2 changes will be made, 1 already so, 2 refused". */
export function planSentence({ pending, noChange, rejected, skipped }: Counts, { number }: Numbers): string {
  const parts = [
    pending === 1
      ? '1 change will be made'
      : `${pending === 0 ? 'No' : number(pending)} changes will be made`,
    noChange === 0 ? null : `${number(noChange)} already so`,
    rejected === 0 ? null : `${number(rejected)} refused`,
    skipped === 0 ? null : `${number(skipped)} left out`,
  ];
  return parts.filter((one) => one !== null).join(', ');
}

/** A part of the bar of progress. */
export interface Segment {
  readonly title: string;
  readonly tone: 'good' | 'waiting' | 'unknown' | 'over' | 'plain';
  readonly count: number;
}

/** What became of the changes, by outcome, in the order in which a change goes through them. */
export function segmentsOf(counts: Counts): Segment[] {
  const all: Segment[] = [
    { title: 'done and seen', tone: 'good', count: counts.verified },
    { title: 'already so', tone: 'good', count: counts.noChange },
    { title: 'accepted and not seen yet', tone: 'waiting', count: counts.acceptedUnverified },
    { title: 'not known yet', tone: 'unknown', count: counts.unknown },
    { title: 'refused', tone: 'over', count: counts.rejected },
    { title: 'left out', tone: 'over', count: counts.skipped },
    { title: 'cancelled', tone: 'plain', count: counts.cancelled },
    { title: 'to come', tone: 'plain', count: counts.pending },
  ];
  return all.filter(({ count }) => count > 0);
}

/** Whether nothing more is going to happen to it. */
export const isOver = (status: ChangeSetStatus): boolean =>
  status !== 'RUNNING' && status !== 'UNSETTLED' && status !== 'PLANNED';

/** What became of it, as a sentence. */
export function endSentence(
  { status, progress, cancelRequested }: SetProgressFragment,
  { number }: Numbers,
): string {
  const done = progress.verified + progress.noChange;
  const of = `${number(done)} of ${number(progress.total)} as wanted`;
  if (status === 'RUNNING') return cancelRequested ? `Being stopped: ${of}` : `Under way: ${of}`;
  if (status === 'UNSETTLED') return `All was sent, and not all was seen yet: ${of}`;
  if (status === 'SUCCEEDED') return `Done: ${of}`;
  if (status === 'PARTIAL') return `Partly done: ${of}`;
  if (status === 'FAILED') return 'Nothing was changed';
  if (status === 'CANCELLED') return 'Cancelled before anything was sent';
  return status === 'PLANNED' ? 'A plan: nothing was sent' : 'A plan whose time is up: nothing was sent';
}

const OUTCOMES: Readonly<Record<ChangeOutcome, readonly [Tone, string]>> = {
  PENDING: ['plain', 'To come'],
  VERIFIED: ['good', 'Done and seen'],
  ACCEPTED_UNVERIFIED: ['info', 'Accepted, not seen yet'],
  NO_CHANGE: ['plain', 'Already so'],
  REJECTED: ['over', 'Refused'],
  UNKNOWN: ['warning', 'Not known yet'],
  SKIPPED: ['warning', 'Left out'],
  CANCELLED: ['plain', 'Cancelled'],
};

/** An outcome in a word and its tone; of a plan what is to come "will be done". */
export function outcomeWords(outcome: ChangeOutcome, isPlan = false): { tone: Tone; text: string } {
  if (isPlan && outcome === 'PENDING') return { tone: 'info', text: 'Will be done' };
  const [tone, text] = OUTCOMES[outcome];
  return { tone, text };
}

/** The sign of a change as in a difference, and what it stands for. */
export function signOf(
  action: ChangeAction,
  outcome: ChangeOutcome,
): { sign: string; says: string; style: string } {
  if (outcome === 'NO_CHANGE') return { sign: '=', says: 'stays as it is', style: '' };
  if (action === 'ASSIGN') return { sign: '+', says: 'is assigned', style: 'assigned' };
  if (action === 'CANCEL_REMOVAL') return { sign: '+', says: 'is kept', style: 'assigned' };
  return action === 'REMOVE'
    ? { sign: '−', says: 'is taken away', style: 'taken-away' }
    : { sign: '−', says: 'ends', style: 'taken-away' };
}

/** Shares of the seats before and after, and the scale on which both can be drawn; null where the vendor counts none. */
export function seatShares({
  license: { seats },
  before,
  after,
}: Impact): { before: number; after: number; scale: number } | null {
  const total = seats?.total ?? null;
  if (total === null || total === 0 || before === null || after === null || seats?.countable === false)
    return null;
  const shares = { before: (total - before) / total, after: (total - after) / total };
  return { ...shares, scale: Math.max(1, shares.before, shares.after) };
}

/** "19 free", "3 over". */
export function freeSeats(left: number, { number }: Numbers): string {
  return left < 0 ? `${number(-left)} over` : `${number(left)} free`;
}

/** What the change comes to a month. Seats that were bought are paid for, held or not. */
export function moneySentence(
  { license: { contract }, before, after }: Impact,
  { number, money, day }: Pick<Format, 'number' | 'money' | 'day'>,
): string | null {
  const price = contract?.pricePerSeatMonth ?? null;
  if (!contract || price === null || before === null || after === null || before === after) return null;
  const seats = Math.abs(before - after);
  const each = money(price);
  const all = money({ ...price, minorUnits: price.minorUnits * seats });
  const counted = `${number(seats)} ${seats === 1 ? 'seat' : 'seats'} at ${each}`;
  if (contract.pays === 'ASSIGNED')
    return after < before ? `Costs ${all} more a month: ${counted}.` : `Saves ${all} a month: ${counted}.`;
  return after < before
    ? `Worth ${all} a month: ${counted}, paid for already.`
    : `Worth ${all} a month: ${counted}, paid for until the contract ends on ${day(contract.end)}.`;
}

/** The pause before progress is looked at again, where nobody tells it: longer and longer, up to ten seconds. */
export const nextPause = (pause: number): number => Math.min(10_000, Math.round(pause * 1.3));
