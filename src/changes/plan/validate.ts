// Validating changes against current state: what would alter nothing, what is refused beforehand, and what the seats come to.
import type { ChangeRecord, SeatImpact } from '../../domain/change-set.ts';
import {
  isAboutDate,
  opposes,
  pastRemoval,
  subjectKey,
  type Change,
  type CurrentState,
} from '../../domain/change.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import { heldBy, isInEffect } from '../in-effect.ts';
import { isKeptHere } from '../schedules/kept-removals.ts';
import { atOptions } from '../intake/vendor-options.ts';
import { withOwnChanges, type OverlaidState, type OwnChangesSeen } from './own-overlay.ts';
import { isOutside } from './outside-people.ts';
import { countSeats, type SeatRules } from './seats.ts';

export type Verdict =
  | { readonly kind: 'SEND' }
  | { readonly kind: 'NO_CHANGE' }
  | { readonly kind: 'REFUSED'; readonly problem: Problem };

export interface Validation {
  /** One verdict a change, by its id. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly seatImpact: readonly SeatImpact[];
}

/** What changes are validated against. */
export interface ValidatedAgainst extends Pick<SeatRules, 'waitsForSeatOf'> {
  /** As it was read. */
  readonly read: CurrentState;
  readonly own: OwnChangesSeen;
  /** What the set of the changes has in this account already. */
  readonly joined: readonly Change[];
  /** Whether License Graph keeps the date that a change cancels. */
  readonly isDateKept: (change: Change) => boolean;
  /** The problem of a change that has to wait for another one. */
  readonly underWay: (other: ChangeRecord) => Problem;
}

/** Validates the changes of one account together: its `writes` know the provider's rules. */
export function validate(
  changes: readonly Change[],
  against: ValidatedAgainst,
  account: Pick<ProviderAccount, 'account' | 'writes'>,
): Validation {
  const state = withOwnChanges(against.read, against.own);
  const verdicts = new Map<string, Verdict>();
  const seen = new Set(against.joined.map(subjectKey));
  for (const change of changes) {
    const verdict = seen.has(subjectKey(change))
      ? askedTwice(change)
      : alsoUnseen(change, besideOwnChanges(change, against, state), account);
    seen.add(subjectKey(change));
    verdicts.set(change.id, verdict);
  }
  const isLeft = ({ id }: Change): boolean => verdicts.get(id)?.kind === 'SEND';
  const refuseAll = (problems: ReadonlyMap<string, Problem>): void => {
    for (const [id, found] of problems) verdicts.set(id, { kind: 'REFUSED', problem: found });
  };
  const { writes } = account;
  const forProvider = changes.filter((change) => isLeft(change) && !isKeptHere(change, account));
  const refusedByRule = writes?.check?.(forProvider, state.current) ?? new Map<string, Problem>();
  refuseAll(writes?.options ? atOptions(refusedByRule, writes.options) : refusedByRule);
  const { waitsForSeatOf } = against;
  const seats = countSeats(changes.filter(isLeft), state, {
    mayExceedSeats: writes?.mayExceedSeats,
    waitsForSeatOf,
  });
  refuseAll(seats.refused);
  return { verdicts, seatImpact: seats.seatImpact };
}

function askedTwice({ accountKey }: Change): Verdict {
  return refused(accountKey, {
    code: 'CHANGE_REFUSED',
    message: 'Another change of this set is about the same license and assignee.',
    hint: 'Ask for one of them, or in two sets.',
  });
}

/**
 * The verdict beside License Graph's own changes of the same thing. A change that takes back an accepted one builds on it; any other whose
 * verdict depends on that one has to wait until a read shows it.
 */
function besideOwnChanges(
  change: Change,
  { read, underWay, isDateKept }: Pick<ValidatedAgainst, 'read' | 'underWay' | 'isDateKept'>,
  state: OverlaidState,
): Verdict {
  const inTheWay = state.inTheWay.get(subjectKey(change));
  if (inTheWay) return { kind: 'REFUSED', problem: underWay(inTheWay) };
  // A date outlasts what is held, and would take away what is assigned again before its day.
  if (isDateKept(change) && heldBy(change, state.current) === null) return { kind: 'SEND' };
  const verdict = againstState(change, state.current);
  const unseen = state.unseen.get(subjectKey(change));
  if (!unseen || opposes(change, unseen.change)) return verdict;
  const isTheSame = verdict.kind === againstState(change, read).kind;
  return isTheSame ? verdict : { kind: 'REFUSED', problem: underWay(unseen) };
}

/** No read need show what somebody from outside is offered: a removal from them is sent in any case. */
function alsoUnseen(change: Change, verdict: Verdict, account: Pick<ProviderAccount, 'writes'>): Verdict {
  const mayBeOffered = change.action === 'REMOVE' && isOutside(change, account);
  return verdict.kind === 'NO_CHANGE' && mayBeOffered ? { kind: 'SEND' } : verdict;
}

function againstState(change: Change, current: CurrentState): Verdict {
  const held = heldBy(change, current);
  if (isAboutDate(change) && held === null) {
    return refused(change.accountKey, {
      code: 'CHANGE_REFUSED',
      message: 'The assignee does not hold this license.',
      hint: 'A removal can be scheduled for a held license only.',
    });
  }
  if (change.action === 'SCHEDULE_REMOVAL' && (change.removalOn ?? '') < current.today) {
    return { kind: 'REFUSED', problem: pastRemoval(current.today, change.accountKey) };
  }
  return isInEffect(change, held, current.today) ? { kind: 'NO_CHANGE' } : { kind: 'SEND' };
}

function refused(
  accountKey: string,
  { code, message, hint }: Pick<Problem, 'code' | 'message' | 'hint'>,
): Verdict {
  return { kind: 'REFUSED', problem: problem(code, 'CALLER', message, { accountKey, hint, path: [] }) };
}
