// What Yext is known to refuse of a change before it is sent (yext contract 3, 6, 8). Seats are counted by whoever plans;
// saved filters and types of entities that a pack does not take show only when Yext refuses (8).
import { assigneeKey, isAbout, type Change, type CurrentState } from '../../../domain/change.ts';
import type { Problem } from '../../../domain/problem.ts';
import { refusals, refused, type Refusal } from '../../../domain/refusal.ts';
import { calendarDate } from '../calendar.ts';
import { isId } from '../ids.ts';

/** The problem of each change that would be refused, by change id. */
export function checkChanges(
  accountKey: string,
  changes: readonly Change[],
  world: CurrentState,
): ReadonlyMap<string, Problem> {
  return refusals(accountKey, changes, (change) => targetRefusal(change) ?? dateRefusal(change, world));
}

function targetRefusal({ licenseId, assignee }: Change): Refusal | null {
  if (!isId(licenseId)) {
    const hint = 'Name the pack as `licenses` lists it.';
    return refused('This is not the id of one license pack.', hint, 'NO_SUCH_LICENSE');
  }
  if (assignee.kind !== 'ENTITY' || !isId(assignee.externalId)) {
    return refused('License packs are assigned to entities alone.', 'Name the entity by its id.');
  }
  return null;
}

function dateRefusal(change: Change, world: CurrentState): Refusal | null {
  const { action, removalOn } = change;
  if (action === 'ASSIGN') {
    // Create has no body: a date would be lost without a word (yext contract 3).
    return removalOn === null
      ? null
      : refused('Yext assigns without a date of removal.', 'Assign first, then schedule the removal.');
  }
  if (action === 'REMOVE') return null;
  if (!isHeld(change, world)) {
    return refused(
      'The entity does not hold this license.',
      'Only the removal of a held license can be scheduled.',
    );
  }
  return action === 'SCHEDULE_REMOVAL' ? dayRefusal(removalOn, world.today) : null;
}

/** Today is no past date: Yext takes it and removes at once (yext contract 8). */
function dayRefusal(removalOn: string | null, today: string): Refusal | null {
  const day = calendarDate(removalOn ?? '');
  if (day === null) {
    return refused('The date of removal is not a day.', 'Give a day that exists, as YYYY-MM-DD.');
  }
  if (day >= today) return null;
  return {
    code: 'PAST_DATE',
    message: 'The date of removal is past.',
    hint: `Today is ${today} in the configured zone; remove the license instead.`,
  };
}

function isHeld(change: Change, world: CurrentState): boolean {
  const held = world.held.get(assigneeKey(change.assignee)) ?? [];
  return held.some((assignment) => isAbout(change, assignment));
}
