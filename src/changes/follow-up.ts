// Wishes made of what became of other wishes: the same once more, or the opposite.
import type { ChangeRecord } from '../domain/change-set.ts';
import { isAboutDate, opposes } from '../domain/change.ts';
import { problem, type Problem } from '../domain/problem.ts';
import type { Wish } from './wish.ts';

/** What follows on one change: a wish, or nothing, and what cannot be done about it. */
export interface FollowUp {
  readonly wish: Wish | null;
  readonly problem: Problem | null;
}

const NOTHING: FollowUp = { wish: null, problem: null };

/** The wish behind a change, its targets as they were found. */
export function repeatOf({ change, position }: ChangeRecord): Wish {
  return {
    path: ['changes', String(position)],
    action: change.action,
    license: { accountKey: change.accountKey, externalId: change.licenseId },
    assignee: { by: 'KEY', accountKey: change.accountKey, ...change.assignee },
    removalOn: change.removalOn,
    calling: change.calling,
    site: change.site,
    fault: null,
  };
}

/** The same once more, for what failed and can succeed. */
export function anotherTry(record: ChangeRecord): FollowUp {
  const failed = record.outcome === 'REJECTED' || record.outcome === 'UNKNOWN';
  return failed && record.problem?.retryable === true ? { wish: repeatOf(record), problem: null } : NOTHING;
}

/**
 * The opposite of what was verified. What may have happened without having been verified cannot be taken back, nor can what a
 * later change has made anew: `later` has those that came after, in their order.
 */
export function inverseOf(
  record: ChangeRecord,
  later: readonly ChangeRecord[],
  nameOfSet: (setId: string) => string,
): FollowUp {
  switch (record.outcome) {
    case 'VERIFIED': {
      const inverse = inverseOfDone(record);
      if (inverse.wish === null) return inverse;
      const last = lastAbout(inverse.wish, later);
      return last && opposes(last.change, inverse.wish)
        ? { wish: null, problem: overtaken(record, nameOfSet(last.setId)) }
        : inverse;
    }
    case 'PENDING':
    case 'UNKNOWN':
    case 'ACCEPTED_UNVERIFIED':
      return { wish: null, problem: notYet(record) };
    default:
      return NOTHING;
  }
}

/** The last change of the same kind, of holding the license or of its day of removal. */
function lastAbout(wish: Wish, later: readonly ChangeRecord[]): ChangeRecord | undefined {
  return later.findLast(({ change }) => isAboutDate(change) === isAboutDate(wish));
}

function inverseOfDone(record: ChangeRecord): FollowUp {
  const wish = { ...repeatOf(record), calling: null };
  const date = record.before?.removalOn ?? null;
  switch (record.change.action) {
    case 'ASSIGN':
      return { wish: { ...wish, action: 'REMOVE', removalOn: null }, problem: null };
    case 'REMOVE':
      return { wish: { ...wish, action: 'ASSIGN', removalOn: null }, problem: lostDate(record, date) };
    case 'SCHEDULE_REMOVAL':
      // The day had come: the license is gone already.
      if (record.after?.held === false) {
        return { wish: { ...wish, action: 'ASSIGN', removalOn: null }, problem: lostDate(record, date) };
      }
      return {
        wish:
          date === null
            ? { ...wish, action: 'CANCEL_REMOVAL', removalOn: null }
            : { ...wish, removalOn: date },
        problem: null,
      };
    case 'CANCEL_REMOVAL':
      return date === null
        ? NOTHING
        : { wish: { ...wish, action: 'SCHEDULE_REMOVAL', removalOn: date }, problem: null };
  }
}

/** One set changes an assignment once: what is assigned again cannot get its date in the same set. */
function lostDate(record: ChangeRecord, date: string | null): Problem | null {
  if (date === null) return null;
  return cannot(
    record,
    `The license is assigned again, and its removal on ${date} is not.`,
    'Schedule the removal once the license is assigned.',
  );
}

function overtaken(record: ChangeRecord, laterSet: string): Problem {
  return cannot(
    record,
    'A later change of the same license and assignee wants it as it is now.',
    `Take that one back first: it is of the change set ${laterSet}.`,
  );
}

/** Nobody's mistake: time will tell. */
function notYet({ change, position }: ChangeRecord): Problem {
  return problem('CANNOT_UNDO', 'PLATFORM', 'No read has shown yet what became of this change.', {
    accountKey: change.accountKey,
    path: ['changes', String(position)],
    retryable: true,
    hint: 'Try again later.',
  });
}

function cannot({ change, position }: ChangeRecord, message: string, hint: string): Problem {
  return problem('CANNOT_UNDO', 'CALLER', message, {
    accountKey: change.accountKey,
    path: ['changes', String(position)],
    hint,
  });
}
