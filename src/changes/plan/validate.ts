// Judging changes against what is so: what would alter nothing, what is refused beforehand, and what the seats come to.
import type { ChangeRecord, SeatImpact } from '../../domain/change-set.ts';
import { isAboutDate, opposes, subjectKey, type Change, type ChangeWorld } from '../../domain/change.ts';
import type { License } from '../../domain/license.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import type { ProviderAccount, Writes } from '../../providers/provider.ts';
import { isKeptHere } from '../schedules/kept-removals.ts';
import { isOutside } from '../run/observe.ts';
import { withOwn, type Own, type OwnWorld } from './own-overlay.ts';
import { heldBy, isInEffect } from '../in-effect.ts';

export type Verdict =
  | { readonly kind: 'SEND' }
  | { readonly kind: 'NO_CHANGE' }
  | { readonly kind: 'REFUSED'; readonly problem: Problem };

export interface Judgement {
  /** One verdict a change, by its id. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly seatImpact: readonly SeatImpact[];
}

/** What is judged besides the changes themselves. */
export interface Circumstances {
  /** As it was read. */
  readonly read: ChangeWorld;
  readonly own: Own;
  /** What the set of the changes has there already. */
  readonly joined: readonly Change[];
  /** The problem of a change that has to wait for another one. */
  readonly underWay: (other: ChangeRecord) => Problem;
  /** Whether a removal comes after an assignment of the same license that may need its seat. */
  readonly waitsForSeatOf: (removal: Change) => boolean;
}

/** Judges the changes of one account together: its `writes` know the provider's rules. */
export function judge(
  changes: readonly Change[],
  { read, own: ownChanges, joined, underWay, waitsForSeatOf }: Circumstances,
  account: Pick<ProviderAccount, 'account' | 'writes'>,
): Judgement {
  const own = withOwn(read, ownChanges);
  const { world } = own;
  const verdicts = new Map<string, Verdict>();
  const seen = new Set(joined.map(subjectKey));
  const left: Change[] = [];
  for (const change of changes) {
    const verdict = seen.has(subjectKey(change))
      ? askedTwice(change)
      : asFarAsShown(change, besideOwn(change, { read, own, underWay }), account);
    seen.add(subjectKey(change));
    if (verdict.kind === 'SEND') left.push(change);
    else verdicts.set(change.id, verdict);
  }
  const { writes } = account;
  const refused =
    writes?.check(
      left.filter((change) => !isKeptHere(change, account)),
      world,
    ) ?? new Map<string, Problem>();
  const allowed: Change[] = [];
  for (const change of left) {
    const found = refused.get(change.id);
    if (found) verdicts.set(change.id, { kind: 'REFUSED', problem: found });
    else allowed.push(change);
  }
  const seatImpact = countSeats(allowed, own, { writes, waitsForSeatOf }, verdicts);
  for (const change of allowed) if (!verdicts.has(change.id)) verdicts.set(change.id, { kind: 'SEND' });
  return { verdicts, seatImpact };
}

function askedTwice(change: Change): Verdict {
  return refusal(
    change,
    'CHANGE_REFUSED',
    'Another change of this set is about the same license and assignee.',
    'Ask for one of them, or in two sets.',
  );
}

/**
 * What it comes to beside own changes about the same thing. What takes back one that was accepted builds on it; whatever else is not
 * the same without it has to wait until a read tells.
 */
function besideOwn(
  change: Change,
  { read, own, underWay }: Pick<Circumstances, 'read' | 'underWay'> & { readonly own: OwnWorld },
): Verdict {
  const inTheWay = own.inTheWay.get(subjectKey(change));
  if (inTheWay) return { kind: 'REFUSED', problem: underWay(inTheWay) };
  const verdict = atFirstSight(change, own.world);
  const unseen = own.unseen.get(subjectKey(change));
  if (!unseen || opposes(change, unseen.change)) return verdict;
  const isTheSame = verdict.kind === atFirstSight(change, read).kind;
  return isTheSame ? verdict : { kind: 'REFUSED', problem: underWay(unseen) };
}

/** What somebody from outside is offered need not show: that it is to be taken from them is sent, whether it does or not. */
function asFarAsShown(change: Change, verdict: Verdict, account: Pick<ProviderAccount, 'writes'>): Verdict {
  const mayBeOffered = change.action === 'REMOVE' && isOutside(change, account);
  return verdict.kind === 'NO_CHANGE' && mayBeOffered ? { kind: 'SEND' } : verdict;
}

function atFirstSight(change: Change, world: ChangeWorld): Verdict {
  const held = heldBy(change, world);
  if (isAboutDate(change) && held === null) {
    return refusal(
      change,
      'CHANGE_REFUSED',
      'The assignee does not hold this license.',
      'A removal can be scheduled for a held license only.',
    );
  }
  if (change.action === 'SCHEDULE_REMOVAL' && (change.removalOn ?? '') < world.today) {
    return refusal(
      change,
      'PAST_DATE',
      'The day of the removal is past.',
      `Today is ${world.today} in the configured zone.`,
      ['removalOn'],
    );
  }
  return isInEffect(change, held, world.today) ? { kind: 'NO_CHANGE' } : { kind: 'SEND' };
}

/** Seats freed by the same set count where they are free in time, and what own changes take and free; those who asked last go without. Attendee accounts take none. */
function countSeats(
  changes: readonly Change[],
  { world, seatsTaken, seatsAssumed }: OwnWorld,
  { writes, waitsForSeatOf }: Pick<Circumstances, 'waitsForSeatOf'> & { readonly writes: Writes | undefined },
  verdicts: Map<string, Verdict>,
): SeatImpact[] {
  const impacts: SeatImpact[] = [];
  for (const license of world.catalogue) {
    const own = changes.filter(({ site, licenseId }) => site === null && licenseId === license.externalId);
    const adds = own.filter((change) => change.action === 'ASSIGN');
    const frees = own.filter((change) => change.action === 'REMOVE');
    const freeInTime = frees.filter((change) => !waitsForSeatOf(change)).length;
    if (adds.length + frees.length === 0) continue;
    const counted = seatsLeft(license);
    const left = counted === null ? null : counted - seatsAssumed(license.externalId);
    const before = left === null ? null : left - seatsTaken(license.externalId);
    const limited = before !== null && !(writes?.mayExceedSeats?.(license) ?? false);
    const short = (seats: number | null): number =>
      limited ? Math.max(0, adds.length - Math.max(0, (seats ?? 0) + freeInTime)) : 0;
    const [shortBy, shortAnyway] = [short(before), Math.min(short(before), short(left))];
    for (const [index, change] of adds.slice(adds.length - shortBy).entries()) {
      verdicts.set(change.id, index < shortBy - shortAnyway ? noSeatYet(change) : noSeat(change));
    }
    impacts.push({
      accountKey: license.accountKey,
      licenseId: license.externalId,
      before,
      after: before === null ? null : before + frees.length - (adds.length - shortBy),
      shortBy,
    });
  }
  return impacts;
}

function noSeat(change: Change): Verdict {
  return refusal(
    change,
    'NO_SEATS',
    'There is no seat left on this license.',
    'Remove it from somebody in the same set, or buy seats.',
  );
}

/** Nobody's mistake: what has not been seen yet may come to nothing. */
function noSeatYet({ accountKey }: Change): Verdict {
  const found = problem('NO_SEATS', 'PLATFORM', 'The last seats of this license go to changes under way.', {
    accountKey,
    retryable: true,
    hint: 'Ask again when they are settled, or remove it from somebody in the same set.',
    path: [],
  });
  return { kind: 'REFUSED', problem: found };
}

function seatsLeft({ seats }: License): number | null {
  return seats !== null && seats.countable ? seats.available : null;
}

function refusal(
  change: Change,
  code: Problem['code'],
  message: string,
  hint: string,
  path: readonly string[] = [],
): Verdict {
  return {
    kind: 'REFUSED',
    problem: problem(code, 'CALLER', message, { accountKey: change.accountKey, hint, path }),
  };
}
