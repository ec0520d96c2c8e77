// Settling later what no read had shown in time: by reading, never by sending.
import type { ChangeRecord } from '../../domain/change-set.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import type { ChangeResult } from '../../store/api.ts';
import { backgroundRead } from './background-call.ts';
import { renewDates } from '../schedules/kept-removals.ts';
import { lookAt, type Look } from './observe.ts';
import { isSuperseded } from '../plan/own-changes.ts';
import { silence, wake, type RunnerDeps } from './part-run.ts';

/** After so many times `settleAfterMs` what a read shows is what there is: by default within two minutes of being sent. */
const PATIENCE = 3;
const BATCH = 1_000;
/** Nobody to ask, as the account is no longer in the configuration; or nothing to be learned from it. */
const UNREAD: Look = { after: null, tells: 'NOTHING', unread: null };

/** Reads what is due once more. */
export async function settleDue(deps: RunnerDeps, signal: AbortSignal): Promise<void> {
  const due = await deps.store.dueSettlements(BATCH);
  const later = await deps.store.laterChanges(due.map(({ change }) => change.id));
  for (const [key, records] of Map.groupBy(due, (record) => record.change.accountKey)) {
    const account = deps.accounts.get(key);
    const look = account && (await lookAt(account, records, deps, backgroundRead(deps, signal).call));
    const results = records.map((record) => {
      const after = later.get(record.change.id) ?? [];
      if (isSuperseded(record, after)) return leftAsItIs(record);
      // What is under way now may change what a read shows at any moment.
      const isUnclear = after.some(({ phase }) => phase !== 'DONE');
      return resultOf(record, isUnclear ? UNREAD : (look?.(record) ?? UNREAD), deps);
    });
    const failed = records.filter((_, index) => results[index]?.outcome === 'REJECTED');
    if (account) await renewDates(failed, account, deps);
    await deps.store.settle(results);
    for (const setId of new Set(records.map((record) => record.setId))) await wake(deps.store, setId);
  }
}

/** A later change has taken its place: no read can tell any more what it came to. */
function leftAsItIs({ change, outcome, problem: kept }: ChangeRecord): ChangeResult {
  return { changeId: change.id, phase: 'DONE', outcome, problem: kept, upstreamRequestIds: [] };
}

function resultOf(record: ChangeRecord, { after, tells }: Look, deps: RunnerDeps): ChangeResult {
  const now = deps.now();
  const base = { changeId: record.change.id, phase: 'DONE', upstreamRequestIds: [] } as const;
  const age = now - Date.parse(record.sentAt ?? new Date(now).toISOString());
  const patience = PATIENCE * deps.settleAfterMs;
  const isOver = after !== null && age >= patience;
  if (tells === 'DONE' || (isOver && tells === 'NOTHING')) {
    return { ...base, outcome: 'VERIFIED', problem: null, after, verifiedAt: new Date(now).toISOString() };
  }
  if (isOver) return { ...base, outcome: 'REJECTED', problem: reasonOf(record), after };
  // Twice as long between one look and the next, with one when patience ends.
  const pause = Math.max(age, deps.settleAfterMs);
  const settleAfter = new Date(
    now + (age < patience ? Math.min(pause, patience - age) : pause),
  ).toISOString();
  return {
    ...base,
    outcome: record.outcome,
    problem: record.problem,
    settleAfter,
    ...(after !== null && { after }),
  };
}

/** Of what was accepted, a problem kept until now tells only why it could not be read before. */
function reasonOf({ change, outcome, problem: kept }: ChangeRecord): Problem | null {
  if (outcome === 'UNKNOWN') return kept ?? silence().problem;
  return problem(
    'WRITE_HAD_NO_EFFECT',
    'PROVIDER',
    'The provider accepted the change, and it never showed.',
    {
      accountKey: change.accountKey,
      retryable: true,
      hint: 'Retry the set; if it stays so, take the request ids to the provider.',
    },
  );
}
