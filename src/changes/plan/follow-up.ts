// Follow-ups of a set: requests that try its failed changes again, or undo its verified ones.
import {
  hasTarget,
  isNamed,
  isShown,
  type ChangeRecord,
  type RequestRecord,
} from '../../domain/change-set.ts';
import { NO_OPTIONS, THE_LICENSE, isAboutDate, opposes } from '../../domain/change.ts';
import { ProblemError, problem } from '../../domain/problem.ts';
import { inOrder, waitedForBy, waitingOf } from '../dependencies.ts';
import type { ChangeRequest } from '../change-request.ts';

/**
 * The requests that follow on one change; those that cannot be carried out have a fault that says why. Empty when there is nothing to do.
 */
export type FollowUp = readonly ChangeRequest[];

const NOTHING: FollowUp = [];

/** The request behind a change, its targets as they were found. */
export function repeatOf(record: ChangeRecord): ChangeRequest {
  const { accountKey, licenseId, assignee, target } = record.change;
  return {
    ...basicsOf(record),
    license: { accountKey, externalId: licenseId },
    assignee: { by: 'KEY', accountKey, ...assignee, isKept: true },
    options: NO_OPTIONS,
    target,
    fault: null,
  };
}

function basicsOf({
  change: { action, removalOn },
  position,
  waitsFor,
}: Pick<RequestRecord, 'position' | 'waitsFor'> & {
  readonly change: Pick<RequestRecord['change'], 'action' | 'removalOn'>;
}) {
  return { path: ['changes', String(position)], index: position, waitsFor, action, removalOn };
}

/** Retry: the changes that failed and can succeed, and those that were left out because of them. */
export function otherTries(records: readonly RequestRecord[]): FollowUp {
  const again = new Set<number>();
  const isDone = new Set<number>();
  for (const { position, outcome, problem: found, waitsFor } of inOrder(records, waitingOf)) {
    if (isShown(outcome)) isDone.add(position);
    const failed = outcome === 'REJECTED' || outcome === 'UNKNOWN';
    const canSucceed = failed && found?.retryable === true;
    const wasLeftOut = outcome === 'SKIPPED' && waitsFor.some((place) => again.has(place));
    const isFree = waitsFor.every((place) => again.has(place) || isDone.has(place));
    if (isFree && (canSucceed || wasLeftOut)) again.add(position);
  }
  return renumbered(records.filter(({ position }) => again.has(position)).map(anotherTry));
}

function anotherTry(record: RequestRecord): ChangeRequest {
  const { change } = record;
  if (hasTarget(change)) return repeatOf({ ...record, change });
  if (!isNamed(change) || change.target.kind !== 'UNRESOLVED') return unrepeatable(record);
  const { options } = change.target;
  const { target: _target, ...named } = repeatOf({ ...record, change: { ...change, target: THE_LICENSE } });
  return { ...named, options };
}

/** What it named could not be read then, and was not kept. */
function unrepeatable(record: RequestRecord): ChangeRequest {
  const fault = new ProblemError(
    problem(
      'CHANGE_REFUSED',
      'CALLER',
      'What this request named could not be read, and is not known any more.',
      {
        accountKey: record.change.accountKey,
        hint: 'Ask for it again, in a set of its own.',
      },
    ),
  );
  return { ...basicsOf(record), license: fault, assignee: fault, options: NO_OPTIONS, fault };
}

/**
 * The requests, numbered among themselves; dependencies on requests that are not among them go. Where two come of one change, others wait
 * for the first.
 */
function renumbered(requests: readonly ChangeRequest[]): FollowUp {
  const places = new Map<number, number>();
  for (const [place, { index }] of requests.entries()) if (!places.has(index)) places.set(index, place);
  return requests.map((request, place) => ({
    ...request,
    index: place,
    waitsFor: request.waitsFor.flatMap((index) => places.get(index) ?? []),
  }));
}

/** By the id of a change: later changes of the same thing, in the order they were sent. */
export type LaterChanges = ReadonlyMap<string, readonly ChangeRecord[]>;

/**
 * Undo: the opposites of verified changes, in reverse order of their dependencies. A change that is not verified but may have happened
 * cannot be undone, nor can one that a later change has made again.
 */
export function inversesOf(
  records: readonly ChangeRecord[],
  laterChanges: LaterChanges,
  nameOfSet: (setId: string) => string,
): FollowUp {
  const later = waitedForBy(records.map(waitingOf));
  const inverses = records.flatMap((record) =>
    inverseOf(record, laterChanges.get(record.change.id) ?? [], nameOfSet).map((request) => ({
      ...request,
      waitsFor: later.get(record.position) ?? [],
    })),
  );
  return renumbered(inverses);
}

