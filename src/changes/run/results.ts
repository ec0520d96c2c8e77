// What is recorded of a change that is done.
import type { Assignee } from '../../domain/assignee.ts';
import type { AssignmentState, ChangeRecord } from '../../domain/change-set.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import type { ChangeResult } from '../../store/changes/api.ts';
import type { RunDeps } from './run-deps.ts';

/** DONE, with no request of its own. */
export function doneAs(
  changeId: string,
  outcome: ChangeResult['outcome'],
  found: Problem | null,
): ChangeResult {
  return { changeId, phase: 'DONE', outcome, problem: found, upstreamRequestIds: [] };
}

/** What a read shows of an assignment, and of its assignee where it does. */
interface Shown {
  readonly after: AssignmentState | null;
  readonly assignee?: Assignee | undefined;
}

/** VERIFIED: a read shows what was asked for. `now` in milliseconds. */
export function verified(changeId: string, { after, assignee }: Shown, now: number): ChangeResult {
  const verifiedAt = new Date(now).toISOString();
  return { ...doneAs(changeId, 'VERIFIED', null), after, assignee, verifiedAt };
}

/** Tells how long a read took to show a change; nothing of one that no read has shown. */
export function measureVerified(
  { change, sentAt }: ChangeRecord,
  { outcome, verifiedAt }: ChangeResult,
  { meter }: Pick<RunDeps, 'meter'>,
): void {
  if (outcome !== 'VERIFIED' || sentAt === null || verifiedAt == null) return;
  meter.verified(change.accountKey, Date.parse(verifiedAt) - Date.parse(sentAt));
}

/** The problem of a change that the provider's answer left out. */
export function leftOutOfAnswer(): Problem {
  return problem('UPSTREAM_BAD_RESPONSE', 'PROVIDER', 'The provider did not say what became of this change.');
}
