// Observing changes: what a read shows of each, or why it shows nothing.
import type { Assignee } from '../../domain/assignee.ts';
import type { Call } from '../../domain/call.ts';
import type { HeldNow } from '../../domain/assignment.ts';
import type { AssignmentState, ChangeRecord } from '../../domain/change-set.ts';
import { assigneeKey } from '../../domain/change.ts';
import { ProblemError, asProblemError, type Problem } from '../../domain/problem.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import { isInEffectIn } from '../in-effect.ts';
import { readShown, stateOf, type Shown } from '../plan/current-state.ts';
import { isOutside } from '../plan/outside-people.ts';
import { dayOf } from '../schedules/calendar.ts';
import type { RunDeps } from './run-deps.ts';

export interface Observation {
  /** null when it could not be read. */
  readonly after: AssignmentState | null;
  /** Whether the read shows that the change is done, that it is not, or neither. */
  readonly shows: 'DONE' | 'NOT_DONE' | 'NOTHING';
  /** Why it could not be read. */
  readonly unread: Problem | null;
  /** Its assignee, as the same read showed it. */
  readonly assignee?: Assignee | undefined;
  /** Whether no read need ever show it: only the answer to another try can. */
  readonly isHidden?: true;
}

/** Reads what these changes of one account are about, in batches; returns the observation of each of them. */
export async function observe(
  account: ProviderAccount,
  records: readonly ChangeRecord[],
  { store, now, zone }: Pick<RunDeps, 'store' | 'now' | 'zone'>,
  call: Call,
): Promise<(record: ChangeRecord) => Observation> {
  const changes = records.map(({ change }) => change);
  const held = await readShown(account, changes, { schedules: store }, call).catch(asProblemError);
  const today = dayOf(now(), zone);
  return (record) => observationOf(record, held, today, isOutside(record.change, account));
}

function observationOf(
  record: ChangeRecord,
  held: Shown | ProblemError,
  today: string,
  outside: boolean,
): Observation {
  const { change } = record;
  const read = held instanceof ProblemError ? held : (held.get(assigneeKey(change.assignee)) ?? NOTHING);
  const isHidden = outside && record.outcome !== 'REJECTED' && record.before?.held !== true;
  if (read instanceof ProblemError) {
    const unread: Observation = { after: null, shows: 'NOTHING', unread: read.problem };
    return isHidden ? (shownByAnswer(record, today) ?? unread) : unread;
  }
  const { rows, assignee } = read;
  const after = stateOf(change, rows);
  if (isHidden && !after.held) {
    return shownByAnswer(record, today) ?? { after: null, shows: 'NOTHING', unread: null, isHidden };
  }
  if (!isInEffectIn(change, after, today)) return { after, shows: 'NOT_DONE', unread: null };
  const shows = wasInEffectAllAlong(record, today) ? 'NOTHING' : 'DONE';
  return { after, shows, unread: null, assignee };
}

/** Of somebody whom the provider does not know. */
const NOTHING: HeldNow = { rows: [] };

/** The answer to the write lists all that somebody from outside holds or is offered, which no read need show; null when it was lost. */
function shownByAnswer({ change, phase, after }: ChangeRecord, today: string): Observation | null {
  if (phase !== 'SENT' || after === null) return null;
  return { after, shows: isInEffectIn(change, after, today) ? 'DONE' : 'NOT_DONE', unread: null };
}

/**
 * Whether a change was sent although reads showed it in effect, and have shown nothing else since: it takes back one that was accepted and
 * has not shown yet. That it still is in effect then tells nothing.
 */
function wasInEffectAllAlong({ change, before, after }: ChangeRecord, today: string): boolean {
  return [before, after].every((state, index) =>
    state === null ? index > 0 : isInEffectIn(change, state, today),
  );
}
