// Whether what a change wants is so.
import type { Assignment } from '../domain/assignment.ts';
import type { AssignmentState } from '../domain/change-set.ts';
import { assigneeKey, isAbout, type Change, type ChangeWorld } from '../domain/change.ts';

/** The assignment a change is about, as its assignee holds it now. */
export function heldBy(change: Change, world: ChangeWorld): Assignment | null {
  const held = world.held.get(assigneeKey(change.assignee));
  return held?.find((assignment) => isAbout(change, assignment)) ?? null;
}

/** Whether what a change wants is so. On the day of a scheduled removal, and after it, that is to hold it no more. */
export function isSo(change: Change, held: Pick<Assignment, 'removalOn'> | null, today: string): boolean {
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

/** The same of a state that was kept. */
export function isSoIn(change: Change, state: AssignmentState, today: string): boolean {
  return isSo(change, state.held ? state : null, today);
}

function isReached(day: string | null, today: string): boolean {
  return day !== null && day <= today;
}
