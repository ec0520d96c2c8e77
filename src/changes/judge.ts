// Judging changes against what is so: what would alter nothing, what is refused beforehand, and what the seats come to.
import type { Assignment } from '../domain/assignment.ts';
import type { SeatImpact } from '../domain/change-set.ts';
import { assigneeKey, isAbout, subjectKey, type Change, type ChangeWorld } from '../domain/change.ts';
import type { License } from '../domain/license.ts';
import { problem, type Problem } from '../domain/problem.ts';
import type { ProviderAccount, Writes } from '../providers/provider.ts';
import { isLocal } from './local.ts';

export type Verdict =
  | { readonly kind: 'SEND' }
  | { readonly kind: 'NO_CHANGE' }
  | { readonly kind: 'REFUSED'; readonly problem: Problem };

export interface Judgement {
  /** One verdict a change, by its id. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly seatImpact: readonly SeatImpact[];
}

/** Judges the changes of one account together: its `writes` know the provider's rules. `joined`: what their set has there already. */
export function judge(
  changes: readonly Change[],
  world: ChangeWorld,
  account: Pick<ProviderAccount, 'account' | 'writes'>,
  joined: readonly Change[] = [],
): Judgement {
  const verdicts = new Map<string, Verdict>();
  const seen = new Set(joined.map(subjectKey));
  const left: Change[] = [];
  for (const change of changes) {
    const verdict = atFirstSight(change, world, seen);
    seen.add(subjectKey(change));
    if (verdict.kind === 'SEND') left.push(change);
    else verdicts.set(change.id, verdict);
  }
  const { writes } = account;
  const refused =
    writes?.check(
      left.filter((change) => !isLocal(change, account)),
      world,
    ) ?? new Map<string, Problem>();
  const allowed: Change[] = [];
  for (const change of left) {
    const found = refused.get(change.id);
    if (found) verdicts.set(change.id, { kind: 'REFUSED', problem: found });
    else allowed.push(change);
  }
  const seatImpact = countSeats(allowed, world, writes, verdicts);
  for (const change of allowed) if (!verdicts.has(change.id)) verdicts.set(change.id, { kind: 'SEND' });
  return { verdicts, seatImpact };
}

/** The assignment a change is about, as its assignee holds it now. */
export function heldBy(change: Change, world: ChangeWorld): Assignment | null {
  const held = world.held.get(assigneeKey(change.assignee));
  return held?.find((assignment) => isAbout(change, assignment)) ?? null;
}

/** Whether what a change wants is so. On the day of a scheduled removal, and after it, that is to hold it no more. */
export function isSo(change: Change, held: Assignment | null, today: string): boolean {
  switch (change.action) {
    case 'ASSIGN':
      return held !== null;
    case 'REMOVE':
      return held === null;
    case 'SCHEDULE_REMOVAL':
      return held === null ? isReached(change.removalOn, today) : held.removalOn === change.removalOn;
    case 'CANCEL_REMOVAL':
      return held !== null && held.removalOn === null;
  }
}

function isReached(day: string | null, today: string): boolean {
  return day !== null && day <= today;
}

function atFirstSight(change: Change, world: ChangeWorld, seen: ReadonlySet<string>): Verdict {
  if (seen.has(subjectKey(change))) {
    return refusal(
      change,
      'CHANGE_REFUSED',
      'Another change of this set is about the same license and assignee.',
      'Ask for one of them, or in two sets.',
    );
  }
  const held = heldBy(change, world);
  const dated = change.action === 'SCHEDULE_REMOVAL' || change.action === 'CANCEL_REMOVAL';
  if (dated && held === null) {
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
  return isSo(change, held, world.today) ? { kind: 'NO_CHANGE' } : { kind: 'SEND' };
}

/** Seats freed by the same set count; those who asked last go without. Attendee accounts take none. */
function countSeats(
  changes: readonly Change[],
  world: ChangeWorld,
  writes: Writes | undefined,
  verdicts: Map<string, Verdict>,
): SeatImpact[] {
  const impacts: SeatImpact[] = [];
  for (const license of world.catalogue) {
    const own = changes.filter(({ site, licenseId }) => site === null && licenseId === license.externalId);
    const adds = own.filter((change) => change.action === 'ASSIGN');
    const frees = own.filter((change) => change.action === 'REMOVE');
    if (adds.length + frees.length === 0) continue;
    const before = seatsLeft(license);
    const limited = before !== null && !(writes?.mayExceedSeats?.(license) ?? false);
    const room = before === null ? adds.length : Math.max(0, before + frees.length);
    const shortBy = limited ? Math.max(0, adds.length - room) : 0;
    for (const change of shortBy > 0 ? adds.slice(-shortBy) : []) {
      verdicts.set(
        change.id,
        refusal(
          change,
          'NO_SEATS',
          'There is no seat left on this license.',
          'Remove it from somebody in the same set, or buy seats.',
        ),
      );
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