function inverseOf(
  record: ChangeRecord,
  later: readonly ChangeRecord[],
  nameOfSet: (setId: string) => string,
): FollowUp {
  switch (record.outcome) {
    case 'VERIFIED': {
      const [inverse, ...rest] = inversesOfDone(record);
      if (inverse === undefined) return NOTHING;
      const last = lastAbout(inverse, later);
      return last && opposes(last.change, inverse)
        ? [{ ...inverse, fault: overtaken(record, nameOfSet(last.setId)) }]
        : [inverse, ...rest];
    }
    case 'PENDING':
    case 'UNKNOWN':
    case 'ACCEPTED_UNVERIFIED':
      return [{ ...(inversesOfDone(record)[0] ?? repeatOf(record)), fault: notYet(record) }];
    default:
      return NOTHING;
  }
}

/** Details are for assigning: the provider knows them of a license that is held, and of one assigned anew nobody does. */
function withoutDetails(request: ChangeRequest): ChangeRequest {
  return request.target?.kind === 'LICENSE' ? { ...request, target: THE_LICENSE } : request;
}

/** The last change of the same kind: of holding the license, or of its day of removal. */
function lastAbout(request: ChangeRequest, later: readonly ChangeRecord[]): ChangeRecord | undefined {
  return later.findLast(({ change }) => isAboutDate(change) === isAboutDate(request));
}

function inversesOfDone(record: ChangeRecord): FollowUp {
  const request = withoutDetails(repeatOf(record));
  const date = record.before?.removalOn ?? null;
  switch (record.change.action) {
    case 'ASSIGN':
      return [{ ...request, action: 'REMOVE', removalOn: null, ...caveatOf(record) }];
    case 'REMOVE':
      return assignedAgain(record, request, date);
    case 'SCHEDULE_REMOVAL':
      // The day had come: the license is gone already.
      if (record.after?.held === false) return assignedAgain(record, request, date);
      return [
        date === null
          ? { ...request, action: 'CANCEL_REMOVAL', removalOn: null }
          : { ...request, removalOn: date },
      ];
    case 'CANCEL_REMOVAL':
      return date === null ? NOTHING : [{ ...request, action: 'SCHEDULE_REMOVAL', removalOn: date }];
  }
}

/** A set changes an assignment once only: what is assigned again cannot get its removal date in the same set. */
function assignedAgain(record: ChangeRecord, request: ChangeRequest, date: string | null): FollowUp {
  const assignment: ChangeRequest = {
    ...request,
    action: 'ASSIGN',
    removalOn: null,
    ...caveatOf(record),
  };
  if (date === null) return [assignment];
  const fault = cannot(
    record,
    `The license is assigned again, and its removal on ${date} is not.`,
    'Schedule the removal once the license is assigned.',
  );
  return [assignment, { ...request, action: 'SCHEDULE_REMOVAL', removalOn: date, fault }];
}

/** Of whom no read shows what they are offered, nothing tells what there was before: it is taken for the opposite of what was done. */
function caveatOf({ change, before }: ChangeRecord): Pick<ChangeRequest, 'caveat'> {
  if (before !== null) return {};
  const wasAssigned = change.action === 'ASSIGN';
  const message = wasAssigned
    ? 'No read shows whether this license had been offered before it was assigned. Undo takes it away in either case.'
    : 'No read shows whether this license had been offered before it was taken away. Undo offers it again in either case.';
  const hint = wasAssigned
    ? 'Invite them again if an earlier offer is to stay.'
    : 'Take it away again if it had not been offered.';
  return {
    caveat: problem('BEFORE_UNKNOWN', 'CALLER', message, { accountKey: change.accountKey, hint, path: [] }),
  };
}

function overtaken(record: ChangeRecord, laterSet: string): ProblemError {
  return cannot(
    record,
    'A later change of the same license and assignee wants it as it is now.',
    `Take that one back first: it is of the change set ${laterSet}.`,
  );
}

/** Not the caller's mistake: it is known later. */
function notYet({ change }: ChangeRecord): ProblemError {
  return new ProblemError(
    problem('CANNOT_UNDO', 'PLATFORM', 'No read has shown yet what became of this change.', {
      accountKey: change.accountKey,
      retryable: true,
      hint: 'Try again later.',
    }),
  );
}

function cannot({ change }: ChangeRecord, message: string, hint: string): ProblemError {
  return new ProblemError(problem('CANNOT_UNDO', 'CALLER', message, { accountKey: change.accountKey, hint }));
}
