// Reading changes back: what a read shows of each, or why it shows nothing.
import type { Call } from '../../domain/call.ts';
import type { AssignmentState, ChangeRecord } from '../../domain/change-set.ts';
import { assigneeKey, type Change } from '../../domain/change.ts';
import { ProblemError, asProblemError, type Problem } from '../../domain/problem.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import { dayOf } from '../schedules/calendar.ts';
import { isSoIn } from '../in-effect.ts';
import type { RunnerDeps } from './part-run.ts';
import { readHeld, stateOf, type Held } from '../plan/current-state.ts';

export interface Look {
  /** null when it could not be read. */
  readonly after: AssignmentState | null;
  /** Whether the read shows what the change wants, shows that it is not so, or tells nothing of it. */
  readonly tells: 'DONE' | 'NOT_DONE' | 'NOTHING';
  /** Why it could not be read. */
  readonly unread: Problem | null;
  /** Whether no read need ever show it: only the answer to another try can tell. */
  readonly isHidden?: true;
}

/** Reads what these changes of one account are about, in batches; gives the look at each of them. */
export async function lookAt(
  account: ProviderAccount,
  records: readonly ChangeRecord[],
  { store, now, zone }: Pick<RunnerDeps, 'store' | 'now' | 'zone'>,
  call: Call,
): Promise<(record: ChangeRecord) => Look> {
  const changes = records.map(({ change }) => change);
  const held = await readHeld(account, changes, store, call).catch(asProblemError);
  const today = dayOf(now(), zone);
  return (record) => lookOf(record, held, today, isOutside(record.change, account));
}

/** Whether a change is about somebody from outside, of whom no read need show what they are offered. */
export function isOutside(
  { assignee: { kind, externalId } }: Change,
  { writes }: Pick<ProviderAccount, 'writes'>,
): boolean {
  return kind === 'USER' && writes?.outsiders?.isOne(externalId) === true;
}

function lookOf(record: ChangeRecord, held: Held | ProblemError, today: string, outside: boolean): Look {
  const { change } = record;
  const rows = held instanceof ProblemError ? held : (held.get(assigneeKey(change.assignee)) ?? []);
  const isHidden = outside && record.outcome !== 'REJECTED' && record.before?.held !== true;
  if (rows instanceof ProblemError) {
    const unread: Look = { after: null, tells: 'NOTHING', unread: rows.problem };
    return isHidden ? (told(record, today) ?? unread) : unread;
  }
  const after = stateOf(change, rows);
  if (isHidden && !after.held) {
    return told(record, today) ?? { after: null, tells: 'NOTHING', unread: null, isHidden };
  }
  if (!isSoIn(change, after, today)) return { after, tells: 'NOT_DONE', unread: null };
  return { after, tells: wasSoAllAlong(record, today) ? 'NOTHING' : 'DONE', unread: null };
}

/** Of what no read need show, the answer to what was sent tells: it lists all that is held or offered. null when it was lost. */
function told({ change, phase, after }: ChangeRecord, today: string): Look | null {
  if (phase !== 'SENT' || after === null) return null;
  return { after, tells: isSoIn(change, after, today) ? 'DONE' : 'NOT_DONE', unread: null };
}

/**
 * Whether a change was sent although what it wants was seen to be so, and nothing else was seen since: it takes back one that was
 * accepted and has not shown yet. That it still is so then tells nothing.
 */
function wasSoAllAlong({ change, before, after }: ChangeRecord, today: string): boolean {
  return [before, after].every((state, index) => (state === null ? index > 0 : isSoIn(change, state, today)));
}
