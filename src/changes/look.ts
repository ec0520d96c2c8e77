// Reading changes back: what a read shows of each, or why it shows nothing.
import type { Call } from '../domain/call.ts';
import type { AssignmentState, ChangeRecord } from '../domain/change-set.ts';
import { assigneeKey } from '../domain/change.ts';
import { ProblemError, asProblemError, type Problem } from '../domain/problem.ts';
import type { ProviderAccount } from '../providers/provider.ts';
import { dayOf } from './days.ts';
import { isSo } from './judge.ts';
import type { RunnerDeps } from './work.ts';
import { readHeld, rowOf, stateOf, type Held } from './world.ts';

export interface Look {
  /** null when it could not be read. */
  readonly after: AssignmentState | null;
  /** Whether what the change wants is so. */
  readonly shown: boolean;
  /** Why it could not be read. */
  readonly unread: Problem | null;
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
  return (record) => lookOf(record, held, today);
}

function lookOf({ change }: ChangeRecord, held: Held | ProblemError, today: string): Look {
  const rows = held instanceof ProblemError ? held : (held.get(assigneeKey(change.assignee)) ?? []);
  if (rows instanceof ProblemError) return { after: null, shown: false, unread: rows.problem };
  return { after: stateOf(change, rows), shown: isSo(change, rowOf(change, rows), today), unread: null };
}
