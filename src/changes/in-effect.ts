// Whether what a change asks for is in effect already.
import type { Holding } from '../domain/assignment.ts';
import type { AssignmentState } from '../domain/change-set.ts';
import { assigneeKey, isAbout, type Change, type CurrentState } from '../domain/change.ts';

/** What a change is about, among what its assignee holds; null when it is not held. */
export function rowOf(change: Change, held: readonly Holding[]): Holding | null {
  return held.find((assignment) => isAbout(change, assignment)) ?? null;
}

/** The same, in the current state of its account; null as well for an assignee that does not exist. */
export function heldBy(change: Change, { held }: Pick<CurrentState, 'held'>): Holding | null {
  return rowOf(change, held.get(assigneeKey(change.assignee)) ?? []);
}

/** Whether a change is in effect. A scheduled removal is, from its day on, when the license is not held any more. */
export function isInEffect(change: Change, held: Pick<Holding, 'removalOn'> | null, today: string): boolean {
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

/** The same of a state that was recorded. */
export function isInEffectIn(change: Change, state: AssignmentState, today: string): boolean {
  return isInEffect(change, state.held ? state : null, today);
}

function isReached(day: string | null, today: string): boolean {
  return day !== null && day <= today;
}
