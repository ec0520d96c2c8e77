// Counting seats: what the changes of an account come to, and which of them there is no seat for.
import type { SeatImpact } from '../../domain/change-set.ts';
import { isAboutLicense, type Change } from '../../domain/change.ts';
import type { License } from '../../domain/license.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import type { Writes } from '../../providers/provider.ts';
import type { OverlaidState } from './own-overlay.ts';

export interface SeatCount {
  readonly seatImpact: readonly SeatImpact[];
  /** NO_SEATS for each assignment that goes without, by change id. */
  readonly refused: ReadonlyMap<string, Problem>;
}

export interface SeatRules {
  readonly mayExceedSeats: Writes['mayExceedSeats'];
  /** Whether a removal comes after an assignment of the same license that may need its seat. */
  readonly waitsForSeatOf: (removal: Change) => boolean;
}

/**
 * Seats freed by the same set count where they are free in time, and what License Graph's own open changes take and free. Those asked for
 * last go without. Accounts on sites take no seats.
 */
export function countSeats(changes: readonly Change[], state: OverlaidState, rules: SeatRules): SeatCount {
  const seatImpact: SeatImpact[] = [];
  const refused = new Map<string, Problem>();
  for (const license of state.current.catalogue) {
    const own = changes.filter((change) => isAboutLicense(change) && change.licenseId === license.externalId);
    const adds = own.filter(({ action }) => action === 'ASSIGN');
    const frees = own.filter(({ action }) => action === 'REMOVE');
    if (adds.length + frees.length === 0) continue;
    const freeInTime = frees.filter((change) => !rules.waitsForSeatOf(change)).length;
    const counted = seatsLeft(license);
    const left = counted === null ? null : counted - state.seatsAssumed(license.externalId);
    const before = left === null ? null : left - state.seatsTaken(license.externalId);
    const limited = before !== null && !(rules.mayExceedSeats?.(license) ?? false);
    const short = (seats: number | null): number =>
      limited ? Math.max(0, adds.length - Math.max(0, (seats ?? 0) + freeInTime)) : 0;
    const [shortBy, shortAnyway] = [short(before), Math.min(short(before), short(left))];
    for (const [index, change] of adds.slice(adds.length - shortBy).entries()) {
      refused.set(change.id, index < shortBy - shortAnyway ? noSeatYet(change) : noSeat(change));
    }
    seatImpact.push({
      accountKey: license.accountKey,
      licenseId: license.externalId,
      before,
      after: before === null ? null : before + frees.length - (adds.length - shortBy),
      shortBy,
    });
  }
  return { seatImpact, refused };
}

function noSeat({ accountKey }: Change): Problem {
  return problem('NO_SEATS', 'CALLER', 'There is no seat left on this license.', {
    accountKey,
    hint: 'Remove it from somebody in the same set, or buy seats.',
    path: [],
  });
}

/** Not the caller's mistake: changes under way may still fail. */
function noSeatYet({ accountKey }: Change): Problem {
  return problem('NO_SEATS', 'PLATFORM', 'The last seats of this license go to changes under way.', {
    accountKey,
    retryable: true,
    hint: 'Ask again when they are settled, or remove it from somebody in the same set.',
    path: [],
  });
}

function seatsLeft({ seats }: License): number | null {
  return seats !== null && seats.countable ? seats.available : null;
}
